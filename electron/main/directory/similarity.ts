/**
 * Damerau-Levenshtein distance (neighbours swapped count as one), given up at `most`: the answer is then
 * `most + 1`. Counts code points.
 */
export function editDistance(one: string, other: string, most: number): number {
  if (one === other) return 0
  if (lettersApart(one, other) > most) return most + 1
  const [left, right] = whereTheyDiffer(one, other)
  const a = Array.from(left)
  const b = Array.from(right)
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(
        at(above, column) + 1,
        at(line, column - 1) + 1,
        at(above, column - 1) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, at(before, column - 2) + 1)
      line.push(cost)
    }
    if (Math.min(...line) > most) return most + 1
    before = above
    above = line
  }
  return Math.min(at(above, b.length), most + 1)
}

/**
 * How alike two names are, 0 to 1, from their folded words in any order. 0 where a word of the shorter name
 * has no like in the longer one. Short words must be the same: Jan and Jon are two people.
 */
export function nameSimilarity(one: readonly string[], other: readonly string[]): number {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one]
  if (few.length === 0) return 0
  const free = [...many]
  let sum = 0
  for (const word of few) {
    let best = -1
    let bestScore = 0
    free.forEach((candidate, index) => {
      const score = wordSimilarity(word, candidate)
      if (score > bestScore) [best, bestScore] = [index, score]
    })
    if (best < 0) return 0
    free.splice(best, 1)
    sum += bestScore
  }
  return Math.max(0, sum / few.length - 0.05 * free.length)
}

function wordSimilarity(one: string, other: string): number {
  const length = Math.max(one.length, other.length)
  const most = length <= 3 ? 0 : length <= 7 ? 1 : 2
  const distance = editDistance(one, other, most)
  return distance > most ? 0 : 1 - distance / length
}

/** Two words without what they begin and end with alike: that takes no edit. Letters of two halves are left whole. */
function whereTheyDiffer(one: string, other: string): readonly [string, string] {
  const shorter = Math.min(one.length, other.length)
  const isAlike = (at: number, otherAt: number): boolean => {
    const unit = one.charCodeAt(at)
    return unit === other.charCodeAt(otherAt) && !isHalf(unit)
  }
  let begin = 0
  while (begin < shorter && isAlike(begin, begin)) begin += 1
  let end = 0
  while (end < shorter - begin && isAlike(one.length - 1 - end, other.length - 1 - end)) end += 1
  return [one.slice(begin, one.length - end), other.slice(begin, other.length - end)]
}

/** Half of a letter beyond the basic plane. */
function isHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}

/** The least that lies between two words by the letters that only one of them has: no edit brings or takes two. */
function lettersApart(one: string, other: string): number {
  const [a, b] = [lettersOf(one), lettersOf(other)]
  return Math.max(ones(a & ~b), ones(b & ~a))
}

/** Which letters a word has, of 32 kinds. Halves say nothing of a letter. */
function lettersOf(word: string): number {
  let letters = 0
  for (let index = 0; index < word.length; index += 1) {
    const unit = word.charCodeAt(index)
    if (!isHalf(unit)) letters |= 1 << (unit & 31)
  }
  return letters
}

function ones(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count += 1
  return count
}

function at(line: readonly number[], column: number): number {
  return line[column] ?? Number.POSITIVE_INFINITY
}
