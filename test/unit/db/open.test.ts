import Database from 'better-sqlite3'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backupDatabase, backupsKept, setAside } from '../../../electron/main/db/backup.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { applicationId, isSafeSqlite, openDatabase } from '../../../electron/main/db/open.ts'
import {
  addCashier,
  cashierById,
  listCashiers,
  retireCashier,
} from '../../../electron/main/db/tables/cashiers.ts'
import {
  connectionById,
  listConnections,
  saveConnection,
} from '../../../electron/main/db/tables/connections.ts'
import { readSetting, readSettings, writeSettings } from '../../../electron/main/db/tables/settings.ts'
import { shop } from '../../integration/outbox/support/till.ts'

let folder: string
let file: string
const opened: WriteDb[] = []
const now = Date.UTC(2026, 10, 20, 21, 53)

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'open-'))
  file = path.join(folder, 'outbox.db')
})
afterEach(() => {
  for (const db of opened.splice(0)) db.close()
  rmSync(folder, { recursive: true, force: true })
})
function open(at = file, ballastBytes = 0): WriteDb {
  const result = openDatabase({ file: at, now, ballastBytes })
  if (!result.ok) throw new Error(result.error.kind)
  opened.push(result.value)
  return result.value
}
const failure = (at = file): unknown => {
  const result = openDatabase({ file: at, now, ballastBytes: 0 })
  if (result.ok) opened.push(result.value)
  return result.ok ? 'opened' : result.error
}

