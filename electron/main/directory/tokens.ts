/**
 * Tokens under which the index knows a member. Words of a name stand as they are; every other kind has its mark, which
 * no folded word can hold. Whoever is found by a cut or hashed token is looked at again: a token never lies by being
 * absent, only by being there. The index keeps the keys of tokens (token-key.ts): a search makes them of whole tokens, and
 * here, for a million members, they are made without their texts.
 */
import { foldWords, isIdeograph } from '../../../shared/domain/fold-text.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { addEmailTokens } from './email-tokens.ts'
import { digitsOf, lowerEmail, mailboxOf } from './member-keys.ts'
import { nameWords } from './member-row.ts'
import {
  addBeginningKeys,
  along,
  alongNumber,
  beginning,
  isShortBeginning,
  Keys,
  ownKey,
  sharedKey,
  tokenKey,
} from './token-key.ts'

/** Letters that a token of a beginning has at most; whoever types more is led to whole words. */
export const longestBeginning = 6
/** Words of one name that are paired; who has more is also found without pairs, by {@link manyWords}. */
const mostPaired = 12
/** Stands for the pairs of a member with very many words. */
export const manyWords = '__'
/** Letters of both words of a pair. */
export const pairLengths = [5, 3, 2, 1] as const
/** Characters of a code's beginning. */
const codeLengths = [14, 12, 10, 8, 6, 4] as const
/** Characters of a code's end, the shortest that is looked for. */
export const codeEnd = 4
/** A code of no more characters is a token as it is. */
const longestPlainCode = 16
/** Nobody types the beginning of a longer code: it is a machine's. */
const longestTyped = 24
const phoneLengths = [10, 8, 6, 4, 3] as const
const endingLengths = [5, 4, 3] as const
/** Digits of a phone's end that lead to it. */
export const longestEnding = endingLengths[0]

/** What a word of a name brings to the tokens: made once for the many members who share it. */
interface WordParts {
  readonly word: string
  readonly keys: readonly number[]
  /** Where reading its beginnings, of {@link pairLengths}, and what parts it from another leads; the same again where it is shorter. */
  readonly states: readonly number[]
  readonly cuts: readonly string[]
}

/** Places for words whose parts are remembered: each takes that of whoever was there. */
const remembered = 2 ** 15

/** Makes keys of members' tokens, and remembers what the words of their names bring. What it answers is the next one's too. */
export function createTokens(): (
  member: Pick<RemoteMember, 'details' | 'codes'>,
  names?: readonly string[],
) => Uint32Array {
  const places: (WordParts | null)[] = Array.from({ length: remembered }, () => null)
  const keys = new Keys()
  const partsOf = (word: string): WordParts => {
    const state = along(beginning, word)
    const place = (state ^ (state >>> 15)) & (remembered - 1)
    const known = places[place] ?? null
    if (known?.word === word) return known
    const made = partsOfWord(word, sharedKey(state))
    places[place] = made
    return made
  }
  return (member, names = nameWords(member.details)) => {
    keys.clear()
    addAll(member, names.map(partsOf), keys)
    return keys.view()
  }
}

const pairBeginning = along(beginning, '_:')
const phones = along(beginning, 'p:')
const phonesBegin = along(beginning, 't:')
const phonesEnd = along(beginning, 'q:')
const codesBegin = along(beginning, 'd:')
const shortCodes = along(beginning, 'c:')
const longCodes = along(beginning, 'x:')
const emails = along(beginning, 'e:')
const runs = along(beginning, 'r:')
/** Characters of a name without spaces that are known as they stand. */
const longestRun = 12

/** Every token of a member. */
function addAll(
  { details, codes }: Pick<RemoteMember, 'details' | 'codes'>,
  names: readonly WordParts[],
  to: Keys,
): void {
  addNames(names, to)
  addRun(details, to)
  for (const code of codes) addCode(code, to)
  const digits = details.phone === null ? '' : digitsOf(details.phone)
  if (digits !== '') addPhone(digits, to)
  if (details.email !== null && details.email.trim() !== '') {
    const lower = lowerEmail(details.email)
    const mailbox = mailboxOf(lower)
    to.add(ownKey(alongNumber(emails, hashNumber(lower))))
    addEmailTokens(lower, to)
    if (mailbox !== lower) to.add(tokenKey(mailboxToken(mailbox)))
  }
  const day = details.birthday === null ? '' : digitsOf(details.birthday)
  if (day !== '') to.add(tokenKey(birthdayToken(day)))
}

/** A name that is written without spaces as it stands, family first, and its beginnings; all of it also given name first. */
function addRun({ firstName, lastName }: RemoteMember['details'], to: Keys): void {
  if (/^[\u0000-\u10ff]*$/.test(firstName) && /^[\u0000-\u10ff]*$/.test(lastName ?? '')) return
  const given = foldWords(firstName)
  const family = foldWords(lastName ?? '')
  const words = [...family, ...given].slice(0, longestRun)
  if (words.length < 2 || !words.every(isIdeograph)) return
  let state = runs
  for (const [at, word] of words.entries()) {
    state = along(state, word)
    if (at > 0) to.add(sharedKey(state))
  }
  if (family.length > 0) to.add(sharedKey(along(runs, [...given, ...family].slice(0, longestRun).join(''))))
}

