import type { MemberDetails, MemberField } from '../../shared/domain/member.ts'

/** What stands in the fields of a member form, as typed. */
export type DetailsDraft = Readonly<Record<MemberField, string>>

/** An untouched form. */
export const emptyDraft: DetailsDraft = { firstName: '', lastName: '', email: '', phone: '', birthday: '' }

/** The form that shows what is known of a member; the phone as people of that country write it. */
export function draftOf(details: MemberDetails, phoneShown: string | null): DetailsDraft {
  return {
    firstName: details.firstName,
    lastName: details.lastName ?? '',
    email: details.email ?? '',
    phone: phoneShown ?? details.phone ?? '',
    birthday: details.birthday ?? '',
  }
}

function orNull(text: string): string | null {
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** What the form says, empty fields as null. Main normalises and judges it. */
export function detailsOf(draft: DetailsDraft): MemberDetails {
  return {
    firstName: draft.firstName.trim(),
    lastName: orNull(draft.lastName),
    email: orNull(draft.email),
    phone: orNull(draft.phone),
    birthday: orNull(draft.birthday),
  }
}

/** Whether anything was typed: such a form is not thrown away without asking. */
export function isTouched(draft: DetailsDraft, initial: DetailsDraft): boolean {
  return (Object.keys(draft) as MemberField[]).some((field) => draft[field].trim() !== initial[field].trim())
}
