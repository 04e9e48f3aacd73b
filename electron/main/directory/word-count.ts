import type { CacheFile, CacheStatement } from '../db/open-cache.ts'
import { nameWords } from './member-row.ts'
import type { MemberRecord } from './member-row.ts'
import type { WordFilter } from './word-filter.ts'

/**
 * How many members have each word, kept as members come and go. Words of a few members are written with them. Where
 * members come by thousands, a page of the file would be written for nearly every word: then they are gathered, and
 * written in the order of the alphabet, some with each portion, so that neighbours share a page. How far that has come is
 * committed with it; whatever is not written is counted again from the rows after the copy was opened, in small steps: nobody
 * waits for that who does not need it.
 */
export interface WordCount {
  add(words: readonly string[], row: number): void
  /**
   * As `add`, of rows that are behind all others: each word with how many of them have it. Answers whether they are; if
   * not, nothing is added.
   */
  addCounted(counts: ReadonlyMap<string, number>, first: number, last: number): boolean
  drop(words: readonly string[], row: number): void
  /**
   * Writes those that may not wait, of the members that were just told, and so many of those that are gathered, if they
   * are being written. Before the transaction is committed.
   */
  step(most: number): void
  /** Writes what may not wait, or all that is gathered. Before the transaction is committed. */
  write(all: boolean): void
  /** Whether some are gathered. */
  isBehind(): boolean
  /** Writes some of those that are gathered, however few. In a transaction. */
  rest(): void
  /** As the file has it: after a transaction that was given up. */
  undo(): void
  /** Words that begin so and may not be in the file yet. */
  beginning(prefix: string): readonly string[]
}

/** Name under which `kept` says how far the words are written; there is none where all of them are. */
const keptOfWords = 'words'

/** So few are written with their members. */
const fewWords = 1_000
/** So many are gathered: of some twenty thousand members, where nearly each has a name of their own. */
const manyWords = 60_000
/** Where they share their names, those of so many: as many again may be waiting for theirs to be written when a kill comes. */
const manyRows = 25_000
/** Words that one statement adds: to begin and end one takes a part of what a word takes. */
const together = 8
/** Words of one step while nobody asks. */
const restWords = 1_000
/** Rows whose words are counted again in one step. */
const rowsOfStep = 500
/** Beginnings that are remembered: one query asks for each of its words several times. */
const mostBeginnings = 100
/** The first letter of the scripts below. */
const firstOfThose = 0x1100

/** Which words of which rows are written. */
interface Written {
  /** All words of the rows up to this one ... */
  readonly upTo: number
  /** ... and up to this other one the words ... */
  readonly until: number
  /** ... up to this one. */
  readonly word: string
}

/** Rows whose words are in no memory yet. */
interface Unread {
  /** The first of them is behind this one ... */
  at: number
  /** ... and this is the last. */
  readonly end: number
  /** Words of those before, that were being written. */
  readonly again: Map<string, number>
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
  const moreOf = (words: number): CacheStatement<[readonly (string | number)[]], unknown> =>
    db.prepare(
      `INSERT INTO word VALUES ${Array.from({ length: words }, () => '(?, ?)').join(', ')}
       ON CONFLICT DO UPDATE SET members = members + excluded.members`,
    )
  const [more, oneMore] = [moreOf(together), moreOf(1)]
  const fewer = db.prepare<[number, string]>('UPDATE word SET members = members - ? WHERE word = ?')
  const empty = db.prepare<[string]>('DELETE FROM word WHERE word = ? AND members <= 0')
  const kept = db.prepare<[string], string>('SELECT value FROM kept WHERE name = ?').pluck()
  const keep = db.prepare<[string, string]>('INSERT OR REPLACE INTO kept VALUES (?, ?)')
  const unkeep = db.prepare<[string]>('DELETE FROM kept WHERE name = ?')
  const lastRow = db.prepare<[], number | null>('SELECT max(id) FROM member').pluck()
  const rowsAfter = db.prepare<
    [after: number, end: number, most: number],
    Pick<MemberRecord, 'id' | 'first_name' | 'last_name'>
  >('SELECT id, first_name, last_name FROM member WHERE id > ? AND id <= ? ORDER BY id LIMIT ?')

