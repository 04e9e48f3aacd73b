import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { removeLeftovers } from '../../../electron/main/app/leftovers.ts'
import { memoryLog } from '../shell/memory-log.ts'

const now = Date.UTC(2026, 10, 21)

function home() {
  const folder = mkdtempSync(path.join(tmpdir(), 'leftovers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const backups = path.join(folder, 'backups')
  const work = path.join(folder, 'taking-in')
  const log = memoryLog()
  return {
    backups,
    work,
    log,
    put: (...names: readonly string[]) => {
      for (const name of names) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
        writeFileSync(path.join(folder, name), 'x')
      }
    },
    left: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => name.replaceAll(path.sep, '/'))
        .toSorted(),
    remove: () => removeLeftovers({ file: path.join(folder, 'outbox.db'), backups, work, now, log }),
  }
}

test('what a crash left goes at the start, and old copies from before a migration; nothing else does', () => {
  const { put, left, remove, log } = home()
  put(
    'outbox.db',
    'outbox.db-wal',
    'outbox.db.ballast',
    'outbox.db.before-migration.20261020T235959Z',
    'outbox.db.before-migration.20261101T000000Z',
    'outbox.db.before-migration.20261120T000000Z.half',
    'outbox.db.set-aside.20200101T000000Z/outbox.db',
    'backups/outbox.db.20200101T000000Z.backup',
    'backups/outbox.db.20261120T000000Z.backup.half',
    'taking-in/records.db',
    'cache-01.db',
  )
  remove()
  expect(left()).toEqual([
    'backups',
    'backups/outbox.db.20200101T000000Z.backup',
    'cache-01.db',
    'outbox.db',
    'outbox.db-wal',
    'outbox.db.ballast',
    'outbox.db.before-migration.20261101T000000Z',
    'outbox.db.set-aside.20200101T000000Z',
    'outbox.db.set-aside.20200101T000000Z/outbox.db',
  ])
  expect(log.lines).toEqual([])
})

test('what cannot be removed is told, and keeps nobody from starting', () => {
  const { put, left, remove, log, backups } = home()
  put('backups/outbox.db.20261120T000000Z.backup.half/held', 'taking-in/records.db')
  remove()
  expect(log.lines.map((line) => line.split(' ')[1])).toEqual(['leftovers.not-removed'])
  expect(left()).not.toContain('taking-in')
  expect(readdirSync(backups)).toHaveLength(1)
})

test('a first start finds nothing and says nothing', () => {
  const { remove, log } = home()
  remove()
  expect(log.lines).toEqual([])
})
