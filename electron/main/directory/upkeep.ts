/** Does what makes answers faster and can wait, a few milliseconds at a time. */
export interface Upkeep {
  /** Somebody asked something, and may well ask again at once. */
  asked(): void
  begin(): void
}

/** What it is made of. */
export interface UpkeepOptions {
  /** A step; answers whether there is more to do. */
  readonly step: () => boolean
  /** Milliseconds, from any beginning. */
  readonly now: () => number
  readonly later: (work: () => void, ms: number) => void
}

/** Between two steps: whoever asks has their turn. */
const pauseMs = 10
/** Where there was nothing to do. */
const restMs = 1_000
/** For so long after somebody asked nothing is done: whoever types or scans has the processor for themselves ... */
const stillMs = 150
/** ... but for a step this often. */
const longestMs = 500

/** Prepares it; nothing is done before it begins. */
export function createUpkeep({ step, now, later }: UpkeepOptions): Upkeep {
  let askedAt = Number.NEGATIVE_INFINITY
  let steppedAt = Number.NEGATIVE_INFINITY

  function run(): void {
    const wait = Math.min(askedAt + stillMs, steppedAt + longestMs) - now()
    if (wait > 0) {
      later(run, Math.ceil(wait))
      return
    }
    const hasMore = step()
    steppedAt = now()
    later(run, hasMore ? pauseMs : restMs)
  }

  return {
    asked() {
      askedAt = now()
    },
    begin() {
      steppedAt = now()
      later(run, pauseMs)
    },
  }
}
