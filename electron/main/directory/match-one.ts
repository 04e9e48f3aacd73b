import type { Match } from '../../../shared/domain/match.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import { callingCode, digitsOf, lowerEmail, trunkPrefix } from './member-keys.ts'
import { nameWords, writtenName } from './member-row.ts'
import type { Candidate, Tier } from './rank.ts'
import type { NameWithEnd, PhonePlan, SearchPlan, WordPlan } from './search-plan.ts'
import { codeEnd, plainCode } from './tokens.ts'

/** Everything of one member that a query is compared with, folded once. */
export interface MemberForm {
  /** Folded words of the name, as the copy indexes them. */
  readonly words: readonly string[]
  /** The name as it is written, in small letters. */
  readonly name: string
  readonly codes: readonly string[]
  /** Null for somebody whom the provider does not have yet. */
  readonly remoteId: string | null
  /** Lower case; null without one. */
  readonly email: string | null
  /** Digits with the calling code in front; empty without a phone. */
  readonly phone: string
  /** Of the phone; null where it is not known. */
  readonly callingCode: string | null
}

/** How a query finds somebody. */
export interface Finding extends Pick<Candidate, 'tier' | 'kind' | 'meant' | 'at'> {
  readonly matched: Match
}

const shortestBeginning = 3
const shortestEnding = 4
/** From here an ending is a whole number without what is dialled in front of it. */
const wholeNumber = 7
/** Letters of a word that may hold a typing error, and of an unfinished one that stands alone. */
const shortestMistyped = 3
const shortestUnfinished = 4

/** Folds a member for {@link findingOf}. */
export function formOf(
  details: MemberDetails,
  codes: readonly string[],
  remoteId: string | null,
): MemberForm {
  const { email, phone } = details
  return {
    words: nameWords(details),
    name: writtenName(details),
    codes,
    remoteId,
    email: email === null || email.trim() === '' ? null : lowerEmail(email),
    phone: digitsOf(phone ?? ''),
    callingCode: callingCode(phone),
  }
}

/**
 * How a query finds one member, by the rules by which the copy finds its own (search.ts); null where it does not. For the
 * few whom only the outbox knows: they are in no index. Without the names with a typing error, which are looked for only
 * where others do not fill the rows.
 */
export function findingOf(form: MemberForm, plan: SearchPlan): Finding | null {
  return exactly(form, plan) ?? byNameOrPart(form, plan)
}

function exactly(form: MemberForm, { codes, ids, phone, email }: SearchPlan): Finding | null {
  if (form.remoteId !== null && ids.includes(form.remoteId)) return found('code', 'id')
  if (codes.some((code) => form.codes.includes(code))) return found('code', 'code')
  if (form.phone !== '' && numbersOf(form, phone).includes(form.phone)) return found('phone', 'phone')
  return email !== null && email === form.email ? found('email', 'email') : null
}

function byNameOrPart(form: MemberForm, plan: SearchPlan): Finding | null {
  const { phone, words, nameWithEnd, codePart, emailFirst } = plan
  const at = plan.email === null ? -1 : (form.email?.indexOf(plan.email) ?? -1)
  const numbers = numbersOf(form, phone)
  if (emailFirst && at >= 0) return { ...found('email-first', 'email'), at }
  if (words.length > 0 && begins(form.words, words)) return found('name', 'name', words)
  const ends = nameWithEnd === null ? null : endsIn(form, nameWithEnd)
  if (nameWithEnd !== null && ends !== null && begins(form.words, nameWithEnd.words))
    return found(ends === 'phone' ? 'name-and-digits' : 'name-and-code', ends, nameWithEnd.words)
  if (phone !== null && endings(phone).some((ending) => form.phone.endsWith(ending)))
    return found('phone-end', 'phone')
  if (numbers.some((number) => form.phone.startsWith(number))) return found('phone-begin', 'phone')
  if (codePart !== null && form.codes.some((code) => plainCode(code).startsWith(codePart)))
    return found('code-begin', 'code')
  if (codePart !== null && codeEndsIn(form, codePart)) return found('code-end', 'code')
  return at >= 0 ? { ...found('email-piece', 'email'), at } : null
}