describe('opening', () => {
  test('every connection flushes each commit, also after the first write and after opening again', () => {
    for (let i = 0; i < 3; i += 1) {
      const db = open()
      saveConnection(db, { ...shop, id: `shop-${i}` }, now)
      expect(db.pragma('synchronous')).toBe(2)
      expect(db.pragma('journal_mode')).toBe('wal')
    }
  })

  test('the settings that keep a file whole are on', () => {
    const db = open()
    const settings = [
      'foreign_keys',
      'trusted_schema',
      'cell_size_check',
      'secure_delete',
      'recursive_triggers',
    ]
    expect(settings.map((name) => db.pragma(name))).toEqual([1, 0, 1, 1, 1])
    expect(db.pragma('busy_timeout')).toBe(5_000)
    expect(db.pragma('mmap_size')).toBe(0)
    expect(db.pragma('journal_size_limit')).toBe(8_388_608)
    expect(db.pragma('application_id')).toBe(applicationId)
    expect(db.pragma('user_version')).toBe(5)
  })

  test('an SQLite with the log-reset race is refused', () => {
    expect(['3.51.2', '3.50.9', '2.99.99'].map(isSafeSqlite)).toEqual([false, false, false])
    expect(['3.51.3', '3.54.1', '4.0.0'].map(isSafeSqlite)).toEqual([true, true, true])
  })

  test('a file from a newer version is refused and stays as it was', () => {
    open().pragma('user_version = 99')
    for (const db of opened.splice(0)) db.close()
    const before = readFileSync(file)
    expect(failure()).toEqual({ kind: 'database-newer', found: 99, known: 5 })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test.each([
    ['text', () => writeFileSync(file, 'this is not a database, whatever its name says'.repeat(40))],
    ['a database of somebody else', () => new Database(file).exec('create table t (x)').close()],
    [
      'a torn database',
      () => {
        open()
        for (const db of opened.splice(0)) db.close()
        const bytes = readFileSync(file)
        bytes.fill(0x5a, 4096, bytes.length)
        writeFileSync(file, bytes)
      },
    ],
    ['a folder', () => mkdirSync(file)],
  ])('%s is called unreadable and not touched', (_, make) => {
    make()
    const before = statSync(file).isFile() ? readFileSync(file) : null
    expect(failure()).toEqual({ kind: 'database-unreadable', file })
    if (before !== null) expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('a folder that cannot be made is named', () => {
    writeFileSync(path.join(folder, 'flat'), '')
    const inside = path.join(folder, 'flat', 'outbox.db')
    expect(failure(inside)).toEqual({ kind: 'folder-not-writable', folder: path.dirname(inside) })
  })

  test('an unreadable file is set aside with its companions and a new one starts', () => {
    const db = open()
    saveConnection(db, shop, now)
    expect(existsSync(`${file}-wal`)).toBe(true)
    writeFileSync(`${file}-copy`, readFileSync(`${file}-wal`))
    for (const one of opened.splice(0)) one.close()
    writeFileSync(`${file}-wal`, readFileSync(`${file}-copy`))
    const aside = setAside(file, now)
    expect(path.basename(aside)).toBe('outbox.db.set-aside.20261120T215300Z')
    expect(readdirSync(aside).sort()).toEqual(['outbox.db', 'outbox.db-wal'])
    expect([existsSync(file), existsSync(`${file}-wal`)]).toEqual([false, false])
    expect(listConnections(open())).toEqual([])
    expect(listConnections(open(path.join(aside, 'outbox.db')))).toEqual([shop])
    for (const one of opened.splice(0)) one.close()
    expect(setAside(file, now)).toBe(`${aside}-2`)
  })

  test('space is kept aside and given back', () => {
    const db = open(file, 1_000_000)
    expect(statSync(`${file}.ballast`).size).toBe(1_000_000)
    expect(db.ballast.free()).toBe(true)
    expect(db.ballast.free()).toBe(false)
    expect(db.ballast.ensure()).toBe(true)
    expect(statSync(`${file}.ballast`).size).toBe(1_000_000)
  })
})

test('space that somebody holds is not given back, and the disk’s own trouble stays what is told', () => {
  const db = open(file, 1_000_000)
  rmSync(`${file}.ballast`)
  mkdirSync(`${file}.ballast`)
  expect(db.ballast.free()).toBe(false)
})

describe('a backup', () => {
  test('can be opened, holds everything, and old ones go', async () => {
    const db = open()
    saveConnection(db, shop, now)
    const copies = path.join(folder, 'copies')
    for (let i = 0; i < backupsKept + 2; i += 1) {
      const made = await backupDatabase(db, copies, now + i * 600_000)
      expect(made.ok).toBe(true)
    }
    const names = readdirSync(copies)
    expect(names).toHaveLength(backupsKept)
    expect(names.at(-1)).toBe('outbox.db.20261120T223300Z.backup')
    expect(listConnections(open(path.join(copies, names[0] ?? '')))).toEqual([shop])
  })

  test('that was just made is kept, whatever the clock said before, and what a wrong clock named goes first', async () => {
    const db = open()
    const copies = path.join(folder, 'copies')
    const ahead = now + 200 * 86_400_000
    for (let i = 0; i < backupsKept; i += 1) await backupDatabase(db, copies, ahead + i * 600_000)
    for (let i = 0; i < backupsKept; i += 1) {
      const made = await backupDatabase(db, copies, now + i * 600_000)
      expect(made.ok && existsSync(made.value)).toBe(true)
      expect(readdirSync(copies)).toHaveLength(backupsKept)
    }
    expect(readdirSync(copies).toSorted()).toEqual([
      'outbox.db.20261120T215300Z.backup',
      'outbox.db.20261120T220300Z.backup',
      'outbox.db.20261120T221300Z.backup',
    ])
  })

  test('that cannot be written leaves nothing half', async () => {
    writeFileSync(path.join(folder, 'flat'), '')
    const made = await backupDatabase(open(), path.join(folder, 'flat'), now)
    expect(made).toEqual({ ok: false, error: { kind: 'backup-failed' } })
  })
})

describe('the till’s own tables', () => {
  test('a cashier is added once by name, leaves, and is still known by id', () => {
    const db = open()
    expect(addCashier(db, { id: 'c1', name: 'Kim' }, now)).toEqual({ id: 'c1', name: 'Kim' })
    expect(addCashier(db, { id: 'c2', name: 'Kim' }, now)).toEqual({ id: 'c1', name: 'Kim' })
    expect(retireCashier(db, 'c1')).toBe(true)
    expect(listCashiers(db)).toEqual([])
    expect(cashierById(db, 'c1')).toEqual({ id: 'c1', name: 'Kim' })
    expect(addCashier(db, { id: 'c3', name: 'Kim' }, now).id).toBe('c3')
  })

  test('settings are stored together, and a damaged one is as if it were not there', () => {
    const db = open()
    writeSettings(db, { theme: 'dark', offlineRewards: 2 })
    writeSettings(db, { theme: 'light' })
    expect(readSetting(db, 'theme')).toBe('light')
    expect(Object.fromEntries(readSettings(db))).toEqual({ theme: 'light', offlineRewards: 2 })
    db.exec("update setting set value = '{' where key = 'theme'")
    expect(readSetting(db, 'theme')).toBeUndefined()
    expect(readSetting(db, 'nothing')).toBeUndefined()
  })

  test('a connection keeps its store for ever', () => {
    const db = open()
    saveConnection(db, shop, now)
    saveConnection(db, { ...shop, name: 'Other', store: '8', singleTill: false }, now)
    expect(connectionById(db, shop.id)).toEqual({ ...shop, name: 'Other', singleTill: false })
    expect(connectionById(db, 'nobody')).toBeNull()
  })
})
