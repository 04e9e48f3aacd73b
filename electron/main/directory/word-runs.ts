import type { CacheFile } from '../db/open-cache.ts'
import { blockOf, BlockWords, hasBeginning, membersIn, wordsOf, WordsTogether } from './word-block.ts'
import type { StoredBlock, WordSource } from './word-block.ts'

/**
 * How many members have each word, as the file has it: in sorted runs, as the index has its postings. With a row for each word
 * a page of the file would be written for nearly every word of a first pull. What several runs say of a word is added up, so
 * that none is older or newer than another.
 */
export interface WordRuns {
  /** Notices what another connection has written; before one looks into them. */
  refresh(): void
  /** The smallest first. */
  all(): readonly WordRun[]
  /** How many members have this word; and whether some word begins so, be it that nobody has it any more. */
  look(word: string): Looked
  /** The first word from this one on, be it that nobody has it any more; null where there is none. */
  next(word: string): string | null
  /** All words of the file from this one on; also those that nobody has any more. */
  from(word: string): WordSource
  /** Begins a run. In a transaction, as are those that follow. */
  begin(): WordWriter
  /** The words of some runs, which go as they are taken. */
  take(runs: readonly WordRun[]): TakenWords
  /** Deletes so many blocks of what never came to count and is no longer written; answers whether there were any. */
  sweep(most: number): boolean
  /** Words of so many blocks behind this one, in the order of the file, and which is the last; null where there are none. */
  behind(block: number, most: number): { readonly last: number; readonly words: readonly string[] } | null
  /** After a transaction was given up. */
  undo(): void
}

/** What the runs say of a word. */
export interface Looked {
  readonly members: number
  readonly begins: boolean
}

/** A sorted part of the words. */
export interface WordRun {
  readonly id: number
  readonly words: number
}

/** Puts words into a run, in their order. */
export interface WordWriter {
  add(word: string, members: number): void
  /** What was added counts from then on. Without any words it is no run. */
  save(): void
  /** Nothing more is added. */
  finish(): void
}

/** Words of some runs, each once, on their way into another. */
export interface TakenWords extends WordSource {
  /** What was gone on to counts in these runs no longer; answers whether there are more words. */
  save(): boolean
}

/** Words of one block, all of which are read for one. */
const perBlock = 64
/** Blocks of one run: of the number of a block the run's is in front of its place. */
const mostBlocks = 2 ** 20
/** First words of blocks that are one row of the file. */
const perFence = 256
/** Blocks that are kept in memory, and as many that were asked for before them: one to three kilobytes each. */
const mostKept = 1_500
/** No version that a file has. */
const notRead = -1

/** A run with the first word of each of its blocks, and those that are gone: 1.5 MB for a million and a half words. */
interface RunInMemory extends WordRun {
  words: number
  /** Places of its first block and behind its last one. */
  from: number
  to: number
  /** The first word that counts: what is before it has gone into another run. */
  start: string
  /** Of the first place that is in the list, and of those behind it. */
  readonly firstPlace: number
  readonly firsts: string[]
}

interface RunRow {
  readonly id: number
  readonly from_block: number
  readonly to_block: number
  readonly words: number
  readonly start: string
}

interface BlockRow extends StoredBlock {
  readonly id: number
}

interface KeptBlock extends BlockRow {
  /** Its words, once somebody looked for the next one. */
  list: readonly string[] | null
}

