import { longestLog } from '../db/open-cache.ts'
import type { CacheFile } from '../db/open-cache.ts'

/** Brings the runs of the index together, a little at a time: each run costs every look-up a search of its own. */
export interface IndexMerge {
  /** Has all runs brought together, however few, so that nothing of what was dropped is kept. */
  ask(): void
  /** Does a few milliseconds of it; answers whether there is more. */
  step(): boolean
}

/** Runs that a look-up may go through. The engine keeps them under some twenty by itself, while members are told. */
const mostRuns = 4
/** Pages that one step writes, to the end of the token that it is at. */
const pagesTogether = 16
/**
 * Pages of the log while steps are taken. The step that brings the log into the file waits for the disk: with a log as long
 * as a first pull's, that one took five times as long as any other.
 */
const stepsLog = 1_000

/** Prepares the merging of an open member copy. */
export function prepareIndexMerge(db: CacheFile): IndexMerge {
  const nextRun = db
    .prepare<[number], number | null>('SELECT min(segid) FROM found_by_idx WHERE segid > ?')
    .pluck()
  const merge = db.prepare<[number]>(
    "INSERT INTO found_by (found_by, rank) VALUES ('merge', CAST(? AS INTEGER))",
  )
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck()
  let isMerging = false
  let isAsked = false

  function runs(): number {
    let count = 0
    for (let run = nextRun.get(0) ?? null; run !== null; run = nextRun.get(run) ?? null) count += 1
    return count
  }

  return {
    ask() {
      isAsked = true
    },
    step() {
      if (!isMerging && !isAsked && runs() <= mostRuns) return false
      if (!isMerging) isAsked = false
      const before = changes.get() ?? 0
      // A negative number begins with all runs, the following ones go on with what was begun.
      db.pragma(`wal_autocheckpoint = ${stepsLog}`)
      try {
        merge.run(isMerging ? pagesTogether : -pagesTogether)
      } finally {
        db.pragma(`wal_autocheckpoint = ${longestLog}`)
      }
      // As the engine documents it: whatever it does changes two rows at least.
      isMerging = (changes.get() ?? 0) - before >= 2
      // What was begun before may have left the newest runs out.
      return isMerging || isAsked
    },
  }
}
