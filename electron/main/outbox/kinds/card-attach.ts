import type { RemoteMember } from '../../../../shared/domain/member.ts'
import type { Applied, Job, Kind, Prepared } from './kind.ts'
import { applied, failedLook, lookOf, nothing } from './kind.ts'
import { complains } from './reward-redeem.ts'
import { failedRead, otherOf, takenHere } from './resolve.ts'

function attached(member: RemoteMember, code: string): Applied {
  return { ...nothing, brought: { kind: 'member', member }, codes: [code] }
}

async function whoHasIt(job: Job<'card.attach'>): Promise<RemoteMember | undefined> {
  const found = await job.provider.findByCode(job.payload.code, job.options)
  return found.ok ? found.value.find((member) => member.remoteId !== job.remoteId) : undefined
}

/** The provider has no place for codes: this till's register is where it goes, and nothing is sent. */
async function keepHere(job: Job<'card.attach'>, remoteId: string): Promise<Prepared> {
  const { code } = job.payload
  // Nobody but a person can say that the card was handed on.
  const taken = job.insist ? null : await takenHere(job, code, job.keyOf(remoteId))
  if (taken !== null) return taken
  // The enrolment that it waited for may have come to nothing: a card is nobody's who is no member.
  const read = await job.provider.member(remoteId, job.options)
  if (read.ok) return { kind: 'found', proof: 'natural-key', applied: attached(read.value, code) }
  const mayLag = read.failure.kind === 'not-found' && !job.readsAreFresh
  return mayLag ? { kind: 'later' } : failedRead(job, read.failure)
}

/** A code for a member: doing it twice is doing it once. */
export const cardAttach: Kind<'card.attach'> = {
  prepare: async (job) => {
    const { remoteId } = job
    const { code } = job.payload
    if (remoteId === null) return { kind: 'ask', reason: { kind: 'member-gone' } }
    if (job.provider.capabilities.codes === 'till') return keepHere(job, remoteId)
    const found = await job.provider.findByCode(code, job.options)
    if (!found.ok && found.failure.kind !== 'not-found') return { kind: 'failed', failure: found.failure }
    const holders = found.ok ? found.value : []
    const own = holders.find((member) => member.remoteId === remoteId)
    if (own !== undefined) return { kind: 'found', proof: 'natural-key', applied: attached(own, code) }
    const [other] = holders
    // It cannot be taken off again: never hand one card to two people.
    if (other !== undefined) {
      return { kind: 'ask', reason: { kind: 'code-taken', other: otherOf(job, other) } }
    }
    return {
      kind: 'ready',
      remoteId,
      cardId: null,
      base: null,
      baseFresh: false,
      request: { kind: 'card.attach', remoteId, code },
      send: async () =>
        applied(await job.provider.attachCode(remoteId, code, job.options), (member) =>
          attached(member, code),
        ),
    }
  },

  refused: async (job, _ready, failure) => {
    if (failure.kind === 'not-found') {
      return job.freshlyEnrolled ? { kind: 'later' } : { kind: 'ask', reason: { kind: 'member-gone' } }
    }
    if (complains(failure, 'taken')) {
      return { kind: 'ask', reason: { kind: 'code-taken', other: otherOf(job, await whoHasIt(job)) } }
    }
    return {
      kind: 'ask',
      reason: { kind: 'refused', status: failure.kind === 'refused' ? failure.status : 0 },
    }
  },

  look: async (job) => {
    if (job.remoteId === null) return lookOf({ kind: 'gone' })
    const read = await job.provider.member(job.remoteId, job.options)
    if (!read.ok) {
      const gone = failedRead(job, read.failure)
      return gone.kind === 'ask' ? lookOf({ kind: 'gone' }) : failedLook(read.failure)
    }
    return read.value.codes.includes(job.payload.code)
      ? lookOf({ kind: 'found', proof: 'natural-key' }, attached(read.value, job.payload.code))
      : lookOf({ kind: 'absent' })
  },
}
