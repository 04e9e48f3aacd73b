import { z } from 'zod'
import { isMemberKey, remoteKey } from '../../../shared/domain/ids.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { AttentionReason, OperationTarget, OperationView } from '../../../shared/domain/operation.ts'
import { memberFields } from '../../../shared/domain/member.ts'
import type { Json } from '../db/hash.ts'
import type { OpRow } from '../db/tables/op.ts'
import { parsePayload } from './payloads.ts'
import { bareFacts, factsOf, nobody } from './pure/payload.ts'
import { choicesOf, plainOf } from './pure/plain.ts'

const key = z.custom<MemberKey>((value) => typeof value === 'string' && isMemberKey(value))
const other = z.object({ key, name: z.string() }).nullable()
const figure = z.number().nullable()
const reasons: z.ZodType<AttentionReason> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('refused'),
    status: z.number(),
    about: z.exactOptional(z.enum(['affiliate-code', 'affiliate-code-taken'])),
  }),
  z.object({ kind: z.literal('contact-taken'), field: z.enum(['email', 'phone']), other }),
  z.object({
    kind: z.literal('member-gone'),
    candidates: z.exactOptional(z.array(z.object({ key, name: z.string() }))),
  }),
  z.object({ kind: z.literal('card-gone') }),
  z.object({ kind: z.literal('code-taken'), other }),
  z.object({ kind: z.literal('code-unknown') }),
  z.object({ kind: z.literal('code-ambiguous'), count: z.number() }),
  z.object({ kind: z.literal('not-enough-stamps'), balance: figure, cost: z.number() }),
  z.object({ kind: z.literal('reward-unavailable') }),
  z.object({ kind: z.literal('undecided'), before: figure, now: figure, adding: z.number() }),
  z.object({ kind: z.literal('edit-conflict'), fields: z.array(z.enum(memberFields)) }),
  z.object({
    kind: z.literal('details-needed'),
    fields: z.array(z.enum(memberFields)),
    notes: z.boolean(),
  }),
  z.object({ kind: z.literal('unreadable') }),
  z.object({ kind: z.literal('newer-version') }),
  z.object({ kind: z.literal('connection-gone') }),
  z.object({ kind: z.literal('adapter-gone') }),
  z.object({ kind: z.literal('given-up'), answers: z.number() }),
  // Asked before figures came along: without them.
  z.object({
    kind: z.literal('restored'),
    before: figure.default(null),
    now: figure.default(null),
    adding: z.number().default(0),
  }),
])

/** Why a person must choose; an unreadable reason is itself one. */
export function reasonOf(row: Pick<OpRow, 'reason' | 'state'>): AttentionReason | null {
  if (row.reason === null) return null
  try {
    return reasons.parse(JSON.parse(row.reason))
  } catch {
    return { kind: 'unreadable' }
  }
}

/** A reason without personal data, for the audit. */
export function figuresOf(reason: AttentionReason): Json {
  if (reason.kind === 'member-gone') {
    return { kind: reason.kind, candidates: (reason.candidates ?? []).map((candidate) => candidate.key) }
  }
  if (!('other' in reason)) return { ...reason }
  return { ...reason, other: reason.other === null ? null : { key: reason.other.key } }
}

/** Whom an operation is for. */
export function targetOf(row: Pick<OpRow, 'target' | 'target_kind'>): OperationTarget {
  if (row.target_kind === 'code') return { kind: 'code', code: row.target }
  // A key that is none leads to nobody; read as a code it could lead to somebody else.
  return { kind: 'member', key: isMemberKey(row.target) ? row.target : remoteKey(row.target) }
}

/** An operation as a screen shows it. */
export function viewOf(row: OpRow): OperationView {
  const parsed = parsePayload(row)
  const reason = reasonOf(row)
  return {
    id: row.id,
    seq: row.seq,
    facts: parsed === null ? bareFacts(row.kind) : factsOf(parsed),
    state: row.state,
    plain: row.moved_to === null ? plainOf(row.state) : 'moved',
    target: targetOf(row),
    who: parsed === null ? nobody : parsed.payload.who,
    by: row.created_by,
    actor: row.actor,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    lostAt: row.lost_at,
    undoUntil: row.state === 'held' ? row.due_at : null,
    reason,
    proof: row.proof,
    attempts: row.attempts,
    choices: choicesOf({ ...row, reason }),
  }
}
