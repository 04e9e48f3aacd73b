/** A hand with a stack of cards does not come near this many codes in {@link windowMs}. */
const mostCodes = 16
const windowMs = 2_000
/** So long has a device to be quiet until it is listened to again, ms. */
export const quietMs = 2_000

/** Whether a code may pass; `closing` is said once, at the first that may not. */
export type Passage = 'passes' | 'closing' | 'closed'

/** Keeps a device that streams nonsense from the screen: a wrong speed, a broken cable, something that is no scanner. */
export class NoiseGate {
  #times: number[] = []
  #lastAt = Number.NEGATIVE_INFINITY
  #isClosed = false

  /** Asked at each code, and at each thing that is none. `at` in ms, on a clock that never goes back. */
  pass(at: number): Passage {
    const wasQuiet = at - this.#lastAt >= quietMs
    this.#lastAt = at
    if (this.#isClosed && wasQuiet) this.open()
    if (this.#isClosed) return 'closed'
    this.#times = [...this.#times.filter((time) => at - time < windowMs), at]
    if (this.#times.length <= mostCodes) return 'passes'
    this.#isClosed = true
    return 'closing'
  }

  /** How long it is still to be quiet, ms; 0 where it may be listened to. */
  rest(at: number): number {
    return this.#isClosed ? Math.max(0, this.#lastAt + quietMs - at) : 0
  }

  /** Listens again. */
  open(): void {
    this.#isClosed = false
    this.#times = []
  }
}
