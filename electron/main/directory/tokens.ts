/**
 * Tokens under which the index knows a member. Words of a name stand as they are; every other kind has its mark, which
 * no folded word can hold. Whoever is found by a cut or hashed token is looked at again: a token never lies by being
 * absent, only by being there.
 */
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { emailTokens } from './email-tokens.ts'
import { digitsOf, lowerEmail, mailboxOf } from './member-keys.ts'
import { nameWords } from './member-row.ts'

/** Letters that a token of a beginning has at most; whoever types more is led to whole words. */
export const longestBeginning = 6
/** Words of one name that are paired; who has more is also found without pairs, by {@link manyWords}. */
const mostPaired = 12
/** Stands for the pairs of a member with very many words. */
export const manyWords = '__'
const pairMark = '_:'
/** Letters of both words of a pair. */
export const pairLengths = [5, 3, 2, 1] as const
/** Characters of a code's beginning. */
const codeLengths = [8, 6, 4] as const
/** Characters of a code's end, the shortest that is looked for. */
export const codeEnd = 4
/** A code of no more characters is a token as it is, and what begins like it are its neighbours. */
const longestPlainCode = 16
/** Nobody types the beginning of a longer code: it is a machine's. */
const longestTyped = 24
const phoneLengths = [6, 4, 3] as const
const endingLength = 5

/** What a word of a name brings to the tokens: made once for the many members who share it. */
interface WordParts {
  readonly tokens: string
  /** Its beginnings, of {@link pairLengths}. */
  readonly cuts: readonly string[]
}

/** Words whose parts are remembered; with more they are begun anew. */
const mostRemembered = 20_000

/** Makes tokens of members, and remembers what the words of their names bring. */
export function createTokens(): (
  member: Pick<RemoteMember, 'details' | 'codes'>,
  names?: readonly string[],
) => string {
  const remembered = new Map<string, WordParts>()
  const partsOf = (word: string): WordParts => {
    const known = remembered.get(word)
    if (known !== undefined) return known
    if (remembered.size >= mostRemembered) remembered.clear()
    const made = { tokens: wordTokens(word), cuts: pairLengths.map((length) => cut(word, length)) }
    remembered.set(word, made)
    return made
  }
  return (member, names = nameWords(member.details)) => allTokens(member, names.map(partsOf))
}

/** Every token of a member, one space between. */
function allTokens(
  { details, codes }: Pick<RemoteMember, 'details' | 'codes'>,
  names: readonly WordParts[],
): string {
  // Put together as text from the beginning: a list of fifty tokens for each of a million members is thrown away.
  let tokens = nameTokens(names)
  if (codes.length > 0) tokens += codeTokens(codes)
  const digits = details.phone === null ? '' : digitsOf(details.phone)
  if (digits !== '') {
    tokens += ` p:${digits}`
    for (const length of phoneLengths) if (digits.length > length) tokens += ` p:${digits.slice(0, length)}`
    tokens += ` q:${fromTheEnd(digits, endingLength)}`
  }
  if (details.email !== null && details.email.trim() !== '') {
    const lower = lowerEmail(details.email)
    const mailbox = mailboxOf(lower)
    tokens += ` ${emailToken(lower)}${emailTokens(lower)}`
    if (mailbox !== lower) tokens += ` ${mailboxToken(mailbox)}`
  }
  const day = details.birthday === null ? '' : digitsOf(details.birthday)
  if (day !== '') tokens += ` ${birthdayToken(day)}`
  return tokens.slice(1)
}

function codeTokens(codes: readonly string[]): string {
  const known: string[] = []
  for (const code of codes) {
    const text = plainCode(code)
    known.push(codeTokenOf(code, text))
    // A row shows the end of whatever code there is, and whoever reads it there types it.
    const isTyped = code.length <= longestTyped
    if (text.length >= codeEnd) known.push(`k:${fromTheEnd(text, isTyped ? endingLength : codeEnd)}`)
    if (!isTyped) continue
    for (const length of codeLengths) if (text.length > length) known.push(`c:${text.slice(0, length)}`)
  }
  return ` ${known.join(' ')}`
}

/** This code; others may share the token. */
export function codeToken(code: string): string {
  return codeTokenOf(code, plainCode(code))
}

