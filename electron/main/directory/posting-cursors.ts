import type { SortedPostings } from './posting-batch.ts'
import { BlockReader } from './posting-block.ts'
import type { PostingRuns, Run } from './posting-runs.ts'

/** After the last row. */
export const noRow = Number.POSITIVE_INFINITY

/** Rows in their order. */
export interface Rows {
  /** The row that it stands at; {@link noRow} after the last. */
  readonly row: number
  next(): void
  /** On to this row, or to the first one after it. Never back. */
  seek(row: number): void
}

/** Rows of one token in one run, and whether each has the token or has it no longer. */
interface Part extends Rows {
  readonly isGone: boolean
}

/** Rows of one token in one run; null where there are none. */
export function partOfRun(runs: PostingRuns, run: Run, token: number): Part | null {
  const { fences, from } = run
  // What is before that is in another run.
  if (token < from.token) return null
  const part = new RunPart(runs, run, token)
  const first = token === from.token ? from.mark : 0
  part.begin(fences.lastUpTo(token, first), first)
  return part.row === noRow ? null : part
}

class RunPart implements Part {
  row = noRow
  isGone = false
  readonly #runs: PostingRuns
  readonly #run: Run
  readonly #token: number
  readonly #reader = new BlockReader()
  #fence = 0

  constructor(runs: PostingRuns, run: Run, token: number) {
    this.#runs = runs
    this.#run = run
    this.#token = token
  }

  /** At the first posting from this mark on, looked for from this block on. */
  begin(fence: number, mark: number): void {
    this.#fence = Math.max(fence, this.#run.fences.start)
    if (!this.#open()) this.#end()
    else if (this.#reader.mark < mark) this.#forward(mark)
    else this.#take()
  }

  next(): void {
    this.#forward(this.#reader.mark + 1)
  }

  seek(row: number): void {
    const { fences } = this.#run
    const further = this.#fence + 1
    if (further < fences.size && fences.token(further) === this.#token && fences.mark(further) <= row * 2) {
      this.#fence = fences.lastUpTo(this.#token, row * 2)
      if (!this.#open()) throw new SyntaxError('a block of the index begins otherwise than its fence')
    }
    if (this.#reader.mark < row * 2) this.#forward(row * 2)
    else this.#take()
  }

  /** Reads the block up to the token, or the next one, where that begins with it. */
  #open(): boolean {
    const { fences } = this.#run
    const reader = this.#reader
    for (; this.#fence < fences.size; this.#fence += 1) {
      if (fences.token(this.#fence) > this.#token) return false
      reader.open(fences.token(this.#fence), this.#runs.data(fences.block(this.#fence)), this.#run.hasGone)
      while (reader.nextGroup()) {
        if (reader.token === this.#token) return true
        if (reader.token > this.#token) return false
      }
    }
    return false
  }

  #forward(mark: number): void {
    const reader = this.#reader
    do {
      if (!reader.next()) {
        this.#fence += 1
        if (!this.#open()) {
          this.#end()
          return
        }
      }
    } while (reader.mark < mark)
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

/** Rows of one token in a batch; null where there are none. */
export function partOfBatch({ size, tokens, marks }: SortedPostings, token: number): Part | null {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((tokens[middle] ?? 0) < token) low = middle + 1
    else high = middle
  }
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

/** Rows that have a token: of each, the newest part that has a word about it says so. */
export class TokenRows implements Rows {
  row = 0
  /** The newest first. */
  readonly #parts: readonly Part[]

  constructor(parts: readonly Part[]) {
    this.#parts = parts
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
  readonly #lists: readonly Rows[]

  constructor(lists: readonly Rows[]) {
    this.#lists = lists
    this.#settle(0)
  }

  next(): void {
    this.#settle(this.row + 1)
  }

  seek(row: number): void {
    if (this.row < row) this.#settle(row)
  }

  #settle(from: number): void {
    let row = from
    for (let agreed = 0, at = 0; agreed < this.#lists.length; at = (at + 1) % this.#lists.length) {
      const list = this.#lists[at]
      if (list === undefined) break
      list.seek(row)
      if (list.row === noRow) {
        this.row = noRow
        return
      }
      agreed = list.row === row ? agreed + 1 : 1
      row = list.row
    }
    this.row = row
  }
}

/** Rows that are in any of these. */
export class AnyOf implements Rows {
  row = 0
  #lists: readonly Rows[]

  constructor(lists: readonly Rows[]) {
    this.#lists = lists
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
