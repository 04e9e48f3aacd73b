import type { SetTimer } from './device-types.ts'

/** A timer later than this was kept waiting by the page, and so was what devices sent, ms. */
const busyMs = 30

/** Timers, and milliseconds on a clock that never goes back. */
export interface Time {
  readonly timer: SetTimer
  readonly now: () => number
}

/**
 * A timer that waits for what devices send. Where the page was busy what came may not be read yet: it waits once more,
 * and no more than once.
 */
export function waitPatiently({ timer, now }: Time, callback: () => void, ms: number): () => void {
  let stop: () => void = () => undefined
  const wait = (isLate: boolean): void => {
    const due = now() + ms
    stop = timer(() => {
      if (!isLate && now() - due > busyMs) wait(true)
      else callback()
    }, ms)
  }
  wait(false)
  return () => {
    stop()
  }
}
