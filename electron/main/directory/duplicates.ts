import { foldWords } from '../../../shared/domain/fold-text.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { DuplicateCause } from '../../../shared/domain/views.ts'
import { digitsOf, lowerEmail, sameMailbox } from './member-keys.ts'
import { nameSimilarity } from './similarity.ts'
import type { DuplicateHit, SearchHit } from './types.ts'

/** More than that a cashier does not read while somebody waits. */
export const mostDuplicates = 10

/** Below it two names are two people; one letter in a name of two words of six is 0.92. */
const alike = 0.85

/** The surest first. */
export const duplicateCauses: readonly DuplicateCause[] = [
  'code',
  'phone',
  'email',
  'name-and-birthday',
  'similar-name',
]

/**
 * Who of the candidates may be the person being enrolled, the surest first.
 *
 * A name alone says something only with two words on both sides (every shop has twenty Annas), and nothing
 * about people born on different days, or about those with another phone and another e-mail.
 */
export function pickDuplicates(
  details: MemberDetails,
  code: string | null,
  candidates: readonly SearchHit[],
): readonly DuplicateHit[] {
  const asked = formOf(details)
  return candidates
    .flatMap((hit) => {
      const found = causeOf(asked, code, hit)
      return found === null ? [] : [{ hit, ...found }]
    })
    .toSorted(
      (a, b) =>
        duplicateCauses.indexOf(a.cause) - duplicateCauses.indexOf(b.cause) ||
        b.similarity - a.similarity ||
        (a.hit.remoteId < b.hit.remoteId ? -1 : 1),
    )
    .slice(0, mostDuplicates)
    .map(({ hit, cause }) => ({ hit, cause }))
}

/**
 * Whether a provider that knows a member by what they have in common would refuse a second one. Two spellings of one
 * mailbox are the same person's, and two members to it all the same.
 */
export function isCertain(cause: DuplicateCause, details: MemberDetails, other: MemberDetails): boolean {
  switch (cause) {
    case 'code':
    case 'phone':
      return true
    case 'email':
      return lowerEmail(details.email ?? '') === lowerEmail(other.email ?? '')
    case 'name-and-birthday':
    case 'similar-name':
      return false
  }
}

/** What they have in common, the certain before the likely: a name is compared where everything else allows one person. */
function causeOf(
  asked: Form,
  code: string | null,
  hit: SearchHit,
): { readonly cause: DuplicateCause; readonly similarity: number } | null {
  const theirs = formOf(hit.details)
  const phone = compare(asked.phone, theirs.phone)
  const email = compare(asked.email, theirs.email)
  const hasCode = code !== null && hit.codes.includes(code)
  if (hasCode || phone === 'same' || email === 'same')
    return {
      cause: hasCode ? 'code' : phone === 'same' ? 'phone' : 'email',
      similarity: nameSimilarity(asked.words, theirs.words),
    }
  const birthday = compare(asked.birthday, theirs.birthday)
  const telling = asked.words.length >= 2 && theirs.words.length >= 2
  const somebodyElse = birthday === 'other' || (phone === 'other' && email === 'other')
  if (birthday !== 'same' && (!telling || somebodyElse)) return null
  const similarity = nameSimilarity(asked.words, theirs.words)
  if (similarity < alike) return null
  return { cause: birthday === 'same' ? 'name-and-birthday' : 'similar-name', similarity }
}

function compare(one: string, other: string): 'same' | 'other' | 'unknown' {
  return one === '' || other === '' ? 'unknown' : one === other ? 'same' : 'other'
}

/** Details as they are compared; empty where there is nothing to go by. */
interface Form {
  readonly words: readonly string[]
  readonly phone: string
  readonly email: string
  readonly birthday: string
}

/** Who waits is asked about at each key that a cashier types into a form, thousands after an outage: each is made once. */
const forms = new WeakMap<MemberDetails, Form>()

function formOf(details: MemberDetails): Form {
  const known = forms.get(details)
  if (known !== undefined) return known
  const { firstName, lastName, phone, email, birthday } = details
  const form = {
    words: foldWords(`${firstName} ${lastName ?? ''}`),
    phone: digitsOf(phone ?? ''),
    email: sameMailbox(email ?? ''),
    birthday: birthday ?? '',
  }
  forms.set(details, form)
  return form
}
