import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import path from 'node:path'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { isDiskFull } from './failure.ts'
import { flushFolder } from './flush-folder.ts'
import type { Query, WriteDb } from './handle.ts'

/** How many copies are kept: each holds personal data, so not many. */
export const backupsKept = 3

/** How often a copy is due while operations wait, ms. */
export const backupEveryMs = 10 * 60_000

const vacuumInto: Query<never> = { sql: 'vacuum into ?' }

/** `20261120T215300Z`: sorts by time and is a file name everywhere. */
export function fileTime(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** When a copy was made, by a name with this ending; null for what is no copy. */
export function timeInName(name: string, ending = '.backup'): number | null {
  if (!name.endsWith(ending)) return null
  const found = /\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(name.slice(0, name.length - ending.length))
  if (found === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/**
 * Which copies go once one was made at `now`. Those named later than now are of a clock that was ahead: they were
 * made before this one and are the first to go, or each new copy would be the first.
 */
export function copiesToDrop(names: readonly string[], start: string, now: number): readonly string[] {
  const copies = names.flatMap((name) => {
    const at = name.startsWith(start) ? timeInName(name) : null
    return at === null ? [] : [{ name, at, ahead: at > now ? 0 : 1 }]
  })
  return copies
    .toSorted((a, b) => a.ahead - b.ahead || a.at - b.at)
    .slice(0, -backupsKept)
    .map(({ name }) => name)
}

/**
 * A copy of the database in `folder`, made while others work, flushed and then named; old copies go.
 *
 * The caller decides when ({@link backupEveryMs} while operations wait). Answers the file.
 */
export async function backupDatabase(
  db: WriteDb,
  folder: string,
  now: number,
): Promise<Result<string, { readonly kind: 'disk-full' | 'backup-failed' }>> {
  const target = path.join(folder, `${path.basename(db.file)}.${fileTime(now)}.backup`)
  const half = `${target}.half`
  try {
    mkdirSync(folder, { recursive: true })
    await db.backupTo(half)
    settle(half, target)
    const old = copiesToDrop(readdirSync(folder), `${path.basename(db.file)}.`, now)
    for (const name of old) rmSync(path.join(folder, name), { force: true })
    return ok(target)
  } catch (error) {
    discard(half)
    return err({ kind: isDiskFull(error) ? 'disk-full' : 'backup-failed' })
  }
}

function discard(half: string): void {
  try {
    rmSync(half, { force: true })
  } catch {
    // Its folder is no folder: there is nothing half in it.
  }
}

/** The same in one go, for the moment before a migration. Throws when it cannot. */
export function backupBeforeMigration(db: WriteDb, now: number): string {
  const target = `${db.file}.before-migration.${fileTime(now)}`
  const half = `${target}.half`
  rmSync(half, { force: true })
  db.run(vacuumInto, half)
  settle(half, target)
  return target
}

/**
 * Moves a database and its two companions into a folder named with the time, where they can be opened as they
 * are. Answers the folder. The database must be closed.
 */
export function setAside(file: string, now: number): string {
  const stem = `${file}.set-aside.${fileTime(now)}`
  let folder = stem
  for (let n = 2; existsSync(folder); n += 1) folder = `${stem}-${n}`
  mkdirSync(folder)
  // The log first: a left-over log beside a new database would be replayed into it.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, path.join(folder, path.basename(file) + suffix))
  }
  flushFolder(path.dirname(file))
  return folder
}

function settle(half: string, target: string): void {
  // Windows flushes only through a handle that may write.
  const handle = openSync(half, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(half, target)
  flushFolder(path.dirname(target))
}