  let written: Written
  let last: number
  /** Of rows and words that are written: with the next commit. */
  const now = new Map<string, number>()
  /** Of those rows whose words are being written, in the order of the alphabet; and words that they got meanwhile. */
  let going: Going | null
  const late = new Map<string, number>()
  /** Of the rows after those. */
  let gathered = new Map<string, number>()
  let unread: Unread | null
  let isKept: boolean
  /** Of those four. A new map instead of a cleared one, which would keep what it held: searches fill it. */
  let beginnings = new Map<string, readonly string[]>()

  undo()

  function undo(): void {
    beginnings = new Map()
    now.clear()
    late.clear()
    gathered = new Map()
    going = null
    last = lastRow.get() ?? 0
    const text = kept.get(keptOfWords)
    isKept = text !== undefined
    written = text === undefined ? { upTo: last, until: last, word: '' } : writtenOf(text)
    unread = isKept ? { at: written.upTo, end: last, again: new Map() } : null
  }

  /** Counts words again that a kill, or a transaction that was given up, took out of memory. */
  function readOn(most: number): void {
    if (unread === null) return
    const { at, end, again } = unread
    const rows = rowsAfter.all(at, end, most)
    for (const row of rows) {
      const words = nameWords({ firstName: row.first_name, lastName: row.last_name })
      for (const word of countedWords(words)) {
        if (row.id > written.until) change(gathered, word, 1)
        else if (word > written.word) change(again, word, 1)
      }
    }
    unread.at = rows.at(-1)?.id ?? end
    if (rows.length === most) return
    going = goingOf(again)
    unread = null
  }

  function isUnread(row: number): boolean {
    return unread !== null && row > unread.at && row <= unread.end
  }

  function count(words: readonly string[], row: number, by: number): void {
    if (row > last) last = row
    if (beginnings.size > 0) beginnings = new Map()
    for (const word of countedWords(words)) {
      const isInFile = row <= written.upTo || (row <= written.until && word <= written.word)
      if (isInFile) change(now, word, by)
      // It is read as it is then.
      else if (isUnread(row)) continue
      else if (row > written.until) change(gathered, word, by)
      else if (unread !== null) change(unread.again, word, by)
      else if (going === null) change(now, word, by)
      else change(going.words.has(word) ? going.words : late, word, by)
    }
  }

  function put(words: Iterable<string>, changes: Map<string, number>): void {
    const added: (string | number)[] = []
    for (const word of words) {
      const by = changes.get(word) ?? 0
      if (by > 0) {
        added.push(word, by)
        filter.add(word)
      }
      if (by >= 0) continue
      fewer.run(-by, word)
      empty.run(word)
    }
    let at = 0
    for (; at + 2 * together <= added.length; at += 2 * together) more.run(added.slice(at, at + 2 * together))
    for (; at < added.length; at += 2) oneMore.run(added.slice(at, at + 2))
  }

  /** In their order: neighbours are on one page. */
  function putAll(changes: Map<string, number>): void {
    if (changes.size > 0) put([...changes.keys()].toSorted(), changes)
    changes.clear()
  }

  function begin(): void {
    going = goingOf(gathered)
    written = { upTo: written.upTo, until: last, word: '' }
    gathered = new Map()
  }

  function step(most: number): void {
    putAll(now)
    readOn(rowsOfStep)
    if (going === null) return
    const { words, order } = going
    for (let left = most; left > 0;) {
      const some = order.take(left)
      if (some.length === 0) {
        putAll(late)
        going = null
        // Rows after those that have no word that is counted are not waited for.
        const upTo = gathered.size === 0 ? last : written.until
        written = { upTo, until: upTo, word: '' }
        return
      }
      put(some, words)
      left -= some.length
      written = { ...written, word: some.at(-1) ?? written.word }
      const passed = [...late.keys()].filter((word) => word <= written.word)
      put(passed, late)
      for (const word of passed) late.delete(word)
    }
  }

