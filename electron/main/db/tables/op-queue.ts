import type { QueueSummary } from '../../../../shared/domain/operation.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

interface Counted {
  readonly state: string
  readonly count: number
}

// Values are bound as `+@value`, or SQLite plans the statement anew at each call: see op.ts.
//
// Strict order on each lane. What joined the lane late (its card was resolved, its member turned out to be another)
// also waits for what is on the wire or being checked. One exception to the order, the same as `mayPass` in
// outbox/lanes.ts: a stamp goes past an edit that waits for a person or for proof.
const mayGo = `not exists (select 1 from op b where b.connection_id = o.connection_id and b.live = 1 and b.lane = o.lane
        and b.seq < o.seq and not (o.kind in ('stamps.add', 'balance.adjust') and b.kind = 'member.edit' and b.state in ('attention', 'unknown')))
      -- By an index of their own: few are on the wire, and the whole lane may be long.
      and not exists (select 1 from op b indexed by op_wire where b.connection_id = o.connection_id and b.live = 1
        and b.state in ('sending', 'unknown') and b.lane = o.lane
        and not (o.kind in ('stamps.add', 'balance.adjust') and b.kind = 'member.edit' and b.state = 'unknown'))
      and (o.lane2 is null or (
        not exists (select 1 from op b where b.connection_id = o.connection_id and b.live = 1 and b.lane2 = o.lane2
          and b.seq < o.seq)
        and not exists (select 1 from op b where b.connection_id = o.connection_id and b.live = 1 and b.lane = o.lane2
          and b.seq < o.seq)))
      and (o.target_kind = 'member' or not exists (select 1 from op b where b.connection_id = o.connection_id
        and b.live = 1 and b.lane2 = o.lane and b.seq < o.seq))`

/** Among the oldest of what is due; more than a page of them is not looked through. */
const oldestSendable: Query<{ readonly seq: number }> = {
  sql: `select o.seq from (
      select seq, connection_id, lane, lane2, kind, target_kind from op
      where connection_id = +@connection and live = 1 and state = 'queued' and due_at <= +@now
      order by due_at, seq limit +@page) o
    where ${mayGo}
    limit +@limit`,
}
/** How many of a page are due at all. */
const duePage: Query<{ readonly due: number }> = {
  sql: `select count(*) as due from (
      select 1 from op where connection_id = +@connection and live = 1 and state = 'queued' and due_at <= +@now
      limit +@page)`,
}
/** Lane by lane, from one to the next by the index: a lane costs the same however much waits on it. */
const sendableByLane: Query<{ readonly seq: number }> = {
  sql: `with recursive lanes (lane) as (
      select min(lane) from op where connection_id = +@connection and live = 1
      union all
      select (select min(n.lane) from op n where n.connection_id = +@connection and n.live = 1 and n.lane > lanes.lane)
      from lanes where lanes.lane is not null)
    select o.seq from lanes cross join op o
    where lanes.lane is not null and o.state = 'queued' and o.due_at <= +@now
      and o.seq = (select h.seq from op h where h.connection_id = +@connection and h.live = 1 and h.lane = lanes.lane
        and not (h.kind = 'member.edit' and h.state in ('attention', 'unknown')) order by h.seq limit 1)
      and ${mayGo}
    limit +@limit`,
}
const stillFirst: Query<{ readonly seq: number }> = {
  sql: `select o.seq from op o where o.seq = ? and ${mayGo}`,
}
const sendableOnOne: Query<{ readonly seq: number }> = {
  sql: `select o.seq from op o
    where o.seq = (select h.seq from op h where h.connection_id = +@connection and h.live = 1 and h.lane = +@lane
        and not (h.kind = 'member.edit' and h.state in ('attention', 'unknown')) order by h.seq limit 1)
      and o.state = 'queued' and o.due_at <= +@now and ${mayGo}`,
}
/** Rows of lanes on which somebody works are left out: thousands of one lane must not hide those of all others. */
const looks: Query<{ readonly seq: number }> = {
  sql: `select seq from op where connection_id = +@connection and live = 1 and state = 'unknown' and due_at <= +@now
      and lane not in (select value from json_each(@taken))
      and (lane2 is null or lane2 not in (select value from json_each(@taken)))
    order by due_at, seq limit +@limit`,
}
const nextDue: Query<{ readonly at: number | null }> = {
  sql: `select min(at) as at from (
      select min(due_at) as at from op where connection_id = +@connection and live = 1 and state = 'held'
      union all
      select min(due_at) from op where connection_id = +@connection and live = 1 and state = 'unknown' and due_at > +@now
      union all
      select min(due_at) from op where connection_id = +@connection and live = 1 and state = 'queued' and due_at > +@now)`,
}
const farthestDue: Query<{ readonly at: number | null }> = {
  sql: `select max(at) as at from (
      select max(due_at) as at from op where connection_id = +@connection and live = 1 and state = 'held'
      union all
      select max(due_at) from op where connection_id = +@connection and live = 1 and state = 'unknown'
      union all
      select max(due_at) from op where connection_id = +@connection and live = 1 and state = 'queued')`,
}
const counts: Query<Counted> = {
  sql: 'select state, count(*) as count from op where connection_id = +? and live = 1 group by state',
}
const oldest: Query<{ readonly created_at: number }> = {
  sql: 'select created_at from op where connection_id = +? and live = 1 order by seq limit 1',
}
const clamp: Query<never> = {
  sql: 'update op set due_at = @latest where live = 1 and state <> @except and due_at > @latest',
}
const clampHeld: Query<never> = {
  sql: "update op set due_at = @now + undo_ms where live = 1 and state = 'held' and due_at > +@now + undo_ms",
}
const connections: Query<{ readonly id: string }> = {
  sql: 'select id from connection c where exists (select 1 from op where connection_id = c.id and live = 1)',
}
// What left with an export whose file was never written lies here alone: it stays whole until it is written.
const isPast = `live = 0 and changed_at < ?
      and (moved_to is null or moved_to in (select id from moved_out where written_at is not null))`
