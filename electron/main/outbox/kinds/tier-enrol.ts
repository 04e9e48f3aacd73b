import type { RemoteMember } from '../../../../shared/domain/member.ts'
import type { Applied, Kind } from './kind.ts'
import { applied, failedLook, lookOf, nothing } from './kind.ts'

/** What the customer was before it was sent, kept with the attempt: what a look may conclude hangs on it. */
const before = { noMember: 0, elsewhere: 1, inThatTier: 2 } as const

function arrived(member: RemoteMember): Applied {
  return { ...nothing, brought: { kind: 'member', member } }
}

function tierOf(member: RemoteMember): string | null {
  const fact = member.facts?.find((one) => one.kind === 'tier')
  return fact?.kind === 'tier' ? fact.id : null
}

/**
 * A customer of the shop into a tier, with the credits that come along. Sent twice it gives the credits twice, so a
 * silence is settled by looking at the member, never by trying again at once.
 */
export const tierEnrol: Kind<'tier.enrol'> = {
  prepare: async (job) => {
    const { provider, remoteId } = job
    const { tiers } = provider
    const { tierId, terms } = job.payload
    if (tiers === undefined || remoteId === null) {
      return { kind: 'ask', reason: { kind: 'refused', status: 0 } }
    }
    // A read that may be from before our own last change would be judged by afterwards.
    if (!job.readsAreFresh) return { kind: 'later' }
    const read = await provider.member(remoteId, job.options)
    if (!read.ok && read.failure.kind !== 'not-found') return { kind: 'failed', failure: read.failure }
    const base = !read.ok
      ? before.noMember
      : tierOf(read.value) === tierId
        ? before.inThatTier
        : before.elsewhere
    return {
      kind: 'ready',
      remoteId,
      cardId: null,
      base,
      baseFresh: false,
      request: { kind: 'tier.enrol', remoteId, tierId, terms: { ...terms } },
      send: async () => applied(await tiers.enrol(remoteId, tierId, terms, job.options), () => nothing),
    }
  },

  refused: (_job, _ready, failure) => {
    const status = failure.kind === 'refused' ? failure.status : failure.kind === 'not-found' ? 404 : 0
    return Promise.resolve({ kind: 'ask', reason: { kind: 'refused', status } })
  },

  look: async (job, sent) => {
    const remoteId = sent.remote_id ?? job.remoteId
    if (remoteId === null) return lookOf({ kind: 'gone' })
    const read = await job.provider.member(remoteId, job.options)
    if (!read.ok) {
      return read.failure.kind === 'not-found' ? lookOf({ kind: 'absent' }) : failedLook(read.failure)
    }
    const found = lookOf({ kind: 'found', proof: 'natural-key' }, arrived(read.value))
    switch (sent.base) {
      case before.noMember:
        // Who was no member when it left is one by this.
        return found
      case before.elsewhere: {
        const tier = tierOf(read.value)
        if (tier === null) return lookOf({ kind: 'gone' })
        return tier === job.payload.tierId ? found : lookOf({ kind: 'absent' })
      }
      case null:
      default:
        // Nothing of the member would show it: a person is asked.
        return lookOf({ kind: 'gone' })
    }
  },
}
