/** How many stamps a member may get on one business day before the till asks; 0: it never asks. */
export const dayCaps = [0, 1, 2, 3, 5, 10, 20] as const

/** One of them. */
export type DayCap = (typeof dayCaps)[number]

/** How loud the till's own sounds are; 0: there are none. */
export const volumes = [0, 1, 2, 3] as const

/** One of them. */
export type Volume = (typeof volumes)[number]

/** How the counter of this till works, whatever shop is open. */
export interface CounterSettings {
  /** Whether the scan of a member's card gives a stamp at once; otherwise it shows them, and Enter stamps. */
  readonly scanStamps: boolean
  readonly dayCap: DayCap
  readonly volume: Volume
}

/** Where nobody has said otherwise. */
export const usualCounter: CounterSettings = { scanStamps: false, dayCap: 0, volume: 2 }
