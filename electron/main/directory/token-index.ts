import type { CacheFile } from '../db/open-cache.ts'
import { createPostingBatch } from './posting-batch.ts'
import { lateInRun, noRow, partOfBatch, rowsOfParts } from './posting-cursors.ts'
import type { LatePart, Rows } from './posting-cursors.ts'
import { keysOf, mergeRuns } from './posting-merge.ts'
import type { PostingMerge } from './posting-merge.ts'
import { preparePostingRuns } from './posting-runs.ts'
import type { Run } from './posting-runs.ts'
import { firstOf, furtherOf, readExpression, rowsOf } from './token-expression.ts'
import type { TokenLists } from './token-expression.ts'
import { tokenKey } from './token-key.ts'

/** Which rows have which tokens. */
export interface TokenIndex {
  /**
   * The first rows, in their order, that an expression (token-expression.ts) asks for.
   *
   * @param isStrict Whether whoever has a token by chance is kept out where the expression says by which other token.
   */
  matching(expression: string, most: number, isStrict?: boolean): readonly number[]
  /** How long the list of those whom an expression asks for is at most, in blocks behind the first; nothing is read for it. */
  further(expression: string): number
  /**
   * Runs look-ups over one state of the file. Each statement by itself would ask the system anew which state that is, which
   * takes as long as reading a block does.
   */
  reading<T>(lookUps: () => T): T
  /** That a row has these tokens, or has them no longer; seen at once. In a transaction, as are the next three. */
  tell(keys: Uint32Array, row: number, isGone: boolean): void
  /** Brings some runs together, as much as what was told demands, and never so much that a keystroke waits for it. */
  keepUp(): void
  /**
   * Writes what was told; before the transaction is committed.
   *
   * @param isOfRows Whether it was told of new rows alone: many of them are then kept in memory until they are brought
   *   together, and after a kill they are read as they were told.
   */
  write(isOfRows?: boolean): void
  /** Writes what is kept in memory; before the file is closed, in a transaction. */
  flush(): void
  /**
   * Brings runs together while nobody tells anything, a few milliseconds of it: with `isAsked` all of them, once what was
   * begun before is done, else as many as make look-ups quick again. Answers whether there is more.
   */
  step(isAsked: boolean): boolean
  /** Whether some are on their way into one. */
  isMerging(): boolean
  runs(): number
  /** As the file has it, and nothing told since: after a transaction that was given up. */
  reread(): void
  /** Every posting that counts: for proofs. */
  entries(): Iterable<readonly [key: number, row: number]>
}

/** Runs that become one of the next level: of what was told, and of others. */
const fan = 8
const fanOfOthers = 64
/** Postings that are brought together for each that is told: each is three times among a million members. */
const keptUpTimes = 4
/** Postings of one step while nobody asks: a few milliseconds, which whoever scans meanwhile waits for. */
const stepPostings = 16_000
/** Postings that one call brings together at most; what it owes beyond them is left to those that follow. */
const mostKeptUp = 160_000
/** So few are written at once, wherever they came from: a later opening would have to look for them. */
const fewPostings = 10_000

/** No version that a file has. */
const notRead = -1
/** What is brought together in steps is of this level at least: those of what is told meanwhile go into one beside it. */
const levelOfSteps = 2
/** Large runs that a look-up may go through, while nobody tells anything; beside them a few small ones. */
const mostRuns = 4
/** Whoever is more than so many times as large as all that are newer together is not written again for their sake. */
const timesAsLarge = 3

/**
 * The newest runs that are better one, while nobody tells anything, since each costs every look-up a search of its own: up to
 * the oldest that is hardly larger than all newer ones together; and where there are too many, as many as must be. Small ones
 * do not count: with one member changed each second they were all day on their way into larger ones.
 */
function scattered(all: readonly Run[]): readonly Run[] {
  const large = all.filter(({ postings }) => postings >= fewPostings).length
  const least = large > mostRuns ? 1 + all.length - mostRuns : 0
  let sum = 0
  let count = 0
  all.forEach(({ postings }, at) => {
    if (at < least || postings <= timesAsLarge * sum) count = at + 1
    sum += postings
  })
  return count > 1 ? all.slice(0, count) : []
}

const indexes = new WeakMap<CacheFile, TokenIndex>()

/** The index of an open member copy: one for all who read and write through this connection. */
export function tokenIndexOf(db: CacheFile): TokenIndex {
  const known = indexes.get(db)
  if (known !== undefined) return known
  const index = openIndex(db)
  indexes.set(db, index)
  return index
}

