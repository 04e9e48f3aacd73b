import type { Query, ReadDb, WriteDb } from '../handle.ts'

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
const lastOnLane: Query<{ readonly at: number | null }> = {
  sql: `select max(coalesce(a.ended_at, a.started_at)) as at from attempt a
    where a.op_seq in (select seq from op where connection_id = +? and lane = +? order by seq desc limit 20)`,
}

const lastOfOthersOnLane: Query<{ readonly at: number | null }> = {
  sql: `select max(coalesce(a.ended_at, a.started_at)) as at from attempt a where a.op_seq <> +?
    and a.op_seq in (select seq from op where connection_id = +? and lane = +? order by seq desc limit 20)`,
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

/** When this till last wrote for a lane, UTC ms. */
export function lastWriteOnLane(db: ReadDb, connectionId: string, lane: string): number | null {
  return db.get(lastOnLane, connectionId, lane)?.at ?? null
}

/** When this till last wrote for a lane with another operation than this one, UTC ms. */
export function lastOtherWrite(
  db: ReadDb,
  row: { readonly seq: number; readonly connection_id: string; readonly lane: string },
): number | null {
  return db.get(lastOfOthersOnLane, row.seq, row.connection_id, row.lane)?.at ?? null
}
