import { pairs, sorted, withoutRepeats } from './posting-sort.ts'
import type { Pairs, SortedPostings } from './posting-sort.ts'

/** Postings in memory of rows that came in their order and have lost nothing. They are sorted once somebody asks. */
export class ToldPostings {
  #told: Pairs
  readonly firstRow: number
  readonly lastRow: number
  #sorted: SortedPostings | null = null

  constructor(told: Pairs, firstRow: number, lastRow: number) {
    this.#told = told
    this.firstRow = firstRow
    this.lastRow = lastRow
  }

  get size(): number {
    return this.#told.tokens.length
  }

  sorted(): SortedPostings {
    this.#sorted ??= sortedInPlace(this.#told)
    this.#told = this.#sorted
    return this.#sorted
  }

  /** Of several as one, the oldest first, each with larger rows than the one before. */
  static together(some: readonly ToldPostings[]): SortedPostings {
    const all = pairs(some.reduce((sum, { size }) => sum + size, 0))
    let at = 0
    for (const each of some) {
      all.tokens.set(each.#told.tokens, at)
      all.marks.set(each.#told.marks, at)
      at += each.size
    }
    return sortedInPlace(all)
  }
}

/** Rows of each token are in their order already. */
function sortedInPlace(told: Pairs): SortedPostings {
  const { length } = told.tokens
  const [{ tokens, marks }] = sorted(told, pairs(length), length, 'tokens')
  const size = withoutRepeats({ tokens, marks }, length)
  return { tokens: tokens.subarray(0, size), marks: marks.subarray(0, size), size, hasGone: false }
}
