import Database from 'better-sqlite3'
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { backupBeforeMigration } from './backup.ts'
import { createBallast, noBallast } from './ballast.ts'
import type { Ballast } from './ballast.ts'
import { isDiskFull, isNotWritable } from './failure.ts'
import type { OpenFailure } from './failure.ts'
import { wrap } from './handle.ts'
import type { Query, WriteDb } from './handle.ts'
import { isEmpty, migrate, schemaVersion } from './migrate.ts'
import type { Migration } from './migrate.ts'
import { migrations as all } from './migrations/list.ts'
import { countOpening } from './tables/meta.ts'

/** `Stmp`: tells our file from any other SQLite file. */
export const applicationId = 0x53746d70

/** How the outbox file is opened. */
export interface OpenOptions {
  /** Path, or `:memory:`. */
  readonly file: string
  /** UTC ms; names backups. */
  readonly now: number
  readonly migrations?: readonly Migration[]
  /** Bytes kept aside beside the file; 0 for none. */
  readonly ballastBytes?: number
}

/** A file in which a returned commit may be lost must not be worked with. */
const full = 2

const sqliteVersion: Query<{ readonly v: string }> = { sql: 'select sqlite_version() as v' }

/** Whether this SQLite has the repair of the log-reset race (3.51.3 or later). */
export function isSafeSqlite(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return major * 1_000_000 + minor * 1_000 + patch >= 3_051_003
}

/**
 * Opens the outbox file, checks it and brings it up to date. Every connection to it must be made here.
 *
 * After a failure the file is as it was and closed; nothing that was accepted is lost.
 */
export function openDatabase(options: OpenOptions): Result<WriteDb, OpenFailure> {
  const inMemory = options.file === ':memory:'
  const folder = path.dirname(options.file)
  try {
    if (!inMemory) {
      mkdirSync(folder, { recursive: true })
      accessSync(folder, constants.W_OK)
    }
  } catch (error) {
    return err(isDiskFull(error) ? { kind: 'disk-full' } : { kind: 'folder-not-writable', folder })
  }
  const ballast =
    inMemory || options.ballastBytes === 0
      ? noBallast
      : createBallast(`${options.file}.ballast`, options.ballastBytes)
  const first = attempt(options, ballast)
  // A till that starts on a full disk still has its ballast: with it the queue can at least drain.
  const opened =
    !first.ok && first.error.kind === 'disk-full' && ballast.free() ? attempt(options, ballast) : first
  if (opened.ok) ballast.ensure()
  return opened
}

function attempt(options: OpenOptions, ballast: Ballast): Result<WriteDb, OpenFailure> {
  const { file } = options
  let raw: Database.Database | null = null
  try {
    if (existsSync(file) && statSync(file).isDirectory()) return err({ kind: 'database-unreadable', file })
    raw = new Database(file, { timeout: 5_000 })
    const db = wrap(raw, ballast)
    const failure = check(db, options.migrations ?? all) ?? prepare(db, options)
    if (failure === null) return ok(db)
    raw.close()
    return err(failure)
  } catch (error) {
    raw?.close()
    if (isDiskFull(error)) return err({ kind: 'disk-full' })
    if (isNotWritable(error)) return err({ kind: 'folder-not-writable', folder: path.dirname(file) })
    return err({ kind: 'database-unreadable', file })
  }
}

/** Everything that can be known without writing. */
function check(db: WriteDb, migrations: readonly Migration[]): OpenFailure | null {
  const unreadable: OpenFailure = { kind: 'database-unreadable', file: db.file }
  if (!isSafeSqlite(db.get(sqliteVersion)?.v ?? '0')) return { kind: 'database-not-durable' }
  db.pragma('trusted_schema = off')
  db.pragma('cell_size_check = on')
  db.pragma('mmap_size = 0')
  if (!isEmpty(db)) {
    if (db.pragma('application_id') !== applicationId) return unreadable
    const found = schemaVersion(db)
    if (found > migrations.length) return { kind: 'database-newer', found, known: migrations.length }
  }
  return db.pragma('quick_check(1)') === 'ok' ? null : unreadable
}

function prepare(db: WriteDb, options: OpenOptions): OpenFailure | null {
  db.pragma('journal_mode = wal')
  // The driver is built with NORMAL as the default of a WAL file: only an explicit FULL stays.
  db.pragma('synchronous = full')
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = on')
    db.pragma('checkpoint_fullfsync = on')
  }
  db.pragma('foreign_keys = on')
  db.pragma('recursive_triggers = on')
  db.pragma('secure_delete = on')
  db.pragma('wal_autocheckpoint = 1000')
  // 16 MB: where 100,000 wait, their indexes would not fit into the 2 MB that SQLite takes by itself.
  db.pragma('cache_size = -16000')
  db.pragma('journal_size_limit = 8388608')
  if (isEmpty(db)) db.pragma(`application_id = ${applicationId}`)
  const migrated = migrate(db, options.migrations ?? all, () => {
    backupBeforeMigration(db, options.now)
  })
  if (!migrated.ok) return migrated.error
  // Asked before the first write this would answer FULL also where NORMAL is about to take over.
  countOpening(db)
  const durable = db.pragma('synchronous') === full
  const walled = db.file === ':memory:' || db.pragma('journal_mode') === 'wal'
  return durable && walled ? null : { kind: 'database-not-durable' }
}
