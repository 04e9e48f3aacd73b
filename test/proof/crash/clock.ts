/** Time of the till runs this much faster than outside, so that settle times pass between two kills. */
export const faster = 40

const epoch = Date.UTC(2026, 0, 1)

/** The till's clock, the same in every process of the proof, UTC ms. */
export function tillNow(): number {
  return epoch + (Date.now() - epoch) * faster
}

/** How long the provider may apply a request after it was claimed, ms of the till's clock; the server keeps to it. */
export const lateBoundMs = 40_000