const strip: Query<never> = {
  sql: `update op set payload = null, salt = null, reason = null, note = null
    where payload is not null and ${isPast}`,
}
/** In the place of a card's code that is not told any more. */
export const noCode = '…'
const stripCodes: Query<never> = {
  sql: `update op set lane2 = null, target = iif(target_kind = 'code', '${noCode}', target),
      lane = iif(target_kind = 'code', 'card:${noCode}', lane)
    where (lane2 is not null or (target_kind = 'code' and target <> '${noCode}')) and ${isPast}`,
}
const stripRevisions: Query<never> = {
  sql: `delete from op_revision where op_seq in (select seq from op where ${isPast})`,
}

/**
 * Operations that may be sent now: heads of their lanes whose time has come. The oldest first; where the oldest wait
 * for something, whichever lanes have one.
 */
export function sendableOps(
  db: ReadDb,
  args: { readonly connectionId: string; readonly now: number; readonly limit: number },
): readonly number[] {
  const at = { connection: args.connectionId, now: args.now, limit: args.limit }
  const page = 4 * args.limit
  const oldest = db.all(oldestSendable, { ...at, page })
  const { connection, now } = at
  // Where less than a page is due all of it was looked through: nobody goes from lane to lane for nothing.
  const isAll = oldest.length === args.limit || (db.get(duePage, { connection, now, page })?.due ?? 0) < page
  if (isAll) return oldest.map((row) => row.seq)
  const all = db.all(sendableByLane, at)
  return [...new Set([...oldest, ...all].map((row) => row.seq))].slice(0, args.limit)
}

/** Whether an operation that was found sendable still is: an earlier one may have joined its lane since. */
export function isStillFirst(db: ReadDb, seq: number): boolean {
  return db.get(stillFirst, seq) !== undefined
}

/** The operation of one lane that may be sent now. */
export function sendableOnLane(
  db: ReadDb,
  args: { readonly connectionId: string; readonly lane: string; readonly now: number },
): number | null {
  return db.get(sendableOnOne, { connection: args.connectionId, lane: args.lane, now: args.now })?.seq ?? null
}

/** Operations to be looked at now, of lanes that are not taken. */
export function dueLooks(
  db: ReadDb,
  args: {
    readonly connectionId: string
    readonly now: number
    readonly taken: ReadonlySet<string>
    readonly limit: number
  },
): readonly number[] {
  const { connectionId: connection, now, limit } = args
  const taken = JSON.stringify([...args.taken])
  return db.all(looks, { connection, now, limit, taken }).map((row) => row.seq)
}

/** When something of a connection comes due next, UTC ms; null when nothing waits for a time. */
export function nextDueAt(db: ReadDb, connectionId: string, now: number): number | null {
  return db.get(nextDue, { connection: connectionId, now })?.at ?? null
}

/** When the last of a connection's operations comes due, UTC ms; null when nothing waits for a time. */
export function farthestDueAt(db: ReadDb, connectionId: string): number | null {
  return db.get(farthestDue, { connection: connectionId })?.at ?? null
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
  return db.all(connections).map((row) => row.id)
}

/** Takes personal data out of operations that were settled before a time. Answers how many. */
export function stripSettled(db: WriteDb, before: number): number {
  return db.transaction(() => {
    db.run(stripRevisions, before)
    db.run(stripCodes, before)
    return db.run(strip, before).changes
  })
}
