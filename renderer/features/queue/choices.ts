import type { MemberKey } from '../../../shared/domain/ids.ts'
import { memberFields } from '../../../shared/domain/member.ts'
import type { MemberField } from '../../../shared/domain/member.ts'
import type { AttentionReason, OperationView } from '../../../shared/domain/operation.ts'
import { verdictOf } from './evidence.ts'

/** What a cashier can press on an operation that needs a person, the likeliest first. */
export type Choice =
  /** `against` where the counts do not show it: said before it is written off. */
  | { readonly kind: 'confirm'; readonly against: boolean }
  | { readonly kind: 'fix' }
  /** Search for the member who is meant. */
  | { readonly kind: 'use-member' }
  /** The member who already has the e-mail, phone or card. */
  | { readonly kind: 'use-other'; readonly key: MemberKey; readonly name: string }
  /** Asked once more where it may have arrived already and would count twice. */
  | { readonly kind: 'retry'; readonly risk: 'none' | 'may-be-there' | 'looks-there' }
  | { readonly kind: 'drop' }

function mayHaveArrived({ kind }: AttentionReason): boolean {
  return kind === 'undecided' || kind === 'restored' || kind === 'given-up'
}

/** Whose it is, where that is the question: an enrolment that is there already is settled by naming the member. */
function memberChoices({ reason, facts }: OperationView): readonly Choice[] {
  if (reason === null) return []
  if (reason.kind === 'code-unknown' || reason.kind === 'code-ambiguous') return [{ kind: 'use-member' }]
  if (reason.kind === 'member-gone') {
    // A guess is offered, never advised: a namesake is not the same person.
    const guesses = (reason.candidates ?? []).map((other) => ({ kind: 'use-other', ...other }) as const)
    return [{ kind: 'use-member' }, ...(guesses.length === 1 ? guesses : [])]
  }
  if (facts.kind !== 'member.create') return []
  if (reason.kind !== 'contact-taken' && reason.kind !== 'code-taken')
    return mayHaveArrived(reason) ? [{ kind: 'use-member' }] : []
  return reason.other === null
    ? [{ kind: 'use-member' }]
    : [{ kind: 'use-other', key: reason.other.key, name: reason.other.name }]
}

function riskOf({ reason, facts }: OperationView): Extract<Choice, { kind: 'retry' }>['risk'] {
  const counts =
    facts.kind === 'stamps.add' ||
    facts.kind === 'reward.redeem' ||
    facts.kind === 'balance.adjust' ||
    facts.kind === 'tier.enrol'
  if (!counts || reason === null || !mayHaveArrived(reason)) return 'none'
  switch (verdictOf(reason)) {
    case 'arrived':
      return 'looks-there'
    case 'missing':
      return 'none'
    case 'unclear':
      return 'may-be-there'
  }
}

/** Nobody found anything wrong with it: there is nothing to correct. */
function isSilence(reason: AttentionReason | null): boolean {
  return reason?.kind === 'undecided' || reason?.kind === 'restored'
}

function isRefusal(reason: AttentionReason | null): boolean {
  const kind = reason?.kind
  return kind === 'refused' || kind === 'contact-taken' || kind === 'code-taken' || kind === 'details-needed'
}

/** What to press, where something speaks for it; null where the cashier has to find out first. */
export function advisedOf(operation: OperationView): Choice['kind'] | null {
  const { reason, choices } = operation
  if (reason === null) return null
  const whose = memberChoices(operation)[0]
  if (whose !== undefined && !mayHaveArrived(reason)) return whose.kind
  switch (reason.kind) {
    case 'undecided':
    case 'restored': {
      const verdict = verdictOf(reason)
      if (verdict === 'arrived') return choices.confirm ? 'confirm' : null
      return verdict === 'missing' && choices.retry ? 'retry' : null
    }
    case 'refused':
    case 'contact-taken':
    case 'edit-conflict':
    case 'details-needed':
      return choices.fix ? 'fix' : null
    case 'member-gone':
    case 'card-gone':
    case 'code-taken':
    case 'code-unknown':
    case 'code-ambiguous':
    case 'not-enough-stamps':
    case 'reward-unavailable':
    case 'unreadable':
    case 'newer-version':
    case 'connection-gone':
    case 'adapter-gone':
    case 'given-up':
      return null
  }
}

/** The choices of an operation that needs a person: only those that main allows, the advised one first. */
export function choicesOf(operation: OperationView): readonly Choice[] {
  const { choices, reason } = operation
  const fix = choices.fix && !isSilence(reason)
  // Corrected or not, "Fix and send" sends; the same once more would only be refused again.
  const retry = choices.retry && !(fix && isRefusal(reason))
  const offered: readonly Choice[] = [
    ...memberChoices(operation),
    ...(choices.confirm ? [{ kind: 'confirm', against: verdictOf(reason) === 'missing' } as const] : []),
    ...(fix ? [{ kind: 'fix' } as const] : []),
    ...(retry ? [{ kind: 'retry', risk: riskOf(operation) } as const] : []),
    ...(choices.drop ? [{ kind: 'drop' } as const] : []),
  ]
  const advised = advisedOf(operation)
  return offered.toSorted((a, b) => Number(b.kind === advised) - Number(a.kind === advised))
}

/** Which fields are corrected: all of an enrolment, those that an edit changes. */
export function fixableFields({ facts, reason }: OperationView): readonly MemberField[] {
  switch (facts.kind) {
    case 'member.create':
      return memberFields
    case 'member.edit': {
      const wanted = reason?.kind === 'details-needed' ? reason.fields : []
      return memberFields.filter((field) => facts.fields.includes(field) || wanted.includes(field))
    }
    case 'card.attach':
    case 'stamps.add':
    case 'reward.redeem':
    case 'balance.adjust':
    case 'balance.revert':
    case 'affiliate.set':
    case 'list.set':
    case 'tier.enrol':
    case 'unknown':
      return []
  }
}
