import type { RemoteMember } from '../../../../shared/domain/member.ts'
import { changedFields, hasEdit, mergeEdit } from '../pure/merge.ts'
import type { Applied, Kind } from './kind.ts'
import { applied, failedLook, lookOf, nothing } from './kind.ts'
import { askAboutContact, takenContact } from './contact-taken.ts'
import { failedRead } from './resolve.ts'

function edited(member: RemoteMember): Applied {
  return { ...nothing, brought: { kind: 'member', member } }
}

/** Changed details: merged with what the provider has now, and only the difference is sent. */
export const memberEdit: Kind<'member.edit'> = {
  prepare: async (job) => {
    const { remoteId } = job
    const { base, changes } = job.payload
    if (remoteId === null) return { kind: 'ask', reason: { kind: 'member-gone' } }
    const read = await job.provider.member(remoteId, job.options)
    if (!read.ok) return failedRead(job, read.failure)
    const { send, conflicts } = mergeEdit(base, changes, read.value.details, job.insist)
    if (conflicts.length > 0) {
      return { kind: 'ask', reason: { kind: 'edit-conflict', fields: conflicts } }
    }
    const isThere = changedFields(send).length === 0
    if (isThere && job.readsAreFresh) {
      return { kind: 'found', proof: 'natural-key', applied: edited(read.value) }
    }
    // What seems to be there may be older than our own last write. Sending it twice is sending it once.
    const wanted = isThere ? changes : send
    return {
      kind: 'ready',
      remoteId,
      cardId: null,
      base: null,
      baseFresh: false,
      request: { kind: 'member.edit', remoteId, changes: { ...wanted } },
      send: async () => applied(await job.provider.edit(remoteId, wanted, job.options), edited),
    }
  },

  refused: async (job, _ready, failure) => {
    if (failure.kind === 'not-found') {
      return job.freshlyEnrolled ? { kind: 'later' } : { kind: 'ask', reason: { kind: 'member-gone' } }
    }
    const field = takenContact(failure)
    if (field !== null) return askAboutContact(job, field, job.payload.changes, job.remoteId)
    return {
      kind: 'ask',
      reason: { kind: 'refused', status: failure.kind === 'refused' ? failure.status : 0 },
    }
  },

  look: async (job, sent) => {
    if (sent.remote_id === null) return lookOf({ kind: 'gone' })
    const read = await job.provider.member(sent.remote_id, job.options)
    if (!read.ok) {
      return read.failure.kind === 'not-found' ? lookOf({ kind: 'gone' }) : failedLook(read.failure)
    }
    return hasEdit(read.value.details, job.payload.changes)
      ? lookOf({ kind: 'found', proof: 'natural-key' }, edited(read.value))
      : lookOf({ kind: 'absent' })
  },
}
