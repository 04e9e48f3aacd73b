import type { OperationState } from '../../../shared/domain/operation.ts'
import type { WireFault } from './plan.ts'

/** Everything that strikes, beside the faults of single requests. */
export type Fault = WireFault | 'elsewhere' | 'crash' | 'clock-jump' | 'disk-full' | 'second-process'

/** The invariants of the proof, as docs/proof.md numbers them. */
export type Invariant = `I${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17}`

/** An invariant that did not hold. */
export interface Violation {
  readonly invariant: Invariant
  readonly text: string
}

/** How often each fault struck while an operation was in each state. */
export type Strikes = Map<`${Fault} ${OperationState}`, number>

/** What one schedule is told about while it runs. */
export interface Notes {
  readonly violations: Violation[]
  readonly strikes: Strikes
  /** The story so far; empty unless it was asked for. */
  readonly lines: string[]
  violation(invariant: Invariant, text: string): void
  strike(fault: Fault, state: OperationState): void
  /** One line of the trace: what happened, in order. Its hash tells two runs apart. */
  trace(line: string): void
  hash(): string
}

/** Nothing noted yet. */
export function createNotes(verbose: boolean): Notes {
  const violations: Violation[] = []
  const strikes: Strikes = new Map()
  const lines: string[] = []
  // FNV-1a, twice with different beginnings: quick, and 64 bits are enough to tell traces apart.
  let low = 0x811c9dc5
  let high = 0x9dc5811c
  const trace = (line: string): void => {
    if (verbose) lines.push(line)
    for (let i = 0; i < line.length; i += 1) {
      const code = line.charCodeAt(i)
      low = Math.imul(low ^ code, 0x01000193)
      high = Math.imul(high ^ (code + 7), 0x01000193)
    }
  }
  return {
    violations,
    strikes,
    lines,
    violation: (invariant, text) => {
      violations.push({ invariant, text })
      trace(`VIOLATION ${invariant}: ${text}`)
    },
    strike: (fault, state) => {
      strikes.set(`${fault} ${state}`, (strikes.get(`${fault} ${state}`) ?? 0) + 1)
    },
    trace,
    hash: () => [low, high].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
