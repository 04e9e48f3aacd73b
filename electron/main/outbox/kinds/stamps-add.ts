import type { Kind } from './kind.ts'
import { applied, nothing } from './kind.ts'
import { lookAtCard, resolveCard, resolveCode, whatIsGone } from './resolve.ts'

/** Stamps on a card. The provider answers the card after stamping. */
export const stampsAdd: Kind<'stamps.add'> = {
  prepare: async (job) => {
    if (job.code !== null) return resolveCode(job, job.code)
    const card = await resolveCard(job, job.provider.capabilities.unanswered.stamps)
    if (card.kind !== 'resolved') return card
    const { remoteId, cardId, base, baseFresh } = card
    const { amount } = job.payload
    return {
      kind: 'ready',
      remoteId,
      cardId,
      base,
      baseFresh,
      request: { kind: 'stamps.add', remoteId, cardId, amount, tag: job.options.tag },
      send: async () =>
        applied(await job.provider.addStamps(remoteId, cardId, amount, job.options), (after) => ({
          ...nothing,
          brought: { kind: 'card', remoteId, card: after },
          counter: { cardId, stamps: after.stamps },
        })),
    }
  },

  refused: async (job, { remoteId, cardId }, failure) => {
    const refusal = { kind: 'refused', status: failure.kind === 'refused' ? failure.status : 404 } as const
    if (failure.kind === 'not-found' && remoteId !== null && cardId !== null) {
      return whatIsGone(job, remoteId, cardId, refusal)
    }
    return { kind: 'ask', reason: refusal }
  },

  look: (job, sent) => lookAtCard(job, job.provider.capabilities.unanswered.stamps, sent),
}
