import type { RemoteMember } from '../../../../shared/domain/member.ts'
import { awaitMember } from './await-member.ts'
import type { Applied, Job, Kind, Prepared } from './kind.ts'
import { applied, failedLook, lookOf, nothing } from './kind.ts'
import { askAboutContact, askWhoIsThere, takenContact } from './contact-taken.ts'
import { complains } from './reward-redeem.ts'
import { otherOf } from './resolve.ts'

function enrolled(member: RemoteMember, code: string | null): Applied {
  return {
    ...nothing,
    brought: { kind: 'member', member },
    created: member.remoteId,
    codes: code === null ? member.codes : [...new Set([...member.codes, code])],
  }
}

/** Whether the code may go to a new member: a provider may hand a known reference to the wrong one without a word. */
async function checkCode(job: Job<'member.create'>, code: string): Promise<Prepared | null> {
  const found = await job.provider.findByCode(code, job.options)
  if (!found.ok) return found.failure.kind === 'not-found' ? null : { kind: 'failed', failure: found.failure }
  const own = found.value.find((member) => member.tags.includes(job.options.tag))
  if (own !== undefined) return { kind: 'found', proof: 'tag', applied: enrolled(own, code) }
  const [other] = found.value
  return other === undefined
    ? null
    : { kind: 'ask', reason: { kind: 'code-taken', other: otherOf(job, other) } }
}

/** A new member, found again by the mark that it carries. */
export const memberCreate: Kind<'member.create'> = {
  prepare: async (job) => {
    if (job.provider.capabilities.enrol === 'waits') return awaitMember(job)
    const { details, code, templateId, sendLinks } = job.payload
    if (job.sentBefore) {
      const tagged = await job.provider.findByTag(job.options.tag, job.options)
      if (!tagged.ok) return { kind: 'failed', failure: tagged.failure }
      if (tagged.value !== null) return { kind: 'found', proof: 'tag', applied: enrolled(tagged.value, code) }
    }
    if (code !== null) {
      const checked = await checkCode(job, code)
      if (checked !== null) return checked
    }
    return {
      kind: 'ready',
      remoteId: null,
      cardId: null,
      base: null,
      baseFresh: false,
      request: {
        kind: 'member.create',
        details: { ...details },
        code,
        templateId,
        sendLinks,
        tag: job.options.tag,
      },
      send: async () =>
        applied(
          await job.provider.create(
            { details, code, templateId, sendLinks, tag: job.options.tag },
            job.options,
          ),
          (member) => enrolled(member, code),
        ),
    }
  },

  refused: async (job, _ready, failure) => {
    // Refused because it is there already: our own mark tells.
    const tagged = await job.provider.findByTag(job.options.tag, job.options)
    if (tagged.ok && tagged.value !== null) {
      return { kind: 'found', proof: 'tag', applied: enrolled(tagged.value, job.payload.code) }
    }
    const field = takenContact(failure)
    if (field !== null) return askAboutContact(job, field, job.payload.details, null)
    if (complains(failure, 'taken') && job.payload.code !== null) {
      const found = await job.provider.findByCode(job.payload.code, job.options)
      const other = otherOf(job, found.ok ? found.value[0] : undefined)
      return { kind: 'ask', reason: { kind: 'code-taken', other } }
    }
    const status = failure.kind === 'refused' ? failure.status : 404
    const there = status === 409 ? await askWhoIsThere(job, job.payload.details) : null
    return there ?? { kind: 'ask', reason: { kind: 'refused', status } }
  },

  look: async (job) => {
    const tagged = await job.provider.findByTag(job.options.tag, job.options)
    if (!tagged.ok) return failedLook(tagged.failure)
    if (tagged.value === null) return lookOf({ kind: 'absent' })
    return lookOf({ kind: 'found', proof: 'tag' }, enrolled(tagged.value, job.payload.code))
  },
}
