/** Chance that a seed decides: the same seed draws the same things. */
export interface Random {
  /** A whole number from `from` up to, and not including, `to`. */
  between(from: number, to: number): number
  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean
  pick<T>(list: readonly T[]): T
  bytes(length: number): Uint8Array
}

/** Mulberry32: small, even enough for choosing faults, and the same on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from))
  return {
    between,
    chance: (percent) => next() * 100 < percent,
    pick: (list) => {
      const found = list[between(0, list.length)]
      if (found === undefined) throw new Error('Nothing to pick from.')
      return found
    },
    bytes: (length) => Uint8Array.from({ length }, () => between(0, 256)),
  }
}
