import { isDiskFailure } from '../db/failure.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Core } from './core.ts'
import { setAside } from './recovery.ts'

/** Outcomes that could not be written. Each is kept, and holds what it must hold and nothing else. */
export interface Unwritten {
  /** Keeps an outcome that failed. */
  keep(row: OpRow, work: () => OpRow | null, error: unknown): void
  /** Tries all of them again. */
  retry(): void
  /** Whether the disk itself fails: then no outcome could be written, and nothing may be sent. */
  diskFails(): boolean
  has(seq: number): boolean
  /** Operations whose outcome waits: their lanes wait with them. */
  rows(): readonly OpRow[]
}

interface Kept {
  readonly row: OpRow
  readonly work: () => OpRow | null
  readonly disk: boolean
}

/** Nothing kept yet. */
export function createUnwritten(core: Core): Unwritten {
  const kept = new Map<number, Kept>()
  const keep = (row: OpRow, work: Kept['work'], error: unknown): void => {
    kept.set(row.seq, { row, work, disk: isDiskFailure(error) })
    core.deps.log.warn('outbox.outcome-not-written', {
      seq: row.seq,
      error,
    })
  }
  const write = (work: () => OpRow | null): void => {
    core.space.write(() => core.transact(work))
  }
  const retry = (): void => {
    for (const { row, work } of [...kept.values()]) {
      try {
        write(work)
        kept.delete(row.seq)
        continue
      } catch (error) {
        keep(row, work, error)
        if (isDiskFailure(error)) continue
      }
      // Not the disk but this outcome: it is refused again and again. What says less can perhaps be written.
      try {
        write(() => setAside(core, row.seq))
        kept.delete(row.seq)
      } catch (error) {
        keep(row, work, error)
      }
    }
  }
  return {
    keep,
    retry,
    diskFails: () => [...kept.values()].some((one) => one.disk),
    has: (seq) => kept.has(seq),
    rows: () => [...kept.values()].map((one) => one.row),
  }
}
