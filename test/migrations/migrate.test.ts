import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noBallast } from '../../electron/main/db/ballast.ts'
import { wrap } from '../../electron/main/db/handle.ts'
import type { WriteDb } from '../../electron/main/db/handle.ts'
import { migrate, schemaVersion } from '../../electron/main/db/migrate.ts'
import type { Migration } from '../../electron/main/db/migrate.ts'
import { migrations } from '../../electron/main/db/migrations/list.ts'
import { openDatabase } from '../../electron/main/db/open.ts'

const step = (version: number, sql: string): Migration => ({
  version,
  name: `step-${version}`,
  up: (db) => db.exec(sql),
})
const one = step(1, 'create table a (x integer) strict; insert into a values (1)')
const two = step(2, 'alter table a add column y integer')
const broken = step(2, 'create table b (x integer) strict; insert into nowhere values (1)')
const three = step(3, 'create table c (x integer) strict')

interface Case {
  readonly name: string
  readonly before: readonly Migration[]
  readonly migrations: readonly Migration[]
  readonly answer: unknown
  readonly version: number
  readonly tables: readonly string[]
  readonly backups: number
}
const cases: readonly Case[] = [
  {
    name: 'an empty file gets every step and needs no backup',
    before: [],
    migrations: [one, two, three],
    answer: { ok: true, value: 3 },
    version: 3,
    tables: ['a', 'c'],
    backups: 0,
  },
  {
    name: 'an older file gets what it lacks, after one backup',
    before: [one],
    migrations: [one, two, three],
    answer: { ok: true, value: 3 },
    version: 3,
    tables: ['a', 'c'],
    backups: 1,
  },
  {
    name: 'a file that is up to date is left alone',
    before: [one, two],
    migrations: [one, two],
    answer: { ok: true, value: 2 },
    version: 2,
    tables: ['a'],
    backups: 0,
  },
  {
    name: 'a newer file is refused',
    before: [one, two],
    migrations: [one],
    answer: { ok: false, error: { kind: 'database-newer', found: 2, known: 1 } },
    version: 2,
    tables: ['a'],
    backups: 0,
  },
  {
    name: 'a step that fails leaves nothing of itself, and the steps before it stay',
    before: [],
    migrations: [one, broken, three],
    answer: { ok: false, error: { kind: 'migration-failed', version: 2 } },
    version: 1,
    tables: ['a'],
    backups: 0,
  },
]

const memory = (): WriteDb => wrap(new Database(':memory:'), noBallast)

describe('migrating', () => {
  test.each(cases)('$name', ({ before, migrations: list, answer, version, tables, backups }) => {
    const db = memory()
    migrate(db, before, () => undefined)
    let made = 0
    expect(migrate(db, list, () => (made += 1))).toEqual(answer)
    expect(schemaVersion(db)).toBe(version)
    const found = db.all<{ name: string }>({
      sql: "select name from sqlite_schema where type = 'table' order by name",
    })
    expect(found.map((row) => row.name)).toEqual(tables)
    expect(made).toBe(backups)
    db.close()
  })

  test('without a backup nothing is migrated', () => {
    const db = memory()
    migrate(db, [one], () => undefined)
    const answer = migrate(db, [one, two], () => {
      throw new Error('no room')
    })
    expect(answer).toEqual({ ok: false, error: { kind: 'migration-failed', version: 2 } })
    expect(schemaVersion(db)).toBe(1)
  })

  test('a list with a hole is a defect that is seen at once', () => {
    expect(() => migrate(memory(), [one, three], () => undefined)).toThrow('out of order')
  })

  test('the released list is without holes and its names say what they bring', () => {
    expect(migrations.map((migration) => [migration.version, migration.name])).toEqual([
      [1, 'outbox'],
      [2, 'moving'],
      [3, 'details'],
      [4, 'people'],
      [5, 'replaced-cards'],
    ])
  })
})

describe('migrating a file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'migrate-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('leaves a copy of what was there, and fails whole when a step fails', () => {
    const file = path.join(folder, 'outbox.db')
    const now = Date.UTC(2026, 10, 20)
    const next = migrations.length + 1
    const open = (list: readonly Migration[]): ReturnType<typeof openDatabase> =>
      openDatabase({ file, now, migrations: list, ballastBytes: 0 })
    const first = open(migrations)
    if (first.ok) first.value.close()
    const failed = open([...migrations, step(next, 'insert into nowhere values (1)')])
    expect(failed).toEqual({ ok: false, error: { kind: 'migration-failed', version: next } })
    const again = open([...migrations, step(next, 'create table extra (x integer) strict')])
    expect(again.ok).toBe(true)
    if (again.ok) again.value.close()
    const copies = readdirSync(folder).filter((name) => name.includes('before-migration'))
    expect(copies).toEqual(['outbox.db.before-migration.20261120T000000Z'])
    const copy = openDatabase({ file: path.join(folder, copies[0] ?? ''), now, ballastBytes: 0 })
    expect(copy.ok).toBe(true)
    if (copy.ok) copy.value.close()
  })
})
