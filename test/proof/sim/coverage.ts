import { operationStates } from './states.ts'
import type { OperationState } from '../../../shared/domain/operation.ts'
import type { Fault } from './notes.ts'
import { wireFaults } from './plan.ts'
import type { WireFault } from './plan.ts'

/** Every fault, in the order of the table. */
export const faults: readonly Fault[] = [
  ...wireFaults,
  'elsewhere',
  'crash',
  'clock-jump',
  'disk-full',
  'second-process',
]

/** Schedules from which on an empty cell means something. */
export const meaningfulFrom = 2_000

const onTheWire: readonly OperationState[] = ['queued', 'sending', 'unknown']

function wireReason(fault: WireFault, state: OperationState): string | null {
  if (!onTheWire.includes(state)) {
    return 'no request is made for an operation in this state: there is nothing that could go wrong'
  }
  if ((fault === 'ghost' || fault === 'error-after') && state !== 'sending') {
    return 'for an operation in this state only reads are made: they do nothing that could be done late or without a word'
  }
  return null
}

function isWireFault(fault: Fault): fault is WireFault {
  return wireFaults.some((wire) => wire === fault)
}

/** Why a cell of the table may be empty; null where it may not. */
export function reasonFor(fault: Fault, state: OperationState): string | null {
  return isWireFault(fault) ? wireReason(fault, state) : null
}

/** Cells that are empty without a reason, and cells that have a reason and are not empty. */
export function wrongCells(strikes: Readonly<Record<string, number>>): readonly string[] {
  return faults.flatMap((fault) =>
    operationStates.flatMap((state) => {
      const struck = (strikes[`${fault} ${state}`] ?? 0) > 0
      const reason = reasonFor(fault, state)
      if (!struck && reason === null) return [`${fault} never struck an operation that was ${state}`]
      if (struck && reason !== null)
        return [`${fault} struck an operation that was ${state}, although ${reason}`]
      return []
    }),
  )
}

/** The table as lines of text; a cell that is empty for a reason has a letter, explained below. */
export function coverageTable(strikes: Readonly<Record<string, number>>): readonly string[] {
  const letters = new Map<string, string>()
  const rows = faults.map((fault) =>
    operationStates.map((state) => {
      const count = strikes[`${fault} ${state}`] ?? 0
      const reason = reasonFor(fault, state)
      if (count > 0 || reason === null) return String(count)
      const letter = letters.get(reason) ?? String.fromCharCode(97 + letters.size)
      letters.set(reason, letter)
      return `(${letter})`
    }),
  )
  const line = (first: string, cells: readonly string[]): string =>
    first.padEnd(15) + cells.map((cell) => cell.padStart(11)).join('')
  return [
    line('', operationStates),
    ...rows.map((cells, i) => line(faults[i] ?? '', cells)),
    ...[...letters].map(([reason, letter]) => `(${letter}) ${reason}`),
  ]
}
