import { parseMemberKey } from '../../../../shared/domain/ids.ts'
import type { MemberKey } from '../../../../shared/domain/ids.ts'
import type { HeldCard, RemoteMember } from '../../../../shared/domain/member.ts'
import { memberName } from '../../../../shared/domain/member-name.ts'
import type { AttentionReason, CardTarget, OperationKind } from '../../../../shared/domain/operation.ts'
import type { Failure } from '../../providers/provider.ts'
import type { Reading } from '../settle.ts'
import type { Job, Look, Prepared, Refused, Sent } from './kind.ts'
import { failedLook, lookOf, nothing } from './kind.ts'

/** Whatever changes a card resolves alike. */
export type CardJob = Job<'stamps.add'> | Job<'reward.redeem'> | Job<'balance.adjust'> | Job<'balance.revert'>

/** The member and card that are meant, with what a counter said before. */
export interface ResolvedCard {
  readonly kind: 'resolved'
  readonly remoteId: string
  readonly cardId: string
  readonly base: number | null
  readonly baseFresh: boolean
}

/** Another member, for a question to the cashier. */
export function otherOf<K extends OperationKind>(
  job: Job<K>,
  member: RemoteMember | undefined,
): { readonly key: ReturnType<Job<K>['keyOf']>; readonly name: string } | null {
  return member === undefined ? null : { key: job.keyOf(member.remoteId), name: memberName(member.details) }
}

/** A question where this till's register has the card as somebody else's; the provider has no place for codes. */
export async function takenHere<K extends OperationKind>(
  job: Job<K>,
  code: string,
  own: MemberKey,
): Promise<Extract<Prepared, { kind: 'ask' }> | null> {
  if (job.provider.capabilities.codes !== 'till') return null
  const holder = job.holders(code).find((key) => key !== own)
  if (holder === undefined) return null
  const { origin, id } = parseMemberKey(holder)
  const read = origin === 'remote' ? await job.provider.member(id, job.options) : null
  const other = read?.ok === true ? { key: holder, name: memberName(read.value.details) } : null
  return { kind: 'ask', reason: { kind: 'code-taken', other } }
}

/** A failed read before sending: a member that is gone is a question, anything else is tried again. */
export function failedRead<K extends OperationKind>(
  job: Job<K>,
  failure: Failure,
): Extract<Prepared, { kind: 'ask' | 'later' | 'failed' }> {
  if (failure.kind !== 'not-found') return { kind: 'failed', failure }
  return job.freshlyEnrolled ? { kind: 'later' } : { kind: 'ask', reason: { kind: 'member-gone' } }
}

/** Who a code leads to. */
export async function resolveCode(job: CardJob, code: string): Promise<Prepared> {
  if (job.provider.capabilities.codes === 'till') {
    const [key, ...others] = job.holders(code)
    if (key === undefined) return { kind: 'ask', reason: { kind: 'code-unknown' } }
    return others.length === 0
      ? { kind: 'belongs', key }
      : { kind: 'ask', reason: { kind: 'code-ambiguous', count: others.length + 1 } }
  }
  const found = await job.provider.findByCode(code, job.options)
  if (!found.ok) {
    return found.failure.kind === 'not-found'
      ? { kind: 'ask', reason: { kind: 'code-unknown' } }
      : { kind: 'failed', failure: found.failure }
  }
  const [member, ...more] = found.value
  if (member === undefined) return { kind: 'ask', reason: { kind: 'code-unknown' } }
  if (more.length > 0) {
    return { kind: 'ask', reason: { kind: 'code-ambiguous', count: found.value.length } }
  }
  return { kind: 'belongs', key: job.keyOf(member.remoteId) }
}

/** Which card is meant, and the counter before, where it may be asked for afterwards. */
export async function resolveCard(
  job: CardJob,
  unanswered: string,
): Promise<ResolvedCard | Extract<Prepared, { kind: 'ask' | 'later' | 'failed' }>> {
  const { remoteId, payload } = job
  if (remoteId === null) return { kind: 'ask', reason: { kind: 'member-gone' } }
  const counts = unanswered === 'counter'
  if (payload.card.kind === 'held') {
    const { cardId } = payload.card
    if (!counts) return { kind: 'resolved', remoteId, cardId, base: null, baseFresh: false }
    // Our own last write is the best figure where nobody else writes, and costs no read.
    const known = job.connection.singleTill ? job.counterOf(cardId) : null
    if (known !== null) return { kind: 'resolved', remoteId, cardId, base: known, baseFresh: true }
  }
  const read = await job.provider.member(remoteId, job.options)
  if (!read.ok) return failedRead(job, read.failure)
  const fitting = cardsOf(read.value, payload.card)
  const [card, ...more] = fitting
  if (card === undefined) {
    return job.freshlyEnrolled ? { kind: 'later' } : { kind: 'ask', reason: { kind: 'card-gone' } }
  }
  if (more.length > 0) return { kind: 'ask', reason: { kind: 'code-ambiguous', count: fitting.length } }
  const known = job.connection.singleTill ? job.counterOf(card.id) : null
  return {
    kind: 'resolved',
    remoteId,
    cardId: card.id,
    base: counts ? (known ?? card.stamps) : null,
    baseFresh: counts && (known !== null || job.readsAreFresh),
  }
}

function cardsOf(member: RemoteMember, target: CardTarget): readonly HeldCard[] {
  switch (target.kind) {
    case 'held':
      return member.cards.filter((card) => card.id === target.cardId)
    case 'template':
      return member.cards.filter((card) => card.templateId === target.templateId)
    case 'only':
      return member.cards
  }
}

/** What "not found" means for a call that names member and card: a fresh read tells which of them is gone. */
export async function whatIsGone(
  job: CardJob,
  remoteId: string,
  cardId: string,
  otherwise: AttentionReason,
): Promise<Refused> {
  if (job.freshlyEnrolled) return { kind: 'later' }
  const read = await job.provider.member(remoteId, job.options)
  if (!read.ok) {
    return read.failure.kind === 'not-found'
      ? { kind: 'ask', reason: { kind: 'member-gone' } }
      : { kind: 'ask', reason: otherwise }
  }
  const there = read.value.cards.some((card) => card.id === cardId)
  return { kind: 'ask', reason: there ? otherwise : { kind: 'card-gone' } }
}

/** Looks for a change of stamps: by our mark where the provider keeps it, else at the counter. */
export async function lookAtCard(
  job: CardJob,
  unanswered: string,
  { remote_id: remoteId, card_id: cardId }: Sent,
): Promise<Look> {
  if (unanswered === 'readable-by-tag') {
    const tagged = await job.provider.findByTag(job.options.tag, job.options)
    if (!tagged.ok) return failedLook(tagged.failure)
    return lookOf(tagged.value === null ? { kind: 'absent' } : { kind: 'found', proof: 'tag' })
  }
  if (remoteId === null) return lookOf({ kind: 'gone' })
  const read = await job.provider.member(remoteId, job.options)
  if (!read.ok) {
    return read.failure.kind === 'not-found' ? lookOf({ kind: 'gone' }) : failedLook(read.failure)
  }
  const meant = cardId === null ? job.payload.card : ({ kind: 'held', cardId } as const)
  const [card, ...more] = cardsOf(read.value, meant)
  if (card === undefined || more.length > 0) return lookOf({ kind: 'gone' })
  const reading: Reading = { kind: 'counter', now: card.stamps }
  return lookOf(reading, {
    ...nothing,
    brought: { kind: 'card', remoteId, card },
    counter: { cardId: card.id, stamps: card.stamps },
  })
}