/** How a query with one typing error in one word of a name finds one member; digits are never corrected. */
export function nearFindingOf(form: MemberForm, { words, nameWithEnd, email }: SearchPlan): Finding | null {
  if (email?.includes('@') === true) return null
  const typed = nameWithEnd?.words ?? words
  if (nameWithEnd !== null && endsIn(form, nameWithEnd) === null) return null
  // Of several words at most one may be other than it stands there.
  let one: WordPlan | null = null
  for (const each of typed) {
    if (beginsOne(form.words, each)) continue
    if (one !== null || !isCorrectable(each)) return null
    one = each
  }
  if (one === null) return null
  const { word } = one
  const whole = form.words.find((name) => isNear(word, name))
  const unfinished = word.length >= (typed.length > 1 ? shortestMistyped : shortestUnfinished)
  const right = whole ?? (unfinished ? nearBeginning(word, form.words) : null)
  if (right === null) return null
  const meant = typed.map((each) => (each === one ? { word: right, other: null, cut: false } : each))
  const tier = whole === undefined ? 'near-begin' : 'near'
  return { tier, kind: 'name', meant, matched: { kind: 'name', near: true, words: spellings(meant) } }
}

function found(tier: Tier, kind: Match['kind'], words: readonly WordPlan[] = []): Finding {
  return { tier, kind, matched: { kind, near: false, words: spellings(words) } }
}

function spellings(words: readonly WordPlan[]): readonly string[] {
  return words.flatMap(({ word, other }) => (other === null ? [word] : [word, other]))
}

function begins(names: readonly string[], typed: readonly WordPlan[]): boolean {
  for (const one of typed) if (!beginsOne(names, one)) return false
  return true
}

function beginsOne(names: readonly string[], { word, other }: WordPlan): boolean {
  for (const name of names)
    if (name.startsWith(word) || (other !== null && name.startsWith(other))) return true
  return false
}

/** What a typed number may be of this member's: as it stands, and as dialled at home. */
function numbersOf({ callingCode: code }: MemberForm, phone: PhonePlan | null): readonly string[] {
  if (phone === null || phone.number.length < shortestBeginning) return []
  const { digits, number, international } = phone
  if (international) return [number]
  if (code === null) return [digits]
  const trunk = trunkPrefix(code)
  const dialled = digits.startsWith(trunk) && digits.length > trunk.length
  return [digits, code + digits, ...(dialled ? [code + digits.slice(trunk.length)] : [])]
}

function endings({ digits }: PhonePlan): readonly string[] {
  if (digits.length < shortestEnding) return []
  const shorter = [digits.replace(/^0+/, ''), digits.replace(/^(?:0[16]|80?|1)/, '')]
  return [digits, ...shorter.filter((ending) => ending.length >= wholeNumber)]
}

/** What of a member ends so: the phone, a code, or neither. */
function endsIn(form: MemberForm, { end, isNumber }: NameWithEnd): 'phone' | 'code' | null {
  if (isNumber && form.phone.endsWith(end)) return 'phone'
  return codeEndsIn(form, end) ? 'code' : null
}

function codeEndsIn({ codes }: MemberForm, end: string): boolean {
  return end.length >= codeEnd && codes.some((code) => plainCode(code).endsWith(end))
}

function isCorrectable({ word, cut }: WordPlan): boolean {
  return !cut && word.length >= shortestMistyped && /^[\p{L}\p{M}]+$/u.test(word)
}

/** The beginning of a name's word that was meant by an unfinished one; null where there is none. */
function nearBeginning(typed: string, names: readonly string[]): string | null {
  for (const name of names) {
    const at = sameLetters(typed, name)
    const same = (from: number, of: number): boolean => name.startsWith(typed.slice(from), of)
    if (same(at + 1, at + 1) || (isSwapped(typed, name, at) && same(at + 2, at + 2)))
      return name.slice(0, typed.length)
    if (same(at, at + 1)) return name.slice(0, typed.length + 1)
    if (same(at + 1, at)) return name.slice(0, typed.length - 1)
  }
  return null
}

/** Whether two words differ by one letter: another, one more, one less, or two neighbours swapped. */
export function isNear(typed: string, word: string): boolean {
  const more = word.length - typed.length
  if (more > 1 || more < -1) return false
  const at = sameLetters(typed, word)
  const same = (from: number, of: number): boolean => word.startsWith(typed.slice(from), of)
  if (more === 1) return same(at, at + 1)
  if (more === -1) return same(at + 1, at)
  return same(at + 1, at + 1) || (isSwapped(typed, word, at) && same(at + 2, at + 2))
}

function sameLetters(one: string, other: string): number {
  let at = 0
  while (at < one.length && one.charCodeAt(at) === other.charCodeAt(at)) at += 1
  return at
}

function isSwapped(typed: string, word: string, at: number): boolean {
  return (
    at + 1 < typed.length &&
    typed.charCodeAt(at) === word.charCodeAt(at + 1) &&
    typed.charCodeAt(at + 1) === word.charCodeAt(at)
  )
}
