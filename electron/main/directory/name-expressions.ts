import {
  beginToken,
  besideToken,
  cut as cutTo,
  longestBeginning,
  manyWords,
  pairLengths,
  pairToken,
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

/** Folded words of names that begin so; null where there are more than are worth asking for one by one. */
export type WordsThatBegin = (beginning: string) => readonly string[] | null

/**
 * The words as an expression for the index; null where this mode asks nothing that an earlier one did not, or where no
 * name can fit. Words hold letters and digits alone and are quoted, so that no operator of the index can be typed.
 */
export function matchExpression(
  words: readonly WordPlan[],
  mode: MatchMode,
  wordsThatBegin: WordsThatBegin,
): string | null {
  if (words.length === 0 || (mode === 'last-begins' && words.length < 2)) return null
  const last = words.length - 1
  return askedExpression(
    words.map(({ word, other, cut }, index) => ({
      spellings: other === null ? [word] : [word, other],
      whole: !cut && mode !== 'begin' && (mode !== 'last-begins' || index !== last),
    })),
    wordsThatBegin,
  )
}

/**
 * Everybody whose name has all of these. Two words that very many have are not met by going through both lists: a name
 * is also indexed by the pairs of its words, and the pairs lead.
 */
export function askedExpression(asked: readonly Asked[], wordsThatBegin: WordsThatBegin): string | null {
  const words: string[] = []
  for (const one of asked) {
    const tokens = one.spellings.flatMap((spelling) => wordTokens(spelling, one.whole, wordsThatBegin))
    if (tokens.length === 0) return null
    words.push(anyOf(tokens))
  }
  const pairs = pairsOf(asked)
  if (pairs.length === 0) return words.join(' AND ')
  return `(${quoted(manyWords)} OR (${pairs.join(' AND ')})) AND ${words.join(' AND ')}`
}

function wordTokens(word: string, whole: boolean, wordsThatBegin: WordsThatBegin): readonly string[] {
  if (whole) return [quoted(word)]
  if (length(word) <= longestBeginning) return [quoted(beginToken(word))]
  return wordsThatBegin(word)?.map(quoted) ?? [`${quoted(word)}*`]
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
  const exact: string[] = []
  const beside: string[] = []
  let everyBeside = true
  for (const a of one.spellings) {
    for (const b of other.spellings) {
      if (a.startsWith(b) || b.startsWith(a)) return []
      exact.push(...symmetric(a, one.whole, b, other.whole))
      const besides = asymmetric(a, one.whole, b, other.whole)
      if (besides === null) everyBeside = false
      else beside.push(besides)
    }
  }
  return everyBeside ? [anyOf(exact), anyOf(beside)] : [anyOf(exact)]
}

function symmetric(a: string, aWhole: boolean, b: string, bWhole: boolean): readonly string[] {
  const known = Math.min(aWhole ? longestPaired : length(a), bWhole ? longestPaired : length(b))
  const letters = pairLengths.find((each) => each <= known) ?? 1
  return [quoted(pairToken(cutTo(a, letters), cutTo(b, letters)))]
}

/** Where one word is known further than the other; null where the symmetric pair says it all, or nothing more can. */
function asymmetric(a: string, aWhole: boolean, b: string, bWhole: boolean): string | null {
  const isLong = (word: string, whole: boolean): boolean => whole || length(word) >= longestPaired
  if (isLong(a, aWhole) === isLong(b, bWhole)) return null
  return isLong(a, aWhole)
    ? quoted(besideToken(cutTo(a, longestPaired), cutTo(b, 1)))
    : quoted(besideToken(cutTo(b, longestPaired), cutTo(a, 1)))
}

const [longestPaired] = pairLengths

function anyOf(tokens: readonly string[]): string {
  return tokens.length === 1 ? (tokens[0] ?? '') : `(${[...new Set(tokens)].join(' OR ')})`
}

function quoted(token: string): string {
  return `"${token}"`
}

function length(word: string): number {
  return /[\ud800-\udfff]/.test(word) ? Array.from(word).length : word.length
}
