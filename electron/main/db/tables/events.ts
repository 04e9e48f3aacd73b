import { canonicalJson, sha256 } from '../hash.ts'
import type { Json } from '../hash.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

/** What happened to an operation. Ids and figures only: this row outlives personal data. */
export interface NewEvent {
  readonly op_seq: number
  readonly at: number
  readonly boot: string
  readonly actor: string | null
  readonly event: string
  readonly from_state: string | null
  readonly to_state: string
  readonly rev: number
  readonly payload_hash: string | null
  readonly evidence: Json
}

/** A row of the audit. */
export interface EventRow extends Omit<NewEvent, 'evidence'> {
  readonly n: number
  readonly evidence: string
  readonly prev_hash: string
  readonly hash: string
}

/** Where the chain starts. */
export const genesis = '0'.repeat(64)

const insert: Query<never> = {
  sql: `insert into op_event (op_seq, at, boot, actor, event, from_state, to_state, rev, payload_hash, evidence, prev_hash, hash)
    values (@op_seq, @at, @boot, @actor, @event, @from_state, @to_state, @rev, @payload_hash, @evidence, @prev_hash, @hash)`,
}
const last: Query<{ readonly n: number; readonly hash: string }> = {
  sql: 'select n, hash from op_event order by n desc limit 1',
}
const nth: Query<{ readonly hash: string }> = { sql: 'select hash from op_event where n = ?' }
const after: Query<EventRow> = {
  sql: `select n, op_seq, at, boot, actor, event, from_state, to_state, rev, payload_hash, evidence, prev_hash, hash
    from op_event where n > ? order by n limit ?`,
}
const ofOp: Query<EventRow> = {
  sql: `select n, op_seq, at, boot, actor, event, from_state, to_state, rev, payload_hash, evidence, prev_hash, hash
    from op_event where op_seq = +? order by n`,
}
const firstAnswered: Query<{ readonly at: number }> = {
  sql: `select at from op_event where op_seq = +? and json_extract(evidence, '$.answered') = 1 order by n desc limit 1`,
}

const failedLooks: Query<{ readonly looks: number; readonly since: number | null }> = {
  sql: `select count(*) as looks, min(at) as since from op_event
    where op_seq = +@seq and event = 'look-again' and json_extract(evidence, '$.tried') = 1
      and n > (select coalesce(max(n), 0) from op_event
        where op_seq = +@seq and (event <> 'look-again' or json_extract(evidence, '$.reading') <> 'failed'))`,
}
const asked: Query<{ readonly from_state: string }> = {
  sql: `select from_state from op_event where op_seq = +? and to_state = 'attention' order by n desc limit 1`,
}

/** From here on nothing of it can be at the provider, or a person has decided that it does not matter. */
const keyAnew: Query<{ readonly n: number | null }> = {
  sql: `select max(n) as n from op_event where op_seq = +? and ((event = 'retry' and from_state = 'attention')
    or (event = 'not-applied' and json_extract(evidence, '$.attempts') = 0))`,
}
const firstClaim: Query<{ readonly at: number }> = {
  sql: "select at from op_event where op_seq = +? and event = 'claim' and n > +? order by n limit 1",
}

function hashOf(event: Omit<EventRow, 'n' | 'prev_hash' | 'hash'>, previous: string): string {
  // Canonical JSON, written out: its keys stand here in their order, which need not be found anew for each row.
  return sha256(
    previous,
    JSON.stringify({
      actor: event.actor,
      at: event.at,
      boot: event.boot,
      event: event.event,
      evidence: event.evidence,
      from_state: event.from_state,
      op_seq: event.op_seq,
      payload_hash: event.payload_hash,
      rev: event.rev,
      to_state: event.to_state,
    }),
  )
}

/** Adds a row, chained to the last one. Inside the transaction of what it tells. */
export function appendEvent(db: WriteDb, event: NewEvent): void {
  const previous = db.get(last)?.hash ?? genesis
  const row = { ...event, evidence: canonicalJson(event.evidence) }
  db.run(insert, { ...row, prev_hash: previous, hash: hashOf(row, previous) })
}

/** How far the audit has come: the newest row, or the beginning. */
export function lastEvent(db: ReadDb): { readonly n: number; readonly hash: string } {
  return db.get(last) ?? { n: 0, hash: genesis }
}

/** Hash of one row; null where there is none of that number. */
export function hashOfEvent(db: ReadDb, n: number): string | null {
  return n === 0 ? genesis : (db.get(nth, n)?.hash ?? null)
}

/** The story of one operation, oldest first. */
export function eventsOf(db: ReadDb, seq: number): readonly EventRow[] {
  return db.all(ofOp, seq)
}

/**
 * When the provider's errors about an operation began, UTC ms: the event that brought its count of answers to one,
 * the newest such where a person began it anew. Null where it has none.
 */
export function answeredSince(db: ReadDb, seq: number): number | null {
  return db.get(firstAnswered, seq)?.at ?? null
}

/** Looks for an operation that left and brought nothing readable, in a row up to now, and when the first of them was. */
export function looksInVain(
  db: ReadDb,
  seq: number,
): { readonly looks: number; readonly since: number | null } {
  return db.get(failedLooks, { seq }) ?? { looks: 0, since: null }
}

/** The state in which a person was last asked about an operation; null where nobody was. */
export function askedIn(db: ReadDb, seq: number): string | null {
  return db.get(asked, seq)?.from_state ?? null
}

/**
 * When an operation first left under its key, UTC ms; null where it did not. Anew where an earlier sending does not count
 * any more: nothing came of it, or a person has sent it again since.
 */
export function keyBegan(db: ReadDb, seq: number): { readonly isAnew: boolean; readonly at: number | null } {
  const anew = db.get(keyAnew, seq)?.n ?? null
  return { isAnew: anew !== null, at: db.get(firstClaim, seq, anew ?? 0)?.at ?? null }
}

/** A row up to which the audit is as it was written. */
export interface ChainPlace {
  readonly n: number
  readonly hash: string
}

/** Before the first row. */
export const chainStart: ChainPlace = { n: 0, hash: genesis }

/** Looks at the rows after a place, so many of them. */
export function checkChain(
  db: ReadDb,
  from: ChainPlace,
  rows: number,
):
  | { readonly kind: 'fits'; readonly place: ChainPlace }
  | { readonly kind: 'end' }
  | { readonly kind: 'broken'; readonly at: number } {
  const page = db.all(after, from.n, rows)
  if (page.length === 0) return { kind: 'end' }
  let { n, hash } = from
  for (const row of page) {
    // A hole in the numbers is a row that is gone.
    if (row.n !== n + 1 || row.prev_hash !== hash || row.hash !== hashOf(row, hash)) {
      return { kind: 'broken', at: row.n }
    }
    n = row.n
    hash = row.hash
  }
  return { kind: 'fits', place: { n, hash } }
}

/** Whether the audit is as it was written; the first row that is not. Reported, never repaired. */
export function verifyChain(
  db: ReadDb,
): { readonly intact: true; readonly rows: number } | { readonly intact: false; readonly brokenAt: number } {
  let place = chainStart
  for (;;) {
    const checked = checkChain(db, place, 1_000)
    if (checked.kind === 'broken') return { intact: false, brokenAt: checked.at }
    if (checked.kind === 'end') return { intact: true, rows: place.n }
    place = checked.place
  }
}
