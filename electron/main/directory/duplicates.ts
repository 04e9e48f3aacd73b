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
export const duplicateCauses: readonly DuplicateCause[] = ['code', 'phone', 'email', 'name-and-birthday', 'similar-name']

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
  const words = wordsOf(details)
  return candidates
    .flatMap((hit) => {
      const similarity = nameSimilarity(words, wordsOf(hit.details))
      const cause = causeOf(details, code, hit, similarity, words.length)
      return cause === null ? [] : [{ hit, cause, similarity }]
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

function causeOf(
  details: MemberDetails,
  code: string | null,
  hit: SearchHit,
  similarity: number,
  wordCount: number,
): DuplicateCause | null {
  if (code !== null && hit.codes.includes(code)) return 'code'
  const phone = compare(details.phone, hit.details.phone, digitsOf)
  if (phone === 'same') return 'phone'
  const email = compare(details.email, hit.details.email, sameMailbox)
  if (email === 'same') return 'email'
  if (similarity < alike) return null
  const birthday = compare(details.birthday, hit.details.birthday, (date) => date)
  if (birthday === 'same') return 'name-and-birthday'
  const telling = wordCount >= 2 && wordsOf(hit.details).length >= 2
  const somebodyElse = birthday === 'other' || (phone === 'other' && email === 'other')
  return telling && !somebodyElse ? 'similar-name' : null
}

function compare(
  one: string | null,
  other: string | null,
  normal: (text: string) => string,
): 'same' | 'other' | 'unknown' {
  const a = one === null ? '' : normal(one)
  const b = other === null ? '' : normal(other)
  return a === '' || b === '' ? 'unknown' : a === b ? 'same' : 'other'
}

/** Who waits is asked about at each key that a cashier types into a form: their names are folded once. */
const folded = new WeakMap<MemberDetails, readonly string[]>()

function wordsOf(details: MemberDetails): readonly string[] {
  const known = folded.get(details)
  if (known !== undefined) return known
  const words = foldWords(`${details.firstName} ${details.lastName ?? ''}`)
  folded.set(details, words)
  return words
}
