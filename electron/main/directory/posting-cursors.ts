import { BlockReader } from './posting-block.ts'
import type { PostingRuns, Run } from './posting-runs.ts'
import { firstFrom } from './posting-sort.ts'
import type { SortedPostings } from './posting-sort.ts'

/** After the last row; as small as the engine keeps numbers best, of which a search compares a hundred thousand. */
export const noRow = 2 ** 30 - 1

/** Larger than any mark. */
const lastMark = 2 ** 32 - 1

/** Before the first row. */
export const beforeRows = -1

/** Rows in their order. Each list is gone through in one way alone: row by row, or by `bound`. */
export interface Rows {
  /** The row that it stands at; {@link noRow} after the last, {@link beforeRows} where nobody has sought any. */
  readonly row: number
  /** Blocks that it goes on into, behind those in which it begins: how long it is, roughly. */
  readonly further: number
  next(): void
  /** On to this row, or to the first one after it. Never back. */
  seek(row: number): void
  /** This row if it has it, or a later one before which it has none: how far nobody needs to look. Never back. */
  bound(row: number): number
}

/** Rows of one token in one run, and whether each has the token or has it no longer. */
export interface Part extends Omit<Rows, 'further' | 'bound'> {
  readonly isGone: boolean
  /** Whether any of them may be gone. */
  readonly hasGone: boolean
}

/** Rows of one token in one run that is not looked at before its rows' turn has come. */
export interface LatePart {
  /** No row in it is before this one. */
  readonly from: number
  /** As {@link Rows.further}. */
  readonly further: number
  /** Each time anew; null where there are none. */
  open(): Part | null
}

/** Rows of one token in one run; null where they are in another one, as the fences tell. */
export function lateInRun(runs: PostingRuns, run: Run, token: number): LatePart | null {
  const { fences, from, told, firstRow } = run
  if (token < from.token) return null
  const first = token === from.token ? from.mark : 0
  if (told !== null)
    return { from: firstRow, further: 0, open: () => partOfBatch(told.sorted(), token, first) }
  const begin = Math.max(fences.start, fences.lastUpTo(token, first))
  const further = begin >= fences.size ? 0 : Math.max(0, fences.lastUpTo(token, lastMark, begin) - begin)
  // The place is looked for once: expressions of one query ask for the same tokens again.
  let atFirst: RunPart | null = null
  return {
    from: firstRow,
    further,
    open() {
      if (atFirst === null) {
        atFirst = new RunPart(runs, run, token)
        atFirst.begin(begin, first)
      }
      return atFirst.row === noRow ? null : atFirst.copy()
    },
  }
}

class RunPart implements Part {
  row = noRow
  isGone = false
  readonly hasGone: boolean
  readonly #runs: PostingRuns
  readonly #run: Run
  readonly #token: number
  readonly #reader = new BlockReader()
  #fence = 0
  /** Where the next block begins, if that is the token's too; beyond all marks where it is not. */
  #nextBegins = lastMark + 1

  constructor(runs: PostingRuns, run: Run, token: number) {
    this.#runs = runs
    this.#run = run
    this.#token = token
    this.hasGone = run.hasGone
  }

