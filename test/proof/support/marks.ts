import type { Database } from 'better-sqlite3'
import type { OperationKind } from '../../../shared/domain/operation.ts'
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

/** What is on the wire now, as `kind mark`. */
export function marksSending(db: Database): ReadonlySet<string> {
  const rows = db
    .prepare<[], { kind: OperationKind; mark: string }>(
      `select o.kind, cast(${markColumn} as text) as mark from op o where o.live = 1 and o.state = 'sending'`,
    )
    .all()
  return new Set(rows.map(nameOf))
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
