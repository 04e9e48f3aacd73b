import { foldText, isIdeograph, withoutUmlauts } from '../../../shared/domain/fold-text.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { MemberRow, RowMarks, Stretch } from '../../../shared/domain/views.ts'
import { digitsOf, lowerEmail } from '../directory/member-keys.ts'
import type { SearchPlan } from '../directory/search-plan.ts'
import { codeEnd, plainCode } from '../directory/tokens.ts'
import { lostCodes } from './held-codes.ts'
import type { Shop } from './shop.ts'

/** Signs of a phone, or of a card's code, that a row shows. */
const shownEnd = 4
/** In the place of everything else. */
const dots = '•'

/** Letters that join, or carry signs of their own: half a word of them marked is no word to the eye. */
const wholeWords =
  /[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Mong}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Thai}\p{Script=Laoo}\p{Script=Mymr}\p{Script=Khmr}\p{Script=Tibt}]/u
const joiners = /^['’‘ʼʻ`´＇ʹʽ״׳־‐‑-]$/u
const letter = /[\p{L}\p{N}\p{M}]/u

/** What a row shows of a member, and what it hides. */
export interface Marked {
  readonly row: MemberRow
  readonly details: MemberDetails
  /** In the order in which the row shows their ends. */
  readonly codes: readonly string[]
  /** Folded beginnings of words of the name that were meant. */
  readonly words: readonly string[]
}

/**
 * Where a query stands in the texts that a row shows. What stands in the hidden part of one marks the dots: they say why
 * the row is there, and no more.
 */
export function marksOf({ row, details, codes, words }: Marked, plan: SearchPlan): RowMarks {
  const marks: { -readonly [K in keyof RowMarks]: RowMarks[K] } = {}
  const put = (where: keyof RowMarks, stretches: readonly Stretch[]): void => {
    if (stretches.length > 0) marks[where] = stretches
  }
  put('name', nameMarks(row.name, words))
  if (row.phoneMasked !== null) put('phone', phoneMarks(row.phoneMasked, details.phone ?? '', plan))
  if (row.emailMasked !== null) put('email', emailMarks(row.emailMasked, details.email ?? '', plan))
  if (row.cardEnd !== null) put('card', cardMarks(row.cardEnd, codes, plan))
  return marks
}

/** A member's codes with the one that was typed first: a row shows the ends of two. */
export function typedFirst(codes: readonly string[], plan: SearchPlan): readonly string[] {
  const typed = codes.find((code) => isTyped(code, plan))
  return typed === undefined ? codes : [typed, ...codes.filter((code) => code !== typed)]
}

/** Whether a query that finds a member by a code finds them by none but those of cards that they lost. */
export function isFoundByLost(
  shop: Shop,
  key: MemberKey,
  codes: readonly string[],
  plan: SearchPlan,
): boolean {
  const lost = lostCodes(shop, key, codes)
  return lost.length > 0 && !codes.some((code) => !lost.includes(code) && isTyped(code, plan))
}

function isTyped(code: string, plan: SearchPlan): boolean {
  const { codes, codePart } = plan
  return (
    codes.includes(code) ||
    (codePart !== null && plainCode(code).startsWith(codePart)) ||
    typedEnd(code, plan) !== null
  )
}

/** The end of this code that was typed, alone or beside a name. */
function typedEnd(code: string, { codePart, nameWithEnd }: SearchPlan): string | null {
  const plain = plainCode(code)
  const ends = [codePart, nameWithEnd?.end ?? null]
  return ends.find((end) => end !== null && end.length >= codeEnd && plain.endsWith(end)) ?? null
}

interface Sign {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Words of a name where they begin with what was meant; accents and case do not matter. */
function nameMarks(name: string, meant: readonly string[]): readonly Stretch[] {
  if (meant.length === 0) return []
  const signs = signsOf(name)
  const stretches: Stretch[] = []
  for (const [at, sign] of signs.entries()) {
    const before = signs[at - 1]
    const begins = before === undefined || !letter.test(before.text) || isIdeograph(sign.text)
    if (!begins || !letter.test(sign.text)) continue
    const count = Math.max(...meant.map((word) => spelling(signs, at, word)))
    if (count === 0) continue
    const last = signs[wholeWords.test(sign.text) ? wordEnd(signs, at) : at + count - 1]
    if (last !== undefined) join(stretches, [sign.from, last.to])
  }
  return stretches
}

/** A sign with whatever is written on it. */
function signsOf(text: string): readonly Sign[] {
  return Array.from(text.matchAll(/\P{M}\p{M}*|\p{M}+/gu), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
    text: match[0],
  }))
}

