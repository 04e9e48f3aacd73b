import { isMemberKey } from '../../../../shared/domain/ids.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'
import { lanesOfMember } from './members.ts'

/** One time that bytes may have left; columns are told in the schema. */
export interface AttemptRow {
  readonly op_seq: number
  readonly n: number
  readonly boot: string
  readonly started_at: number
  readonly remote_id: string | null
  readonly card_id: string | null
  readonly base: number | null
  readonly base_fresh: number
  readonly request_sha: string
  readonly ended_at: number | null
  readonly outcome: string | null
}

/** What is known before the first byte leaves. */
export interface NewAttempt {
  readonly op_seq: number
  readonly boot: string
  readonly started_at: number
  readonly remote_id: string | null
  readonly card_id: string | null
  readonly base: number | null
  readonly base_fresh: boolean
  readonly request_sha: string
}

/** How it ended. */
export interface AttemptEnd {
  readonly ended_at: number
  readonly outcome: string
  readonly http: number | null
  readonly request_id: string | null
  readonly evidence: string | null
}

const insert: Query<never> = {
  sql: `insert into attempt (op_seq, n, boot, started_at, remote_id, card_id, base, base_fresh, request_sha)
    values (@op_seq, (select coalesce(max(n), 0) + 1 from attempt where op_seq = +@op_seq), @boot, @started_at,
      @remote_id, @card_id, @base, @base_fresh, @request_sha)`,
}
const close: Query<never> = {
  sql: `update attempt set ended_at = @ended_at, outcome = @outcome, http = @http, request_id = @request_id,
      evidence = @evidence
    where op_seq = @op_seq and ended_at is null`,
}
const newest: Query<AttemptRow> = {
  sql: `select op_seq, n, boot, started_at, remote_id, card_id, base, base_fresh, request_sha, ended_at, outcome
    from attempt where op_seq = +? order by n desc limit 1`,
}
const every: Query<AttemptRow> = {
  sql: `select op_seq, n, boot, started_at, remote_id, card_id, base, base_fresh, request_sha, ended_at, outcome
    from attempt where op_seq = +? order by n`,
}
// Of the newest that were sent: many may wait behind them, and a lane may have years of history. What joined the lane
// late has an older place than its time of sending tells, so that the newest few are not enough. What got no answer may
// have arrived at any time until it was settled.
const lastOnLane: Query<{ readonly at: number | null }> = {
  sql: `select max(max(coalesce(a.ended_at, a.started_at), made.changed_at)) as at
    from attempt a join op made on made.seq = a.op_seq
    where a.op_seq in (select o.seq from op o where o.connection_id = +@connection and o.lane = +@lane and o.seq <> +@but
      and exists (select 1 from attempt b where b.op_seq = o.seq) order by o.seq desc limit 200)`,
}

/** Opens an attempt; committed before the first byte leaves. */
export function openAttempt(db: WriteDb, attempt: NewAttempt): void {
  db.run(insert, { ...attempt, base_fresh: attempt.base_fresh ? 1 : 0 })
}

/** Closes the attempt that is open. */
export function closeAttempt(db: WriteDb, seq: number, end: AttemptEnd): void {
  db.run(close, { op_seq: seq, ...end })
}

/** The newest attempt of an operation. */
export function lastAttempt(db: ReadDb, seq: number): AttemptRow | null {
  return db.get(newest, seq) ?? null
}

/** All attempts of an operation, oldest first. */
export function attemptsOf(db: ReadDb, seq: number): readonly AttemptRow[] {
  return db.all(every, seq)
}

/**
 * When something of this till's may last have been written for a member, UTC ms, whatever name the till had for the
 * member then: what is settled keeps its lane.
 */
export function lastWrite(
  db: ReadDb,
  row: { readonly connection_id: string; readonly lane: string },
  /** An operation that does not count. */
  but = 0,
): number | null {
  const lanes = isMemberKey(row.lane) ? lanesOfMember(db, row.connection_id, row.lane) : [row.lane]
  const times = lanes.flatMap((lane) => {
    const at = db.get(lastOnLane, { connection: row.connection_id, lane, but })?.at ?? null
    return at === null ? [] : [at]
  })
  return times.length === 0 ? null : Math.max(...times)
}

/** The same for another operation than this one. */
export function lastOtherWrite(
  db: ReadDb,
  row: { readonly seq: number; readonly connection_id: string; readonly lane: string },
): number | null {
  return lastWrite(db, row, row.seq)
}
