import { logLength, longestLog, sqliteCode } from '../db/open-cache.ts'
import type { CacheFile, LogLength } from '../db/open-cache.ts'

/**
 * Has the log of a copy brought into its file by another thread: that waits for the disk, a hundred times as long as for
 * anything else where other programs keep the disk busy, and whoever types would wait with it.
 *
 * Most of a long log is brought in while the copy goes on being written. The rest needs a moment in which nobody writes,
 * or there would always be a rest, and a log is begun anew only where there is none.
 */
export interface LogKeeper {
  /** Takes over from the engine, for a copy that was just opened. */
  adopt(db: CacheFile): void
  /** Begins, or goes on, where the log is long. In no transaction. */
  look(db: CacheFile): void
  /** Whether the rest is being brought in, so that whatever can wait should. Then `over` is called once it is no more. */
  isEnding(over?: () => void): boolean
  /** Returns once the other thread has no file open; it begins nothing before the next look. */
  letGo(): void
}

/** The other thread, as the keeper sees it. */
export interface LogThread {
  /** Has it bring in what can be; `ended` is called later. */
  begin(file: string, ended: (told: LogEnd) => void): void
  /** Returns once nothing is being brought in. */
  wait(): void
}

/** How it ended: nothing is wrong, it could not now, or the thread is gone for good. */
export type LogEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed' | 'gone'; readonly error: unknown; readonly code: string | null }

/** So many times as long as a long one a log may be that nobody waits for. */
const mostTimes = 2

/** Where nobody else brings a log in: the engine does, with the commit that makes it long. */
export const noLogKeeper: LogKeeper = {
  adopt: () => undefined,
  look: () => undefined,
  isEnding: () => false,
  letGo: () => undefined,
}

/**
 * Creates the keeper of one copy's log.
 *
 * @param failed Is told why it could not be brought in; once, until it could again.
 * @param longest Pages from which on a log is long.
 */
export function createLogKeeper(
  thread: LogThread,
  failed: (why: Exclude<LogEnd, { readonly kind: 'done' }>) => void,
  longest = longestLog,
): LogKeeper {
  let phase: 'none' | 'most' | 'between' | 'rest' = 'none'
  /** Of what was begun last: what ends after it was let go is of no interest. */
  let turn = 0
  let isGone = false
  let isTold = false
  /** Pages that a log may have before it is tried again: a full disk is not asked with every commit. */
  let enough = longest
  let adopted: CacheFile | null = null
  let waiting: (() => void)[] = []

  function goOn(): void {
    const all = waiting
    waiting = []
    for (const over of all) over()
  }

  function begin(db: CacheFile, next: 'most' | 'rest'): void {
    phase = next
    turn += 1
    const mine = turn
    thread.begin(db.name, (told) => {
      if (mine === turn) ended(db, told)
      else if (told.kind === 'gone') giveUp()
    })
  }

  function ended(db: CacheFile, told: LogEnd): void {
    if (told.kind === 'done') {
      isTold = false
      enough = longest
      const wasRest = phase === 'rest'
      phase = wasRest ? 'none' : 'between'
      if (wasRest) bringLastIn(db)
      else if (db.open && !db.inTransaction) look(db)
    } else couldNot(told)
    if (phase === 'none') goOn()
  }

  function couldNot(why: Exclude<LogEnd, { readonly kind: 'done' }>): void {
    phase = 'none'
    if (!isTold) failed(why)
    isTold = true
    enough += longest
    if (why.kind === 'gone') giveUp()
  }

  function lengthOf(db: CacheFile): LogLength | null {
    try {
      return logLength(db)
    } catch (error) {
      couldNot({ kind: 'failed', error, code: sqliteCode(error) })
      return null
    }
  }

  /**
   * Who changes members one call after the other, as a sweep does, waits for no rest: of a log that has grown meanwhile
   * the few pages since are brought in at once, so that it is begun anew.
   */
  function bringLastIn(db: CacheFile): void {
    if (!db.open || db.inTransaction) return
    const length = lengthOf(db)
    if (length === null || length.broughtIn === length.pages || length.pages < mostTimes * longest) return
    try {
      db.pragma('wal_checkpoint(PASSIVE)')
    } catch (error) {
      couldNot({ kind: 'failed', error, code: sqliteCode(error) })
    }
  }

  /** From now on whoever writes waits for the disk. */
  function giveUp(): void {
    isGone = true
    if (adopted?.open === true) adopted.pragma(`wal_autocheckpoint = ${longest}`)
  }

  function look(db: CacheFile): void {
    if (isGone || phase === 'most' || phase === 'rest') return
    const length = lengthOf(db)
    if (length !== null) {
      const { pages, broughtIn } = length
      if (phase === 'between') {
        if (broughtIn < pages) begin(db, 'rest')
        else phase = 'none'
      } else if (pages - broughtIn >= enough) begin(db, 'most')
    }
    if (phase === 'none') goOn()
  }

  return {
    adopt(db) {
      adopted = db
      if (!isGone) db.pragma('wal_autocheckpoint = 0')
    },
    look,
    isEnding(over) {
      const is = phase === 'between' || phase === 'rest'
      if (is && over !== undefined) waiting.push(over)
      return is
    },
    letGo() {
      thread.wait()
      turn += 1
      phase = 'none'
      enough = longest
      goOn()
    },
  }
}
