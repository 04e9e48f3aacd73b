import type { MemberKey } from '../../../shared/domain/ids.ts'
import { memberFields } from '../../../shared/domain/member.ts'
import type { MemberField } from '../../../shared/domain/member.ts'
import type { AttentionReason, OperationView } from '../../../shared/domain/operation.ts'

/** What a cashier can press on an operation that needs a person, the likeliest first. */
export type Choice =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'fix' }
  /** Search for the member who is meant. */
  | { readonly kind: 'use-member' }
  /** The member who already has the e-mail, phone or card. */
  | { readonly kind: 'use-other'; readonly key: MemberKey; readonly name: string }
  /** `risky` where it may have arrived already and would count twice: asked once more. */
  | { readonly kind: 'retry'; readonly risky: boolean }
  | { readonly kind: 'drop' }

function mayHaveArrived({ kind }: AttentionReason): boolean {
  return kind === 'undecided' || kind === 'restored' || kind === 'given-up'
}

/** Whose it is, where that is the question: an enrolment that is there already is settled by naming the member. */
function memberChoices({ reason, facts }: OperationView): readonly Choice[] {
  if (reason === null) return []
  if (reason.kind === 'code-unknown' || reason.kind === 'code-ambiguous') return [{ kind: 'use-member' }]
  if (facts.kind !== 'member.create') return []
  if (reason.kind !== 'contact-taken' && reason.kind !== 'code-taken')
    return mayHaveArrived(reason) ? [{ kind: 'use-member' }] : []
  return reason.other === null
    ? [{ kind: 'use-member' }]
    : [{ kind: 'use-other', key: reason.other.key, name: reason.other.name }]
}

/** The choices of an operation that needs a person: only those that main allows. */
export function choicesOf(operation: OperationView): readonly Choice[] {
  const { choices, reason, facts } = operation
  const counts = facts.kind === 'stamps.add' || facts.kind === 'reward.redeem'
  const risky = counts && reason !== null && mayHaveArrived(reason)
  return [
    ...memberChoices(operation),
    ...(choices.fix ? [{ kind: 'fix' } as const] : []),
    ...(choices.confirm ? [{ kind: 'confirm' } as const] : []),
    ...(choices.retry ? [{ kind: 'retry', risky } as const] : []),
    ...(choices.drop ? [{ kind: 'drop' } as const] : []),
  ]
}

/** Which fields are corrected: all of an enrolment, those that an edit changes. */
export function fixableFields({ facts }: OperationView): readonly MemberField[] {
  switch (facts.kind) {
    case 'member.create':
      return memberFields
    case 'member.edit':
      return memberFields.filter((field) => facts.fields.includes(field))
    case 'card.attach':
    case 'stamps.add':
    case 'reward.redeem':
    case 'unknown':
      return []
  }
}
