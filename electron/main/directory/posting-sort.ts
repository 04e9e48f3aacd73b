/** Two lists of the same length: what is at one place belongs together. */
export interface Pairs {
  readonly tokens: Uint32Array
  readonly marks: Uint32Array
}

/** Postings in the order of their tokens and rows, each row once for each token. */
export interface SortedPostings extends Pairs {
  readonly size: number
  /** Whether some row has a token no longer. */
  readonly hasGone: boolean
}

/** Bits that are sorted by at once; three times as many are a token's or a row's. */
const digit = 10
const digits = 2 ** digit
/** The lowest bit of a mark is not of the row. */
const shifts = { tokens: [0, digit, 2 * digit], marks: [1, 1 + digit, 1 + 2 * digit] } as const

/** Room for so many. */
export function pairs(length: number): Pairs {
  return { tokens: new Uint32Array(length), marks: new Uint32Array(length) }
}

/**
 * Sorts by tokens, or by rows; who came first stays first among equals.
 *
 * @param room As long as they are. It is given back as what they were in: the result is in one of the two.
 */
export function sorted(
  from: Pairs,
  room: Pairs,
  size: number,
  by: keyof Pairs,
): readonly [Pairs, room: Pairs] {
  const counts = new Uint32Array(digits)
  let [told, other] = [from, room]
  for (const shift of shifts[by]) {
    distribute(told, other, told[by], size, shift, counts)
    ;[told, other] = [other, told]
  }
  return [told, other]
}

/** Leaves the newest word about each row and token, of postings in their order; answers how many are left. */
export function withoutRepeats({ tokens, marks }: Pairs, size: number): number {
  let count = 0
  for (let at = 0; at < size; at += 1) {
    const token = tokens[at] ?? 0
    const mark = marks[at] ?? 0
    if (at + 1 < size && tokens[at + 1] === token && (marks[at + 1] ?? 0) >>> 1 === mark >>> 1) continue
    tokens[count] = token
    marks[count] = mark
    count += 1
  }
  return count
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
