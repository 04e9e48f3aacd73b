import type { AttentionReason, Proof } from '../../../shared/domain/operation.ts'
import { canonicalJson, sha256 } from '../db/hash.ts'
import { closeAttempt, openAttempt } from '../db/tables/attempts.ts'
import { answeredSince } from '../db/tables/events.ts'
import { canonicalKey, joinMemberLane, learnCode, mapMember } from '../db/tables/members.ts'
import { readMeta } from '../db/tables/meta.ts'
import type { OpRow } from '../db/tables/op.ts'
import { opBySeq } from '../db/tables/op.ts'
import { putOff } from '../db/tables/op-change.ts'
import type { Evidence, Failure } from '../providers/provider.ts'
import { retryDelay, slowDelay } from './backoff.ts'
import { isGivenUp } from './classify.ts'
import type { Core } from './core.ts'
import { sendCorrections } from './corrections.ts'
import { counterKey } from './jobs.ts'
import type { Applied, Prepared, Ready } from './kinds/kind.ts'
import { ask, move } from './ledger.ts'
import type { OpEvent } from './op-state.ts'
import { nextLookAt } from './settle.ts'
import { handCardTo } from './take-card.ts'
import { targetOf } from './views.ts'

/**
 * What happens to an operation on its way, each a change inside a transaction of the caller.
 *
 * All of them answer the row as it is now, or null when somebody was faster.
 */

/** Whether this run may send; false once another run has opened the file. */
export function isOwner(core: Core): boolean {
  return readMeta(core.db).boot_id === core.deps.bootId
}

/** Bytes may leave after the commit of this, not before. */
export function claim(core: Core, row: OpRow, ready: Ready): OpRow | null {
  const claimed = move(core, row, 'claim', {
    // What leaves now has its own record and its own figure before.
    changes: { attempts: row.attempts + 1, suspect: 0 },
    evidence: { card: ready.cardId, base: ready.base, fresh: ready.baseFresh },
  })
  if (claimed === null) return null
  openAttempt(core.db, {
    op_seq: row.seq,
    boot: core.deps.bootId,
    started_at: core.now(),
    remote_id: ready.remoteId,
    card_id: ready.cardId,
    base: ready.base,
    base_fresh: ready.baseFresh,
    request_sha: sha256(row.salt ?? '', canonicalJson(ready.request)),
  })
  return claimed
}

function endAttempt(core: Core, row: OpRow, outcome: string, evidence: Evidence | null): void {
  closeAttempt(core.db, row.seq, {
    ended_at: core.now(),
    outcome,
    http: evidence?.http ?? null,
    request_id: evidence?.requestId ?? null,
    evidence: evidence === null ? null : JSON.stringify(evidence),
  })
}

/** It is there: what it brought is kept in the same transaction. */
export function finish(
  core: Core,
  row: OpRow,
  args: {
    readonly event: Extract<OpEvent, 'applied' | 'found' | 'seen'>
    readonly proof: Proof
    readonly applied: Applied
    readonly evidence: Evidence | null
  },
): OpRow | null {
  const { proof, applied, evidence } = args
  const done = move(core, row, args.event, {
    changes: { proof },
    evidence: { proof, http: evidence?.http ?? null, counter: applied.counter?.stamps ?? null },
    brought: applied.brought,
  })
  if (done === null) return null
  if (row.state === 'sending') endAttempt(core, row, 'applied', evidence)
  const target = targetOf(row)
  if (target.kind === 'member') {
    const at = { connectionId: row.connection_id, now: core.now() }
    if (applied.created !== null) mapMember(core.db, { ...at, key: target.key, remoteId: applied.created })
    for (const code of applied.codes) {
      learnCode(core.db, { ...at, key: target.key, code })
      // The card was handed to this member: whoever had it before has it no more.
      const key = canonicalKey(core.db, row.connection_id, target.key)
      if (row.kind === 'card.attach') handCardTo(core.db, row.connection_id, code, key)
    }
    // Somebody who was there before the enrolment is not changed by it.
    const own = applied.created !== null && proof !== 'natural-key'
    if (own && applied.brought?.kind === 'member') sendCorrections(core, done, applied.brought.member)
  }
  // True as soon as the provider has said it, whatever becomes of this transaction.
  if (applied.counter !== null) {
    core.counters.set(counterKey(row.connection_id, applied.counter.cardId), applied.counter.stamps)
  }
  return done
}

