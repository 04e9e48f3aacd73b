import type { Kind } from './kind.ts'
import { applied, lookOf, nothing } from './kind.ts'

/** A member on one of the shop's lists, or off it: twice is once. */
export const listSet: Kind<'list.set'> = {
  prepare: (job) => {
    const { remoteId, provider } = job
    const { listId, on } = job.payload
    if (remoteId === null) return Promise.resolve({ kind: 'ask', reason: { kind: 'member-gone' } })
    const { lists } = provider
    if (lists === undefined) return Promise.resolve({ kind: 'ask', reason: { kind: 'refused', status: 0 } })
    return Promise.resolve({
      kind: 'ready',
      remoteId,
      cardId: null,
      base: null,
      baseFresh: false,
      request: { kind: 'list.set', remoteId, listId, on },
      send: async () => {
        return applied(await lists.set(remoteId, listId, on, job.options), () => nothing)
      },
    })
  },

  refused: async (job, ready, failure) => {
    const status = failure.kind === 'refused' ? failure.status : 404
    if (failure.kind !== 'not-found' || ready.remoteId === null) {
      return { kind: 'ask', reason: { kind: 'refused', status } }
    }
    // Somebody who is not on a list was taken off it already.
    const there = await job.provider.member(ready.remoteId, job.options)
    if (there.ok && !job.payload.on) return { kind: 'found', proof: 'natural-key', applied: nothing }
    return there.ok || there.failure.kind !== 'not-found'
      ? { kind: 'ask', reason: { kind: 'refused', status } }
      : { kind: 'ask', reason: { kind: 'member-gone' } }
  },

  // Doing it again is as good as looking, and costs the same.
  look: () => Promise.resolve(lookOf({ kind: 'absent' })),
}
