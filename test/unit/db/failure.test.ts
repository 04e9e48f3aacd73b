import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { isDiskFailure, isDiskFull } from '../../../electron/main/db/failure.ts'

const failed = (code: string): Error => new Database.SqliteError('disk I/O error', code)

test('a disk without room for the shared memory of a file is a full disk, not a damaged file', () => {
  expect(isDiskFull(failed('SQLITE_IOERR_SHMSIZE'))).toBe(true)
  expect(isDiskFull(failed('SQLITE_FULL'))).toBe(true)
  expect(isDiskFull(failed('SQLITE_IOERR_READ'))).toBe(false)
  expect(isDiskFailure(failed('SQLITE_IOERR_READ'))).toBe(true)
})
