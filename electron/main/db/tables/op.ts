import type { OperationKind, OperationState, Proof } from '../../../../shared/domain/operation.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

/** An operation as it lies in the file; columns are told in the schema. */
export interface OpRow {
  readonly seq: number
  readonly id: string
  readonly intent: string
  readonly connection_id: string
  readonly store: string
  readonly kind: OperationKind
  readonly v: number
  readonly target_kind: 'member' | 'code'
  readonly target: string
  readonly lane: string
  readonly lane2: string | null
  readonly payload: string | null
  readonly salt: Uint8Array | null
  readonly tag: string
  readonly live: number
  readonly state: OperationState
  readonly reason: string | null
  readonly proof: Proof | null
  readonly note: string | null
  readonly insist: number
  readonly due_at: number
  readonly undo_ms: number
  readonly attempts: number
  readonly answered: number
  readonly tries: number
  readonly negatives: number
  readonly negative_at: number | null
  readonly lost_at: number | null
  readonly rev: number
  readonly created_at: number
  readonly created_by: string | null
  readonly actor: string | null
  readonly business_day: string
  readonly changed_at: number
  readonly into_seq: number | null
  readonly suspect: number
  readonly origin: string | null
  readonly arrived_with: string | null
  readonly moved_to: string | null
  readonly moved_at: number | null
}

/** What a new operation brings; the rest has its beginning in the schema. */
export type NewOpRow = Pick<
  OpRow,
  | 'id'
  | 'intent'
  | 'connection_id'
  | 'store'
  | 'kind'
  | 'v'
  | 'target_kind'
  | 'target'
  | 'lane'
  | 'lane2'
  | 'payload'
  | 'salt'
  | 'tag'
  | 'state'
  | 'due_at'
  | 'undo_ms'
  | 'created_at'
  | 'created_by'
  | 'actor'
  | 'business_day'
  | 'changed_at'
>

const columns = `seq, id, intent, connection_id, store, kind, v, target_kind, target, lane, lane2, payload, salt, tag,
  live, state, reason, proof, note, insist, due_at, undo_ms, attempts, answered, tries, negatives, negative_at, lost_at,
  rev, created_at, created_by, actor, business_day, changed_at, into_seq, suspect, origin, arrived_with,
  moved_to, moved_at`

const insert: Query<never> = {
  sql: `insert into op (id, intent, connection_id, store, kind, v, target_kind, target, lane, lane2, payload, salt, tag,
      live, state, due_at, undo_ms, created_at, created_by, actor, business_day, changed_at)
    values (@id, @intent, @connection_id, @store, @kind, @v, @target_kind, @target, @lane, @lane2, @payload, @salt, @tag,
      1, @state, @due_at, @undo_ms, @created_at, @created_by, @actor, @business_day, @changed_at)
    on conflict (intent) do nothing`,
}
// Where something is sorted, each value is bound as `+?`: SQLite compares the order wanted with a bare `?`, and for
// that plans the statement anew each time that a value is bound, which costs more than the search.
const byId: Query<OpRow> = { sql: `select ${columns} from op where id = ?` }
const bySeq: Query<OpRow> = { sql: `select ${columns} from op where seq = ?` }
const byIntent: Query<OpRow> = { sql: `select ${columns} from op where intent = ?` }
const liveOnLane: Query<OpRow> = {
  sql: `select ${columns} from op where connection_id = +? and lane = +? and live = 1 order by seq`,
}
const anyOnLane: Query<{ readonly one: number }> = {
  sql: 'select 1 as one from op where connection_id = ? and lane = ? and live = 1 limit 1',
}
const liveOnLane2: Query<OpRow> = {
  sql: `select ${columns} from op where connection_id = +? and lane2 = +? and live = 1 order by seq`,
}
const onLane: Query<OpRow> = {
  sql: `select ${columns} from op where connection_id = +? and lane = +? and into_seq is null order by seq desc limit +?`,
}
const absorbed: Query<OpRow> = {
  sql: `select ${columns} from op where connection_id = +? and lane = +? and into_seq = +? order by seq desc limit 1`,
}
const open: Query<OpRow> = {
  sql: `select ${columns} from op where connection_id = +? and live = 1 order by seq desc limit +?`,
}
const oldest: Query<OpRow> = {
  sql: `select ${columns} from op where connection_id = +? and live = 1 order by seq limit +?`,
}
const inState: Query<OpRow> = {
  sql: `select ${columns} from op where connection_id = +? and live = 1 and state = +? order by seq limit +?`,
}
const recent: Query<OpRow> = {
  sql: `select ${columns} from op where connection_id = +? and into_seq is null order by seq desc limit +?`,
}
const due: Query<OpRow> = {
  sql: `select ${columns} from op where connection_id = +? and live = 1 and state = +? and due_at <= +?
    order by due_at, seq limit +?`,
}
/**
 * A lane on which somebody is enrolled or changed, and what of that lies on it: a place and a wording are never used
 * again. By an index of its own: a hundred thousand stamps may wait beside.
 */
