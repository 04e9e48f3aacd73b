import type { Kind } from './kind.ts'
import { applied, failedLook, lookOf, nothing } from './kind.ts'
import { failedRead } from './resolve.ts'

/** A member's affiliate code, set or cleared: twice is once. */
export const affiliateSet: Kind<'affiliate.set'> = {
  prepare: (job) => {
    const { remoteId, provider } = job
    const { code } = job.payload
    if (remoteId === null) return Promise.resolve({ kind: 'ask', reason: { kind: 'member-gone' } })
    const affiliate = provider.affiliate
    if (affiliate === undefined) {
      return Promise.resolve({ kind: 'ask', reason: { kind: 'refused', status: 0 } })
    }
    return Promise.resolve({
      kind: 'ready',
      remoteId,
      cardId: null,
      base: null,
      baseFresh: false,
      request: { kind: 'affiliate.set', remoteId, code },
      send: async () => {
        return applied(await affiliate.set(remoteId, code, job.options), () => nothing)
      },
    })
  },

  refused: (job, _ready, failure) => {
    if (failure.kind === 'not-found') {
      return Promise.resolve(
        job.freshlyEnrolled ? { kind: 'later' } : { kind: 'ask', reason: { kind: 'member-gone' } },
      )
    }
    const status = failure.kind === 'refused' ? failure.status : 0
    const wrong = failure.kind === 'refused' ? failure.fields['affiliate_code'] : undefined
    if (wrong === undefined) return Promise.resolve({ kind: 'ask', reason: { kind: 'refused', status } })
    const about = wrong.includes('taken') ? 'affiliate-code-taken' : 'affiliate-code'
    return Promise.resolve({ kind: 'ask', reason: { kind: 'refused', status, about } })
  },

  look: async (job, sent) => {
    if (sent.remote_id === null) return lookOf({ kind: 'gone' })
    const read = await job.provider.member(sent.remote_id, job.options)
    if (!read.ok) {
      const gone = failedRead(job, read.failure)
      return gone.kind === 'ask' ? lookOf({ kind: 'gone' }) : failedLook(read.failure)
    }
    const fact = read.value.facts?.find((one) => one.kind === 'affiliate-code')
    const now = fact?.kind === 'affiliate-code' ? fact.text : null
    if (now === null) return lookOf({ kind: 'absent' })
    return now === (job.payload.code ?? '')
      ? lookOf(
          { kind: 'found', proof: 'natural-key' },
          { ...nothing, brought: { kind: 'member', member: read.value } },
        )
      : lookOf({ kind: 'absent' })
  },
}
