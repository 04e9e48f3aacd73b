import type { MemberDetails } from '../../../shared/domain/member.ts'

/**
 * How the bench itself reads a name, apart from how the product does: a judge that folded with the product's own code
 * would not notice what that misses.
 */

const rewritten: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Small letters without accents, as somebody types who has no key for them. */
export function plain(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/gu, (letter) => rewritten[letter] ?? letter)
}

/** Whether a name is written without spaces between its words. */
export function isSpaceless(text: string): boolean {
  return spaceless.test(text)
}

/** A member as the judge reads one. */
export interface Subject {
  /** Words of the name; what a hyphen or an apostrophe joins, also apart and also as one. */
  readonly words: readonly string[]
  /** The name without a space, in both orders, where its script has none; else null. */
  readonly run: string | null
  readonly digits: string | null
  readonly email: string | null
}

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }

/** Words with umlauts as they are written where a keyboard has none: Müller is Mueller too. */
function twoLetters(name: string): string {
  const composed = name.normalize('NFC').toLowerCase()
  if (!/[äöüåø]/.test(composed)) return ''
  return ` ${plain(composed.replace(/[äöüåø]/g, (letter) => umlauts[letter] ?? letter))}`
}

/** Reads a member. */
export function subjectOf({ firstName, lastName, phone, email }: MemberDetails): Subject {
  const first = plain(firstName)
  const last = plain(lastName ?? '')
  const two = twoLetters(`${firstName} ${lastName ?? ''}`)
  const parts = `${first} ${last}${two}`.split(/[\s,.]+/).filter((part) => part !== '')
  const words = parts.flatMap((part) => {
    if (!/['’־-]/.test(part)) return [part]
    const apart = part.split(/['’־-]/).filter((word) => word !== '')
    return [...apart, apart.join(''), ...part.replaceAll(/['’]/g, '').split(/[־-]/)]
  })
  return {
    words,
    run: isSpaceless(first + last) ? `${last}${first} ${first}${last}` : null,
    digits: phone === null ? null : phone.slice(1),
    email,
  }
}
