import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { backupDatabase, setAside } from '../../electron/main/db/backup.ts'
import { openDatabase } from '../../electron/main/db/open.ts'
import { verifyChain } from '../../electron/main/db/tables/events.ts'
import type { Here } from '../../electron/main/outbox/pure/suspicion.ts'
import type { OperationView } from '../../shared/domain/operation.ts'
import { allUnanswered, details } from '../integration/outbox/support/fake-provider.ts'
import { attach, create, edit, redeem, shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till, TillOptions } from '../integration/outbox/support/till.ts'
import { begin, comeBack, goOffline } from './support/begin.ts'

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'catalogue-'))
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true })
  })
  return made
}

async function copyOf(till: Till): Promise<string> {
  const copied = await backupDatabase(till.db, folder(), till.time.now())
  return copied.ok ? copied.value : expect.fail(copied.error.kind)
}

/** A file with work in it that nobody has open, its log merged. */
function closedFile(): string {
  const file = path.join(folder(), 'outbox.db')
  const till = begin({ file, start: false })
  for (let i = 0; i < 200; i += 1) till.save(stamps(String(i)))
  till.db.close()
  return file
}

test('row 34: a damaged file is refused at the start and stays as it is', () => {
  const file = closedFile()
  const bytes = readFileSync(file)
  // The first page, which says that this is our file, is well; pages in the middle are not.
  bytes.fill(0xa5, 20 * 4_096, 30 * 4_096)
  writeFileSync(file, bytes)
  expect(openDatabase({ file, now: 0, ballastBytes: 0 })).toEqual({
    ok: false,
    error: { kind: 'database-unreadable', file },
  })
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('row 34: what is set aside goes together with its log, and nothing of it meets the new file', () => {
  const home = folder()
  const file = path.join(home, 'outbox.db')
  const till = begin({ file, start: false })
  const saved = till.save(stamps('1'))
  // As a program that was killed leaves it: the newest commits are in the log alone.
  const killed = path.join(folder(), 'outbox.db')
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(killed + suffix, readFileSync(file + suffix))
  const aside = setAside(killed, Date.UTC(2026, 10, 20))
  expect(readdirSync(path.dirname(killed))).toEqual([path.basename(aside)])
  const fresh = openDatabase({ file: killed, now: 0, ballastBytes: 0 })
  const old = openDatabase({ file: path.join(aside, 'outbox.db'), now: 0, ballastBytes: 0 })
  if (!fresh.ok || !old.ok) expect.fail('not opened')
  const count = { sql: 'select id from op' }
  expect(fresh.value.all(count)).toEqual([])
  expect(old.value.all(count)).toEqual([{ id: saved.id }])
  fresh.value.close()
  old.value.close()
})

const here = (machine: string | null, marks: Here['marks'] = []) => ({ machine, marks })

interface Restored {
  readonly till: Till
  readonly waiting: {
    readonly enrolled: OperationView
    readonly changed: OperationView
    readonly attached: OperationView
    readonly stamped: OperationView
    readonly redeemed: OperationView
  }
}

/** All of it was sent after the copy was made, and then the copy took the place of the file. */
async function putBack(options: TillOptions = {}): Promise<Restored> {
  const first = begin({ ...options, outside: () => here('machine') })
  first.fake.add('1', { stamps: 20, details: details('Ada') })
  first.fake.add('2', { stamps: 4 })
  await goOffline(first)
  const waiting = {
    enrolled: first.save(create('L1', 'Bo')),
    changed: first.save(edit('r:1', details('Ada'), { phone: '+4411' })),
    attached: first.save(attach('r:1', '2900')),
    stamped: first.save(stamps('2', 2)),
    redeemed: first.save(redeem('1', 10, { undoMs: 600_000 })),
  }
  const file = await copyOf(first)
  await comeBack(first)
  await first.time.advance(600_000)
  for (const one of Object.values(waiting)) expect(first.state(one)).toBe('done')
  expect(first.fake.applied).toHaveLength(5)
  const mark = first.outbox.transfer.mark()
  if (mark === null) expect.fail('the file has no mark')
  await first.outbox.stop(0)
  const till = begin({
    ...options,
    file,
    beside: first,
    start: false,
    outside: () => here('machine', [mark]),
  })
  till.outbox.start()
  return { till, waiting }
}

test('row 34: after an older copy was put back nothing of it is sent before it was looked for', async () => {
  const { till, waiting } = await putBack()
  const states = Object.values(waiting).map((one) => till.state(one))
  expect(states).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown'])
  await till.time.advance(1_200_000)
  expect(till.outbox.view(waiting.enrolled.id)).toMatchObject({ state: 'done', proof: 'tag' })
  expect(till.outbox.view(waiting.changed.id)).toMatchObject({ state: 'done', proof: 'natural-key' })
  expect(till.outbox.view(waiting.attached.id)).toMatchObject({ state: 'done', proof: 'natural-key' })
  // A counter without a figure from before tells nothing: a person is asked, with what is there now.
  expect(till.outbox.view(waiting.stamped.id)?.reason).toMatchObject({ kind: 'restored', now: 6 })
  expect(till.outbox.view(waiting.redeemed.id)?.reason).toMatchObject({ kind: 'restored' })
  expect(till.fake.applied).toHaveLength(5)
})

test('row 34: a provider that refuses a repeat itself is simply asked again after a restore', async () => {
  const { till, waiting } = await putBack({ capabilities: { unanswered: allUnanswered('keyed') } })
  const states = Object.values(waiting).map((one) => till.state(one))
  expect(states).toEqual(['queued', 'queued', 'queued', 'queued', 'queued'])
  expect(till.outbox.summary(shop.id)).toMatchObject({ checking: 0, needsYou: 0 })
})

test.each([
  { what: 'another machine', outside: here('another machine'), tillId: 'till-A' },
  { what: 'another till', outside: here('machine'), tillId: 'till-B' },
  {
    what: 'a mark of another file',
    outside: here('machine', [{ fileId: 'x', n: 0, hash: '' }]),
    tillId: 'till-A',
  },
])('row 34: what waits in a copied folder is looked for: $what', async ({ outside, tillId }) => {
  const first = begin({ outside: () => here('machine') })
  first.fake.add('1', { details: details('Ada') })
  await goOffline(first)
  const changed = first.save(edit('r:1', details('Ada'), { phone: '+4411' }))
  const file = await copyOf(first)
  const till = begin({ file, beside: first, start: false, outside: () => outside, tillId })
  till.outbox.start()
  expect(till.state(changed)).toBe('unknown')
  expect(first.fake.count('edit')).toBe(0)
})

test('row 34: a file that went on since its mark was written is the file itself', async () => {
  const first = begin({ outside: () => here('machine') })
  first.fake.add('1')
  await goOffline(first)
  first.save(stamps('1'))
  const mark = first.outbox.transfer.mark()
  if (mark === null) expect.fail('the file has no mark')
  const later = first.save(stamps('1'))
  const file = await copyOf(first)
  const till = begin({ file, beside: first, start: false, outside: () => here('machine', [mark]) })
  till.outbox.start()
  expect(till.state(later)).toBe('queued')
})

test('row 35: a copy made while the program works holds what lies in the log, in one file', async () => {
  const till = begin()
  await goOffline(till)
  till.db.pragma('wal_autocheckpoint = 0')
  const saved = Array.from({ length: 20 }, () => till.save(stamps('1')).id)
  expect(existsSync(`${till.file}-wal`)).toBe(true)
  const file = await copyOf(till)
  expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)])
  const copy = openDatabase({ file, now: 0, ballastBytes: 0 })
  if (!copy.ok) expect.fail(copy.error.kind)
  expect(copy.value.all<{ id: string }>({ sql: 'select id from op order by seq' })).toEqual(
    saved.map((id) => ({ id })),
  )
  expect(verifyChain(copy.value)).toMatchObject({ intact: true })
  copy.value.close()
})

