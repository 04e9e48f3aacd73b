import {
  begunWord,
  besideToken,
  cut as cutTo,
  letters,
  longestBeginning,
  manyWords,
  pairLengths,
  pairToken,
  wholeWord,
} from './tokens.ts'
import type { WordPlan } from './search-plan.ts'

/** How much of each word must stand in a name: all of it, all but of the last one, or its beginning. */
export type MatchMode = 'whole' | 'last-begins' | 'begin'

/** Spellings that one word of a query may have in a name. */
export interface Asked {
  readonly spellings: readonly string[]
  /** Whether a word of the name must be one of them, or only begin with one. */
  readonly whole: boolean
}

/**
 * Folded words of names that begin so; null where there are too many to ask for one by one. Then so many have them that the
 * shorter beginning that is indexed brings enough who fit.
 *
 * @param enough As `WordList.beginning` has it: only where nothing else is asked than the word that begins so.
 */
export type WordsThatBegin = (beginning: string, enough?: number) => readonly string[] | null

/**
 * The words of a query as a mode asks for them; null where it asks nothing that an earlier one did not.
 */
export function askedFor(words: readonly WordPlan[], mode: MatchMode): readonly Asked[] | null {
  if (words.length === 0 || (mode === 'last-begins' && words.length < 2)) return null
  const last = words.length - 1
  return words.map(({ word, other, cut }, index) => ({
    spellings: other === null ? [word] : [word, other],
    whole: !cut && mode !== 'begin' && (mode !== 'last-begins' || index !== last),
  }))
}

/** Whether a name, of these folded words, has all that is asked. */
export function hasAsked(names: readonly string[], asked: readonly Asked[]): boolean {
  for (const one of asked) if (!hasOne(names, one)) return false
  return true
}

function hasOne(names: readonly string[], { spellings, whole }: Asked): boolean {
  for (const name of names)
    for (const spelling of spellings) if (whole ? name === spelling : name.startsWith(spelling)) return true
  return false
}

/**
 * Expression that brings everybody whose name has all of these, and few others; null where no name can. Words hold letters
 * and digits alone and are quoted, so that no operator of the index can be typed. Two words that very many have are not
 * met by going through both lists: a name is also indexed by the pairs of its words, and the pairs lead.
 */
export function askedExpression(asked: readonly Asked[], wordsThatBegin: WordsThatBegin): string | null {
  const words: string[] = []
  for (const one of asked) {
    const tokens = one.spellings.flatMap((spelling) => wordTokens(spelling, one.whole, wordsThatBegin))
    if (tokens.length === 0) return null
    words.push(anyOf(tokens))
  }
  const pairs = pairExpression(asked)
  return pairs === null ? words.join(' AND ') : `(${pairs}) AND ${words.join(' AND ')}`
}

/**
 * Expression by pairs of words alone, which is quick and brings more people; null where there is no pair to ask for.
 */
export function pairExpression(asked: readonly Asked[]): string | null {
  const pairs = pairsOf(asked)
  return pairs.length === 0 ? null : `${quoted(manyWords)} OR (${pairs.join(' AND ')})`
}

/** Expressions, each for those who fit; none where nobody can. */
function wordTokens(word: string, whole: boolean, wordsThatBegin: WordsThatBegin): readonly string[] {
  if (whole) return [wholeWord(word)]
  if (letters(word) <= longestBeginning) return [begunWord(word)]
  return wordsThatBegin(word)?.map(wholeWord) ?? [begunWord(cutTo(word, longestBeginning))]
}

/** Each word with the next, and the last with the first: more pairs find nobody less. */
function pairsOf(asked: readonly Asked[]): readonly string[] {
  if (asked.length < 2) return []
  const pairs: string[] = []
  asked.forEach((one, at) => {
    const next = asked[at + 1] ?? (asked.length > 2 ? asked[0] : undefined)
    if (next !== undefined) pairs.push(...pairTokens(one, next))
  })
  return pairs
}

/** Expressions that whoever has both words fits; none where one word of a name may be both. */
function pairTokens(one: Asked, other: Asked): readonly string[] {
  const tokens: string[] = []
  for (const a of one.spellings) {
    for (const b of other.spellings) {
      if (a.startsWith(b) || b.startsWith(a)) return []
      tokens.push(tokensOfPair(a, one.whole, b, other.whole))
    }
  }
  return tokens.length === 0 ? [] : [anyOf(tokens)]
}

/** What is known of two words and few share: their beginnings, and where one is hardly begun, the other beside its letter. */
function tokensOfPair(a: string, aWhole: boolean, b: string, bWhole: boolean): string {
  const aKnown = aWhole ? longestPaired : letters(a)
  const bKnown = bWhole ? longestPaired : letters(b)
  const known = pairLengths.find((each) => each <= Math.min(aKnown, bKnown)) ?? 1
  const pair = pairToken(cutTo(a, known), cutTo(b, known))
  if (known >= middlePaired) return quoted(pair)
  const tokens = [pair, ...beside(a, aKnown, b), ...beside(b, bKnown, a)]
  return tokens.length === 1 ? quoted(pair) : `(${tokens.map(quoted).join(' AND ')})`
}

function beside(word: string, known: number, other: string): readonly string[] {
  const most = [longestPaired, middlePaired].find((each) => each <= known)
  return most === undefined ? [] : [besideToken(cutTo(word, most), cutTo(other, 1))]
}

const [longestPaired, middlePaired] = pairLengths

function anyOf(tokens: readonly string[]): string {
  return `(${[...new Set(tokens)].join(' OR ')})`
}

function quoted(token: string): string {
  return `"${token}"`
}
