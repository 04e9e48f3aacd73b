import type { Database } from 'better-sqlite3'
import type { Mark } from './leal-book.ts'

/** An operation with what a book calls it. */
export interface MarkedRow extends Mark {
  readonly seq: number
  readonly id: string
  readonly state: string
  readonly target_kind: 'member' | 'code'
  readonly target: string
  readonly into_seq: number | null
  readonly attempts: number
  /** Attempts that were written down. */
  readonly recorded: number
  readonly proof: string | null
  /** Number of the first event that let bytes leave; null where none did. */
  readonly claimed_n: number | null
  /** Number of the event that put it on its member's lane; null where it was made there. */
  readonly joined_n: number | null
}

const markColumn = `case o.kind when 'member.create' then o.tag
  when 'card.attach' then o.payload ->> '$.code' when 'stamps.add' then o.payload ->> '$.amount'
  when 'reward.redeem' then o.payload ->> '$.rewardId' else o.payload ->> '$.changes.lastName' end`

/** Every operation of a file, in order, with its mark. Payloads must still be there. */
export function markedRows(db: Database): readonly MarkedRow[] {
  return db
    .prepare<[], MarkedRow>(
      `select o.seq, o.id, o.kind, o.state, o.target_kind, o.target, o.into_seq, o.attempts, o.proof,
        cast(${markColumn} as text) as mark, (select count(*) from attempt a where a.op_seq = o.seq) as recorded,
        (select min(n) from op_event e where e.op_seq = o.seq and e.event = 'claim') as claimed_n,
        (select max(n) from op_event e where e.op_seq = o.seq and e.evidence ->> '$.belongs' is not null) as joined_n
      from op o order by o.seq`,
    )
    .all()
}

/** How many attempts were written down of each operation that was claimed since a time, by its name. */
export function attemptsSince(db: Database, since: number): ReadonlyMap<string, number> {
  const rows = db
    .prepare<[number], Mark & { readonly recorded: number }>(
      `select o.kind, cast(${markColumn} as text) as mark,
        (select count(*) from attempt a where a.op_seq = o.seq) as recorded
      from op o where o.seq in (select op_seq from attempt where started_at >= ?)`,
    )
    .all(since)
  return new Map(rows.map((row) => [nameOf(row), row.recorded]))
}

/** When the newest attempt of an operation was claimed, UTC ms by the till's clock; null where there is none. */
export function claimedAt(db: Database, mark: Mark): number | null {
  return (
    db
      .prepare<[string, string], number | null>(
        `select max(a.started_at) from attempt a join op o on o.seq = a.op_seq
        where o.kind = ? and cast(${markColumn} as text) = ?`,
      )
      .pluck()
      .get(mark.kind, mark.mark) ?? null
  )
}

/** One word for an operation. */
export function nameOf(mark: Mark): string {
  return `${mark.kind} ${mark.mark}`
}
