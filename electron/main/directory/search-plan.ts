import { foldWords, isIdeograph, withoutUmlauts } from '../../../shared/domain/fold-text.ts'
import { shortestEmailPiece } from './email-tokens.ts'
import { digitsOf, lowerEmail } from './member-keys.ts'
import { plainCode } from './tokens.ts'

/** One word of a name as typed. */
export interface WordPlan {
  readonly word: string
  /** The same with umlauts written as two letters; null where that is no different. */
  readonly other: string | null
  /** The typed word was longer: it can only be a beginning. */
  readonly cut: boolean
}

/** Digits that may be a phone, or a part of one. */
export interface PhonePlan {
  /** As typed: they may be the end of a number, also where they begin like one dialled abroad. */
  readonly digits: string
  /** Without the 00 that is dialled abroad. */
  readonly number: string
  readonly international: boolean
}

/** A name, and what tells its bearer from others of that name. */
export interface NameWithEnd {
  readonly words: readonly WordPlan[]
  /** Digits, or letters and digits as `plainCode` has them. */
  readonly end: string
  readonly isNumber: boolean
}

/** Everything that a query may mean; each part is looked up, none excludes another. */
export interface SearchPlan {
  /** Exactly a code. */
  readonly codes: readonly string[]
  /** Exactly a provider's id. Letters alone are tried as they stand, and in no other case. */
  readonly ids: readonly string[]
  /**
   * Whether who has it as a code is all there is to find: ten characters or more in one piece, with a digit; of digits alone
   * twelve, because fewer may be a part of a phone.
   */
  readonly isWholeCode: boolean
  /** Beginning or end of a code, as `plainCode` has it; null where too short to be worth it, or dialled with a plus. */
  readonly codePart: string | null
  /** An e-mail, or any piece of one, lower case. */
  readonly email: string | null
  /** Whether it is more like an e-mail than like a name or a number, as anna.k, kovacs77 and 9918@ are. */
  readonly emailFirst: boolean
  readonly phone: PhonePlan | null
  readonly words: readonly WordPlan[]
  /** The words as they were typed, in small letters. */
  readonly typed: readonly string[]
  /** A name and the end of a phone or of a code, as in "anna 0142" or "anna 4m2p". */
  readonly nameWithEnd: NameWithEnd | null
  /** Ideographs typed without a space between, as they must stand in a name to be a whole hit. */
  readonly run: string | null
}

/** Nobody types more; a longer text costs no more than this. */
const readLength = 200
const mostWords = 8
const longestWord = 32
const shortestCodePart = 4
const shortestPhone = 3

/** Reads a query. Null where nothing in it can be looked up. Never throws, whatever was typed. */
export function planSearch(query: string): SearchPlan | null {
  const text = query
    .slice(0, readLength)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim()
  if (text === '') return null
  const words = wordPlans(text)
  const compact = text.replace(/[ -]/g, '')
  const code = plainCode(text)
  const isCodePart = code.length >= shortestCodePart && /\p{Nd}/u.test(code) && !text.startsWith('+')
  const email = emailOf(text)
  const codes = [...new Set([text, text.toUpperCase(), text.toLowerCase(), compact])].filter(
    (code) => code !== '',
  )
  return {
    codes,
    ids: /\p{Nd}/u.test(text) ? codes : [text],
    isWholeCode:
      /^(?=.{10})(?=.*\p{Nd})[^\s@]+$/u.test(text) && (/\p{L}/u.test(text) || digitsOf(text).length >= 12),
    codePart: isCodePart ? code : null,
    email,
    emailFirst: email !== null && /@|^(?=.*\p{L}).*(?:[._+]|\p{L}\p{Nd}|\p{Nd}\p{L})/u.test(email),
    phone: phoneOf(text),
    words,
    typed: text.normalize('NFC').toLowerCase().split(' ').slice(0, mostWords),
    nameWithEnd: nameWithEndOf(words),
    run: runOf(text),
  }
}

function wordPlans(text: string): readonly WordPlan[] {
  const others = foldWords(withoutUmlauts(text) ?? text)
  const seen = new Set<string>()
  const plans = foldWords(text).map((whole, index): WordPlan => {
    const characters = Array.from(whole)
    const cut = characters.length > longestWord
    const other = others[index] ?? whole
    return {
      word: cut ? characters.slice(0, longestWord).join('') : whole,
      other: cut || other === whole ? null : other,
      cut,
    }
  })
  return plans.filter(({ word }) => !seen.has(word) && seen.add(word)).slice(0, mostWords)
}

function emailOf(text: string): string | null {
  return text.length >= shortestEmailPiece && /^[^\s@]*@?[^\s@]*$/u.test(text) ? lowerEmail(text) : null
}

function phoneOf(text: string): PhonePlan | null {
  // The zero that is dialled at home only, as printed in +49 (0)176.
  const written = text.normalize('NFKC').replace(/^(\+|00)([\d\s]*)\(0\)/, '$1$2')
  if (!/^[+\p{Nd}\s()./\p{Pd}]+$/u.test(written)) return null
  const digits = digitsOf(written)
  const dialled = digits.startsWith('00')
  const international = written.startsWith('+') || dialled
  const number = dialled ? digits.slice(2) : digits
  return digits.length < shortestPhone ? null : { digits, number, international }
}

function nameWithEndOf(words: readonly WordPlan[]): NameWithEnd | null {
  const isNumber = ({ word }: WordPlan): boolean => /^\p{Nd}+$/u.test(word)
  const digits = words
    .filter(isNumber)
    .map(({ word }) => digitsOf(word))
    .join('')
  const letters = words.filter((word) => !isNumber(word))
  if (digits !== '')
    return letters.length === 0 || digits.length < shortestPhone
      ? null
      : { words: letters, end: digits, isNumber: true }
  const last = words.at(-1)
  const end = plainCode(last?.word ?? '')
  const isEnd = words.length > 1 && end.length >= shortestCodePart && /\p{Nd}/u.test(end)
  return isEnd ? { words: words.slice(0, -1), end, isNumber: false } : null
}

function runOf(text: string): string | null {
  const words = foldWords(text)
  return words.length >= 2 && words.every(isIdeograph) ? words.join('') : null
}
