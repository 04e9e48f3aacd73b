import { chainStart, checkChain } from '../db/tables/events.ts'
import type { ChainPlace } from '../db/tables/events.ts'
import type { ReadDb } from '../db/handle.ts'
import type { Log } from '../log.ts'

/** Until the first look: a start has better things to do, ms. */
const firstAfterMs = 15_000
/** Rows a look; hashing them takes milliseconds, and the till works in between. */
const rowsAtOnce = 500
const betweenLooksMs = 100
/** From the end of the audit to the next walk from its beginning: what fitted yesterday may be changed today, ms. */
const againAfterMs = 24 * 3_600_000

/** What a watch works with. */
export interface ChainWatchOptions {
  readonly db: ReadDb
  readonly timers: { set(callback: () => void, ms: number): () => void }
  /** Something is found, once. */
  readonly onBroken: () => void
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
}

/** Walks along the audit while the till works. What does not fit is reported, never repaired. */
export interface ChainWatch {
  /** The first row that is not as it was written; null where none was found. */
  brokenAt(): number | null
  stop(): void
}

/** Begins to watch. */
export function watchChain({ db, timers, onBroken, log }: ChainWatchOptions): ChainWatch {
  let brokenAt: number | null = null
  let place: ChainPlace = chainStart

  const look = (): number | null => {
    const checked = checkChain(db, place, rowsAtOnce)
    switch (checked.kind) {
      case 'fits':
        place = checked.place
        return betweenLooksMs
      case 'end':
        log.info('audit.intact', { rows: place.n })
        place = chainStart
        return againAfterMs
      case 'broken':
        brokenAt = checked.at
        log.error('audit.broken', { line: checked.at })
        onBroken()
        return null
    }
  }
  const next = (): void => {
    let ms: number | null
    try {
      ms = look()
    } catch (error) {
      // A disk that fails is told by everything else; the audit is read again another day.
      log.warn('audit.not-read', { error })
      place = chainStart
      ms = againAfterMs
    }
    if (ms !== null) cancel = timers.set(next, ms)
  }
  let cancel = timers.set(next, firstAfterMs)

  return {
    brokenAt: () => brokenAt,
    stop: () => {
      cancel()
    },
  }
}
