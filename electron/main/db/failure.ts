import Database from 'better-sqlite3'
import type { Blocked } from '../../../shared/ipc/failure.ts'

/** Why a database could not be opened; nothing in it was changed. */
export type OpenFailure = Extract<
  Blocked,
  {
    kind:
      | 'database-newer'
      | 'database-unreadable'
      | 'database-not-durable'
      | 'disk-full'
      | 'migration-failed'
      | 'folder-not-writable'
  }
>

function codeOf(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return ''
}

/**
 * Whether the disk (or the quota, or the page limit) had no room. `SHMSIZE`: a file that is opened on a full disk fails
 * first where its shared memory is made, before anything is written.
 */
export function isDiskFull(error: unknown): boolean {
  return ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'].includes(codeOf(error))
}

/** Whether the disk itself takes nothing: full, or failing. Any other write would fail as well. */
export function isDiskFailure(error: unknown): boolean {
  return isDiskFull(error) || codeOf(error).startsWith('SQLITE_IOERR')
}

/** Whether a UNIQUE or PRIMARY KEY rule refused. */
export function isNotUnique(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error))
}

/** Whether the folder or file refuses to be written, or somebody else holds it. */
export function isNotWritable(error: unknown): boolean {
  const code = codeOf(error)
  return (
    ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR'].includes(code) ||
    ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'SQLITE_BUSY', 'SQLITE_LOCKED'].some((start) =>
      code.startsWith(start),
    )
  )
}