function openIndex(db: CacheFile): TokenIndex {
  const version = db.prepare<[], number>('PRAGMA data_version').pluck()
  const runs = preparePostingRuns(db)
  const batch = createPostingBatch()
  let merges: readonly PostingMerge[] = []
  /** The version of the file that is in memory: another connection may have written. */
  let read = notRead
  let owed = 0

  function reread(): void {
    batch.clear()
    owed = 0
    merges = []
    // Whoever looks after this has failed reads again.
    read = notRead
    const there = version.get() ?? 0
    runs.read()
    const all = runs.all()
    for (const output of all) {
      const inputs = all.filter(({ into }) => into === output.id)
      if (inputs.length > 0) begin(inputs, output)
    }
    read = there
  }

  function nextAge(): number {
    return 1 + runs.all().reduce((most, run) => Math.max(most, run.age), 0)
  }

  /** Keeps what was told in memory, where it may be; answers whether it may. */
  function keepTold(): boolean {
    const told = batch.told()
    if (told === null) return false
    runs.keep(nextAge(), told)
    batch.clear()
    return true
  }

  /** Whether nothing else in the index is older than these. */
  function isOldest(some: readonly Run[]): boolean {
    const oldest = Math.min(...some.map(({ age }) => age))
    return runs.all().every((run) => some.includes(run) || run.age > oldest)
  }

  function begin(inputs: readonly Run[], output: Run): void {
    merges = [...merges, mergeRuns(runs, inputs, output, isOldest([...inputs, output]))].toSorted(
      (one, other) => one.output.level - other.output.level,
    )
  }

  function start(inputs: readonly Run[], level: number): void {
    const [newest] = inputs
    if (newest === undefined) return
    const hasGone = inputs.some((run) => run.hasGone) && !isOldest(inputs)
    const firstRow = Math.min(...inputs.map((run) => run.firstRow))
    const output = runs.begin(newest.age, level, hasGone, firstRow)
    for (const run of inputs) {
      run.into = output.id
      runs.save(run)
    }
    begin(inputs, output)
  }

  /** Whether it is whole and not on its way into another. */
  function isFree(run: Run): boolean {
    return run.into === null && merges.every(({ output }) => output !== run)
  }

  /**
   * The newest runs of a level that are free and have nobody's age between them: one is as new as the newest that it was
   * made of, so what it had of an older one would count before a run between them. What is lower goes along.
   */
  function neighbours(level: number): readonly Run[] {
    const all = runs.all()
    const from = all.findIndex((run) => run.level === level && isFree(run))
    if (from < 0) return []
    const length = all.slice(from).findIndex((run) => run.level > level || !isFree(run))
    return all.slice(from, length < 0 ? all.length : from + length)
  }

  function schedule(): void {
    for (const level of new Set(runs.all().map((run) => run.level))) {
      const together = neighbours(level)
      const isGoingOn = merges.some(({ output }) => output.level === level + 1)
      if (together.length >= (level === 0 ? fan : fanOfOthers) && !isGoingOn) start(together, level + 1)
    }
  }

  function work(most: number): void {
    let left = most
    for (let merge = merges[0]; merge !== undefined && left > 0; [merge] = merges) {
      const taken = merge.work(left)
      if (taken < left) {
        merges = merges.filter((each) => each !== merge)
        schedule()
      }
      left -= taken
    }
    owed = merges.length === 0 ? 0 : Math.max(0, owed - (most - left))
  }

  function writeTold(): void {
    const { size, tokens, marks, hasGone } = batch.sorted()
    const run = runs.begin(nextAge(), 0, hasGone, batch.firstRow())
    const writer = runs.writer(run)
    for (let at = 0; at < size; at += 1) writer.add(tokens[at] ?? 0, marks[at] ?? 0)
    writer.finish()
    run.postings = size
    runs.save(run)
    batch.clear()
  }

  /** The newest runs, down to the oldest one that is in memory alone and on its way nowhere. */
  function inMemory(): readonly Run[] {
    const all = runs.all()
    return all.slice(0, 1 + all.findLastIndex((run) => run.told !== null && isFree(run)))
  }

  /** What was told outside of a transaction was told in one that the engine gave up: it is not in the file. */
  function lookForLost(): void {
    if (batch.size() > 0 && !db.inTransaction) reread()
  }

  function look(): void {
    lookForLost()
    if (version.get() !== read) reread()
  }

  const inOneState = db.transaction((work: () => void) => {
    work()
  })
  let isReading = false
  /** What was asked in this reading, and how far: a few of an expression are often asked for before more of it. */
  let opened = new Map<string, { readonly rows: Rows; readonly found: number[] }>()
  /** Where the tokens of this reading are. */
  let places = new Map<string, readonly LatePart[]>()

  function reading<T>(lookUps: () => T): T {
    if (isReading) return lookUps()
    const found: T[] = []
    const work = (): void => {
      isReading = true
      try {
        look()
        found.push(lookUps())
      } finally {
        isReading = false
        // New ones: a map that is cleared keeps what it held until the engine's next look at all old objects.
        opened = new Map()
        places = new Map()
      }
    }
    // Before a transaction of ours hides that the engine gave another one up.
    lookForLost()
    if (db.inTransaction) work()
    else inOneState(work)
    const [value] = found
    return value as T
  }

  // Now, and not with the first key that somebody types.
  reread()

  const lists: TokenLists = {
    rows: (token) => rowsOfParts(partsOf(token)),
    further: (token) => partsOf(token).reduce((sum, { further }) => sum + further, 0),
  }

  function partsOf(token: string): readonly LatePart[] {
    const known = places.get(token)
    if (known !== undefined) return known
    const parts = partsOfKey(tokenKey(token))
    if (isReading) places.set(token, parts)
    return parts
  }

  function partsOfKey(key: number): readonly LatePart[] {
    const parts: LatePart[] = []
    if (batch.size() > 0)
      parts.push({ from: batch.firstRow(), further: 0, open: () => partOfBatch(batch.sorted(), key) })
    for (const run of runs.all()) {
      const part = lateInRun(runs, run, key)
      if (part !== null) parts.push(part)
    }
    return parts
  }

  return {
    reading,
    matching(expression, most, isStrict = false) {
      if (!isReading) {
        look()
        return firstOf(rowsOf(readExpression(expression), lists, isStrict), most)
      }
      const key = `${expression}${isStrict ? '!' : ''}`
      const asked = opened.get(key) ?? {
        rows: rowsOf(readExpression(expression), lists, isStrict),
        found: [],
      }
      opened.set(key, asked)
      asked.found.push(...firstOf(asked.rows, most - asked.found.length))
      return asked.found.slice(0, most)
    },
    further: (expression) => furtherOf(readExpression(expression), lists),
    tell(keys, row, isGone) {
      if (batch.size() === 0) look()
      batch.add(keys, row, isGone)
      owed += keys.length * keptUpTimes
    },
    keepUp() {
      // Nothing that is told tells `look` that a transaction was given up: then nothing may have been brought in either.
      if (batch.size() > 0) work(Math.min(owed, mostKeptUp))
    },
    write(isOfRows = false) {
      look()
      if (batch.size() === 0) return
      const isKept = isOfRows && batch.size() >= fewPostings && keepTold()
      if (!isKept) writeTold()
      schedule()
    },
    flush() {
      look()
      while (runs.all().some(({ told }) => told !== null)) {
        const some = inMemory()
        // Beside a large one that is going on, which may wait.
        if (some.length > 0 && (merges.length === 0 || some.every(isFree))) start(some, 1)
        work(stepPostings)
      }
    },
    step(isAsked) {
      // In a transaction of its own: what was told before it, and not written, was given up.
      if (batch.size() > 0) reread()
      look()
      if (merges.length === 0) {
        const told = inMemory()
        const few = told.length > 0 ? told : scattered(runs.all())
        const together = isAsked ? runs.all() : few
        if (together.length === 0) return false
        start(
          together,
          together.reduce((most, { level }) => Math.max(most, level), together === told ? 1 : levelOfSteps),
        )
      }
      work(stepPostings)
      return merges.length > 0 || inMemory().length > 0 || scattered(runs.all()).length > 0
    },
    isMerging: () => merges.length > 0,
    runs: () => runs.all().length,
    reread,
    *entries() {
      look()
      const keys = new Set(runs.all().flatMap((run) => keysOf(runs, run)))
      for (const key of [...keys].toSorted((one, other) => one - other)) {
        const rows = rowsOfParts(partsOfKey(key))
        while (rows.row !== noRow) {
          yield [key, rows.row]
          rows.next()
        }
      }
    },
  }
}
