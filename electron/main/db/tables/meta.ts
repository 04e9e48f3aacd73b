import type { Query, ReadDb, WriteDb } from '../handle.ts'

/** Who works with this file. */
export interface Meta {
  readonly till_id: string | null
  readonly boot_id: string | null
  /** Random id of this file; null until the first run. */
  readonly file_id: string | null
  /** The machine that it last ran on, hashed. */
  readonly machine: string | null
}

const read: Query<Meta> = { sql: 'select till_id, boot_id, file_id, machine from meta' }
const opening: Query<never> = { sql: 'update meta set openings = openings + 1' }
const own: Query<never> = {
  sql: `update meta set till_id = @tillId, boot_id = @bootId, boot_at = @now, file_id = @fileId,
    machine = coalesce(@machine, machine)`,
}

/** The one row of the file. */
export function readMeta(db: ReadDb): Meta {
  return db.get(read) ?? { till_id: null, boot_id: null, file_id: null, machine: null }
}

/** Counts an opening: the write after which `synchronous` tells the truth. */
export function countOpening(db: WriteDb): void {
  db.run(opening)
}

/** This run becomes the only sender; one that ran before finds out in its next claim. */
export function takeOwnership(
  db: WriteDb,
  args: {
    readonly tillId: string
    readonly bootId: string
    readonly fileId: string
    /** Null where this machine does not tell: what is known stays. */
    readonly machine: string | null
    readonly now: number
  },
): void {
  db.run(own, args)
}
