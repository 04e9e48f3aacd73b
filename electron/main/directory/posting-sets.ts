/** Rows that are on all of several lists, or on any of them. */
import { beforeRows, noRow } from './posting-cursors.ts'
import type { Rows } from './posting-cursors.ts'

/** Rows that are in all of these. */
export function allOf(lists: readonly Rows[]): Rows {
  const inOrder = lists.toSorted((one, other) => one.further - other.further)
  return inOrder.length > 1 ? new AllOf(inOrder) : (inOrder[0] ?? nobody)
}

class AllOf implements Rows {
  row = beforeRows
  readonly further: number
  /** The shortest leads: each of its rows is looked for in the others, and where one has skipped it, that one tells the next. */
  readonly #first: Rows
  readonly #others: readonly Rows[]

  /** @param lists The shortest first. */
  constructor([first = nobody, ...others]: readonly Rows[]) {
    this.#first = first
    this.#others = others
    this.further = first.further
  }

  next(): void {
    this.#settle(this.row + 1)
  }

  seek(row: number): void {
    if (this.row < row) this.#settle(row)
  }

  /** Where the shortest has it not, the others are not looked at. */
  bound(row: number): number {
    const first = this.#first.bound(row)
    return first === row ? boundOf(this.#others, row) : first
  }

  #settle(from: number): void {
    const first = this.#first
    let row = from
    while (row !== noRow) {
      first.seek(row)
      const there = first.row
      row = there === noRow ? noRow : boundOf(this.#others, there)
      if (row === there) break
    }
    this.row = row
  }
}

/** This row if all of them have it, or a later one before which one of them has none. */
function boundOf(lists: readonly Rows[], row: number): number {
  for (const list of lists) {
    const bound = list.bound(row)
    if (bound !== row) return bound
  }
  return row
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

  bound(row: number): number {
    this.seek(row)
    return this.row
  }
}

const nobody: Rows = new ListedRows([])

/** Rows that are in any of these. */
export function anyOf(lists: readonly Rows[]): Rows {
  return lists.length > 1 ? new AnyOf(lists) : (lists[0] ?? nobody)
}

class AnyOf implements Rows {
  row = beforeRows
  readonly further: number
  /** Those that have more. */
  #lists: readonly Rows[]
  /** Of each list that there was, before which row it has none. */
  readonly #bounds: number[]

  constructor(lists: readonly Rows[]) {
    this.#lists = lists
    this.#bounds = lists.map(() => beforeRows)
    this.further = lists.reduce((sum, { further }) => sum + further, 0)
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

  bound(row: number): number {
    const bounds = this.#bounds
    let least = noRow
    let at = 0
    for (const list of this.#lists) {
      let bound = bounds[at] ?? beforeRows
      // Where it says this row, it has only none before it.
      if (bound <= row) {
        bound = list.bound(row)
        bounds[at] = bound
      }
      if (bound === row) return row
      if (bound < least) least = bound
      at += 1
    }
    return least
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
