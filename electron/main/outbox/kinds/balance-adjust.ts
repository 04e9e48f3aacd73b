import type { HeldCard } from '../../../../shared/domain/member.ts'
import type { Failure } from '../../providers/provider.ts'
import type { Applied, Job, Kind, Look, Refused, Sent } from './kind.ts'
import { applied, failedLook, lookOf, nothing } from './kind.ts'
import type { CardJob } from './resolve.ts'
import { lookAtCard, resolveCard, resolveCode, whatIsGone } from './resolve.ts'

/** What a change of a balance leaves here: the new balance, or by how much the known one has moved. */
export function moved(remoteId: string, cardId: string, after: HeldCard | null, by: number): Applied {
  if (after === null) return { ...nothing, brought: { kind: 'moved', remoteId, cardId, by } }
  return {
    ...nothing,
    brought: { kind: 'card', remoteId, card: after },
    counter: { cardId: after.id, stamps: after.stamps },
  }
}

/** What a definite refusal of a change of a balance means. */
export async function refusedChange(
  job: CardJob,
  sent: { readonly remoteId: string | null; readonly cardId: string | null },
  failure: Failure,
): Promise<Refused> {
  const refusal = { kind: 'refused', status: failure.kind === 'refused' ? failure.status : 404 } as const
  if (failure.kind === 'not-found' && sent.remoteId !== null && sent.cardId !== null) {
    return whatIsGone(job, sent.remoteId, sent.cardId, refusal)
  }
  return { kind: 'ask', reason: refusal }
}

async function lookByTag(job: Job<'balance.adjust'>, sent: Sent): Promise<Look> {
  const { provider, options } = job
  const readBack = provider.balance?.readBack ?? null
  if (readBack === null) return lookAtCard(job, 'counter', sent)
  const remoteId = sent.remote_id ?? job.remoteId
  if (remoteId === null) return lookOf({ kind: 'gone' })
  const sought = { tag: options.tag, amount: job.payload.amount }
  const found = await readBack(remoteId, sought, options)
  if (!found.ok) {
    return found.failure.kind === 'not-found' ? lookOf({ kind: 'gone' }) : failedLook(found.failure)
  }
  if (found.value === 'absent') return lookOf({ kind: 'absent' })
  // Nothing in the ledger proves anything: the figure of now goes into the question.
  if (found.value === 'unreadable') return lookAtCard(job, 'counter', sent)
  // It is there, so a figure of this moment holds it. Without one the panel asks for itself.
  const read = await provider.member(remoteId, options)
  const card = read.ok ? read.value.cards.find((one) => one.id === sent.card_id) : undefined
  const left: Applied =
    card === undefined ? nothing : { ...nothing, brought: { kind: 'card', remoteId, card } }
  return lookOf({ kind: 'found', proof: 'tag' }, left)
}

/** More or less on a balance. */
export const balanceAdjust: Kind<'balance.adjust'> = {
  prepare: async (job) => {
    if (job.code !== null) return resolveCode(job, job.code)
    const { balance, capabilities } = job.provider
    if (balance === undefined) return { kind: 'ask', reason: { kind: 'refused', status: 0 } }
    const card = await resolveCard(job, capabilities.unanswered.adjust)
    if (card.kind !== 'resolved') return card
    const { remoteId, cardId, base, baseFresh } = card
    const { amount, note } = job.payload
    return {
      kind: 'ready',
      remoteId,
      cardId,
      base,
      baseFresh,
      request: { kind: 'balance.adjust', remoteId, amount, note, tag: job.options.tag },
      send: async () =>
        applied(await balance.adjust(remoteId, { amount, note }, job.options), (after) =>
          moved(remoteId, cardId, after, amount),
        ),
    }
  },

  refused: (job, ready, failure) => refusedChange(job, ready, failure),

  look: async (job, sent) => {
    switch (job.provider.capabilities.unanswered.adjust) {
      // The provider itself refuses a second one: it is sent again without a look.
      case 'keyed':
        return lookOf({ kind: 'absent' })
      case 'readable-by-tag':
        return lookByTag(job, sent)
      case 'repeatable':
      case 'counter':
      case 'ask-a-person':
        return lookAtCard(job, 'counter', sent)
    }
  },
}
