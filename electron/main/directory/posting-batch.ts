/**
 * A posting says that a row has a token, or has it no longer. Its mark is the row's number twice, and one more where it has
 * it no longer.
 */

/** Postings in the order of their tokens and rows, each row once for each token; until the batch is changed. */
export interface SortedPostings {
  readonly size: number
  readonly tokens: Uint32Array
  readonly marks: Uint32Array
  /** Whether some row has a token no longer. */
  readonly hasGone: boolean
}

/** The place of the first of them from this one on; behind the last where there is none. */
export function firstFrom({ size, tokens, marks }: SortedPostings, token: number, mark: number): number {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = (low + high) >>> 1
    const there = tokens[middle] ?? 0
    if (there < token || (there === token && (marks[middle] ?? 0) < mark)) low = middle + 1
    else high = middle
  }
  return low
}

/** What the index was told since it was last written out. */
export interface PostingBatch {
  /** Until the batch is cleared, the newest word about a row and a token counts. */
  add(keys: Uint32Array, row: number, isGone: boolean): void
  size(): number
  /** The smallest row; beyond every row where there is none. */
  firstRow(): number
  /** The largest one; 0 where there is none. */
  lastRow(): number
  sorted(): SortedPostings
  clear(): void
}

/** The largest row that a mark can name. */
const lastRow = 2 ** 30 - 1
/** Bits that are sorted by at once; three times as many are a token's or a row's. */
const digit = 10
const digits = 2 ** digit

/** Two lists of the same length: what is at one place belongs together. */
interface Pairs {
  readonly tokens: Uint32Array
  readonly marks: Uint32Array
}

const pairs = (length: number): Pairs => ({ tokens: new Uint32Array(length), marks: new Uint32Array(length) })

/** Sorts by some bits of the keys; who came first stays first among equals. */
function distribute(
  { tokens, marks }: Pairs,
  to: Pairs,
  keys: Uint32Array,
  size: number,
  shift: number,
  counts: Uint32Array,
): void {
  const { tokens: toTokens, marks: toMarks } = to
  counts.fill(0)
  for (let at = 0; at < size; at += 1) {
    const place = ((keys[at] ?? 0) >>> shift) & (digits - 1)
    counts[place] = (counts[place] ?? 0) + 1
  }
  let sum = 0
  for (let place = 0; place < digits; place += 1) {
    const count = counts[place] ?? 0
    counts[place] = sum
    sum += count
  }
  for (let at = 0; at < size; at += 1) {
    const place = ((keys[at] ?? 0) >>> shift) & (digits - 1)
    const target = counts[place] ?? 0
    counts[place] = target + 1
    toTokens[target] = tokens[at] ?? 0
    toMarks[target] = marks[at] ?? 0
  }
}

/** Creates an empty batch. */
export function createPostingBatch(): PostingBatch {
  let told = pairs(1_024)
  /** Room to sort in: megabytes that are not asked for anew with every commit. */
  let other = pairs(1_024)
  let size = 0
  let newest = 0
  let lowest = Number.POSITIVE_INFINITY
  let highest = 0
  let isInOrder = true
  let hasGone = false
  let sorted: SortedPostings | null = null
  const counts = new Uint32Array(digits)

  function grow(least: number): void {
    let length = told.tokens.length
    while (length < least) length *= 2
    const longer = pairs(length)
    longer.tokens.set(told.tokens.subarray(0, size))
    longer.marks.set(told.marks.subarray(0, size))
    told = longer
    other = pairs(length)
  }

  function pass(by: keyof Pairs, shift: number): void {
    distribute(told, other, told[by], size, shift, counts)
    ;[told, other] = [other, told]
  }

  /** By rows where they did not come in their order, then by tokens. */
  function sort(): SortedPostings {
    // The lowest bit of a mark is not of the row.
    if (!isInOrder) for (const shift of [1, 1 + digit, 1 + 2 * digit]) pass('marks', shift)
    for (const shift of [0, digit, 2 * digit]) pass('tokens', shift)
    const { tokens, marks } = told
    let count = 0
    for (let at = 0; at < size; at += 1) {
      const token = tokens[at] ?? 0
      const mark = marks[at] ?? 0
      const isNewest =
        at + 1 === size || tokens[at + 1] !== token || (marks[at + 1] ?? 0) >>> 1 !== mark >>> 1
      if (!isNewest) continue
      tokens[count] = token
      marks[count] = mark
      count += 1
    }
    size = count
    // Whatever is added now comes after all of it, and its rows may be before.
    isInOrder = false
    return { size, tokens, marks, hasGone }
  }

  return {
    add(keys, row, isGone) {
      if (row > lastRow) throw new RangeError('more rows than the index can name')
      sorted = null
      if (size + keys.length > told.tokens.length) grow(size + keys.length)
      if (row < newest) isInOrder = false
      newest = row
      if (row < lowest) lowest = row
      if (row > highest) highest = row
      hasGone ||= isGone
      const mark = row * 2 + (isGone ? 1 : 0)
      told.tokens.set(keys, size)
      told.marks.fill(mark, size, size + keys.length)
      size += keys.length
    },
    size: () => size,
    firstRow: () => lowest,
    lastRow: () => highest,
    sorted() {
      sorted ??= sort()
      return sorted
    },
    clear() {
      size = 0
      newest = 0
      lowest = Number.POSITIVE_INFINITY
      highest = 0
      isInOrder = true
      hasGone = false
      sorted = null
    },
  }
}
