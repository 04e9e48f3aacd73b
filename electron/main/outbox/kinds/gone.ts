import type { MemberKey } from '../../../../shared/domain/ids.ts'
import type { RemoteMember } from '../../../../shared/domain/member.ts'
import { memberName } from '../../../../shared/domain/member-name.ts'
import type { OperationKind } from '../../../../shared/domain/operation.ts'
import type { Answer } from '../../providers/provider.ts'
import type { Job, Prepared } from './kind.ts'

/** Members that are named to the cashier; more would be a search. */
const mostNamed = 3
/** Codes of the member that are asked for. */
const mostCodes = 3

/**
 * A member that the provider does not know any more was deleted there or became another: who that may be is named in
 * the question. Everything else is passed on.
 */
export async function namingOthers<K extends OperationKind, P extends Prepared>(
  job: Job<K>,
  prepared: P,
): Promise<P> {
  if (prepared.kind !== 'ask' || prepared.reason.kind !== 'member-gone') return prepared
  const candidates = await whoItMayBe(job)
  return candidates.length === 0 ? prepared : { ...prepared, reason: { ...prepared.reason, candidates } }
}

/** Who holds the member's cards or contact now; who has the same name, where neither tells. */
async function whoItMayBe<K extends OperationKind>(
  job: Job<K>,
): Promise<readonly { readonly key: MemberKey; readonly name: string }[]> {
  const { provider, options } = job
  const found = new Map<string, RemoteMember>()
  const take = (answer: Answer<readonly RemoteMember[]>): void => {
    for (const member of answer.ok ? answer.value : []) {
      if (member.remoteId !== job.remoteId) found.set(member.remoteId, member)
    }
  }
  for (const code of job.codes().slice(0, mostCodes)) take(await provider.findByCode(code, options))
  if ('base' in job.payload) {
    const { email, phone } = job.payload.base
    if (email !== null || phone !== null) take(await provider.findByContact({ email, phone }, options))
  }
  const name = job.payload.who.name.trim().toLowerCase()
  if (found.size === 0 && name !== '') {
    const alike = await provider.search(job.payload.who.name, options)
    const isAlike = ({ details }: RemoteMember): boolean => memberName(details).toLowerCase() === name
    take(alike.ok ? { ...alike, value: alike.value.filter(isAlike) } : alike)
  }
  return [...found.values()]
    .slice(0, mostNamed)
    .map((member) => ({ key: job.keyOf(member.remoteId), name: memberName(member.details) }))
}