test('row 35: what is saved while a copy is made is in the file, and the copy is whole', async () => {
  const till = begin()
  await goOffline(till)
  for (let i = 0; i < 200; i += 1) till.save(stamps(String(i)))
  const copying = copyOf(till)
  const during: string[] = []
  for (let i = 0; i < 20; i += 1) {
    during.push(till.save(stamps('1')).id)
    await new Promise(setImmediate)
  }
  const file = await copying
  expect(till.outbox.summary(shop.id).waiting).toBe(200 + during.length)
  const copy = openDatabase({ file, now: 0, ballastBytes: 0 })
  if (!copy.ok) expect.fail(copy.error.kind)
  expect(copy.value.pragma('integrity_check')).toBe('ok')
  expect(verifyChain(copy.value)).toMatchObject({ intact: true })
  expect(copy.value.all({ sql: 'select id from op' }).length).toBeGreaterThanOrEqual(200)
  copy.value.close()
})

test('row 35: a copy that broke off never has the name of one', async () => {
  const till = begin()
  const target = folder()
  const { backupTo } = till.db
  Object.assign(till.db, {
    backupTo: (file: string) => {
      writeFileSync(file, 'half of it')
      return Promise.reject(new Error('the cable was pulled'))
    },
  })
  expect(await backupDatabase(till.db, target, 0)).toEqual({ ok: false, error: { kind: 'backup-failed' } })
  expect(readdirSync(target)).toEqual([])
  Object.assign(till.db, { backupTo })
  expect(await backupDatabase(till.db, target, 0)).toMatchObject({ ok: true })
})

test('row 35: a program that ended leaves no log that could be lost or left behind', async () => {
  const file = path.join(folder(), 'outbox.db')
  const till = begin({ file })
  await goOffline(till)
  till.save(stamps('1'))
  expect(existsSync(`${file}-wal`)).toBe(true)
  await till.outbox.stop(0)
  till.db.close()
  expect(readdirSync(path.dirname(file))).toEqual(['outbox.db'])
})