  /** Whatever was written stands in the file with how far that has come. */
  function note(): void {
    if (going !== null || unread !== null || gathered.size > 0 || written.upTo < last) {
      keep.run(keptOfWords, JSON.stringify(written))
      isKept = true
    } else if (isKept) {
      unkeep.run(keptOfWords)
      isKept = false
    }
  }

  function beginning(prefix: string): readonly string[] {
    readOn(Number.MAX_SAFE_INTEGER)
    const known = beginnings.get(prefix)
    if (known !== undefined) return known
    const found: string[] = []
    for (const changes of [now, late, gathered, ...(going === null ? [] : [going.words])])
      for (const [word, by] of changes) if (by > 0 && word.startsWith(prefix)) found.push(word)
    if (beginnings.size >= mostBeginnings) beginnings = new Map()
    beginnings.set(prefix, found)
    return found
  }

  return {
    beginning,
    add: (words, row) => count(words, row, 1),
    addCounted(counts, from, to) {
      // The row of who was removed last is given again.
      if (from <= last) return false
      last = to
      if (beginnings.size > 0) beginnings = new Map()
      for (const [word, by] of counts) change(gathered, word, by)
      return true
    },
    drop: (words, row) => count(words, row, -1),
    step,
    write(all) {
      putAll(now)
      if (going === null && unread === null) {
        if (all || gathered.size <= fewWords) {
          putAll(gathered)
          written = { upTo: last, until: last, word: '' }
        } else if (gathered.size >= manyWords || last - written.until >= manyRows) begin()
      }
      note()
    },
    rest() {
      if (unread !== null) readOn(rowsOfStep)
      else {
        if (going === null) begin()
        step(restWords)
      }
      note()
    },
    isBehind: () => going !== null || unread !== null || gathered.size > 0,
    undo,
  }
}

/** Words of one member that are counted, each once. */
export function countedWords(words: readonly string[]): readonly string[] {
  // As nearly every name's are.
  return words.every(isCounted) ? words : words.filter(isCounted)
}

function isCounted(word: string, at: number, words: readonly string[]): boolean {
  return words.indexOf(word) === at && isListed(word)
}

function change(changes: Map<string, number>, word: string, by: number): void {
  changes.set(word, (changes.get(word) ?? 0) + by)
}

interface Going {
  readonly words: Map<string, number>
  readonly order: { take(most: number): readonly string[] }
}

/** Sorted letter by letter as they are taken: all of them at once take longer than a keystroke may wait. */
function goingOf(words: Map<string, number>): Going {
  const byLetter = new Map<number, string[]>()
  for (const word of words.keys()) {
    const letter = word.charCodeAt(0)
    const there = byLetter.get(letter)
    if (there === undefined) byLetter.set(letter, [word])
    else there.push(word)
  }
  const letters = [...byLetter.keys()].toSorted((one, other) => one - other)
  let line: readonly string[] = []
  let at = 0
  function take(most: number): readonly string[] {
    while (at >= line.length) {
      const letter = letters.shift()
      if (letter === undefined) return []
      line = (byLetter.get(letter) ?? []).toSorted()
      at = 0
    }
    const some = line.slice(at, at + most)
    at += some.length
    return some
  }
  return { words, order: { take } }
}

/** What is none was not written by us: damage. */
function writtenOf(text: string): Written {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null)
    throw new SyntaxError('how far the words are written is something else')
  const { upTo, until, word } = value as Partial<Record<keyof Written, unknown>>
  if (typeof upTo !== 'number' || typeof until !== 'number' || typeof word !== 'string')
    throw new SyntaxError('how far the words are written is something else')
  return { upTo, until, word }
}

/** A single character is found by itself, and no error in it can be told from another one. */
function isListed(word: string): boolean {
  return (
    word.length > 1 &&
    (word.charCodeAt(0) < firstOfThose ||
      !/^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u.test(word))
  )
}
