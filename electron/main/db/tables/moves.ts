import type { Query, ReadDb, WriteDb } from '../handle.ts'
import type { AttemptRow } from './attempts.ts'
import type { NewOpRow, OpRow } from './op.ts'

/** One time that unsent work left for another till. */
export interface MovedOutRow {
  readonly id: string
  readonly connection_id: string
  readonly made_at: number
  readonly written_at: number | null
}

/** An export with the number of operations that left with it and have not come back. */
export interface MovedOutCount extends MovedOutRow {
  readonly count: number
}

/** What an operation that comes from another file brings. It starts unsent here; what is known more is told after. */
export interface ArrivedRow extends NewOpRow {
  readonly insist: number
  readonly origin: string
  readonly arrived_with: string
}

/** Where an operation of another file is, or was, in this one. */
export type Trace = Pick<OpRow, 'seq' | 'intent' | 'arrived_with' | 'moved_to'>

const begin: Query<never> = {
  sql: 'insert into moved_out (id, connection_id, made_at) values (?, ?, ?)',
}
const written: Query<never> = { sql: 'update moved_out set written_at = ? where id = ?' }
const one: Query<MovedOutRow> = {
  sql: 'select id, connection_id, made_at, written_at from moved_out where id = ?',
}
const newest: Query<MovedOutCount> = {
  sql: `select id, connection_id, made_at, written_at,
      (select count(*) from op where moved_to = moved_out.id and into_seq is null) as count
    from moved_out where connection_id = ?
      and exists (select 1 from op where moved_to = moved_out.id and into_seq is null)
    order by written_at is not null, made_at desc, id desc limit 1`,
}
const seqs: Query<{ readonly seq: number; readonly from_state: OpRow['state'] }> = {
  sql: `select o.seq, (select e.from_state from op_event e where e.op_seq = o.seq and e.event in ('move', 'move-unsent')
      order by e.n desc limit 1) as from_state
    from op o where o.moved_to = ? and o.into_seq is null order by o.seq`,
}
const unwrittenOf: Query<{ readonly id: string }> = {
  sql: 'select id from moved_out where connection_id = ? and written_at is null order by made_at, id',
}
const insert: Query<never> = {
  sql: `insert into op (id, intent, connection_id, store, kind, v, target_kind, target, lane, lane2, payload, salt, tag,
      live, state, due_at, undo_ms, created_at, created_by, actor, business_day, changed_at, insist, origin, arrived_with)
    values (@id, @intent, @connection_id, @store, @kind, @v, @target_kind, @target, @lane, @lane2, @payload, @salt, @tag,
      1, @state, @due_at, @undo_ms, @created_at, @created_by, @actor, @business_day, @changed_at, @insist, @origin,
      @arrived_with)`,
}
const traces: Query<Trace> = {
  sql: `select seq, intent, arrived_with, moved_to from op where id = @origin
    union select seq, intent, arrived_with, moved_to from op where origin = @origin
    order by seq`,
}
const tagTaken: Query<{ readonly seq: number }> = {
  sql: 'select seq from op where tag = ? and moved_to is null',
}
const cameBack: Query<never> = { sql: 'update op set into_seq = ? where seq = ? and moved_to is not null' }
const attempt: Query<never> = {
  sql: `insert into attempt (op_seq, n, boot, started_at, remote_id, card_id, base, base_fresh, request_sha, ended_at,
      outcome)
    values (@op_seq, @n, @boot, @started_at, @remote_id, @card_id, @base, 0, @request_sha, @ended_at, @outcome)`,
}

/** Begins an export; before anything leaves with it. */
export function beginMove(
  db: WriteDb,
  move: { readonly id: string; readonly connectionId: string; readonly now: number },
): void {
  db.run(begin, move.id, move.connectionId, move.now)
}

/** The file of an export lies whole where the shop wanted it. */
export function markWritten(db: WriteDb, id: string, now: number): void {
  db.run(written, now, id)
}

/** One export. */
export function movedOut(db: ReadDb, id: string): MovedOutRow | null {
  return db.get(one, id) ?? null
}

/** Of the exports of a shop that have not come back whole: one whose file was never written, else the newest. */
export function newestMove(db: ReadDb, connectionId: string): MovedOutCount | null {
  return db.get(newest, connectionId) ?? null
}

/** Exports of a shop whose file was never written. */
export function unwrittenMoves(db: ReadDb, connectionId: string): readonly string[] {
  return db.all(unwrittenOf, connectionId).map((row) => row.id)
}

/** What left with an export and has not come back, in order, and the state in which each was. */
export function movedOps(
  db: ReadDb,
  id: string,
): readonly { readonly seq: number; readonly from_state: OpRow['state'] }[] {
  return db.all(seqs, id)
}

/** Adds an operation that comes from another file; answers its place. */
export function insertArrived(db: WriteDb, row: ArrivedRow): number {
  return db.run(insert, { ...row }).rowId
}

/** Rows of this file that were made from an operation, oldest first. */
export function tracesOf(db: ReadDb, origin: string): readonly Trace[] {
  return db.all(traces, { origin })
}

/** Whether something that was not moved away carries this mark. */
export function isTagTaken(db: ReadDb, tag: string): boolean {
  return db.get(tagTaken, tag) !== undefined
}

/** What was moved away is here again, as another row. */
export function noteReturn(db: WriteDb, seq: number, intoSeq: number): void {
  db.run(cameBack, intoSeq, seq)
}

/** Keeps what is known of an attempt that was made from another file. Its figure before proves nothing here. */
export function insertAttempt(
  db: WriteDb,
  row: Omit<AttemptRow, 'base_fresh'> & { readonly ended_at: number },
): void {
  db.run(attempt, { ...row })
}
