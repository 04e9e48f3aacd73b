import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import { parseMemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { OperationView, PersonAnswer } from '../../../shared/domain/operation.ts'
import type { Json } from '../db/hash.ts'
import { cashierByName } from '../db/tables/cashiers.ts'
import { askedIn } from '../db/tables/events.ts'
import { canonicalKey, mapMember, remoteIdOf } from '../db/tables/members.ts'
import { dueOps, liveOpsOnLane } from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { OpChanges } from '../db/tables/op-change.ts'
import type { Core } from './core.ts'
import { enqueue, moveToMember, notSaved } from './enqueue.ts'
import { goOn, isHindrance } from './hindered.ts'
import { followed } from './follow.ts'
import { move } from './ledger.ts'
import { memberIs, renameWaiting } from './member-is.ts'
import { parsePayload } from './payloads.ts'
import type { ParsedPayload } from './pure/payload.ts'
import { choicesOf } from './pure/plain.ts'
import { isDecided, lostNow } from './suspect.ts'
import type { NamedMember } from './types.ts'
import { reasonOf, targetOf, viewOf } from './views.ts'

type Answered = Result<OperationView, RequestFailure>

const tooLate: Answered = err({ kind: 'too-late' })

/** One durable decision of a person about one operation. */
function decide(core: Core, id: Ulid, decision: (row: OpRow) => OpRow | RequestFailure | null): Answered {
  const row = followed(core, id)
  if (row === null) return err({ kind: 'not-found' })
  try {
    const decided = core.space.write(() => core.transact(() => decision(row)))
    if (decided === null) return tooLate
    return 'seq' in decided ? ok(viewOf(decided)) : err(decided)
  } catch (error) {
    core.deps.log.warn('outbox.answer-not-saved', { seq: row.seq, error })
    return err(notSaved(error))
  }
}

/** The cashier's id by name, for the audit. */
export function actorOf(core: Core, by: string | null): string | null {
  return by === null ? null : (cashierByName(core.db, by)?.id ?? null)
}

/** Takes an operation back within its window. */
export function undo(core: Core, id: Ulid, by: string | null): Answered {
  return decide(core, id, (row) => move(core, row, 'undo', { actor: actorOf(core, by) }))
}

/** Another amount within the window, which starts again. */
export function changeAmount(core: Core, id: Ulid, amount: number, by: string | null): Answered {
  return decide(core, id, (row) => {
    const parsed = parsePayload(row)
    if (parsed?.kind !== 'stamps.add' && parsed?.kind !== 'balance.adjust') return null
    if (parsed.payload.amount === amount && row.state === 'held') return row
    const payload = { ...parsed.payload, amount }
    return move(core, row, 'change', {
      changes: {
        payload: JSON.stringify(payload),
        salt: core.deps.random(16),
        due_at: core.now() + row.undo_ms,
      },
      evidence: { amount },
      actor: actorOf(core, by),
    })
  })
}

/** The cashier has left the member: redemptions go now, and with them what was given before, which they would wait for. */
export function releaseRedemptions(core: Core, connectionId: Ulid, key: MemberKey): void {
  const lane = canonicalKey(core.db, connectionId, key)
  const held = dueOps(core.db, {
    connectionId,
    state: 'held',
    now: Number.MAX_SAFE_INTEGER,
    limit: 1_000,
  }).filter((row) => row.lane === lane)
  const last = Math.max(...held.filter(({ kind }) => kind === 'reward.redeem').map(({ seq }) => seq))
  if (last === -Infinity) return
  core.space.write(() =>
    core.transact(() => {
      for (const row of held)
        if (row.seq <= last) move(core, row, 'release', { changes: { due_at: core.now() } })
    }),
  )
}

/** Sends it again, with its counts begun anew. */
export function retry(core: Core, row: OpRow, actor: string | null, evidence: Json = {}): OpRow | null {
  const reason = reasonOf(row)
  if (row.state === 'attention' && reason !== null && isHindrance(reason)) return goOn(core, row, actor)
  if (row.state === 'attention' && !isDecided(row)) {
    const lost = lostNow(core, core.connection(row.connection_id))
    core.silent(row.seq)
    return move(core, row, 'recheck', { changes: { ...lost, answered: 0 }, evidence, actor })
  }
  // An enrolment is looked for by its mark before it is sent, whatever a person says.
  const suspect = row.state === 'attention' && row.kind !== 'member.create' ? 0 : row.suspect
  const again: OpChanges = { due_at: core.now(), tries: 0, answered: 0, suspect }
  // Who has seen the conflict and sends again wants the own figures to stand, or the card to change hands.
  const seen =
    reason?.kind === 'edit-conflict' || (reason?.kind === 'code-taken' && row.kind === 'card.attach')
  const insist = seen ? { insist: 1 } : {}
  return move(core, row, 'retry', { changes: { ...again, ...insist }, evidence, actor })
}

/** It is there, says a person; only where that can be true. */
export function confirm(core: Core, row: OpRow, actor: string | null, evidence: Json = {}): OpRow | null {
  const { confirm: offered } = choicesOf({ ...row, reason: reasonOf(row) })
  return offered ? move(core, row, 'confirm', { changes: { proof: 'person' }, evidence, actor }) : null
}

function drop(core: Core, row: OpRow, reason: string, actor: string | null): OpRow | RequestFailure | null {
  const note = reason.trim()
  if (note === '') return { kind: 'reason-missing' }
  const { drop: offered } = choicesOf({ ...row, reason: reasonOf(row) })
  if (!offered) return null
  // Whether it may have been applied belongs to the record of giving it up. "Undone" is said of what never was.
  const evidence = { mayBeApplied: mayBeApplied(core, row), attempts: row.attempts }
  const event = row.state === 'queued' && !evidence.mayBeApplied ? 'cancel' : 'drop'
  const dropped = move(core, row, event, { changes: { note }, evidence, actor })
  if (dropped !== null && !evidence.mayBeApplied) dropItsCards(core, dropped, note, actor)
  return dropped
}

/**
 * Cards of somebody who is no member after all: they go with the enrolment for which they waited. Who was to be enrolled
 * into a tier has an id at the provider, and may be a member by another till: their card asks whether they are there.
 */
function dropItsCards(core: Core, row: OpRow, note: string, actor: string | null): void {
  if (row.kind !== 'member.create') return
  const waiting = liveOpsOnLane(core.db, row.connection_id, row.lane)
  if (waiting.some(({ kind }) => kind === 'member.create')) return
  for (const card of waiting) {
    if (card.kind !== 'card.attach' || card.attempts > 0 || card.suspect === 1) continue
    const event = card.state === 'attention' ? 'drop' : 'cancel'
    move(core, card, event, { changes: { note }, evidence: { with: row.seq }, actor })
  }
}

/** A refusal is one of the last try: what was asked from another state may have left before. */
function mayBeApplied(core: Core, row: OpRow): boolean {
  if (row.suspect === 1) return true
  const kind = reasonOf(row)?.kind
  if (kind === 'undecided' || kind === 'restored') return true
  const from = askedIn(core.db, row.seq)
  return from === 'unknown' || (from === 'queued' && row.attempts > 0)
}

function corrected(parsed: ParsedPayload, fix: Partial<MemberDetails>): ParsedPayload['payload'] | null {
  switch (parsed.kind) {
    case 'member.create': {
      const details = { ...parsed.payload.details, ...fix }
      return { ...parsed.payload, details, who: { name: memberName(details) } }
    }
    case 'member.edit':
      return { ...parsed.payload, changes: { ...parsed.payload.changes, ...fix } }
    case 'card.attach':
    case 'stamps.add':
    case 'reward.redeem':
    case 'balance.adjust':
    case 'balance.revert':
    case 'affiliate.set':
    case 'list.set':
    case 'tier.enrol':
      return null
  }
}

function fix(core: Core, row: OpRow, details: Partial<MemberDetails>, actor: string | null): OpRow | null {
  const parsed = parsePayload(row)
  const payload = parsed === null ? null : corrected(parsed, details)
  if (payload === null) return null
  return move(core, row, 'fix', {
    changes: {
      payload: JSON.stringify(payload),
      salt: core.deps.random(16),
      due_at: core.now(),
      tries: 0,
      answered: 0,
    },
    evidence: { fields: Object.keys(details) },
    actor,
  })
}

/** Takes the whole answer back, for the reason for which a part of it was not saved. */
function notTakenOver(failure: RequestFailure): Error {
  const isFull = failure.kind === 'not-saved' && failure.cause === 'disk-full'
  const error = new Error('What an enrolment has for a member could not be saved.')
  return isFull ? Object.assign(error, { code: 'ENOSPC' }) : error
}

/**
 * The person being enrolled is a member already: the till's own name for them points there from now on, with all that
 * waits; what the customer gave beyond what the member has is saved as an edit, and the card becomes theirs.
 */
function enrolmentIs(
  core: Core,
  row: OpRow,
  key: MemberKey,
  named: NamedMember | null,
  actor: string | null,
): OpRow | null {
  const target = targetOf(row)
  const parsed = parsePayload(row)
  const remoteId = remoteIdOf(core.db, row.connection_id, key)
  if (target.kind !== 'member' || parsed?.kind !== 'member.create' || remoteId === null) return null
  if (parseMemberKey(target.key).origin !== 'local') return null
  const reason = reasonOf(row)?.kind
  const done = move(core, row, 'confirm', {
    changes: { proof: 'person' },
    evidence: { member: key },
    actor,
  })
  if (done === null) return null
  const behind = liveOpsOnLane(core.db, row.connection_id, row.lane).filter(({ seq }) => seq !== row.seq)
  const kept = mapMember(core.db, {
    connectionId: row.connection_id,
    key: target.key,
    remoteId,
    now: core.now(),
  })
  const { code } = parsed.payload
  const who = named?.who ?? parsed.payload.who
  renameWaiting(core, behind, who, actor)
  const theirs = {
    connectionId: row.connection_id,
    target: { kind: 'member', key: kept },
    undoMs: 0,
    by: row.created_by,
    actor,
  } as const
  const edit = named?.edit ?? null
  const taken = [
    edit === null
      ? null
      : enqueue(core, { ...theirs, kind: 'member.edit', intent: core.newId(), payload: { who, ...edit } }),
    // The card in the customer's hand still has to lead to them.
    code === null || reason === 'code-taken'
      ? null
      : enqueue(core, { ...theirs, kind: 'card.attach', intent: core.newId(), payload: { who, code } }),
  ]
  for (const saved of taken) if (saved?.ok === false) throw notTakenOver(saved.error)
  return done
}

function useMember(
  core: Core,
  row: OpRow,
  given: Extract<PersonAnswer, { kind: 'use-member' }>,
  named: NamedMember | null,
  actor: string | null,
): OpRow | null {
  const { key, card } = given
  const who = named?.who ?? null
  const target = targetOf(row)
  if (target.kind === 'code') {
    if (row.state !== 'attention') return null
    return moveToMember(core, row, { key: canonicalKey(core.db, row.connection_id, key), who, card }, actor)
  }
  if (reasonOf(row)?.kind === 'member-gone') return memberIs(core, row, { key, who, card }, actor)
  return enrolmentIs(core, row, key, named, actor)
}

/** A person settles what no machine could. */
export function answer(
  core: Core,
  id: Ulid,
  given: PersonAnswer,
  by: string | null,
  named: NamedMember | null,
): Answered {
  const actor = actorOf(core, by)
  return decide(core, id, (row) => {
    switch (given.kind) {
      case 'retry':
        return retry(core, row, actor)
      case 'confirm':
        return confirm(core, row, actor)
      case 'drop':
        return drop(core, row, given.reason, actor)
      case 'fix-details':
        return fix(core, row, given.details, actor)
      case 'use-member':
        return useMember(core, row, given, named, actor)
    }
  })
}
