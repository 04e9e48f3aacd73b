import type { RemoteMember } from '../../../../shared/domain/member.ts'
import type { Applied, Kind } from './kind.ts'
import { applied, failedLook, lookOf, nothing } from './kind.ts'

function arrived(member: RemoteMember): Applied {
  return { ...nothing, brought: { kind: 'member', member } }
}

/**
 * A customer of the shop into a tier, with the credits that come along. Sent twice it gives the credits twice, so a
 * silence is settled by looking at the member, never by trying again at once.
 */
export const tierEnrol: Kind<'tier.enrol'> = {
  prepare: (job) => {
    const { provider, remoteId } = job
    const { tiers } = provider
    const { tierId, terms } = job.payload
    if (tiers === undefined || remoteId === null) {
      return Promise.resolve({ kind: 'ask', reason: { kind: 'refused', status: 0 } })
    }
    return Promise.resolve({
      kind: 'ready',
      remoteId,
      cardId: null,
      base: null,
      baseFresh: false,
      request: { kind: 'tier.enrol', remoteId, tierId, terms: { ...terms } },
      send: async () => {
        const answer = await tiers.enrol(remoteId, tierId, terms, job.options)
        if (!answer.ok) return answer
        // Accepted, and perhaps not there yet: the panel shows what can be read, and asks again when it is opened.
        const read = await provider.member(remoteId, job.options)
        return applied(answer, () => (read.ok ? arrived(read.value) : nothing))
      },
    })
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
    // Who was no member before is one by this; who was one may be in the tier by this, where the tier is told.
    if (!job.payload.wasMember) return lookOf({ kind: 'found', proof: 'natural-key' }, arrived(read.value))
    const fact = read.value.facts?.find((one) => one.kind === 'tier')
    const tier = fact?.kind === 'tier' ? fact.text : null
    if (tier === job.payload.tierId) {
      return lookOf({ kind: 'found', proof: 'natural-key' }, arrived(read.value))
    }
    return tier === null ? lookOf({ kind: 'gone' }) : lookOf({ kind: 'absent' })
  },
}
