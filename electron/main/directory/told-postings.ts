import { pairs, sorted, withoutRepeats } from './posting-sort.ts'
import type { Pairs, SortedPostings } from './posting-sort.ts'

const wordBytes = Uint32Array.BYTES_PER_ELEMENT

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

  /**
   * For the file, as they were told: how many rows there are, each row's mark with how many tokens it has, and the tokens.
   * Not once they are sorted.
   */
  bytes(): Uint8Array {
    const { tokens, marks } = this.#told
    const groups: number[] = []
    for (let at = 0; at < marks.length;) {
      const mark = marks[at] ?? 0
      const from = at
      while (at < marks.length && marks[at] === mark) at += 1
      groups.push(mark, at - from)
    }
    const words = new Uint32Array(1 + groups.length + tokens.length)
    words[0] = groups.length / 2
    words.set(groups, 1)
    words.set(tokens, 1 + groups.length)
    return new Uint8Array(words.buffer)
  }

  /** As they were told. Throws a `SyntaxError`, which is damage, where the bytes are no postings. */
  static read(bytes: Uint8Array): ToldPostings {
    // What the engine hands out need not lie where a number may.
    const words = new Uint32Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / wordBytes))
    const groups = words[0] ?? 0
    const from = 1 + 2 * groups
    if (groups === 0 || from > words.length || words.length * wordBytes !== bytes.length)
      throw new SyntaxError('what was told of the index is cut')
    const tokens = words.slice(from)
    const marks = new Uint32Array(tokens.length)
    let at = 0
    for (let group = 1; group < from; group += 2) {
      const end = at + (words[group + 1] ?? 0)
      marks.fill(words[group] ?? 0, at, end)
      at = end
    }
    if (at !== tokens.length) throw new SyntaxError('what was told of the index is cut')
    return new ToldPostings({ tokens, marks }, (words[1] ?? 0) >>> 1, (words[from - 2] ?? 0) >>> 1)
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