const lanesOfDetails: Query<{ readonly lane: string; readonly version: string }> = {
  sql: `select lane, group_concat(seq || '.' || rev) as version,
      min(iif(kind = 'member.create', seq, null)) as made, min(iif(kind = 'member.edit', seq, null)) as changed
    from op indexed by op_details
    where connection_id = +@connection and live = 1 and kind in ('member.create', 'member.edit', 'card.attach')
    group by lane having coalesce(made, changed) is not null
    order by made nulls last, changed`,
}

/** Adds an operation; 0 where its intent is known. */
export function insertOp(db: WriteDb, row: NewOpRow): number {
  const { changes, rowId } = db.run(insert, row)
  return changes === 1 ? rowId : 0
}

export function opById(db: ReadDb, id: string): OpRow | null {
  return db.get(byId, id) ?? null
}

export function opBySeq(db: ReadDb, seq: number): OpRow | null {
  return db.get(bySeq, seq) ?? null
}

export function opByIntent(db: ReadDb, intent: string): OpRow | null {
  return db.get(byIntent, intent) ?? null
}

/** Live operations of a lane, in order. */
export function liveOpsOnLane(db: ReadDb, connectionId: string, lane: string): readonly OpRow[] {
  return db.all(liveOnLane, connectionId, lane)
}

/** Live operations that move a card, in order. */
export function liveOpsOnLane2(db: ReadDb, connectionId: string, lane2: string): readonly OpRow[] {
  return db.all(liveOnLane2, connectionId, lane2)
}

/** Everything of a lane that was not absorbed, newest first. */
export function opsOnLane(db: ReadDb, connectionId: string, lane: string, limit: number): readonly OpRow[] {
  return db.all(onLane, connectionId, lane, limit)
}

/** The newest of a lane that this operation took in; null where it took in none. */
export function absorbedBy(db: ReadDb, { connection_id, lane, seq }: OpRow): OpRow | null {
  return db.get(absorbed, connection_id, lane, seq) ?? null
}

/** All that is not settled, newest first. */
export function openOps(db: ReadDb, connectionId: string, limit: number): readonly OpRow[] {
  return db.all(open, connectionId, limit)
}

/** What is not settled, oldest first. */
export function oldestOps(db: ReadDb, connectionId: string, limit: number): readonly OpRow[] {
  return db.all(oldest, connectionId, limit)
}

/** Live operations in one state, oldest first. */
export function opsInState(
  db: ReadDb,
  connectionId: string,
  state: OperationState,
  limit: number,
): readonly OpRow[] {
  return db.all(inState, connectionId, state, limit)
}

/** Whether anything of a lane is not settled. */
export function isLaneLive(db: ReadDb, connectionId: string, lane: string): boolean {
  return db.get(anyOnLane, connectionId, lane) !== undefined
}

/** The newest operations, settled or not. */
export function recentOps(db: ReadDb, connectionId: string, limit: number): readonly OpRow[] {
  return db.all(recent, connectionId, limit)
}

/** Live operations in one state whose time has come. */
export function dueOps(
  db: ReadDb,
  args: {
    readonly connectionId: string
    readonly state: OperationState
    readonly now: number
    readonly limit: number
  },
): readonly OpRow[] {
  return db.all(due, args.connectionId, args.state, args.now, args.limit)
}

/** Lanes on which somebody is enrolled or changed, enrolments first, each with what tells whether it is as it was. */
export function detailLanes(
  db: ReadDb,
  connectionId: string,
): readonly { readonly lane: string; readonly version: string }[] {
  return db.all(lanesOfDetails, { connection: connectionId })
}
