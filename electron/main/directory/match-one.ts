import type { Match } from '../../../shared/domain/match.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import { callingCode, digitsOf, lowerEmail, trunkPrefix } from './member-keys.ts'
import { nameWords } from './member-row.ts'
import { nameBegins } from './rank.ts'
import type { Tier } from './rank.ts'
import type { PhonePlan, SearchPlan, WordPlan } from './search-plan.ts'

/** Everything of one member that a query is compared with, folded once. */
export interface MemberForm {
  /** Folded words of the name, as the copy indexes them. */
  readonly words: readonly string[]
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
export interface Finding {
  readonly tier: Tier
  readonly matched: Match
}

/** Fewer digits are no ending of a phone. */
const shortestEnding = 4
/** Fewer digits are no beginning of one. */
const shortestBeginning = 3
/** From here an ending is a whole number without what is dialled in front of it. */
const wholeNumber = 7
/** A shorter word with one letter changed is another word. */
const shortestNear = 3

/** Folds a member for {@link findingOf}. */
export function formOf(
  details: MemberDetails,
  codes: readonly string[],
  remoteId: string | null,
): MemberForm {
  const { email, phone } = details
  return {
    words: nameWords(details),
    codes,
    remoteId,
    email: email === null || email.trim() === '' ? null : lowerEmail(email),
    phone: digitsOf(phone ?? ''),
    callingCode: callingCode(phone),
  }
}

/**
 * How a query finds one member, by the rules by which the copy finds its own; null where it does not. For the few whom
 * only the outbox knows: they are in no index.
 */
export function findingOf(form: MemberForm, plan: SearchPlan): Finding | null {
  const { codes, phone, email, words, nameWithDigits } = plan
  if (codes.some((code) => form.codes.includes(code))) return found('code', 'code')
  if (form.remoteId !== null && codes.includes(form.remoteId)) return found('code', 'id')
  if (phone !== null && isNumberOf(form, phone)) return found('phone', 'phone')
  if (email?.includes('@') === true && email === form.email) return found('email', 'email')
  if (words.length > 0 && nameBegins(form.words, words)) return found('name', 'name', meant(words))
  if (phone !== null && isPartOf(form, phone)) return found('part', 'phone')
  if (email !== null && form.email !== null && isEmailPart(form.email, email)) return found('part', 'email')
  const { codePrefix } = plan
  if (codePrefix !== null && form.codes.some((code) => code.startsWith(codePrefix)))
    return found('part', 'code')
  if (
    nameWithDigits !== null &&
    form.phone.endsWith(nameWithDigits.digits) &&
    nameBegins(form.words, nameWithDigits.words)
  )
    return found('part', 'phone', meant(nameWithDigits.words))
  const near = nearWords(form.words, words)
  return near === null ? null : { tier: 'near', matched: { kind: 'name', near: true, words: near } }
}

function found(tier: Tier, kind: Match['kind'], words: readonly string[] = []): Finding {
  return { tier, matched: { kind, near: false, words } }
}

function meant(words: readonly WordPlan[]): readonly string[] {
  return words.flatMap(({ word, other }) => (other === null ? [word] : [word, other]))
}

/** Whether the typed number is the member's, as it stands, as dialled abroad, or as dialled at home. */
function isNumberOf(form: MemberForm, { digits, number, international }: PhonePlan): boolean {
  if (form.phone === '') return false
  if (form.phone === number) return true
  return !international && atHome(form.callingCode, digits).includes(form.phone)
}

function atHome(code: string | null, digits: string): readonly string[] {
  if (code === null) return []
  const trunk = trunkPrefix(code)
  const dialled = digits.startsWith(trunk) && digits.length > trunk.length
  return dialled ? [code + digits.slice(trunk.length), code + digits] : [code + digits]
}

function isPartOf(form: MemberForm, { digits, number, international }: PhonePlan): boolean {
  const { phone } = form
  const begins = [number, ...(international ? [] : atHome(form.callingCode, digits))]
  if (number.length >= shortestBeginning && begins.some((part) => phone.startsWith(part))) return true
  if (digits.length < shortestEnding) return false
  const shorter = [digits.replace(/^0+/, ''), digits.replace(/^(?:0[16]|80?|1)/, '')]
  return [digits, ...shorter.filter((ending) => ending.length >= wholeNumber)].some((ending) =>
    phone.endsWith(ending),
  )
}

/** Three signs from anywhere in it, or its beginning. */
function isEmailPart(email: string, typed: string): boolean {
  return typed.length >= 3 ? email.includes(typed) : email.startsWith(typed)
}

/** The words that were meant, where one of those typed has one typing error; null where more are wrong, or none. */
function nearWords(words: readonly string[], typed: readonly WordPlan[]): readonly string[] | null {
  let errors = 0
  const meantWords: string[] = []
  for (const [at, one] of typed.entries()) {
    const { word } = one
    if (nameBegins(words, [one])) {
      meantWords.push(word)
      continue
    }
    errors += 1
    if (errors > 1 || word.length < shortestNear || /\p{N}/u.test(word)) return null
    const isLast = at === typed.length - 1
    const right = words.find((name) => isNear(word, name, isLast))
    if (right === undefined) return null
    meantWords.push(right)
  }
  return errors === 1 ? meantWords : null
}

/**
 * Whether two words differ by one letter: another, one more, one less, or two neighbours swapped. `begins`: whether that
 * holds for a beginning of the second.
 */
export function isNear(typed: string, word: string, begins: boolean): boolean {
  let at = 0
  while (at < typed.length && typed[at] === word[at]) at += 1
  const rest = (from: number, of: number): boolean =>
    begins ? word.startsWith(typed.slice(from), of) : typed.slice(from) === word.slice(of)
  if (at === typed.length) return begins || word.length - at <= 1
  return (
    rest(at + 1, at + 1) ||
    rest(at + 1, at) ||
    rest(at, at + 1) ||
    (typed[at] === word[at + 1] && typed[at + 1] === word[at] && rest(at + 2, at + 2))
  )
}
