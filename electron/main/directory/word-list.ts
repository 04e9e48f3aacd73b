import type { CacheFile } from '../db/open-cache.ts'
import type { WordFilter } from './word-filter.ts'

/** A word of names that a typed one may have been meant as. */
export interface Correction {
  readonly word: string
  /** Whether it is a whole word of a name, or only the beginning of some. */
  readonly whole: boolean
}

/** The distinct folded words of all names. */
export interface WordList {
  /** Words that begin so; null where there are more than are worth asking for one by one. */
  beginning(prefix: string): readonly string[] | null
  /**
   * Words, and with `unfinished` beginnings of words, that are one typing error away: a letter too much, too few, another
   * one, two neighbours swapped. Those that more members have come first.
   */
  near(typed: string, unfinished: boolean): readonly Correction[]
  /** Adds some more words of the file to the filter; answers whether there are others. */
  fillFilter(): boolean
}

/** More words that share nine letters are rare, and each of them is. */
const mostWords = 64
/** One error away from a name of six letters are some dozens of names at most. */
const mostCorrections = 48
/** Distinct letters that may follow one beginning: more do only where scripts are mixed. */
const mostLetters = 128
/** Words that are added to the filter in one step: a few milliseconds. */
const filledTogether = 2_000
const lastPoint = '\u{10ffff}'

/** Prepares the reads of the word list. */
export function prepareWordList(db: CacheFile, filter: WordFilter): WordList {
  const from = db.prepare<[string], { readonly word: string; readonly members: number }>(
    'SELECT word, members FROM word WHERE word >= ? ORDER BY word LIMIT 1',
  )
  const between = db
    .prepare<[string, string, number], string>('SELECT word FROM word WHERE word >= ? AND word < ? LIMIT ?')
    .pluck()

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

  function beginning(prefix: string): readonly string[] | null {
    const words = between.all(prefix, prefix + lastPoint, mostWords + 1)
    return words.length > mostWords ? null : words
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
    const found = new Map<string, Correction & { readonly members: number }>()
    const offer = (word: string): void => {
      if (word === typed || found.has(word)) return
      if (filter.isComplete() && !filter.mayHave(word) && !(unfinished && filter.mayBegin(word))) return
      const next = from.get(word)
      if (next?.word === word) found.set(word, { word, whole: true, members: next.members })
      else if (unfinished && next?.word.startsWith(word) === true)
        found.set(word, { word, whole: false, members: 0 })
    }
    const like = filter.isComplete() ? filter.lettersLike(typed) : []
    for (let at = 0; at <= letters.length; at += 1) {
      const before = letters.slice(0, at).join('')
      const rest = letters.slice(at).join('')
      const [letter = ''] = rest
      const [second = ''] = rest.slice(letter.length)
      const after = rest.slice(letter.length)
      const follow = filter.isComplete() ? like : lettersAfter(before)
      if (letter !== '' && before + after !== '') offer(before + after)
      for (const other of follow) {
        // Too few letters, another one, two swapped.
        offer(before + other + rest)
        if (letter !== '' && other !== letter) offer(before + other + after)
        if (second !== '' && other === second && second !== letter)
          offer(before + second + letter + after.slice(second.length))
      }
      // No word begins as far as this: an error must have come before.
      if (follow.length === 0 || (filter.isComplete() && at > 0 && !filter.mayBegin(before))) break
    }
    const all = [...found.values()].toSorted((one, other) => other.members - one.members)
    return [true, false].flatMap((whole) =>
      all.filter((one) => one.whole === whole).slice(0, mostCorrections),
    )
  }

  return { beginning, near, fillFilter }
}
