import type { MemberDetails } from './member.ts'

const together = /^[\p{scx=Han}\p{scx=Hangul}]+$/u
const familyFirst = /^[\p{scx=Han}\p{scx=Hangul}\p{scx=Hiragana}\p{scx=Katakana}\s]+$/u

/**
 * A member's name as it is shown: given name first, but family name first in Chinese, Japanese and Korean
 * writing. Empty where the provider knows no name.
 */
export function memberName(details: Pick<MemberDetails, 'firstName' | 'lastName'>): string {
  const first = details.firstName.trim()
  const last = details.lastName?.trim() ?? ''
  if (first === '' || last === '') return first + last
  if (together.test(first) && together.test(last)) return last + first
  return familyFirst.test(first) && familyFirst.test(last) ? `${last} ${first}` : `${first} ${last}`
}