/** How many signs from a place on spell the word; 0 where they do not. */
function spelling(signs: readonly Sign[], from: number, word: string): number {
  return Math.max(spelled(signs, from, word, foldText), spelled(signs, from, word, twoLetters))
}

function twoLetters(text: string): string {
  return foldText(withoutUmlauts(text) ?? text)
}

function spelled(signs: readonly Sign[], from: number, word: string, fold: (text: string) => string): number {
  let done = ''
  for (let at = from; at < signs.length; at += 1) {
    const text = signs[at]?.text ?? ''
    // O'Brien is typed obrien.
    if (at > from && joiners.test(text)) continue
    done += fold(text)
    if (done.length >= word.length) return done.startsWith(word) ? at - from + 1 : 0
    if (!word.startsWith(done)) return 0
  }
  return 0
}

function wordEnd(signs: readonly Sign[], from: number): number {
  let at = from
  while (letter.test(signs[at + 1]?.text ?? ' ')) at += 1
  return at
}

function phoneMarks(shown: string, phone: string, plan: SearchPlan): readonly Stretch[] {
  const digits = digitsOf(phone)
  const stretch = plan.phone === null ? null : phoneStretch(digits, plan.phone)
  const ending = plan.nameWithEnd?.isNumber === true ? plan.nameWithEnd.end : undefined
  if (stretch !== null) return shownStretches(shown, digits.length, stretch)
  if (ending === undefined || !digits.endsWith(ending)) return []
  return shownStretches(shown, digits.length, [digits.length - ending.length, digits.length])
}

function phoneStretch(phone: string, typed: NonNullable<SearchPlan['phone']>): Stretch | null {
  // What is dialled at home in front of a number stands in no number.
  const home = typed.digits.replace(/^0+/, '')
  for (const part of [typed.digits, typed.number, home]) {
    if (part === '') continue
    if (phone.endsWith(part)) return [phone.length - part.length, phone.length]
    if (phone.startsWith(part)) return [0, part.length]
  }
  const at = home === '' ? -1 : phone.indexOf(home)
  return at < 0 ? null : [at, at + home.length]
}

/** A stretch of the whole text in one that shows its last signs alone. */
function shownStretches(shown: string, length: number, [from, to]: Stretch): readonly Stretch[] {
  const stretches: Stretch[] = []
  const hidden = Math.max(0, length - shownEnd)
  const hasEnd = !shown.endsWith(dots)
  if (from < hidden || !hasEnd) stretches.push([0, shown.lastIndexOf(dots) + 1])
  if (to > hidden && hasEnd) {
    const begin = shown.length - (length - hidden)
    stretches.push([begin + Math.max(0, from - hidden), begin + to - hidden])
  }
  return stretches
}

function emailMarks(shown: string, email: string, { email: typed }: SearchPlan): readonly Stretch[] {
  const lower = lowerEmail(email)
  const host = email.lastIndexOf('@')
  const from = typed === null ? -1 : lower.indexOf(typed)
  // One that grows or shrinks when it is folded has other places than what is shown.
  if (typed === null || from < 0 || lower.length !== email.length || host < 1) return []
  const to = from + typed.length
  const first = Array.from(email)[0]?.length ?? 1
  const stretches: Stretch[] = []
  if (from < first) join(stretches, [0, first])
  if (from < host && to > first) join(stretches, [first, shown.lastIndexOf(dots) + 1])
  if (to > host) {
    const moved = shown.length - email.length
    join(stretches, [Math.max(from, host) + moved, to + moved])
  }
  return stretches
}

function cardMarks(shown: string, codes: readonly string[], plan: SearchPlan): readonly Stretch[] {
  const [code] = codes
  if (code === undefined || !isTyped(code, plan)) return []
  const end = shown.indexOf(', ')
  const own = end < 0 ? shown : shown.slice(0, end)
  const signs = Array.from(code)
  const isWhole = plan.codes.includes(code)
  if (isWhole) return [[0, own.length]]
  const ending = typedEnd(code, plan)
  if (ending !== null) return shownStretches(own, signs.length, [signs.length - ending.length, signs.length])
  const typed = Array.from(plan.codePart ?? '').length
  return typed > signs.length - shownEnd && !own.endsWith(dots)
    ? [[0, own.length - (signs.length - typed)]]
    : [[0, own.lastIndexOf(dots) + 1]]
}

/** Adds a stretch behind the others; one that touches the last is joined to it. */
function join(stretches: Stretch[], [from, to]: Stretch): void {
  const last = stretches.at(-1)
  if (last === undefined || from > last[1]) stretches.push([from, to])
  else stretches[stretches.length - 1] = [last[0], Math.max(last[1], to)]
}
