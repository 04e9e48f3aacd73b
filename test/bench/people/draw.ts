/** A sequence of draws that is the same for the same seed. */
export interface Draw {
  /** From 0 up to 1, without it. */
  readonly next: () => number
  /** True in this share of cases. */
  readonly chance: (share: number) => boolean
  /** A whole number from 0 up to `end`, without it. */
  readonly below: (end: number) => number
  readonly pick: <T>(list: readonly T[]) => T
}

/** Draws for one subject: nobody's draws depend on how many were made for somebody else (mulberry32). */
export function drawFor(seed: number, subject: number): Draw {
  // Neighbours must not begin alike: both numbers are mixed before the first draw.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(subject + 1, 0xc2b2ae35)
  state ^= state >>> 15
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number): number => Math.floor(next() * end)
  return {
    next,
    chance: (share) => next() < share,
    below,
    pick: (list) => {
      const one = list[below(list.length)]
      if (one === undefined) throw new Error('there is nothing to pick from')
      return one
    },
  }
}

/** Something with how often it comes, beside the others of its list. */
export type Weighted<T> = readonly (readonly [one: T, weight: number])[]

/** Picks by weight. */
export function weighted<T>(list: Weighted<T>): (draw: Draw) => T {
  let sum = 0
  const ends = list.map(([one, weight]) => [one, (sum += weight)] as const)
  const last = list.at(-1)
  if (last === undefined) throw new Error('there is nothing to pick from')
  return (draw) => {
    const at = draw.next() * sum
    return (ends.find(([, end]) => at < end) ?? last)[0]
  }
}

/**
 * Ranks from 0 on, as names are spread over people: that of rank r comes in proportion to 1 / (r + 1 + shift)^exponent
 * (Zipf and Mandelbrot), here by the integral instead of the sum.
 */
export function zipf(ranks: number, exponent: number, shift: number): (draw: Draw) => number {
  const power = 1 - exponent
  const from = (shift + 0.5) ** power
  const to = (shift + 0.5 + ranks) ** power
  return (draw) => {
    const place = (from + draw.next() * (to - from)) ** (1 / power) - shift - 0.5
    return Math.min(ranks - 1, Math.max(0, Math.floor(place)))
  }
}