  copy(): Part {
    const copy = new RunPart(this.#runs, this.#run, this.#token)
    copy.row = this.row
    copy.isGone = this.isGone
    copy.#fence = this.#fence
    copy.#nextBegins = this.#nextBegins
    copy.#reader.standAt(this.#reader)
    return copy
  }

  /** At the first posting from this mark on, looked for from this block on. */
  begin(fence: number, mark: number): void {
    this.#fence = fence
    if (!this.#open()) {
      this.#end()
      return
    }
    if (this.#reader.mark < mark) this.#forward(mark)
    else this.#take()
  }

  next(): void {
    this.#forward(this.#reader.mark + 1)
  }

  seek(row: number): void {
    const mark = row * 2
    if (this.#nextBegins <= mark) {
      this.#fence = this.#run.fences.lastUpTo(this.#token, mark, this.#fence + 1)
      if (!this.#open()) throw new SyntaxError('a block of the index begins otherwise than its fence')
    }
    if (this.#reader.mark < mark) this.#forward(mark)
    else this.#take()
  }

  /** Reads the block up to the token, or the next one, where that begins with it. */
  #open(): boolean {
    const { fences, hasGone, firstRow } = this.#run
    const reader = this.#reader
    for (; this.#fence < fences.size; this.#fence += 1) {
      if (fences.token(this.#fence) > this.#token) return false
      reader.open(fences.token(this.#fence), this.#runs.data(fences.block(this.#fence)), hasGone, firstRow)
      if (!reader.find(this.#token)) continue
      const next = this.#fence + 1
      const goesOn = next < fences.size && fences.token(next) === this.#token
      this.#nextBegins = goesOn ? fences.mark(next) : lastMark + 1
      return reader.token === this.#token
    }
    return false
  }

  #forward(mark: number): void {
    const reader = this.#reader
    while (!reader.forward(mark)) {
      this.#fence += 1
      if (!this.#open()) {
        this.#end()
        return
      }
      if (reader.mark >= mark) break
    }
    this.#take()
  }

  #take(): void {
    this.row = this.#reader.mark >>> 1
    this.isGone = (this.#reader.mark & 1) === 1
  }

  #end(): void {
    this.row = noRow
    this.isGone = false
  }
}

/** Rows of one token, from this mark on, in a batch; null where there are none. */
export function partOfBatch(batch: SortedPostings, token: number, mark = 0): Part | null {
  const { size, tokens, marks } = batch
  const low = firstFrom(batch, token, mark)
  if (low >= size || tokens[low] !== token) return null
  let at = low
  const part: Writable<Part> = {
    row: 0,
    isGone: false,
    hasGone: batch.hasGone,
    next,
    seek,
  }
  function take(): void {
    const mark = at < size && tokens[at] === token ? (marks[at] ?? 0) : null
    part.row = mark === null ? noRow : mark >>> 1
    part.isGone = mark !== null && (mark & 1) === 1
  }
  function next(): void {
    at += 1
    take()
  }
  function seek(row: number): void {
    while (part.row < row) next()
  }
  take()
  return part
}

/**
 * Rows that have a token, by its parts, the newest first. Of runs that follow each other, as those of a first pull do, the
 * first ones are often all that is asked for.
 */
export function rowsOfParts(parts: readonly LatePart[]): Rows {
  return new TokenRows(parts)
}

/** Rows that have a token: of each, the newest part that has a word about it says so. */
class TokenRows implements Rows {
  row = 0
  readonly further: number
  /** The newest first. */
  readonly #late: readonly LatePart[]
  /** Of those: null where one has no rows or is not open yet, and which are. */
  readonly #slots: (Part | null)[]
  readonly #isOpen: boolean[]
  /** Those that are open and have more, the newest first. */
  #parts: readonly Part[] = []
  /** Where it is one alone, and nothing in it is gone. */
  #only: Part | null = null
  /** The first row that one that is not open may have. */
  #lateFrom: number

  constructor(late: readonly LatePart[]) {
    this.#late = late
    this.#slots = late.map(() => null)
    this.#isOpen = late.map(() => false)
    this.further = late.reduce((sum, { further }) => sum + further, 0)
    this.#lateFrom = this.#nextLate()
    this.#settle(0)
  }

  next(): void {
    const only = this.#only
    if (only === null) {
      this.#pass(this.row)
      this.#settle(this.row + 1)
      return
    }
    const from = this.row + 1
    only.next()
    this.#take(only, from)
  }

  seek(row: number): void {
    if (this.row >= row) return
    const only = this.#only
    if (only !== null) {
      if (only.row < row) only.seek(row)
      this.#take(only, row)
      return
    }
    for (const part of this.#parts) if (part.row < row) part.seek(row)
    this.#settle(row)
  }

  /** As it nearly always is, and for each of the many rows of a long list. */
  #take(only: Part, from: number): void {
    if (only.row < this.#lateFrom) this.row = only.row
    else this.#settle(from)
  }

  bound(row: number): number {
    this.seek(row)
    return this.row
  }

  #pass(row: number): void {
    for (const part of this.#parts) if (part.row === row) part.next()
  }

  /** @param from What is before it is behind. */
  #settle(from: number): void {
    for (;;) {
      let first: Part | undefined
      for (const part of this.#parts) if (first === undefined || part.row < first.row) first = part
      const row = first?.row ?? noRow
      if (this.#lateFrom <= row && this.#lateFrom !== noRow) {
        this.#open(Math.max(from, this.#lateFrom), from)
        continue
      }
      this.row = row
      if (this.#parts.some((part) => part.row === noRow))
        this.#go(this.#parts.filter((part) => part.row !== noRow))
      if (first?.isGone !== true) return
      this.#pass(row)
    }
  }

  /** Opens those that may have a row up to this one. */
  #open(upTo: number, from: number): void {
    this.#late.forEach((late, at) => {
      if (this.#isOpen[at] === true || late.from > upTo) return
      this.#isOpen[at] = true
      const part = late.open()
      if (part !== null && part.row < from) part.seek(from)
      this.#slots[at] = part
    })
    this.#go(this.#slots.filter((part) => part !== null && part.row !== noRow))
    this.#lateFrom = this.#nextLate()
  }

  #go(parts: readonly (Part | null)[]): void {
    this.#parts = parts.filter((part) => part !== null)
    const [only = null] = this.#parts
    this.#only = this.#parts.length === 1 && only?.hasGone === false ? only : null
  }

  #nextLate(): number {
    let first = noRow
    this.#late.forEach(({ from }, at) => {
      if (this.#isOpen[at] === false && from < first) first = from
    })
    return first
  }
}

type Writable<T> = { -readonly [key in keyof T]: T[key] }
