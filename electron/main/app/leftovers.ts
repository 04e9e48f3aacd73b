import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { timeInName } from '../db/backup.ts'
import type { Log } from '../log.ts'
import { keepDetailsMs } from '../outbox/sender.ts'

/** Where something may lie that nobody needs any more. */
export interface LeftoversOptions {
  /** The database of the profile. */
  readonly file: string
  readonly backups: string
  /** Where records that are taken in are worked on. */
  readonly work: string
  readonly now: number
  readonly log: Pick<Log, 'warn'>
}

/**
 * Removes what a crash left, and copies from before a migration that are older than any details are kept: each is a
 * whole copy of the records, with the customers in it. Nothing here is in use while a profile opens.
 */
export function removeLeftovers({ file, backups, work, now, log }: LeftoversOptions): void {
  const before = `${path.basename(file)}.before-migration.`
  const isOld = (name: string): boolean => {
    const at = timeInName(name, '')
    return at !== null && now - at > keepDetailsMs
  }
  const remove = (folder: string, goes: (name: string) => boolean): void => {
    for (const name of readdirSync(folder).filter(goes)) rmSync(path.join(folder, name), { force: true })
  }
  const trying = (step: () => void): void => {
    try {
      step()
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
      // The next start tries again.
      log.warn('leftovers.not-removed', { error })
    }
  }
  trying(() => remove(backups, (name) => name.endsWith('.backup.half')))
  trying(() =>
    remove(path.dirname(file), (name) => name.startsWith(before) && (name.endsWith('.half') || isOld(name))),
  )
  trying(() => rmSync(work, { recursive: true, force: true }))
}
