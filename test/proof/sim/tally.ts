import type { Violation } from './notes.ts'
import type { Outcome } from './run.ts'

/** Figures that add up. */
export interface Figures {
  schedules: number
  operations: number
  crashes: number
  asked: number
  doubles: number
  lost: number
  reordered: number
  falseDone: number
  stuck: number
}

/** What came of many schedules; plain data, so that it can come from a worker. */
export interface Summary {
  /** Schedules in which the provider kept its promises. */
  readonly kept: Figures
  /** Schedules in which it applied requests later than it had promised: no client can be right there. */
  readonly broken: Figures
  /** How often each fault struck while an operation was in each state. */
  readonly strikes: Record<string, number>
  readonly violations: (Violation & { readonly seed: number; readonly schedule: number })[]
  /** Of all traces, whatever the order in which the schedules ran. */
  digest: bigint
}

const none = (): Figures => ({
  schedules: 0,
  operations: 0,
  crashes: 0,
  asked: 0,
  doubles: 0,
  lost: 0,
  reordered: 0,
  falseDone: 0,
  stuck: 0,
})

/** Nothing ran yet. */
export function createSummary(): Summary {
  return { kept: none(), broken: none(), strikes: {}, violations: [], digest: 0n }
}

/** Adds one schedule. */
export function addOutcome(summary: Summary, schedule: number, outcome: Outcome): void {
  const { seed, world } = outcome.plan
  const figures = world.breaksBound ? summary.broken : summary.kept
  figures.schedules += 1
  for (const key of [
    'operations',
    'crashes',
    'asked',
    'doubles',
    'lost',
    'reordered',
    'falseDone',
    'stuck',
  ] as const) {
    figures[key] += outcome[key]
  }
  for (const [cell, count] of outcome.strikes) summary.strikes[cell] = (summary.strikes[cell] ?? 0) + count
  for (const violation of outcome.violations) summary.violations.push({ ...violation, seed, schedule })
  summary.digest ^= BigInt(`0x${outcome.hash}`)
}

/** Adds what another worker did. */
export function addSummary(summary: Summary, other: Summary): void {
  for (const part of ['kept', 'broken'] as const) {
    for (const key of Object.keys(summary[part]) as (keyof Figures)[]) summary[part][key] += other[part][key]
  }
  for (const [cell, count] of Object.entries(other.strikes)) {
    summary.strikes[cell] = (summary.strikes[cell] ?? 0) + count
  }
  summary.violations.push(...other.violations)
  summary.digest ^= other.digest
}
