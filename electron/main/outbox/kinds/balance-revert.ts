import { moved, refusedChange } from './balance-adjust.ts'
import type { Kind } from './kind.ts'
import { applied, lookOf, nothing } from './kind.ts'
import { resolveCard } from './resolve.ts'

/** An adjustment that has arrived is taken back by its own mark: twice is once. */
export const balanceRevert: Kind<'balance.revert'> = {
  prepare: async (job) => {
    const revert = job.provider.balance?.revert ?? null
    if (revert === null) return { kind: 'ask', reason: { kind: 'refused', status: 0 } }
    const card = await resolveCard(job, job.provider.capabilities.unanswered.revert)
    if (card.kind !== 'resolved') return card
    const { remoteId, cardId, base, baseFresh } = card
    const { key, amount } = job.payload
    return {
      kind: 'ready',
      remoteId,
      cardId,
      base,
      baseFresh,
      request: { kind: 'balance.revert', remoteId, of: key, tag: job.options.tag },
      send: async () =>
        applied(await revert(remoteId, key, job.options), (after) => moved(remoteId, cardId, after, -amount)),
    }
  },

  refused: async (job, ready, failure) => {
    // Sent before and not found now: the first one took it away.
    if (job.sentBefore && failure.kind === 'not-found') {
      return { kind: 'found', proof: 'natural-key', applied: nothing }
    }
    return refusedChange(job, ready, failure)
  },

  // Nothing shows what is not there: doing it again is as good as looking.
  look: () => Promise.resolve(lookOf({ kind: 'absent' })),
}
