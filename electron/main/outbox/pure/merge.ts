import type { MemberDetails, MemberField } from '../../../../shared/domain/member.ts'
import { memberFields } from '../../../../shared/domain/member.ts'

/** Fields that an edit changes. */
export function changedFields(changes: Partial<MemberDetails>): readonly MemberField[] {
  return memberFields.filter((field) => field in changes)
}

/** Whether two values of a field mean the same. */
export function sameField(field: MemberField, a: string | null, b: string | null): boolean {
  const plain = (value: string | null): string => {
    const trimmed = (value ?? '').trim()
    return field === 'email' ? trimmed.toLowerCase() : trimmed.normalize('NFC')
  }
  return plain(a) === plain(b)
}

/** What became of an edit when it met what the provider has now. */
export interface Merge {
  /** What is still to be sent. */
  readonly send: Partial<MemberDetails>
  /** Fields that were changed elsewhere since the cashier saw them, and to something else. */
  readonly conflicts: readonly MemberField[]
}

/**
 * Three ways: what the cashier saw, what the cashier wants, what the provider has now.
 *
 * With `insist` (a person has seen the conflict and chose) the cashier's wish wins.
 */
export function mergeEdit(
  base: MemberDetails,
  changes: Partial<MemberDetails>,
  theirs: MemberDetails,
  insist: boolean,
): Merge {
  const wanted = { ...base, ...changes }
  const send: Partial<Record<MemberField, string | null>> = {}
  const conflicts: MemberField[] = []
  for (const field of changedFields(changes)) {
    if (sameField(field, theirs[field], wanted[field])) continue
    if (!insist && !sameField(field, theirs[field], base[field])) conflicts.push(field)
    send[field] = wanted[field]
  }
  return { send: send as Partial<MemberDetails>, conflicts }
}

/** Whether the provider has everything that an edit wanted. */
export function hasEdit(theirs: MemberDetails, changes: Partial<MemberDetails>): boolean {
  const wanted = { ...theirs, ...changes }
  return changedFields(changes).every((field) => sameField(field, theirs[field], wanted[field]))
}

/** Two unsent edits as one: the newer wish wins, the base of each field is what was seen first. */
export function joinEdits(
  earlier: { readonly base: MemberDetails; readonly changes: Partial<MemberDetails> },
  later: { readonly base: MemberDetails; readonly changes: Partial<MemberDetails> },
): { readonly base: MemberDetails; readonly changes: Partial<MemberDetails> } {
  const seenFirst = Object.fromEntries(
    changedFields(earlier.changes).map((field) => [field, earlier.base[field]]),
  ) as Partial<MemberDetails>
  return {
    base: { ...later.base, ...seenFirst },
    changes: { ...earlier.changes, ...later.changes },
  }
}
