/** Chance from one seed: the same seed draws the same, on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** In [0, below). */
  int(below: number): number
  /** Whole, both ends included. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** By weight; weights need no particular sum. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T
  bytes(length: number): Uint8Array
  /** Another stream: drawing from it leaves this one where it is. */
  fork(): Random
}

/** Two numbers as one seed. */
export function mix(a: number, b: number): number {
  let h = (a ^ Math.imul(b + 0x9e3779b9, 0x85ebca6b)) >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d) >>> 0
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b) >>> 0
  return (h ^ (h >>> 16)) >>> 0
}

/** A stream of chance (sfc32). */
export function createRandom(seed: number): Random {
  let a = mix(seed, 1)
  let b = mix(seed, 2)
  let c = mix(seed, 3)
  let counter = 1
  const word = (): number => {
    const t = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return t >>> 0
  }
  for (let i = 0; i < 8; i += 1) word()
  const next = (): number => word() / 4_294_967_296
  const int = (below: number): number => Math.floor(next() * below)
  return {
    next,
    int,
    between: (least, most) => least + int(most - least + 1),
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]): T => {
      const picked = list[int(list.length)]
      if (picked === undefined) throw new Error('Nothing to pick from.')
      return picked
    },
    weighted: <T>(entries: readonly (readonly [T, number])[]): T => {
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of entries) {
        rest -= weight
        if (rest < 0) return value
      }
      const [last] = entries.at(-1) ?? []
      if (last === undefined) throw new Error('Nothing to pick from.')
      return last
    },
    bytes: (length) => Uint8Array.from({ length }, () => word() >>> 24),
    fork: () => createRandom(word()),
  }
}
