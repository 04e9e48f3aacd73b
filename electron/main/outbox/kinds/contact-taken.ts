import type { MemberDetails } from '../../../../shared/domain/member.ts'
import type { OperationKind } from '../../../../shared/domain/operation.ts'
import type { Failure } from '../../providers/provider.ts'
import type { Job, Refused } from './kind.ts'
import { otherOf } from './resolve.ts'

/** Which contact a refusal says is somebody else's already. */
export function takenContact(failure: Failure): 'email' | 'phone' | null {
  if (failure.kind !== 'refused') return null
  for (const field of ['email', 'phone'] as const) {
    if (failure.fields[field]?.includes('taken') === true) return field
  }
  return null
}

/** Who is there already, where a provider says that and not by what: the one who has the e-mail, or the phone. */
export async function askWhoIsThere<K extends OperationKind>(
  job: Job<K>,
  details: MemberDetails,
): Promise<Refused | null> {
  for (const field of ['email', 'phone'] as const) {
    if (details[field] === null) continue
    const asked = await askAboutContact(job, field, details, null)
    if (asked.kind === 'ask' && asked.reason.kind === 'contact-taken' && asked.reason.other !== null)
      return asked
  }
  return null
}

/** The question about a contact that is somebody else's, with who that is where it can be read. */
export async function askAboutContact<K extends OperationKind>(
  job: Job<K>,
  field: 'email' | 'phone',
  details: Partial<MemberDetails>,
  ownRemoteId: string | null,
): Promise<Refused> {
  const contact = { email: null, phone: null, [field]: details[field] ?? null }
  const found = await job.provider.findByContact(contact, job.options)
  const other = found.ok ? found.value.find((member) => member.remoteId !== ownRemoteId) : undefined
  return { kind: 'ask', reason: { kind: 'contact-taken', field, other: otherOf(job, other) } }
}
