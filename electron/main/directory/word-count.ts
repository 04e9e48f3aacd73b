import type { CacheFile } from '../db/open-cache.ts'
import { countTold, rowOfTold, toldBeginning, toldOfRow, toldTogether } from './told-words.ts'
import type { ToldRow, ToldWords } from './told-words.ts'
import type { WordFilter } from './word-filter.ts'
import { mergeTold, mergeWordRuns } from './word-merge.ts'
import type { WordMerge } from './word-merge.ts'
import { prepareWordRuns } from './word-runs.ts'
import type { WordRuns } from './word-runs.ts'

/**
 * How many members have each word, kept as members come and go. Words of a few members become a run with them. Those of
 * many are written as they were told, and are in memory too until so many are sorted at once that it is worth it. Small runs
 * are brought together a little at a time.
 */
export interface WordCount {
  /** Those of the file. */
  readonly runs: WordRuns
  add(words: readonly string[]): void
  /** Of many members, with how many of them have each. */
  addTold(words: ToldWords): void
  drop(words: readonly string[]): void
  /** Goes on with what was begun, by so many words. In a transaction, as is the next. */
  step(most: number): void
  /**
   * Writes what was told since the last commit.
   *
   * @param mayWait Whether words of many members may stand as they were told: others come after them.
   */
  write(mayWait: boolean): void
  /** Brings together what is not yet, by some words, or deletes some of what that left. In a transaction. */
  rest(): void
  /** Has all of them brought together, so that no word is kept that nobody has any more. */
  ask(): void
  /** Whether words are told that are in no run. */
  areWaiting(): boolean
  /** Whether `rest` has something to do. */
  isBehind(): boolean
  /** As the file has it: after a transaction that was given up. */
  undo(): void
  /** Words that begin so and are in no run. */
  beginning(prefix: string): readonly string[]
}

/** So few become a run at once. */
const fewWords = 1_000
/** So many are sorted at once: those of some forty thousand members, in a megabyte of memory. */
const manyWords = 100_000
/** Runs that a look-up goes through while members are told, and while nobody tells anything. */
const mostRuns = 7
const mostRunsAtRest = 2
/** Words of one step while nobody asks, and blocks that are deleted in one: a few milliseconds. */
const restWords = 4_000
const sweptBlocks = 200
/** Beginnings that are remembered: one query asks for each of its words several times. */
const mostBeginnings = 100
/** The first letter of the scripts below. */
const firstOfThose = 0x1100

/** What was told, and its row of the file. */
interface Told extends ToldWords {
  readonly id: number
}

const counts = new WeakMap<CacheFile, WordCount>()

/**
 * The counts of an open member copy: one for all who read and write through this connection.
 *
 * @param filter Is told of new words; of whoever asked first.
 */
export function wordCountOf(db: CacheFile, filter: WordFilter): WordCount {
  const known = counts.get(db)
  if (known !== undefined) return known
  const count = prepareWordCount(db, filter)
  counts.set(db, count)
  return count
}