function codeTokenOf(code: string, text: string): string {
  return text !== '' && text.length <= longestPlainCode ? `c:${text}` : `x:${hashToken(code)}`
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
  const few = `"k:${fromTheEnd(plain, codeEnd)}"`
  // A machine's code is known by four characters, any other one by five.
  return plain.length > codeEnd ? `"k:${fromTheEnd(plain, endingLength)}" OR ${few}` : `${few}*`
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
  const [longest] = codeLengths
  // Whole codes that share nine characters are some thousands at most.
  if (plain.length > longest && plain.length <= longestPlainCode) return `"c:${plain}"*`
  const length = codeLengths.find((each) => plain.length >= each)
  return length === undefined ? null : `"c:${plain.slice(0, length)}"`
}

/** Expression for whoever may have a phone that begins so. */
export function phoneBeginning(digits: string): string {
  const [longest] = phoneLengths
  if (digits.length > longest) return `"p:${digits}"*`
  const length = phoneLengths.find((each) => digits.length >= each)
  return length === undefined ? `"p:${digits}"` : `"p:${digits.slice(0, length)}"`
}

/** Expression for whoever may have a phone that ends so. */
export function phoneEnding(digits: string): string {
  const ending = fromTheEnd(digits, endingLength)
  return ending.length < endingLength ? `"q:${ending}"*` : `"q:${ending}"`
}

/** A name's word that begins so; at most {@link longestBeginning} letters. */
export function beginToken(word: string): string {
  return `_${word}`
}

/** Two words that begin so, in whatever order. Longer ones are mixed: who has the words is asked as well. */
export function pairToken(one: string, other: string): string {
  const [first, second] = one < other ? [one, other] : [other, one]
  return first.length + second.length <= 4 ? `${first}_${second}` : mixed(first, second)
}

/** A word that begins so, with three letters or with up to five, beside one that begins with this letter. */
export function besideToken(long: string, letter: string): string {
  return mixed(long, letter)
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

function wordTokens(word: string): string {
  const longest = Math.min(longestBeginning, word.length)
  let tokens = ` ${word}`
  for (let length = 1; length <= longest; length += 1) tokens += ` ${beginToken(cut(word, length))}`
  return tokens
}

function nameTokens(names: readonly WordParts[]): string {
  let tokens = ''
  for (const name of names) tokens += name.tokens
  if (names.length < 2) return tokens
  if (names.length > mostPaired) tokens += ` ${manyWords}`
  // A token that a row is told twice is one.
  const pairs: string[] = []
  const most = Math.min(names.length, mostPaired)
  for (let at = 0; at < most; at += 1) {
    for (let beside = at + 1; beside < most; beside += 1)
      addPairs(names[at]?.cuts ?? [], names[beside]?.cuts ?? [], pairs)
  }
  return `${tokens} ${pairs.join(' ')}`
}

function addPairs(one: readonly string[], other: readonly string[], pairs: string[]): void {
  const [long = '', middle = '', , letter = ''] = one
  const [otherLong = '', otherMiddle = '', , otherLetter = ''] = other
  for (let index = 0; index < one.length; index += 1)
    pairs.push(pairToken(one[index] ?? '', other[index] ?? ''))
  pairs.push(besideToken(long, otherLetter), besideToken(otherLong, letter))
  // Of a shorter word that is the same again.
  if (middle !== long) pairs.push(besideToken(middle, otherLetter))
  if (otherMiddle !== otherLong) pairs.push(besideToken(otherMiddle, letter))
}

/** Two texts as one of a million tokens: hardly anybody shares one by chance, and it costs few bytes. */
function mixed(one: string, other: string): string {
  let hash = one.length
  for (let at = 0; at < one.length; at += 1) hash = Math.imul(hash ^ one.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ 0x5f, 0x01000193)
  for (let at = 0; at < other.length; at += 1) hash = Math.imul(hash ^ other.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return `${pairMark}${tenBits[(hash >>> 22) & 0x3ff] ?? ''}${tenBits[(hash >>> 12) & 0x3ff] ?? ''}`
}

/** Every number of ten bits as two characters. */
const tenBits: readonly string[] = Array.from({ length: 0x400 }, (_, number) =>
  number.toString(32).padStart(2, '0'),
)

/** The last characters, the very last one first. */
function fromTheEnd(text: string, length: number): string {
  if (/[\ud800-\udfff]/.test(text)) return Array.from(text).slice(-length).reverse().join('')
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
  const [one] = hashText(text)
  return (one & 0xfffff).toString(32)
}
