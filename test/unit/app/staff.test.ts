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

/** Staff on a file of their own; each call is a start of the program. */
function staffOnDisk(): () => ReturnType<typeof openStaff> {
  const folder = mkdtempSync(path.join(tmpdir(), 'staff-'))
  const opened = openDatabase({ file: path.join(folder, 'outbox.db'), now: 0, ballastBytes: 0 })
  if (!opened.ok) throw new Error(opened.error.kind)
  const db = opened.value
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  let drawn = 0
  return () =>
    openStaff(
      db,
      (text) => text.trim(),
      () => `id-${(drawn += 1)}`,
      () => 0,
    )
}

test('a language that somebody chose is theirs at the next start, until they take the shop’s again', () => {
  const open = staffOnDisk()
  const staff = open()
  staff.add('Kim')
  staff.add('Alex')
  expect(staff.speak('id-1', 'ar')).toEqual({ ok: true, value: { id: 'id-1', name: 'Kim', locale: 'ar' } })
  expect(staff.speak('id-9', 'ar')).toEqual({ ok: false, error: { kind: 'not-found' } })
  expect(open().list()).toEqual([
    { id: 'id-2', name: 'Alex' },
    { id: 'id-1', name: 'Kim', locale: 'ar' },
  ])
  expect(open().choose('id-1')).toMatchObject({ value: { locale: 'ar' } })
  expect(open().atTheTill()).toEqual({ id: 'id-1', name: 'Kim', locale: 'ar' })
  expect(open().add('Kim')).toMatchObject({ value: { id: 'id-1', locale: 'ar' } })
  open().speak('id-1', null)
  expect(open().atTheTill()).toEqual({ id: 'id-1', name: 'Kim' })
})

test('a corrected name is the same person’s, now and at the next start; nobody gets the name of another', () => {
  const open = staffOnDisk()
  const staff = open()
  staff.add('Kmi')
  staff.speak('id-1', 'ar')
  staff.add('Alex')
  staff.choose('id-1')
  expect(staff.rename('id-1', ' Kim ')).toEqual({
    ok: true,
    value: { id: 'id-1', name: 'Kim', locale: 'ar' },
  })
  // Who is at the till stays there, by the new name.
  expect(staff.atTheTill()).toEqual({ id: 'id-1', name: 'Kim', locale: 'ar' })
  expect(staff.rename('id-2', 'KIM')).toEqual({ ok: false, error: { kind: 'name-taken' } })
  expect(staff.rename('id-2', '')).toEqual({
    ok: false,
    error: { kind: 'invalid', fields: { firstName: 'missing' } },
  })
  expect(staff.rename('id-9', 'Robin')).toEqual({ ok: false, error: { kind: 'not-found' } })
  // Their own, in another case.
  expect(staff.rename('id-1', 'KIM')).toMatchObject({ ok: true })
  expect(open().list()).toEqual([
    { id: 'id-2', name: 'Alex' },
    { id: 'id-1', name: 'KIM', locale: 'ar' },
  ])
  expect(open().atTheTill()).toEqual({ id: 'id-1', name: 'KIM', locale: 'ar' })
})