function prepareWordCount(db: CacheFile, filter: WordFilter): WordCount {
  const runs = prepareWordRuns(db)
  const toldRows = db.prepare<[], ToldRow>('SELECT id, words, members FROM word_told ORDER BY id')
  const addTold = db.prepare<[string, Uint8Array]>('INSERT INTO word_told (words, members) VALUES (?, ?)')
  const dropTold = db.prepare<[number]>('DELETE FROM word_told WHERE id = ?')

  /** Since the last commit: of some members, and of many. */
  let now = new Map<string, number>()
  let coming: readonly ToldWords[] = []
  /** In the file, and in no run that counts. */
  let told: readonly Told[] = []
  let ofTold: WordMerge | null = null
  /** One at a time: what is on its way into one run is on its way into no other. */
  let ofRuns: WordMerge | null = null
  /** Whether all shall become one run, and whether they are on their way into it. */
  let isAsked = false
  let isAnswering = false
  /** Whether blocks may be there that are of no run. */
  let isLittered: boolean
  /** Of what is in no run. A new map instead of a cleared one, which would keep what it held: searches fill it. */
  let beginnings = new Map<string, readonly string[]>()

  undo()

  function undo(): void {
    beginnings = new Map()
    now = new Map()
    coming = []
    ofTold = null
    ofRuns = null
    isAsked ||= isAnswering
    isAnswering = false
    isLittered = true
    runs.undo()
    told = toldRows.all().map((row) => ({ id: row.id, ...toldOfRow(row) }))
  }

  function changed(): void {
    if (beginnings.size > 0) beginnings = new Map()
  }

  function change(word: string, by: number): void {
    now.set(word, (now.get(word) ?? 0) + by)
  }

  function count(words: readonly string[], by: number): void {
    changed()
    for (const word of countedWords(words)) change(word, by)
  }

  function writeNow(): void {
    const writer = runs.begin()
    for (const word of [...now.keys()].toSorted()) {
      const members = now.get(word) ?? 0
      if (members === 0) continue
      if (members > 0) filter.add(word)
      writer.add(word, members)
    }
    writer.save()
    writer.finish()
    now = new Map()
  }

  function beginTold(): void {
    const some = told
    const see = (word: string): void => filter.add(word)
    ofTold = mergeTold(runs, some, see, () => {
      for (const { id } of some) dropTold.run(id)
      told = told.filter((one) => !some.includes(one))
      ofTold = null
      changed()
    })
  }

  /**
   * Of the smallest runs those that are too many, and others that are no larger than those together; answers whether there
   * are too many.
   */
  function beginRuns(most: number): boolean {
    const all = runs.all()
    if (all.length <= most) return false
    let sum = 0
    let some = 0
    for (const { words } of all) {
      if (some > all.length - most && words > sum) break
      sum += words
      some += 1
    }
    const areAll = some === all.length && told.length === 0
    isAnswering = isAsked && areAll
    if (isAnswering) isAsked = false
    ofRuns = mergeWordRuns(runs, all.slice(0, some), areAll, () => {
      ofRuns = null
      isAnswering = false
    })
    return true
  }

  function schedule(): void {
    if (ofTold === null && sizeOf(told) >= manyWords) beginTold()
    if (ofRuns === null) beginRuns(mostRuns)
  }

  /** Goes on with what was begun; answers how many of so many words are left to be gone on with. */
  function work(most: number): number {
    let left = most
    for (let merge = ofTold ?? ofRuns; merge !== null && left > 0; merge = ofTold ?? ofRuns) {
      left -= merge.work(left)
      if (merge !== ofTold && merge !== ofRuns) schedule()
    }
    return left
  }

  function sweep(): void {
    if (isLittered) isLittered = runs.sweep(sweptBlocks)
  }

  return {
    runs,
    add: (words) => count(words, 1),
    addTold(words) {
      changed()
      coming = [...coming, words]
    },
    drop: (words) => count(words, -1),
    step(most) {
      work(most)
      sweep()
    },
    write(mayWait) {
      if (!mayWait || sizeOf(coming) <= fewWords) for (const one of coming) countTold(one, change)
      else {
        const all = toldTogether(coming)
        const { words, members } = rowOfTold(all)
        told = [...told, { id: Number(addTold.run(words, members).lastInsertRowid), ...all }]
      }
      coming = []
      if (now.size > 0) writeNow()
      schedule()
    },
    rest() {
      if (ofTold === null && told.length > 0) beginTold()
      else if (ofTold === null && ofRuns === null) {
        // One run has nothing that is gone.
        if (!beginRuns(isAsked ? 1 : mostRunsAtRest)) isAsked = false
      }
      if (work(restWords) === restWords) sweep()
    },
    ask() {
      isAsked = true
    },
    areWaiting: () => told.length > 0,
    isBehind: () =>
      told.length > 0 || ofRuns !== null || isAsked || isLittered || runs.all().length > mostRunsAtRest,
    undo,
    beginning(prefix) {
      const known = beginnings.get(prefix)
      if (known !== undefined) return known
      const found = new Set<string>()
      for (const [word, by] of now) if (by > 0 && word.startsWith(prefix)) found.add(word)
      for (const one of [...coming, ...told]) for (const word of toldBeginning(one, prefix)) found.add(word)
      if (beginnings.size >= mostBeginnings) beginnings = new Map()
      beginnings.set(prefix, [...found])
      return [...found]
    },
  }
}

function sizeOf(some: readonly ToldWords[]): number {
  return some.reduce((sum, { members }) => sum + members.length, 0)
}

/** Words of one member that are counted, each once. */
export function countedWords(words: readonly string[]): readonly string[] {
  // As nearly every name's are.
  return words.every(isCounted) ? words : words.filter(isCounted)
}

function isCounted(word: string, at: number, words: readonly string[]): boolean {
  return words.indexOf(word) === at && isListed(word)
}

/** A single character is found by itself, and no error in it can be told from another one. */
function isListed(word: string): boolean {
  return (
    word.length > 1 &&
    (word.charCodeAt(0) < firstOfThose ||
      !/^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u.test(word))
  )
}