function addPhone(digits: string, to: Keys): void {
  to.add(ownKey(along(phones, digits)))
  addBeginnings(phonesBegin, digits, phoneLengths, to)
  let state = phonesEnd
  for (let length = 1; length <= endingLengths[0] && length <= digits.length; length += 1) {
    const at = digits.length - length
    state = along(state, digits, at, at + 1)
    if (length >= 3) to.add(sharedKey(state))
  }
}

/** Of these lengths, the longest first. */
function addBeginnings(from: number, text: string, lengths: readonly number[], to: Keys): void {
  let state = from
  let read = 0
  for (let index = lengths.length - 1; index >= 0; index -= 1) {
    const length = lengths[index] ?? 0
    if (length > text.length) return
    state = along(state, text, read, length)
    read = length
    to.add(sharedKey(state))
  }
}

function addCode(code: string, to: Keys): void {
  const text = plainCode(code)
  to.add(isShort(text) ? ownKey(along(shortCodes, text)) : ownKey(alongNumber(longCodes, hashNumber(code))))
  // A row shows the end of whatever code there is, and whoever reads it there types it.
  const isTyped = code.length <= longestTyped
  if (text.length >= codeEnd) to.add(tokenKey(`${isTyped ? 'k' : 'n'}:${fromTheEnd(text, codeEnd)}`))
  if (!isTyped) return
  if (text.length > codeEnd) to.add(tokenKey(`l:${fromTheEnd(text, codeEnd + 1)}`))
  addBeginnings(codesBegin, text, codeLengths, to)
}

/** This code; others may share the token. */
export function codeToken(code: string): string {
  return codeTokenOf(code, plainCode(code))
}

function codeTokenOf(code: string, text: string): string {
  return isShort(text) ? `c:${text}` : `x:${hashToken(code)}`
}

function isShort(text: string): boolean {
  return text !== '' && text.length <= longestPlainCode
}

/** This e-mail, in lower case; others may share the token. */
export function emailToken(lower: string): string {
  return `e:${hashToken(lower)}`
}

/** Every e-mail that ends in this mailbox and is not it; others may share the token. */
export function mailboxToken(mailbox: string): string {
  return `m:${hashToken(mailbox)}`
}

/** Everybody born on this day, of its digits. */
export function birthdayToken(digits: string): string {
  return `b:${digits}`
}

/** Expression for whoever may have a code that ends so; as `plainCode` has it, of {@link codeEnd} characters or more. */
export function codeEnding(plain: string): string {
  const end = fromTheEnd(plain, codeEnd)
  // A machine's code is known by four characters, any other one by five too.
  const typed = plain.length > codeEnd ? `"l:${fromTheEnd(plain, codeEnd + 1)}" IF "k:${end}"` : `"k:${end}"`
  return `${typed} OR "n:${end}"`
}

