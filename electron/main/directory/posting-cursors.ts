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
export interface Part extends Rows {
  readonly isGone: boolean
  /** Whether any of its rows may be gone. */
  readonly hasGone: boolean
}

/** Blocks that the rows of one token go on into in one run, as the fences tell. */
export function furtherInRun({ fences, from }: Run, token: number): number {
  if (token < from.token) return 0
  const begin = Math.max(fences.start, fences.lastUpTo(token, token === from.token ? from.mark : 0))
  return begin >= fences.size ? 0 : Math.max(0, fences.lastUpTo(token, lastMark, begin) - begin)
}

/** Rows of one token in one run; null where there are none. */
export function partOfRun(runs: PostingRuns, run: Run, token: number): Part | null {
  const { fences, from } = run
  // What is before that is in another run.
  if (token < from.token) return null
  const first = token === from.token ? from.mark : 0
  if (run.told !== null) return partOfBatch(run.told.sorted(), token, first)
  const part = new RunPart(runs, run, token)
  part.begin(fences.lastUpTo(token, first), first)
  return part.row === noRow ? null : part
}

class RunPart implements Part {
  row = noRow
  isGone = false
  further = 0
  readonly hasGone: boolean
  readonly #runs: PostingRuns
  readonly #run: Run
  readonly #token: number
  readonly #reader = new BlockReader()
  #fence = 0

  constructor(runs: PostingRuns, run: Run, token: number) {
    this.#runs = runs
    this.#run = run
    this.#token = token
    this.hasGone = run.hasGone
  }

  /** At the first posting from this mark on, looked for from this block on. */
  begin(fence: number, mark: number): void {
    this.#fence = Math.max(fence, this.#run.fences.start)
    if (!this.#open()) {
      this.#end()
      return
    }
    this.further = furtherInRun(this.#run, this.#token)
    if (this.#reader.mark < mark) this.#forward(mark)
    else this.#take()
  }

  next(): void {
    this.#forward(this.#reader.mark + 1)
  }

  seek(row: number): void {
    const { fences } = this.#run
    const further = this.#fence + 1
    if (further < fences.size && fences.token(further) === this.#token && fences.mark(further) <= row * 2) {
      this.#fence = fences.lastUpTo(this.#token, row * 2, further)
      if (!this.#open()) throw new SyntaxError('a block of the index begins otherwise than its fence')
    }
    if (this.#reader.mark < row * 2) this.#forward(row * 2)
    else this.#take()
  }

  /** Reads the block up to the token, or the next one, where that begins with it. */
  #open(): boolean {
    const { fences, hasGone, firstRow } = this.#run
    const reader = this.#reader
    for (; this.#fence < fences.size; this.#fence += 1) {
      if (fences.token(this.#fence) > this.#token) return false
      reader.open(fences.token(this.#fence), this.#runs.data(fences.block(this.#fence)), hasGone, firstRow)
      if (reader.find(this.#token)) return reader.token === this.#token
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
  const { size, tokens, marks, hasGone } = batch
  const low = firstFrom(batch, token, mark)
  if (low >= size || tokens[low] !== token) return null
  let at = low
  const part = { row: 0, isGone: false, hasGone, further: 0, next, seek }
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

/** Rows that have a token, by its parts, the newest first. */
export function rowsOfParts(parts: readonly Part[]): Rows {
  const [only] = parts
  return parts.length === 1 && only?.hasGone === false ? only : new TokenRows(parts)
}

/** Rows that have a token: of each, the newest part that has a word about it says so. */
class TokenRows implements Rows {
  row = 0
  readonly further: number
  /** The newest first. */
  readonly #parts: readonly Part[]

  constructor(parts: readonly Part[]) {
    this.#parts = parts
    this.further = parts.reduce((sum, { further }) => sum + further, 0)
    this.#settle()
  }

  next(): void {
    this.#pass(this.row)
    this.#settle()
  }

  seek(row: number): void {
    if (this.row >= row) return
    for (const part of this.#parts) if (part.row < row) part.seek(row)
    this.#settle()
  }

  #pass(row: number): void {
    for (const part of this.#parts) if (part.row === row) part.next()
  }

  #settle(): void {
    for (;;) {
      let first: Part | undefined
      for (const part of this.#parts) if (first === undefined || part.row < first.row) first = part
      this.row = first?.row ?? noRow
      if (first?.isGone !== true) return
      this.#pass(this.row)
    }
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