/** It certainly was not done: it waits its turn again. The attempt does not count. */
export function putBack(
  core: Core,
  row: OpRow,
  args: {
    readonly answered: boolean
    readonly outcome: string
    readonly evidence: Evidence | null
    readonly waitMs: number
  },
): OpRow | null {
  const answered = row.answered + (args.answered ? 1 : 0)
  endAttempt(core, row, args.outcome, args.evidence)
  const changes = {
    attempts: row.attempts - 1,
    answered,
    tries: row.tries + 1,
    due_at: core.now() + args.waitMs,
  }
  const back = move(core, row, 'not-applied', {
    changes,
    evidence: {
      outcome: args.outcome,
      http: args.evidence?.http ?? null,
      attempts: changes.attempts,
      ...(args.answered ? { answered } : {}),
    },
  })
  if (back === null || !args.answered || !isTooMuch(core, row, answered)) return back
  return ask(core, back, 'ask', { kind: 'given-up', answers: answered })
}

/** Nobody knows whether it was done. */
export function lose(
  core: Core,
  row: OpRow,
  args: {
    readonly outcome: string
    readonly evidence: Evidence | null
    readonly bounds: { readonly readLagMs: number; readonly lateBoundMs: number }
    readonly cardId: string | null
  },
): OpRow | null {
  const now = core.now()
  endAttempt(core, row, args.outcome, args.evidence)
  core.silent(row.seq)
  // Until it is settled our own figure of this card is worth nothing.
  if (args.cardId !== null) core.counters.delete(counterKey(row.connection_id, args.cardId))
  return move(core, row, 'lost', {
    changes: {
      lost_at: now,
      negatives: 0,
      negative_at: null,
      tries: 0,
      due_at: nextLookAt({ ...args.bounds, lostAt: now, now }),
    },
    evidence: { outcome: args.outcome, http: args.evidence?.http ?? null },
  })
}

/** The provider refused: what its kind made of that. */
export function refuse(
  core: Core,
  row: OpRow,
  refused: Extract<Prepared, { kind: 'found' | 'ask' | 'later' }>,
  evidence: Evidence | null,
): OpRow | null {
  switch (refused.kind) {
    case 'found':
      return finish(core, row, { event: 'applied', proof: refused.proof, applied: refused.applied, evidence })
    case 'later':
      return putBack(core, row, { answered: true, outcome: 'not-yet', evidence, waitMs: laterMs(core, row) })
    case 'ask':
      endAttempt(core, row, 'refused', evidence)
      return ask(core, row, 'refused', refused.reason)
  }
}

/** A read before sending failed, or told to wait: nothing was sent. */
export function postpone(core: Core, row: OpRow, failure: Failure | null, slow = false): OpRow | null {
  const counts = failure !== null && failure.kind !== 'no-answer'
  const answered = row.answered + (counts ? 1 : 0)
  if (isTooMuch(core, row, answered)) {
    return ask(core, row, 'ask', { kind: 'given-up', answers: answered })
  }
  const tries = row.tries + 1
  const due_at = core.now() + (slow ? slowDelay(row.tries) : laterMs(core, row))
  // Somebody elsewhere may take weeks: that it waits is told once, and not every ten minutes for good.
  if (slow && row.tries > 0) return putOff(core.db, row, { due_at, tries })
  return move(core, row, 'postpone', {
    changes: { answered, tries, due_at },
    evidence: { read: failure?.kind ?? 'not-yet', ...(counts ? { answered } : {}) },
  })
}

/** The code of an unsent operation leads to a member: from now on it waits on that member's lane. */
export function joinMember(
  core: Core,
  row: OpRow,
  belongs: Extract<Prepared, { kind: 'belongs' }>,
): OpRow | null {
  const target = targetOf(row)
  const moved = move(core, row, 'postpone', { evidence: { belongs: belongs.key } })
  if (moved === null || target.kind !== 'code') return null
  joinMemberLane(core.db, { seq: moved.seq, rev: moved.rev, key: belongs.key })
  learnCode(core.db, {
    connectionId: row.connection_id,
    code: target.code,
    key: belongs.key,
    now: core.now(),
  })
  const joined = opBySeq(core.db, row.seq)
  if (joined !== null) core.changed(joined)
  return joined
}

/** A person must choose, before anything was sent. */
export function askFirst(core: Core, row: OpRow, reason: AttentionReason): OpRow | null {
  return ask(core, row, 'ask', reason)
}

/** Counted from the first error: a weekend without a network is no reason to give up at the first one after it. */
function isTooMuch(core: Core, row: OpRow, answered: number): boolean {
  const now = core.now()
  const since = row.answered === 0 ? null : answeredSince(core.db, row.seq)
  return isGivenUp(answered, since ?? now, now)
}

function laterMs(core: Core, row: OpRow): number {
  return retryDelay(row.tries, core.chance())
}
