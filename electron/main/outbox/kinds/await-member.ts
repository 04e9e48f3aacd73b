import { foldText } from '../../../../shared/domain/fold-text.ts'
import type { RemoteMember } from '../../../../shared/domain/member.ts'
import type { Applied, Job, Prepared } from './kind.ts'
import { nothing } from './kind.ts'
import { otherOf, takenHere } from './resolve.ts'

/** More people than this with one contact are no answer. */
const mostRead = 5

/**
 * An enrolment at a provider that makes no members itself: it waits until the provider has somebody with this e-mail
 * or phone, and then is that person. Nothing is ever sent.
 *
 * An e-mail is one person's. A phone may be a family's, so the first name must fit as well; where it does not, a
 * person is asked.
 */
export async function awaitMember(job: Job<'member.create'>): Promise<Prepared> {
  const { details, code } = job.payload
  const found = await whoIsThere(job)
  if ('kind' in found) return found
  const same = (text: string | null): string => foldText(text ?? '').trim()
  const byEmail = found.filter(
    (member) => details.email !== null && same(member.details.email) === same(details.email),
  )
  const byPhone = found.filter(
    (member) =>
      details.phone !== null &&
      member.details.phone === details.phone &&
      same(member.details.firstName) === same(details.firstName),
  )
  const fitting = byEmail.length > 0 ? byEmail : byPhone
  const [member, ...others] = fitting
  if (member !== undefined && others.length === 0) {
    const taken = code === null ? null : await takenHere(job, code, job.keyOf(member.remoteId))
    return taken ?? { kind: 'found', proof: 'natural-key', applied: joined(member, code) }
  }
  const [first] = fitting.length > 0 ? fitting : found
  if (first === undefined) return { kind: 'later', slow: true }
  return {
    kind: 'ask',
    reason: {
      kind: 'contact-taken',
      field: byEmail.length > 0 ? 'email' : 'phone',
      other: otherOf(job, first),
    },
  }
}

/** Everybody with the contact: as the provider finds them, and as this till's copy of its list does. */
async function whoIsThere(
  job: Job<'member.create'>,
): Promise<readonly RemoteMember[] | Extract<Prepared, { kind: 'failed' }>> {
  const { details } = job.payload
  const contact = { email: details.email, phone: details.phone }
  const asked = await job.provider.findByContact(contact, job.options)
  if (!asked.ok && asked.failure.kind !== 'not-found') return { kind: 'failed', failure: asked.failure }
  const found = new Map((asked.ok ? asked.value : []).map((member) => [member.remoteId, member]))
  if (found.size > 0) return [...found.values()]
  for (const remoteId of (await job.known(contact)).slice(0, mostRead)) {
    // The copy may be a day old: the provider says who that is now.
    const read = await job.provider.member(remoteId, job.options)
    if (read.ok) found.set(remoteId, read.value)
    else if (read.failure.kind !== 'not-found') return { kind: 'failed', failure: read.failure }
  }
  return [...found.values()]
}

function joined(member: RemoteMember, code: string | null): Applied {
  return {
    ...nothing,
    brought: { kind: 'member', member },
    created: member.remoteId,
    codes: code === null ? member.codes : [...new Set([...member.codes, code])],
  }
}
