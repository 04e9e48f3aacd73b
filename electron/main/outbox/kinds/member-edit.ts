import { memberFields } from '../../../../shared/domain/member.ts'
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
      // What looks like somebody else's change can be the member as it was before our own last one.
      if (!job.readsAreFresh) return { kind: 'later' }
      return { kind: 'ask', reason: { kind: 'edit-conflict', fields: conflicts } }
    }
    // What seems to be there can be older than our own last write as well. Sending it twice is sending it once.
    const wanted = job.readsAreFresh ? send : changes
    if (changedFields(wanted).length === 0) {
      return { kind: 'found', proof: 'natural-key', applied: edited(read.value) }
    }
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
    // Nobody was asked: the adapter cannot fill in what the provider wants and does not tell.
    if (failure.kind === 'refused' && failure.status === 0) {
      const wanted = Object.keys(failure.fields)
      const fields = memberFields.filter((one) => wanted.includes(one))
      const notes = wanted.includes('notes')
      // Nothing that anybody could fill in: such a change is not offered, and that is what the person is told.
      if (fields.length > 0 || notes) {
        return { kind: 'ask', reason: { kind: 'details-needed', fields, notes } }
      }
    }
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
