import type { OperationState } from '../../../../shared/domain/operation.ts'
import type { Query, WriteDb } from '../handle.ts'
import type { OpRow } from './op.ts'

/** Columns that a change of state may carry along. */
export type OpChanges = Partial<
  Pick<
    OpRow,
    | 'v'
    | 'payload'
    | 'salt'
    | 'reason'
    | 'proof'
    | 'note'
    | 'insist'
    | 'due_at'
    | 'attempts'
    | 'answered'
    | 'tries'
    | 'negatives'
    | 'negative_at'
    | 'lost_at'
    | 'rev'
    | 'into_seq'
    | 'suspect'
    | 'moved_to'
    | 'moved_at'
  >
>

// SQLite writes an index anew as soon as a column that it names is set, also to what it was: a change names what it
// changes. Most leave the row live and its payload alone.
const figures = `state = @state, reason = @reason, proof = @proof, note = @note, insist = @insist, due_at = @due_at,
  attempts = @attempts, answered = @answered, tries = @tries, negatives = @negatives, negative_at = @negative_at,
  lost_at = @lost_at, rev = @rev, suspect = @suspect, changed_at = @changed_at`
// What was found out about one member says nothing of another. On the wire it is too late: what came of the request is
// true whatever its member is called by then, and would be lost.
const unchanged = `where seq = @seq and state = @from_state and rev = @from_rev
    and (lane = @from_lane or @from_state = 'sending')`
const step: Query<never> = { sql: `update op set ${figures} ${unchanged}` }
const settle: Query<never> = { sql: `update op set ${figures}, live = 0 ${unchanged}` }
const whole: Query<never> = {
  sql: `update op set ${figures}, live = @live, v = @v, payload = @payload, salt = @salt, into_seq = @into_seq,
      moved_to = @moved_to, moved_at = @moved_at ${unchanged}`,
}
const wait: Query<never> = { sql: `update op set due_at = @due_at, tries = @tries ${unchanged}` }
/** What only `whole` writes. */
const rest = ['v', 'payload', 'salt', 'into_seq', 'moved_to', 'moved_at'] as const

/** Whose it is: its member may have got another key while it was on the wire. */
const whose: Query<Pick<OpRow, 'lane' | 'target' | 'target_kind'>> = {
  sql: 'select lane, target, target_kind from op where seq = ?',
}

const keepRevision: Query<never> = {
  sql: 'insert into op_revision (op_seq, rev, payload, at) values (?, ?, ?, ?)',
}

const settled: ReadonlySet<OperationState> = new Set(['done', 'cancelled', 'discarded'])

/**
 * Compare and swap: changes the row only if it is still in the state and revision that `row` shows, and still that
 * member's.
 *
 * Answers the row as it is now, or null when somebody else was faster.
 */
export function swapOp(
  db: WriteDb,
  row: OpRow,
  state: OperationState,
  changes: OpChanges,
  now: number,
): OpRow | null {
  // A reason belongs to the question that it asks: it goes when the question is answered.
  const next: OpRow = {
    ...row,
    reason: null,
    ...changes,
    state,
    live: settled.has(state) ? 0 : 1,
    changed_at: now,
  }
  const more = rest.some((column) => next[column] !== row[column]) || next.live > row.live
  const { changes: swapped } = db.run(more ? whole : next.live === 1 ? step : settle, {
    seq: row.seq,
    from_state: row.state,
    from_rev: row.rev,
    from_lane: row.lane,
    state: next.state,
    live: next.live,
    v: next.v,
    payload: next.payload,
    salt: next.salt,
    reason: next.reason,
    proof: next.proof,
    note: next.note,
    insist: next.insist,
    due_at: next.due_at,
    attempts: next.attempts,
    answered: next.answered,
    tries: next.tries,
    negatives: next.negatives,
    negative_at: next.negative_at,
    lost_at: next.lost_at,
    rev: next.rev,
    into_seq: next.into_seq,
    suspect: next.suspect,
    moved_to: next.moved_to,
    moved_at: next.moved_at,
    changed_at: now,
  })
  if (swapped !== 1) return null
  return row.state === 'sending' ? { ...next, ...db.get(whose, row.seq) } : next
}

/** Its next time, and nothing else; under the same conditions. */
export function putOff(db: WriteDb, row: OpRow, next: Pick<OpRow, 'due_at' | 'tries'>): OpRow | null {
  const { changes } = db.run(wait, {
    seq: row.seq,
    from_state: row.state,
    from_rev: row.rev,
    from_lane: row.lane,
    due_at: next.due_at,
    tries: next.tries,
  })
  return changes === 1 ? { ...row, ...next } : null
}

/** Keeps the payload that a person is about to replace. */
export function keepPayload(db: WriteDb, row: OpRow, now: number): void {
  if (row.payload !== null) db.run(keepRevision, row.seq, row.rev, row.payload, now)
}
