import { memberFields } from '../../../shared/domain/member.ts'
import type { MemberDetails, MemberField } from '../../../shared/domain/member.ts'
import { validateDetails } from './validate-details.ts'
import type { DetailProblems, DetailRules } from './validate-details.ts'

/** Fields taken one by one: those that are right, in their stored form, and what is wrong with the others. */
export interface CheckedFields {
  readonly good: Partial<MemberDetails>
  readonly problems: DetailProblems
}

/** A member that breaks no rule, so that one field at a time can be judged by the rules of a whole member. */
const sound: MemberDetails = {
  firstName: 'x',
  lastName: null,
  email: 'x@example.com',
  phone: null,
  birthday: null,
}

/** Judges some fields, each for itself: a form half filled, or a correction of one field. */
export function checkFields(typed: Partial<MemberDetails>, rules: DetailRules): CheckedFields {
  const good: Partial<Record<MemberField, string | null>> = {}
  const problems: { [F in MemberField]?: NonNullable<DetailProblems[F]> } = {}
  for (const field of memberFields) {
    const value = typed[field]
    if (value === undefined) continue
    const judged = validateDetails(whole(field, value), rules)
    if (judged.ok) good[field] = judged.value[field]
    else if (judged.error[field] !== undefined) problems[field] = judged.error[field]
  }
  return { good: good as Partial<MemberDetails>, problems }
}

function whole(field: MemberField, value: string | null): MemberDetails {
  // An empty e-mail is fine by itself; whether a phone stands in for it is the whole form's question.
  const filler = field === 'email' && (value ?? '').trim() === '' ? { phone: '+442079460958' } : {}
  return { ...sound, ...filler, [field]: field === 'firstName' ? (value ?? '') : value }
}
