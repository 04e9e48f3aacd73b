import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '../../electron/main/db/open.ts'
import { migrations } from '../../electron/main/db/migrations/list.ts'
import { saveConnection } from '../../electron/main/db/tables/connections.ts'
import { offline } from '../integration/outbox/support/failures.ts'
import { createTill, shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till } from '../integration/outbox/support/till.ts'

let till: Till | null = null
const begin = (): Till => (till = createTill())
const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(path.join(tmpdir(), 'durable-'))
  folders.push(made)
  return made
}
afterEach(() => {
  till?.close()
  till = null
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
})

test('row 1: nobody hears of an operation before its commit can be read by others', () => {
  const { outbox, file, save } = begin()
  const other = new Database(file, { readonly: true })
  const committed = (id: string): number =>
    Number(other.prepare('select count(*) from op where id = ?').pluck().get(id))
  const heard: number[] = []
  outbox.onOperation(({ view }) => heard.push(committed(view.id)))
  const saved = save(stamps('1'))
  expect(committed(saved.id)).toBe(1)
  expect(heard).toEqual([1])
  other.close()
})

test('row 1: what could not be saved whole is not saved at all, and "saved" is not said', async () => {
  const { outbox, db, fake, time } = begin()
  fake.add('1')
  db.exec("create trigger refused before insert on op_event begin select raise(abort, 'no'); end")
  const heard: string[] = []
  outbox.onOperation(({ view }) => heard.push(view.id))
  expect(outbox.enqueue(stamps('1'))).toEqual({ ok: false, error: { kind: 'not-saved', cause: 'database' } })
  expect(db.get({ sql: 'select count(*) as n from op' })).toEqual({ n: 0 })
  await time.advance(60_000)
  expect(heard).toEqual([])
  expect(fake.applied).toEqual([])
})

test('row 1: killed after "saved", the operation is there at the next start and is sent once', async () => {
  const one = begin()
  one.fake.add('1')
  one.fake.always(offline)
  const saved = one.save(stamps('1', 3))
  one.restart()
  expect(one.outbox.view(saved.id)).toMatchObject({ state: 'queued', facts: { amount: 3 } })
  one.fake.always(null)
  await one.time.advance(31_000)
  expect(one.fake.applied).toEqual([{ method: 'addStamps', remoteId: '1', amount: 3 }])
})

test('row 2: every connection to the outbox flushes each commit, also after its first write', () => {
  const file = path.join(folder(), 'outbox.db')
  for (const name of ['new', 'reopened', 'reopened again']) {
    const opened = openDatabase({ file, now: 0, ballastBytes: 0 })
    expect(opened, name).toMatchObject({ ok: true })
    if (!opened.ok) continue
    // Before the first write the driver would answer FULL also where NORMAL is about to take over.
    saveConnection(opened.value, { ...shop, id: name }, 0)
    expect(opened.value.pragma('synchronous'), name).toBe(2)
    expect(opened.value.pragma('journal_mode'), name).toBe('wal')
    opened.value.close()
  }
})

test('row 2: a connection in which a returned commit could be lost is refused', () => {
  const weakening = {
    version: migrations.length + 1,
    name: 'weakening',
    // The setting cannot be changed inside a transaction: this steps out of the migration's own.
    up: (db: { exec(sql: string): void }) => {
      db.exec('commit; pragma synchronous = normal; begin immediate')
    },
  }
  const opened = openDatabase({
    file: path.join(folder(), 'outbox.db'),
    now: 0,
    ballastBytes: 0,
    migrations: [...migrations, weakening],
  })
  if (opened.ok) opened.value.close()
  expect(opened).toMatchObject({ ok: false, error: { kind: 'database-not-durable' } })
})
