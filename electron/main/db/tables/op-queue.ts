import type { QueueSummary } from '../../../../shared/domain/operation.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

interface Counted {
  readonly state: string
  readonly count: number
}

// Strict order on each lane. What joined the lane late (its card was resolved, its member turned out to be another)
// also waits for what is on the wire or being checked. One exception to the order, the same as `mayPass` in outbox/lanes.ts: a stamp goes past an edit
// that waits for a person or for proof.
const sendable: Query<{ readonly seq: number }> = {
  sql: `select o.seq from op o
    where o.connection_id = @connection and o.live = 1 and o.state = 'queued' and o.due_at <= @now
      and not exists (select 1 from op b where b.connection_id = o.connection_id and b.live = 1 and b.lane = o.lane
        and (b.seq < o.seq or b.state in ('sending', 'unknown'))
        and not (o.kind = 'stamps.add' and b.kind = 'member.edit' and b.state in ('attention', 'unknown')))
      and (o.lane2 is null or (
        not exists (select 1 from op b where b.connection_id = o.connection_id and b.live = 1 and b.lane2 = o.lane2
          and b.seq < o.seq)
        and not exists (select 1 from op b where b.connection_id = o.connection_id and b.live = 1 and b.lane = o.lane2
          and b.seq < o.seq)))
      and (o.target_kind = 'member' or not exists (select 1 from op b where b.connection_id = o.connection_id
        and b.live = 1 and b.lane2 = o.lane and b.seq < o.seq))
    order by o.due_at, o.seq limit @limit`,
}
const nextDue: Query<{ readonly at: number | null }> = {
  sql: `select min(at) as at from (
      select min(due_at) as at from op where connection_id = @connection and live = 1 and state = 'held'
      union all
      select min(due_at) from op where connection_id = @connection and live = 1 and state = 'unknown' and due_at > @now
      union all
      select min(due_at) from op where connection_id = @connection and live = 1 and state = 'queued' and due_at > @now)`,
}
const counts: Query<Counted> = {
  sql: 'select state, count(*) as count from op where connection_id = ? and live = 1 group by state',
}
const oldest: Query<{ readonly created_at: number }> = {
  sql: 'select created_at from op where connection_id = ? and live = 1 order by seq limit 1',
}
const clamp: Query<never> = {
  sql: 'update op set due_at = @latest where live = 1 and state <> @except and due_at > @latest',
}
const clampHeld: Query<never> = {
  sql: "update op set due_at = @now + undo_ms where live = 1 and state = 'held' and due_at > @now + undo_ms",
}
const connections: Query<{ readonly connection_id: string }> = {
  sql: 'select distinct connection_id from op where live = 1',
}
const strip: Query<never> = {
  sql: `update op set payload = null, salt = null, reason = null, note = null
    where live = 0 and payload is not null and changed_at < ?`,
}
const stripRevisions: Query<never> = {
  sql: 'delete from op_revision where op_seq in (select seq from op where live = 0 and changed_at < ?)',
}

/** Operations that may be sent now: heads of their lanes whose time has come. */
export function sendableOps(
  db: ReadDb,
  args: { readonly connectionId: string; readonly now: number; readonly limit: number },
): readonly number[] {
  return db
    .all(sendable, { connection: args.connectionId, now: args.now, limit: args.limit })
    .map((row) => row.seq)
}

/** When something of a connection comes due next, UTC ms; null when nothing waits for a time. */
export function nextDueAt(db: ReadDb, connectionId: string, now: number): number | null {
  return db.get(nextDue, { connection: connectionId, now })?.at ?? null
}

/** What the top bar shows. */
export function summarise(db: ReadDb, connectionId: string): QueueSummary {
  const byState = new Map(db.all(counts, connectionId).map((row) => [row.state, row.count]))
  let waiting = 0
  for (const count of byState.values()) waiting += count
  return {
    waiting,
    oldestAt: db.get(oldest, connectionId)?.created_at ?? null,
    checking: byState.get('unknown') ?? 0,
    needsYou: byState.get('attention') ?? 0,
  }
}

/** After a clock that jumped: nothing waits longer than it can have been meant to. */
export function clampDue(db: WriteDb, now: number, longestMs: number): void {
  db.transaction(() => {
    db.run(clampHeld, { now })
    db.run(clamp, { latest: now + longestMs, except: 'held' })
  })
}

/** Connections that have something unsettled. */
export function connectionsWithWork(db: ReadDb): readonly string[] {
  return db.all(connections).map((row) => row.connection_id)
}

/** Takes personal data out of operations that were settled before a time. Answers how many. */
export function stripSettled(db: WriteDb, before: number): number {
  return db.transaction(() => {
    db.run(stripRevisions, before)
    return db.run(strip, before).changes
  })
}
