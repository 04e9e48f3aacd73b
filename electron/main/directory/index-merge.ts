import type { CacheFile } from '../db/open-cache.ts'
import { tokenIndexOf } from './token-index.ts'

/** Brings the runs of the index together, a little at a time: each run costs every look-up a search of its own. */
export interface IndexMerge {
  /** Has all runs brought together, however few, so that nothing of what was dropped is kept. */
  ask(): void
  /** Does a few milliseconds of it; answers whether there is more. */
  step(): boolean
  /** Whether look-ups would feel it if that waited any longer. */
  isUrgent(): boolean
}

/**
 * Pages of the log while steps are taken. The step that brings the log into the file waits for the disk: with a log as long
 * as a first pull's, that one took five times as long as any other.
 */
const stepsLog = 1_000

/** Runs that look-ups go through without anybody feeling it. */
const manyRuns = 24

/** Prepares the merging of an open member copy. */
export function prepareIndexMerge(db: CacheFile): IndexMerge {
  const index = tokenIndexOf(db)
  let isAsked = false

  return {
    ask() {
      isAsked = true
    },
    isUrgent: () => index.runs() > manyRuns,
    step() {
      // What was begun before may leave the newest runs out.
      const begins = isAsked && !index.isMerging()
      // 0: not with a commit, but by another thread (log-keeper.ts).
      const before = db.pragma('wal_autocheckpoint', { simple: true }) as number
      if (before > stepsLog) db.pragma(`wal_autocheckpoint = ${stepsLog}`)
      try {
        const hasMore = db.transaction(() => index.step(begins)).immediate()
        if (begins) isAsked = false
        return hasMore || isAsked
      } catch (error) {
        index.reread()
        throw error
      } finally {
        db.pragma(`wal_autocheckpoint = ${before}`)
      }
    },
  }
}
