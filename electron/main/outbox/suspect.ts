import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { lastAttempt } from '../db/tables/attempts.ts'
import { liveOpsOnLane, oldestOps } from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Unanswered } from '../providers/provider.ts'
import type { Core } from './core.ts'
import { counterKey } from './jobs.ts'
import { asItIsFor } from './keys.ts'
import { unansweredOf } from './kinds/work.ts'
import { ask, move } from './ledger.ts'
import type { Suspicion } from './pure/suspicion.ts'
import { nextLookAt } from './settle.ts'
import { reasonOf } from './views.ts'

/**
 * While an enrolment is being looked for, what waits behind it is looked at again this often, ms; more rarely while a
 * person has it in hand.
 */
const behindEnrolmentMs = 5_000
const longestBehindMs = 60_000
const batch = 1_000_000

/** How a silence of an operation can be settled here; null where nobody can say. */
export function unansweredHere(core: Core, row: OpRow): Unanswered | null {
  const connection = core.connection(row.connection_id)
  const provider = connection === null ? null : core.deps.provider(connection)
  return provider === null ? null : unansweredOf(asItIsFor(core, row, provider).capabilities, row.kind)
}

/** What a silence that begins now brings along. */
export function lostNow(
  core: Core,
  connection: Connection | null,
): Pick<OpRow, 'lost_at' | 'negatives' | 'negative_at' | 'tries' | 'due_at'> & { readonly lost_at: number } {
  const now = core.now()
  const bounds = { readLagMs: connection?.readLagMs ?? 0, lateBoundMs: connection?.lateBoundMs ?? 0 }
  return {
    lost_at: now,
    negatives: 0,
    negative_at: null,
    tries: 0,
    due_at: nextLookAt({ ...bounds, lostAt: now, now }),
  }
}

/**
 * A copy of these records may have sent what waits in them: all of a shop is looked for, never sent blindly.
 * What the provider itself refuses to do twice keeps its place. Answers how many are in doubt.
 */
export function suspect(core: Core, connectionId: Ulid, cause: Suspicion): number {
  const connection = core.connection(connectionId)
  // All of them before the first one changes its state, or it would be met again under its new one.
  const rows = oldestOps(core.db, connectionId, batch)
  return rows.filter((row) => suspectOne(core, row, connection, cause) !== null).length
}

function suspectOne(core: Core, row: OpRow, connection: Connection | null, cause: Suspicion): OpRow | null {
  const evidence = { suspicion: cause }
  if (row.state === 'attention') {
    // A question stays one; its answer leads to a look first.
    return move(core, row, 'suspect', { changes: { suspect: 1, reason: row.reason }, evidence })
  }
  const cardId = lastAttempt(core.db, row.seq)?.card_id ?? null
  if (cardId !== null) core.counters.delete(counterKey(row.connection_id, cardId))
  if (unansweredHere(core, row) === 'keyed' && row.state !== 'unknown') {
    // Nobody can take back what may have left: its window is over.
    return row.state === 'held'
      ? move(core, row, 'release', { changes: { suspect: 1, due_at: core.now() }, evidence })
      : move(core, row, 'postpone', { changes: { suspect: 1 }, evidence })
  }
  return move(core, row, 'suspect', { changes: { suspect: 1, ...lostNow(core, connection) }, evidence })
}

/** What an operation of a member that has no id yet can be looked for by. */
export type Behind =
  /** Nothing stands before it. */
  | 'nothing'
  /** The enrolment certainly never arrived, so neither did this. */
  | 'never-there'
  /** A person sends the enrolment again without knowing: only a person can know of this. */
  | 'nobody-knows'
  | 'wait'

/** Whether an operation must wait for what becomes of its member's enrolment. */
export function behindEnrolment(core: Core, row: OpRow): Behind {
  const enrolment = liveOpsOnLane(core.db, row.connection_id, row.lane).find(
    (other) => other.kind === 'member.create' && other.seq < row.seq,
  )
  switch (enrolment?.state) {
    case 'queued':
    case 'held':
      return enrolment.suspect === 1 ? 'nobody-knows' : 'never-there'
    case 'sending':
    case 'unknown':
    case 'attention':
      return 'wait'
    case 'done':
    case 'cancelled':
    case 'discarded':
    case undefined:
      return 'nothing'
  }
}

/** Settles what a look would find nothing to look by, for a member without an id at the provider. */
export function settleBehind(
  core: Core,
  row: OpRow,
  behind: Exclude<Behind, 'nothing'>,
  adding: number,
): OpRow | null {
  const now = core.now()
  const lostAt = Math.min(row.lost_at ?? now, now)
  if (behind === 'never-there') {
    return move(core, row, 'absent', {
      changes: { due_at: now, tries: 0, suspect: 0 },
      evidence: { reading: 'no-member' },
    })
  }
  if (behind === 'nobody-knows') {
    return ask(core, row, 'undecidable', { kind: 'restored', before: null, now: null, adding })
  }
  // However long that takes: the enrolment is settled, or a person is asked about it.
  const wait = Math.min(longestBehindMs, Math.max(behindEnrolmentMs, (now - lostAt) / 4))
  return move(core, row, 'look-again', { changes: { lost_at: lostAt, due_at: now + Math.round(wait) } })
}

/** Whether a person was told that it may have been sent elsewhere, so that sending it again is a decision. */
export function isDecided(row: OpRow): boolean {
  const kind = reasonOf(row)?.kind
  return row.suspect === 0 || kind === 'restored' || kind === 'undecided'
}
