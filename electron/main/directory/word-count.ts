import type { CacheFile } from '../db/open-cache.ts'
import type { WordFilter } from './word-filter.ts'

/** How many members have each word, kept as members come and go; written once for many of them. */
export interface WordCount {
  add(words: readonly string[]): void
  drop(words: readonly string[]): void
  /** Writes what was added and dropped. Before the transaction that it belongs to is committed. */
  write(): void
  /** As if nothing had been added or dropped since it was written. */
  undo(): void
}

/** Words that are remembered; with more they are begun anew. */
const mostRemembered = 20_000
/** The first letter of the scripts below. */
const firstOfThose = 0x1100

/** Prepares the counts of an open member copy. */
export function prepareWordCount(db: CacheFile, filter: WordFilter): WordCount {
  const more = db.prepare<[string, number]>(
    'INSERT INTO word VALUES (?, ?) ON CONFLICT DO UPDATE SET members = members + excluded.members',
  )
  const fewer = db.prepare<[number, string]>('UPDATE word SET members = members - ? WHERE word = ?')
  const empty = db.prepare<[string]>('DELETE FROM word WHERE word = ? AND members <= 0')
  const changes = new Map<string, number>()
  // What the filter was told of lately: each word comes again with nearly every commit.
  const told = new Set<string>()
  const tell = (word: string): void => {
    if (told.has(word)) return
    if (told.size >= mostRemembered) told.clear()
    told.add(word)
    filter.add(word)
  }

  function count(words: readonly string[], by: number): void {
    for (const [at, word] of words.entries()) {
      if (words.indexOf(word) === at && isListed(word)) changes.set(word, (changes.get(word) ?? 0) + by)
    }
  }

  return {
    add: (words) => count(words, 1),
    drop: (words) => count(words, -1),
    write() {
      // In their order: neighbours are on one page.
      for (const word of [...changes.keys()].toSorted()) {
        const by = changes.get(word) ?? 0
        if (by > 0) {
          more.run(word, by)
          tell(word)
        }
        if (by >= 0) continue
        fewer.run(-by, word)
        empty.run(word)
      }
      changes.clear()
    },
    undo: () => changes.clear(),
  }
}

/** A single character is found by itself, and no error in it can be told from another one. */
function isListed(word: string): boolean {
  return (
    word.length > 1 &&
    (word.charCodeAt(0) < firstOfThose ||
      !/^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u.test(word))
  )
}
