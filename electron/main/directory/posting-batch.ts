/**
 * A posting says that a row has a token, or has it no longer. Its mark is the row's number twice, and one more where it has
 * it no longer.
 */
import { pairs, sorted as sortedPairs, withoutRepeats } from './posting-sort.ts'
import type { SortedPostings } from './posting-sort.ts'
import { ToldPostings } from './told-postings.ts'

/** What the index was told since it was last written out. */
export interface PostingBatch {
  /** Until the batch is cleared, the newest word about a row and a token counts. */
  add(keys: Uint32Array, row: number, isGone: boolean): void
  size(): number
  /** The smallest row; beyond every row where there is none. */
  firstRow(): number
  /** In their order; until the batch is changed. */
  sorted(): SortedPostings
  /** All of it, to be kept, where rows came in their order and have lost nothing; else null. */
  told(): ToldPostings | null
  clear(): void
}

/** The largest row that a mark can name. */
const largestRow = 2 ** 30 - 2

/** Creates an empty batch. */
export function createPostingBatch(): PostingBatch {
  let told = pairs(1_024)
  /** Room to sort in: megabytes that are not asked for anew with every commit. */
  let room = pairs(1_024)
  let size = 0
  let first = Number.POSITIVE_INFINITY
  let last = 0
  /** Of each token, the rows are. */
  let isInOrder = true
  /** Not where somebody has looked meanwhile. */
  let isByRows = true
  let hasGone = false
  let sorted: SortedPostings | null = null

  function grow(least: number): void {
    let length = told.tokens.length
    while (length < least) length *= 2
    const longer = pairs(length)
    longer.tokens.set(told.tokens.subarray(0, size))
    longer.marks.set(told.marks.subarray(0, size))
    told = longer
    room = pairs(length)
  }

  /** By rows where they did not come in their order, then by tokens. */
  function sort(): SortedPostings {
    if (!isInOrder) [told, room] = sortedPairs(told, room, size, 'marks')
    ;[told, room] = sortedPairs(told, room, size, 'tokens')
    size = withoutRepeats(told, size)
    isInOrder = true
    isByRows = false
    return { size, ...told, hasGone }
  }

  return {
    add(keys, row, isGone) {
      if (row > largestRow) throw new RangeError('more rows than the index can name')
      sorted = null
      if (size + keys.length > told.tokens.length) grow(size + keys.length)
      if (row < last) isInOrder = false
      if (row < first) first = row
      if (row > last) last = row
      hasGone ||= isGone
      const mark = row * 2 + (isGone ? 1 : 0)
      told.tokens.set(keys, size)
      told.marks.fill(mark, size, size + keys.length)
      size += keys.length
    },
    size: () => size,
    firstRow: () => first,
    sorted() {
      sorted ??= sort()
      return sorted
    },
    told() {
      if (hasGone || !isInOrder) return null
      if (!isByRows) [told, room] = sortedPairs(told, room, size, 'marks')
      isByRows = true
      sorted = null
      const { tokens, marks } = told
      return new ToldPostings({ tokens: tokens.slice(0, size), marks: marks.slice(0, size) }, first, last)
    },
    clear() {
      size = 0
      first = Number.POSITIVE_INFINITY
      last = 0
      isInOrder = true
      isByRows = true
      hasGone = false
      sorted = null
    },
  }
}
