import { opById, opBySeq } from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Core } from './core.ts'

/** What took an operation's place: absorbed into it, or come back after it had left for another till. */
export function follow(core: Core, row: OpRow): OpRow {
  if (row.into_seq === null || (row.state !== 'cancelled' && row.moved_to === null)) return row
  const next = opBySeq(core.db, row.into_seq)
  return next === null ? row : follow(core, next)
}

/** The operation of an id, or what took its place. */
export function followed(core: Core, id: string): OpRow | null {
  const row = opById(core.db, id)
  return row === null ? null : follow(core, row)
}
