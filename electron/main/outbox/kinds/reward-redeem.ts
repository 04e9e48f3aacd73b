import type { Failure, RefusalCode } from '../../providers/provider.ts'
import type { Kind } from './kind.ts'
import { applied, nothing } from './kind.ts'
import { lookAtCard, resolveCard, resolveCode, whatIsGone } from './resolve.ts'

/** Whether a refusal names something as a code says, in whatever field. */
export function complains(failure: Failure, code: RefusalCode): boolean {
  return failure.kind === 'refused' && Object.values(failure.fields).some((codes) => codes.includes(code))
}

/** A reward for stamps. The provider answers what is left. */
export const rewardRedeem: Kind<'reward.redeem'> = {
  prepare: async (job) => {
    if (job.code !== null) return resolveCode(job, job.code)
    const card = await resolveCard(job, job.provider.capabilities.unanswered.redeem)
    if (card.kind !== 'resolved') return card
    const { remoteId, cardId, base, baseFresh } = card
    const { rewardId } = job.payload
    return {
      kind: 'ready',
      remoteId,
      cardId,
      base,
      baseFresh,
      request: { kind: 'reward.redeem', remoteId, cardId, rewardId, tag: job.options.tag },
      send: async () =>
        applied(await job.provider.redeem(remoteId, cardId, rewardId, job.options), (redeemed) => ({
          ...nothing,
          brought: { kind: 'stamps-left', remoteId, cardId, stamps: redeemed.stampsLeft },
          counter: { cardId, stamps: redeemed.stampsLeft },
        })),
    }
  },

  refused: async (job, { remoteId, cardId }, failure) => {
    if (complains(failure, 'not-enough') && remoteId !== null) {
      const read = await job.provider.member(remoteId, job.options)
      const card = read.ok ? read.value.cards.find((held) => held.id === cardId) : undefined
      const balance = card?.stamps ?? null
      return { kind: 'ask', reason: { kind: 'not-enough-stamps', balance, cost: job.payload.cost } }
    }
    if (failure.kind === 'not-found' && remoteId !== null && cardId !== null) {
      return whatIsGone(job, remoteId, cardId, { kind: 'reward-unavailable' })
    }
    if (complains(failure, 'inactive')) return { kind: 'ask', reason: { kind: 'reward-unavailable' } }
    return {
      kind: 'ask',
      reason: { kind: 'refused', status: failure.kind === 'refused' ? failure.status : 404 },
    }
  },

  look: (job, sent) => lookAtCard(job, job.provider.capabilities.unanswered.redeem, sent),
}