/** Prepares the runs of an open member copy. */
export function prepareWordRuns(db: CacheFile): WordRuns {
  const version = db.prepare<[], number>('PRAGMA data_version').pluck()
  const runRows = db.prepare<[], RunRow>('SELECT * FROM word_run')
  const keepRun = db.prepare<[number, number, number, number, string]>(
    'INSERT OR REPLACE INTO word_run VALUES (?, ?, ?, ?, ?)',
  )
  const dropRun = db.prepare<[number]>('DELETE FROM word_run WHERE id = ?')
  const fenceRows = db.prepare<[], { readonly id: number; readonly firsts: unknown }>(
    'SELECT id, firsts FROM word_fence ORDER BY id',
  )
  const keepFence = db.prepare<[number, string]>('INSERT OR REPLACE INTO word_fence VALUES (?, ?)')
  const dropFences = db.prepare<[number, number]>('DELETE FROM word_fence WHERE id >= ? AND id < ?')
  const lastBlock = db.prepare<[], number | null>('SELECT max(id) FROM word_block').pluck()
  const addBlock = db.prepare<[number, string, Uint8Array | null]>('INSERT INTO word_block VALUES (?, ?, ?)')
  const block = db.prepare<[number], BlockRow>('SELECT id, words, members FROM word_block WHERE id = ?')
  const nextBlocks = db.prepare<[number, number], BlockRow>(
    'SELECT id, words, members FROM word_block WHERE id > ? ORDER BY id LIMIT ?',
  )
  const blockFrom = db
    .prepare<[number], number>('SELECT id FROM word_block WHERE id >= ? ORDER BY id LIMIT 1')
    .pluck()
  const dropBlocks = db.prepare<[number, number]>('DELETE FROM word_block WHERE id >= ? AND id < ?')

  let runs: readonly RunInMemory[] = []
  /** The version of the file that is in memory: another connection may have written. */
  let read = notRead
  const writing = new Set<number>()
  let nextRun = 0
  /** What is before this block is of runs that count, or are being written. */
  let swept = 0
  let kept = new Map<number, KeptBlock>()
  let keptBefore = new Map<number, KeptBlock>()

  /** As they are in the file. */
  function inMemory(): readonly RunInMemory[] {
    const there = version.get() ?? 0
    if (there !== read) {
      reread()
      read = there
    }
    return runs
  }

  /** As they were at the last `refresh`, or whatever was written since. */
  function current(): readonly RunInMemory[] {
    return read === notRead ? inMemory() : runs
  }

  function reread(): void {
    kept = new Map()
    keptBefore = new Map()
    const firstsOf = new Map<number, { readonly firstPlace: number; readonly firsts: string[] }>()
    for (const { id, firsts } of fenceRows.iterate()) {
      const run = Math.floor(id / mostBlocks)
      const there = firstsOf.get(run) ?? { firstPlace: id % mostBlocks, firsts: [] }
      // Those that are gone are the first ones.
      if (there.firstPlace + there.firsts.length !== id % mostBlocks)
        throw new SyntaxError('first words of blocks are missing')
      there.firsts.push(...wordsOf({ words: firsts, members: null }))
      firstsOf.set(run, there)
    }
    runs = runRows.all().map(({ id, from_block: from, to_block: to, words, start }) => {
      const there = firstsOf.get(id)
      if (there === undefined || there.firstPlace > from || there.firstPlace + there.firsts.length !== to)
        throw new SyntaxError('first words of blocks are missing')
      return { id, from, to, words, start, ...there }
    })
  }

  function blockAt(id: number): BlockRow {
    const row = block.get(id)
    if (row === undefined) throw new SyntaxError('a block of words is missing')
    return row
  }

  function fetch(id: number): KeptBlock {
    const known = kept.get(id)
    if (known !== undefined) return known
    const found = keptBefore.get(id) ?? { ...blockAt(id), list: null }
    if (kept.size >= mostKept) {
      keptBefore = kept
      kept = new Map()
    }
    kept.set(id, found)
    return found
  }

  /** Place of the block in which a word is, if it is in the run; the first one where all words are behind it. */
  function placeIn({ firsts, firstPlace, from, to }: RunInMemory, word: string): number {
    const behind = firstThat(from, to, (place) => (firsts[place - firstPlace] ?? '') > word)
    return Math.max(behind - 1, from)
  }

  function nextIn(run: RunInMemory, word: string): string | null {
    const from = word > run.start ? word : run.start
    const place = placeIn(run, from)
    const found = fetch(run.id * mostBlocks + place)
    const list = (found.list ??= wordsOf(found))
    const at = firstThat(0, list.length, (each) => (list[each] ?? '') >= from)
    return list[at] ?? (place + 1 < run.to ? (run.firsts[place + 1 - run.firstPlace] ?? null) : null)
  }

  function* blocksOf({ id, to }: RunInMemory, from: number, isOnce: boolean): Generator<BlockRow> {
    for (let at = id * mostBlocks + from; at < id * mostBlocks + to; at += 1) {
      yield isOnce ? blockAt(at) : fetch(at)
    }
  }

  function save(run: RunInMemory): void {
    const { id, from, to, words, start } = run
    keepRun.run(id, from, to, words, start)
    runs = [...inMemory().filter((each) => each.id !== id), run]
  }

  function saveTaken(run: RunInMemory, words: BlockWords<BlockRow>, before: number): void {
    const first = run.id * mostBlocks
    const { from } = run
    run.from = words.isOver ? run.to : (words.block?.id ?? first) - first
    dropBlocks.run(first, first + run.from)
    dropFences.run(first, first + (words.isOver ? mostBlocks : run.from - (run.from % perFence)))
    for (const blocks of [kept, keptBefore])
      for (let place = from; place < run.from; place += 1) blocks.delete(first + place)
    // The word to which it has gone on is not taken yet.
    run.words = before - words.taken + 1
    run.start = words.word
    if (!words.isOver) save(run)
    else {
      dropRun.run(run.id)
      runs = inMemory().filter(({ id }) => id !== run.id)
    }
  }

  return {
    refresh: () => void inMemory(),
    all: () => inMemory().toSorted((one, other) => one.words - other.words || one.id - other.id),
    look(word) {
      let members = 0
      let begins = false
      for (const run of current()) {
        const place = placeIn(run, word)
        const row = fetch(run.id * mostBlocks + place)
        if (word >= run.start) members += membersIn(row, word)
        begins ||=
          hasBeginning(row, word) ||
          (place + 1 < run.to && (run.firsts[place + 1 - run.firstPlace] ?? '').startsWith(word))
      }
      return { members, begins }
    },
    next(word) {
      let least: string | null = null
      for (const run of current()) {
        const found = nextIn(run, word)
        if (found !== null && (least === null || found < least)) least = found
      }
      return least
    },
    from(word) {
      return new WordsTogether(
        current().map((run) => {
          const from = word > run.start ? word : run.start
          return new BlockWords(blocksOf(run, placeIn(run, from), false), from)
        }),
      )
    },
    take(some) {
      const inputs = inMemory()
        .filter(({ id }) => some.some((each) => each.id === id))
        .map((run) => ({
          run,
          before: run.words,
          words: new BlockWords(blocksOf(run, run.from, true), run.start),
        }))
      const words = new WordsTogether(inputs.map((input) => input.words))
      return {
        next: () => words.next(),
        get word() {
          return words.word
        },
        get members() {
          return words.members
        },
        save() {
          for (const input of inputs) saveTaken(input.run, input.words, input.before)
          return words.hasMore()
        },
      }
    },
    begin() {
      const id = Math.max(nextRun, Math.floor((lastBlock.get() ?? 0) / mostBlocks) + 1)
      nextRun = id + 1
      writing.add(id)
      const run: RunInMemory = { id, words: 0, from: 0, to: 0, start: '', firstPlace: 0, firsts: [] }
      let saved = 0
      let words: string[] = []
      let members: number[] = []
      const put = (): void => {
        const [first] = words
        if (first === undefined) return
        const made = blockOf(words, members)
        addBlock.run(id * mostBlocks + run.to, made.words, made.members)
        run.firsts.push(first)
        run.to += 1
        run.words += words.length
        words = []
        members = []
      }
      return {
        add(word, by) {
          words.push(word)
          members.push(by)
          if (words.length === perBlock) put()
        },
        save() {
          put()
          if (run.to === 0) return
          for (let at = saved - (saved % perFence); at < run.to; at += perFence)
            keepFence.run(id * mostBlocks + at, ` ${run.firsts.slice(at, at + perFence).join(' ')} `)
          saved = run.to
          save(run)
        },
        finish() {
          writing.delete(id)
        },
      }
    },
    sweep(most) {
      const known = new Set([...inMemory().map(({ id }) => id), ...writing])
      for (let at = blockFrom.get(swept); at !== undefined; at = blockFrom.get(swept)) {
        const run = Math.floor(at / mostBlocks)
        const end = (run + 1) * mostBlocks
        if (!known.has(run)) {
          dropBlocks.run(at, Math.min(at + most, end))
          return true
        }
        swept = end
      }
      return false
    },
    behind(id, most) {
      const rows = nextBlocks.all(id, most)
      const last = rows.at(-1)
      return last === undefined ? null : { last: last.id, words: rows.flatMap(wordsOf) }
    },
    undo() {
      read = notRead
      writing.clear()
      swept = 0
    },
  }
}

/** The first of these numbers of which that holds, as it does of all behind it; `to` where there is none. */
function firstThat(from: number, to: number, holds: (at: number) => boolean): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
