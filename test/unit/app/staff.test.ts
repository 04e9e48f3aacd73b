import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../../electron/main/db/open.ts'
import { openStaff } from '../../../electron/main/staff/staff.ts'

test('who could not be saved does not stand at the till', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'staff-'))
  const opened = openDatabase({ file: path.join(folder, 'outbox.db'), now: 0, ballastBytes: 0 })
  if (!opened.ok) throw new Error(opened.error.kind)
  const db = opened.value
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  let drawn = 0
  const staff = openStaff(
    db,
    (text) => text,
    () => `id-${(drawn += 1)}`,
    () => 0,
  )
  expect(staff.add('Kim').ok).toBe(true)
  const { transaction } = db
  let depth = 0
  Object.assign(db, {
    // The commit is what fails, once everything in it was done.
    transaction: <T>(work: () => T): T =>
      transaction((): T => {
        depth += 1
        const done = work()
        depth -= 1
        if (depth > 0) return done
        throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
      }),
  })
  expect(staff.add('Alex')).toEqual({ ok: false, error: { kind: 'not-saved', cause: 'disk-full' } })
  expect(staff.atTheTill()?.name).toBe('Kim')
  Object.assign(db, { transaction })
  expect(staff.list().map(({ name }) => name)).toEqual(['Kim'])
})
