import type { MemberDetails } from '../../../shared/domain/member.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { FoundBy } from '../../../shared/domain/views.ts'
import { findingOf, formOf, nearFindingOf } from '../directory/match-one.ts'
import type { Finding } from '../directory/match-one.ts'
import { tiers } from '../directory/rank.ts'
import type { SearchPlan } from '../directory/search-plan.ts'

/** How a query finds a member of the provider's by what it has, and with changes that wait laid over. */
export interface FoundMember {
  readonly remoteId: string
  readonly details: MemberDetails
  readonly codes: readonly string[]
}

/** Whether somebody is found by what changes that wait are going to replace; null where what the row shows says it too. */
export function foundBefore(
  member: FoundMember,
  edits: Partial<MemberDetails> | undefined,
  plan: SearchPlan,
): FoundBy | null {
  if (edits === undefined || Object.keys(edits).length === 0) return null
  const now = { ...member.details, ...edits }
  const before = anyFinding(member, plan)
  const after = anyFinding({ ...member, details: now }, plan)
  if (before === null || (after !== null && tiers.indexOf(after.tier) <= tiers.indexOf(before.tier)))
    return null
  const name = memberName(member.details)
  return { kind: 'before', name: before.kind === 'name' && name !== memberName(now) ? name : null }
}

/** Exactly, in part, or with a typing error. */
export function anyFinding({ remoteId, details, codes }: FoundMember, plan: SearchPlan): Finding | null {
  const form = formOf(details, codes, remoteId)
  return findingOf(form, plan) ?? nearFindingOf(form, plan)
}
