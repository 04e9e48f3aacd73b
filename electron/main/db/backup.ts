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
    prune(folder, `${path.basename(db.file)}.`)
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

function flushFolder(folder: string): void {
  // Windows cannot open a folder; its file system logs the rename by itself.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function prune(folder: string, start: string): void {
  const copies = readdirSync(folder)
    .filter((name) => name.startsWith(start) && name.endsWith('.backup'))
    .sort()
  for (const name of copies.slice(0, -backupsKept)) rmSync(path.join(folder, name), { force: true })
}
