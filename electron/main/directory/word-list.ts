import type { CacheFile } from '../db/open-cache.ts'
import { along, beginning as nothing } from './token-key.ts'
import type { WordFilter } from './word-filter.ts'

/** A word of names that a typed one may have been meant as. */
export interface Correction {
  readonly word: string
  /** Whether it is a whole word of a name, or only the beginning of some. */
  readonly whole: boolean
}

/** The distinct folded words of all names. */
export interface WordList {
  /**
   * Words that begin so; null where there are more than are worth asking for one by one.
   *
   * @param enough Those that most members have are enough, together so many at least; of very many words null where they are
   *   fewer.
   */
  beginning(prefix: string, enough?: number): readonly string[] | null
  /**
   * Words, and with `unfinished` beginnings of words, that are one typing error away: a letter too much, too few, another
   * one, two neighbours swapped. Those that more members have come first.
   */
  near(typed: string, unfinished: boolean): readonly Correction[]
  /** Adds some more words of the file to the filter; answers whether there are others. */
  fillFilter(): boolean
}

/** Words that are asked for one by one: more that share nine letters are rare, and each of them is. */
export const mostWords = 64
/** Of very many words so many are looked at, and half of them are asked for. */
export const mostCounted = 4 * mostWords
/** One error away from a name of six letters are some dozens of names at most. */
const mostCorrections = 48
/** Distinct letters that may follow one beginning: more do only where scripts are mixed. */
const mostLetters = 128
/** Words that are added to the filter in one step: a few milliseconds. */
const filledTogether = 2_000
const lastPoint = '\u{10ffff}'

/** A row of the table `word`. */
interface CountedWord {
  readonly word: string
  readonly members: number
}

/** Prepares the reads of the word list. */
export function prepareWordList(db: CacheFile, filter: WordFilter): WordList {
  const from = db.prepare<[string], CountedWord>(
    'SELECT word, members FROM word WHERE word >= ? ORDER BY word LIMIT 1',
  )
  const between = db.prepare<[string, string, number], CountedWord>(
    'SELECT word, members FROM word WHERE word >= ? AND word < ? LIMIT ?',
  )
  const after = db
    .prepare<[string, number], string>('SELECT word FROM word WHERE word > ? ORDER BY word LIMIT ?')
    .pluck()
  let filled = ''

  function fillFilter(): boolean {
    if (filter.isComplete()) return false
    const words = after.all(filled, filledTogether)
    for (const word of words) filter.add(word)
    filled = words.at(-1) ?? filled
    if (words.length < filledTogether) filter.complete()
    return !filter.isComplete()
  }

  function beginning(prefix: string, enough: number | null = null): readonly string[] | null {
    if (filter.isComplete() && !filter.mayBegin(along(nothing, prefix), Array.from(prefix).length)) return []
    const all = between.all(prefix, prefix + lastPoint, enough === null ? mostWords + 1 : mostCounted)
    // Each is a place of its own in the index.
    const some = enough === null ? null : commonest(all, enough)
    return some ?? (all.length <= mostWords ? all.map(({ word }) => word) : null)
  }

  function commonest(all: readonly CountedWord[], enough: number): readonly string[] | null {
    const words: string[] = []
    let sum = 0
    for (const { word, members } of all.toSorted((one, other) => other.members - one.members)) {
      if (sum >= enough || words.length >= mostCounted / 2) break
      words.push(word)
      sum += members
    }
    return sum < enough ? null : words
  }

  /** Letters that follow this beginning in some word. */
  function lettersAfter(prefix: string): readonly string[] {
    const letters: string[] = []
    let next = from.get(prefix)
    while (next?.word.startsWith(prefix) === true && letters.length < mostLetters) {
      const [letter] = next.word.slice(prefix.length)
      // The beginning itself is a word.
      if (letter !== undefined) letters.push(letter)
      next = from.get(letter === undefined ? `${prefix}\u0001` : prefix + letter + lastPoint)
    }
    return letters
  }

  function near(typed: string, unfinished: boolean): readonly Correction[] {
    const letters = Array.from(typed)
    const isComplete = filter.isComplete()
    const found = new Map<string, Correction & { readonly members: number }>()
    /** A word of these pieces, whose `before` has this hash. */
    const offer = (before: string, hash: number, change: string, rest: string): void => {
      const all = along(along(hash, change), rest)
      const length = before.length + change.length + rest.length
      if (isComplete && !filter.mayHave(all) && !(unfinished && filter.mayBegin(all, length))) return
      const word = before + change + rest
      if (word === typed || found.has(word)) return
      const next = from.get(word)
      if (next?.word === word) found.set(word, { word, whole: true, members: next.members })
      else if (unfinished && next?.word.startsWith(word) === true)
        found.set(word, { word, whole: false, members: 0 })
    }
    const like = isComplete ? filter.lettersLike(typed) : []
    let before = ''
    for (let at = 0; at <= letters.length; at += 1) {
      const hash = along(nothing, before)
      const [letter = '', second = ''] = letters.slice(at, at + 2)
      const rest = letters.slice(at).join('')
      const after = rest.slice(letter.length)
      const follow = isComplete ? like : lettersAfter(before)
      if (letter !== '' && before + after !== '') offer(before, hash, '', after)
      for (const other of follow) {
        // No word begins so: none is the typed one with this letter here.
        if (isComplete && !filter.mayBegin(along(hash, other), before.length + other.length)) continue
        // Too few letters, another one, two swapped.
        offer(before, hash, other, rest)
        if (letter !== '' && other !== letter) offer(before, hash, other, after)
        if (second !== '' && other === second && second !== letter)
          offer(before, hash, second + letter, after.slice(second.length))
      }
      // No word begins as far as this: an error must have come before.
      if (follow.length === 0 || (isComplete && at > 0 && !filter.mayBegin(hash, before.length))) break
      before += letter
    }
    const all = [...found.values()].toSorted((one, other) => other.members - one.members)
    return [true, false].flatMap((whole) =>
      all.filter((one) => one.whole === whole).slice(0, mostCorrections),
    )
  }

  return { beginning, near, fillFilter }
}
