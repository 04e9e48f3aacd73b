import { BlockReader } from './posting-block.ts'
import type { PostingRuns, Run } from './posting-runs.ts'
import { firstFrom } from './posting-sort.ts'
import type { SortedPostings } from './posting-sort.ts'

/** After the last row. */
export const noRow = Number.POSITIVE_INFINITY

/** Larger than any mark. */
const lastMark = 2 ** 32 - 1

/** Rows in their order. */
export interface Rows {
  /** The row that it stands at; {@link noRow} after the last. */
  readonly row: number
  /** Blocks that it goes on into, behind those in which it begins: how long it is, roughly. */
  readonly further: number
  next(): void
  /** On to this row, or to the first one after it. Never back. */
  seek(row: number): void
}

/** Rows of one token in one run, and whether each has the token or has it no longer. */
export interface Part extends Omit<Rows, 'further'> {
  readonly isGone: boolean
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
  const part = { row: 0, isGone: false, next, seek }
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
  /** Those that are open, the newest first. */
  #parts: readonly Part[] = []
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
    this.#pass(this.row)
    this.#settle(this.row + 1)
  }

  seek(row: number): void {
    if (this.row >= row) return
    const [only] = this.#parts
    for (const part of this.#parts) if (part.row < row) part.seek(row)
    // As it nearly always is, and for each of the many rows of a long list.
    if (only !== undefined && this.#parts.length === 1 && !only.isGone && only.row < this.#lateFrom)
      this.row = only.row
    else this.#settle(row)
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
    this.#parts = this.#slots.filter((part) => part !== null)
    this.#lateFrom = this.#nextLate()
  }

  #nextLate(): number {
    let first = noRow
    this.#late.forEach(({ from }, at) => {
      if (this.#isOpen[at] === false && from < first) first = from
    })
    return first
  }
}

/** Rows that are in all of these. */
export class AllOf implements Rows {
  row = 0
  readonly further: number
  /** The shortest leads: each of its rows is looked for in the others, and where one has skipped it, that one tells the next. */
  readonly #lists: readonly Rows[]

  constructor(lists: readonly Rows[]) {
    this.#lists = lists.toSorted((one, other) => one.further - other.further)
    this.further = this.#lists[0]?.further ?? 0
    this.#settle(0)
  }

  next(): void {
    this.#settle(this.row + 1)
  }

  seek(row: number): void {
    if (this.row < row) this.#settle(row)
  }

  #settle(from: number): void {
    const lists = this.#lists
    let row = from
    for (let at = 0; at < lists.length;) {
      const list = lists[at]
      if (list === undefined) break
      list.seek(row)
      if (list.row === noRow) {
        this.row = noRow
        return
      }
      if (list.row === row || at === 0) at += 1
      else at = 0
      row = list.row
    }
    this.row = row
  }
}

/** Rows that are listed, in their order. */
export class ListedRows implements Rows {
  readonly further = 0
  readonly #rows: readonly number[]
  #at = 0

  constructor(rows: readonly number[]) {
    this.#rows = rows
  }

  get row(): number {
    return this.#rows[this.#at] ?? noRow
  }

  next(): void {
    this.#at += 1
  }

  seek(row: number): void {
    while (this.row < row) this.#at += 1
  }
}

/** Rows that are in any of these. */
export class AnyOf implements Rows {
  row = 0
  readonly further: number
  #lists: readonly Rows[]

  constructor(lists: readonly Rows[]) {
    this.#lists = lists
    this.further = lists.reduce((sum, { further }) => sum + further, 0)
    this.#settle()
  }

  next(): void {
    const { row } = this
    for (const list of this.#lists) if (list.row === row) list.next()
    this.#settle()
  }

  seek(row: number): void {
    if (this.row >= row) return
    for (const list of this.#lists) if (list.row < row) list.seek(row)
    this.#settle()
  }

  #settle(): void {
    let row = noRow
    let ended = 0
    for (const list of this.#lists) {
      if (list.row < row) row = list.row
      if (list.row === noRow) ended += 1
    }
    this.row = row
    if (ended > 0) this.#lists = this.#lists.filter((list) => list.row !== noRow)
  }
}