/** A code as its beginning is compared: letters and digits, in lower case. */
export function plainCode(code: string): string {
  if (/^[0-9a-z]*$/.test(code)) return code
  if (/^[0-9a-z-]*$/.test(code)) return code.replaceAll('-', '')
  return code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Expression for whoever may have a code that begins so; null where it is too short. Who has it is for the row to say. */
export function codeBeginning(plain: string): string | null {
  return plain.length < codeEnd ? null : both('d', plain, codeLengths)
}

/** Expression for whoever may have a phone that begins so; of three digits or more. */
export function phoneBeginning(digits: string): string {
  return both('t', digits, phoneLengths)
}

/** Expression for whoever may have a phone that ends so; of three digits or more. */
export function phoneEnding(digits: string): string {
  return both('q', fromTheEnd(digits, endingLengths[0]), endingLengths)
}

/** By the longest beginning of these lengths, and the next one. */
function both(mark: string, text: string, lengths: readonly number[]): string {
  const some = lengths.filter((length) => length <= text.length).slice(0, 2)
  return some.map((length) => `"${mark}:${text.slice(0, length)}"`).join(' IF ')
}

/** Expression for whoever has this word in their name. */
export function wholeWord(word: string): string {
  return `"${word}" IF "${beginToken(cut(word, longestBeginning))}"`
}

/** Expression for whoever has a word in their name that begins so; at most {@link longestBeginning} letters. */
export function begunWord(word: string): string {
  const token = beginToken(word)
  const shorter = isShortBeginning(token) ? '' : cut(word, letters(word) - 1)
  return shorter === '' ? `"${token}"` : `"${token}" IF "${beginToken(shorter)}"`
}

/** Expression for whoever has a name without spaces that begins so, and whose first word is this. */
export function begunRun(run: string, first: string): string {
  return `"r:${run}" IF "${beginToken(cut(first, longestBeginning))}"`
}

/** A name's word that begins so; at most {@link longestBeginning} letters. */
export function beginToken(word: string): string {
  return `_${word}`
}

/** Two words that begin so, in whatever order. */
export function pairToken(one: string, other: string): string {
  return one < other ? `_:${one}_${other}` : `_:${other}_${one}`
}

/** A word that begins so, with three letters or with up to five, beside one that begins with this letter. */
export function besideToken(long: string, letter: string): string {
  return `_:${long}_${letter}`
}

/** How many letters a word has; a pair of surrogates is one. */
export function letters(word: string): number {
  return /[\ud800-\udfff]/.test(word) ? Array.from(word).length : word.length
}

/** The first letters of a word; never half a letter. */
export function cut(word: string, length: number): string {
  if (word.length <= length) return word
  return /[\ud800-\udfff]/.test(word) ? Array.from(word).slice(0, length).join('') : word.slice(0, length)
}

/** The number under which a provider's id is looked up: itself where it is one. */
export function remoteHash(remoteId: string): number {
  if (/^[1-9]\d{0,14}$/.test(remoteId)) return Number(remoteId)
  const [one, two] = hashText(remoteId)
  return 4_294_967_296 * (two & 0x1f_ffff) + one
}

function partsOfWord(word: string, key: number): WordParts {
  const cuts = cutsOf(word)
  return {
    word,
    keys: wordKeys(word, key),
    cuts,
    states: cuts.map((each) => along(along(pairBeginning, each), '_')),
  }
}

/** Of {@link pairLengths}. */
function cutsOf(word: string): readonly string[] {
  if (/[\ud800-\udfff]/.test(word)) return pairLengths.map((length) => cut(word, length))
  return pairLengths.map((length) => word.slice(0, length))
}

function wordKeys(word: string, key: number): readonly number[] {
  const keys = [key]
  const longest = Math.min(longestBeginning, word.length)
  if (!/[\ud800-\udfff]/.test(word)) addBeginningKeys(word, longest, keys)
  else for (let length = 1; length <= longest; length += 1) keys.push(tokenKey(beginToken(cut(word, length))))
  return keys
}

function addNames(names: readonly WordParts[], to: Keys): void {
  for (const name of names) to.addAll(name.keys)
  if (names.length < 2) return
  if (names.length > mostPaired) to.add(tokenKey(manyWords))
  const most = Math.min(names.length, mostPaired)
  for (let at = 0; at < most; at += 1) {
    for (let beside = at + 1; beside < most; beside += 1) {
      const [one, other] = [names[at], names[beside]]
      if (one !== undefined && other !== undefined) addPairs(one, other, to)
    }
  }
}

/** As {@link pairToken} and {@link besideToken} have them. */
function addPairs(one: WordParts, other: WordParts, to: Keys): void {
  // As most do: then all of them are in the order of the first letters.
  const differ = one.cuts[letterCut] !== other.cuts[letterCut]
  let isFirst = (one.cuts[letterCut] ?? '') < (other.cuts[letterCut] ?? '')
  for (let index = 0; index < pairLengths.length; index += 1) {
    if (!differ) isFirst = (one.cuts[index] ?? '') < (other.cuts[index] ?? '')
    to.add(isFirst ? pairKey(one, other, index, index) : pairKey(other, one, index, index))
  }
  to.add(pairKey(one, other, 0, letterCut))
  to.add(pairKey(other, one, 0, letterCut))
  // Of a shorter word that is the same again.
  if (one.cuts[1] !== one.cuts[0]) to.add(pairKey(one, other, 1, letterCut))
  if (other.cuts[1] !== other.cuts[0]) to.add(pairKey(other, one, 1, letterCut))
}

const letterCut = pairLengths.length - 1

function pairKey(first: WordParts, second: WordParts, firstCut: number, secondCut: number): number {
  return sharedKey(along(first.states[firstCut] ?? 0, second.cuts[secondCut] ?? ''))
}

/** The last characters, the very last one first. */
function fromTheEnd(text: string, length: number): string {
  if (/[\ud800-\udfff]/.test(text)) return Array.from(text).slice(-length).toReversed().join('')
  let ending = ''
  for (let at = text.length - 1; at >= 0 && ending.length < length; at -= 1) ending += text.charAt(at)
  return ending
}

/** Two numbers of 32 bits of a text (cyrb53). */
function hashText(text: string): readonly [number, number] {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 2_654_435_761)
    two = Math.imul(two ^ unit, 1_597_334_677)
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909)
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909)
  return [one >>> 0, two >>> 0]
}

/** 20 bits as text: what a million keys need to be told apart but for a few. */
function hashToken(text: string): string {
  return hashNumber(text).toString(32)
}

function hashNumber(text: string): number {
  return hashText(text)[0] & 0xfffff
}
