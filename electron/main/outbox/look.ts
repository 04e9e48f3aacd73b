import type { Connection } from '../../../shared/domain/connection.ts'
import type { AttentionReason } from '../../../shared/domain/operation.ts'
import { lastAttempt, lastOtherWrite } from '../db/tables/attempts.ts'
import { looksInVain } from '../db/tables/events.ts'
import { remoteIdOf } from '../db/tables/members.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Failure, Provider } from '../providers/provider.ts'
import { answersBeforeGivingUp, gateEventOf } from './classify.ts'
import type { Core } from './core.ts'
import { jobFor, storeOf } from './jobs.ts'
import { ask, move } from './ledger.ts'
import * as outcomes from './outcomes.ts'
import { readPayload, whyUnread } from './payloads.ts'
import { amountOf, figureBefore } from './pure/owed.ts'
import { settle } from './settle.ts'
import type { Vain } from './settle.ts'
import { overheard } from './send.ts'
import type { Sending } from './send.ts'
import { behindEnrolment, settleBehind } from './suspect.ts'
import { targetOf } from './views.ts'

/** Looks for an operation whose outcome is unknown, and settles it where the evidence allows. */
export async function lookOne(
  sending: Sending,
  row: OpRow,
  connection: Connection,
  provider: Provider,
): Promise<void> {
  const { core, gates, record } = sending
  const payload = readPayload(row)
  if (payload.kind !== 'read') return record(() => ask(core, row, 'undecidable', whyUnread(payload)))
  const { parsed } = payload
  const attempt = lastAttempt(core.db, row.seq)
  // Without an attempt of our own only a copy of this record can have sent it.
  if (attempt === null && row.suspect === 0) {
    return record(() => ask(core, row, 'undecidable', { kind: 'unreadable' }))
  }
  if (row.store !== storeOf(connection)) {
    return record(() => ask(core, row, 'undecidable', { kind: 'connection-gone' }))
  }
  const target = targetOf(row)
  const remoteId = target.kind === 'member' ? remoteIdOf(core.db, connection.id, target.key) : null
  if (attempt === null && remoteId === null && row.kind !== 'member.create') {
    const behind = behindEnrolment(core, row)
    if (behind !== 'nothing') return record(() => settleBehind(core, row, behind, amountOf(parsed)))
  }
  // A second read of one look waits with the rest where somebody was told to wait meanwhile.
  const heard = overheard(sending, connection, provider)
  const work = jobFor(core, { row, parsed, connection, provider: heard, urgent: sending.urgent })
  // As of the asking: what the answer shows may be no newer.
  const now = core.now()
  const waitedMs = core.waited(row.seq)
  const look = await work.look(attempt ?? { remote_id: remoteId, card_id: null, base: null })
  const event = look.failure === null ? ({ kind: 'reached' } as const) : gateEventOf(look.failure)
  gates.tell(connection.id, event)
  // A clock that was set back must not make a silence last for ever.
  const lostAt = Math.min(row.lost_at ?? now, now)
  const negativeAt = row.negative_at === null ? null : Math.min(row.negative_at, now)
  const tried = hasLeft(look.failure)
  const base = figureBefore(parsed, attempt?.base)
  const settlement = settle(
    {
      now,
      kind: row.kind,
      unanswered: work.unanswered,
      singleTill: connection.singleTill,
      readLagMs: connection.readLagMs,
      lateBoundMs: connection.lateBoundMs,
      lostAt,
      waitedMs,
      negatives: row.negatives,
      negativeAt,
      base,
      // What a copy may have written since is not in our figures.
      baseFresh: attempt?.base_fresh === 1 && row.suspect === 0,
      quietBefore: attempt !== null && isQuietBefore(core, row, attempt.started_at, connection.readLagMs),
      adding: amountOf(parsed),
      vain: look.reading.kind === 'failed' ? vainWith(core, row, tried, now) : { looks: 0, since: null },
    },
    look.reading,
  )
  const seen = look.reading.kind === 'counter' ? look.reading.now : null
  const evidence = {
    reading: look.reading.kind,
    base,
    now: seen,
    bound: connection.readLagMs + connection.lateBoundMs,
    ...(look.reading.kind === 'failed' ? { tried } : {}),
  }
  // What was seen now may have been done just now.
  const done = look.applied.created ?? attempt?.remote_id ?? remoteId
  if (settlement.kind === 'done' && done !== null) core.wrote(connection.id, done)
  await record(() => {
    switch (settlement.kind) {
      case 'done':
        return outcomes.finish(core, row, {
          event: 'seen',
          proof: settlement.proof,
          applied: look.applied,
          evidence: null,
        })
      case 'resend':
        // Sent again and again and never there: no number of tries will change that by itself.
        if (row.attempts >= answersBeforeGivingUp) {
          return ask(core, row, 'undecidable', { kind: 'given-up', answers: row.attempts })
        }
        return move(core, row, 'absent', { changes: { due_at: now, tries: 0, suspect: 0 }, evidence })
      case 'ask':
        return ask(core, row, 'undecidable', suspected(row, settlement.reason))
      case 'look-again':
        return move(core, row, 'look-again', {
          changes: {
            lost_at: lostAt,
            negatives: settlement.negatives,
            negative_at: settlement.negativeAt,
            due_at: settlement.at,
          },
          evidence,
        })
    }
  })
}

/** Whether a look that failed was one: without a network, a key or the provider's leave nothing was tried. */
function hasLeft(failure: Failure | null): boolean {
  switch (failure?.kind) {
    case 'not-sent':
    case 'unauthorized':
    case 'rate-limited':
      return false
    case 'no-answer':
      return failure.cause !== 'aborted'
    case 'bad-answer':
    case 'forbidden':
    case 'not-found':
    case 'refused':
    case 'server-error':
    case undefined:
      return true
  }
}

/** Looks in vain up to now, this one among them. */
function vainWith(core: Core, row: OpRow, tried: boolean, now: number): Vain {
  const before = looksInVain(core.db, row.seq)
  return tried ? { looks: before.looks + 1, since: before.since ?? now } : before
}

/** Whether a read can show no figure but the one from before the attempt and the one from after it. */
function isQuietBefore(core: Core, row: OpRow, startedAt: number, readLagMs: number): boolean {
  const lastWrite = lastOtherWrite(core.db, row)
  return lastWrite === null || startedAt - lastWrite > readLagMs
}

/** Not known because a copy may have sent it, rather than because no answer came. */
function suspected(row: OpRow, reason: AttentionReason): AttentionReason {
  return row.suspect === 1 && reason.kind === 'undecided' ? { ...reason, kind: 'restored' } : reason
}
