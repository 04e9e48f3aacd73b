import Database from 'better-sqlite3'

/** An open member copy. Only the directory worker has one. */
export type CacheFile = Database.Database

/** A prepared statement of it. */
export type CacheStatement<P extends unknown[], R> = Database.Statement<P, R>

/** SQLite's own code of a failure (`SQLITE_CORRUPT`, `SQLITE_FULL`, ...); null where it was not SQLite's. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null
}

/** Pages that a log grows to before it is brought into the file. */
export const longestLog = 4_000

/**
 * Opens or creates a file that can be rebuilt from nothing: WAL, and NORMAL instead of the outbox's FULL,
 * because losing the last moments to a power cut costs a page that is pulled again.
 *
 * Throws what SQLite says; whoever opens decides whether the file is set aside.
 */
export function openCacheFile(file: string): CacheFile {
  const db = new Database(file)
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('busy_timeout = 5000')
    db.pragma('foreign_keys = ON')
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    db.pragma('mmap_size = 0')
    // A page of a first pull touches a good part of the keys' pages: brought into the file after each page, as the
    // engine would by itself, they would be written and synced over and over. 16 MB of log, kept at that.
    db.pragma(`wal_autocheckpoint = ${longestLog}`)
    db.pragma('journal_size_limit = 16777216')
    // A member forgotten on this till is overwritten wherever that costs no further page.
    db.pragma('secure_delete = FAST')
    // The inner pages of a million members, and the leaves of one keystroke: 32 MiB.
    db.pragma('cache_size = -32768')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** A log in pages. */
export interface LogLength {
  readonly pages: number
  /** Those whose contents the file has, of the first ones. Where it has all, the next commit begins the log anew. */
  readonly broughtIn: number
}

/** How long the log of an open copy is. In no transaction. */
export function logLength(db: CacheFile): LogLength {
  return lengthOf(db, 'NOOP')
}

/**
 * Brings the log of a copy that another thread has open into its file, as much as nobody reads from it. Neither those who
 * read nor who writes wait for it. Throws what SQLite says.
 */
export function bringLogIn(file: string): LogLength {
  const db = new Database(file, { fileMustExist: true })
  try {
    db.pragma('synchronous = NORMAL')
    db.pragma('wal_autocheckpoint = 0')
    return lengthOf(db, 'PASSIVE')
  } finally {
    db.close()
  }
}

function lengthOf(db: CacheFile, mode: 'NOOP' | 'PASSIVE'): LogLength {
  const [row] = db.pragma(`wal_checkpoint(${mode})`) as {
    readonly log: number
    readonly checkpointed: number
  }[]
  return { pages: row?.log ?? 0, broughtIn: row?.checkpointed ?? 0 }
}
