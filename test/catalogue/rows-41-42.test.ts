import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../electron/main/db/open.ts'
import { attemptsOf } from '../../electron/main/db/tables/attempts.ts'
import { saveConnection } from '../../electron/main/db/tables/connections.ts'
import { eventsOf, verifyChain } from '../../electron/main/db/tables/events.ts'
import { opById } from '../../electron/main/db/tables/op.ts'
import { createOutbox } from '../../electron/main/outbox/outbox.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import { createFakeProvider, details } from '../integration/outbox/support/fake-provider.ts'
import type { FakeProvider } from '../integration/outbox/support/fake-provider.ts'
import { createFakeTime } from '../integration/outbox/support/fake-time.ts'
import { create, edit, shop, stamps } from '../integration/outbox/support/till.ts'
import { begin, comeBack, goOffline } from './support/begin.ts'

const day = 86_400_000

test('row 41: a month after it was settled an operation loses its personal data and none of its evidence', async () => {
  const till = begin()
  till.fake.add('1')
  till.fake.add('2')
  till.fake.script('addStamps', { kind: 'refused', status: 422, fields: {} })
  // One that is older and not settled neither loses anything nor keeps the rest from being purged.
  const asked = till.save(stamps('2', 3))
  const settled = till.save(stamps('1', 2))
  await till.time.advance(100)
  const story = eventsOf(till.db, settled.seq)
  const attempts = attemptsOf(till.db, settled.seq)
  expect([story.length, attempts.length]).toEqual([3, 1])
  till.time.pass(31 * day)
  await till.time.advance(15_000)
  expect(opById(till.db, settled.id)).toMatchObject({ state: 'done', proof: 'response', payload: null })
  expect(eventsOf(till.db, settled.seq)).toEqual(story)
  expect(attemptsOf(till.db, settled.seq)).toEqual(attempts)
  expect(verifyChain(till.db)).toMatchObject({ intact: true })
  expect(till.outbox.view(settled.id)).toMatchObject({ who: { name: '' }, plain: 'sent' })
  expect(till.outbox.view(asked.id)).toMatchObject({ facts: { amount: 3 }, plain: 'needs-you' })
})

test('row 41: what was settled less than a month ago keeps everything', async () => {
  const till = begin()
  till.fake.add('1')
  const settled = till.save(stamps('1', 2))
  await till.time.advance(100)
  till.time.jump(29 * day)
  await till.time.advance(15_000)
  expect(till.outbox.view(settled.id)).toMatchObject({ facts: { amount: 2 }, who: { name: 'Somebody' } })
})

test('row 41: what is not settled keeps everything however old it is, and can still be sent', async () => {
  const till = begin()
  till.fake.add('9', { details: details('Ada', { email: 'taken@x.example' }) })
  const asked = till.save(create('L1', 'Bo', { email: 'taken@x.example' }))
  await till.time.advance(100)
  expect(till.state(asked)).toBe('attention')
  const again = till.outbox.answer(
    asked.id,
    { kind: 'fix-details', details: { email: 'taken@x.example' } },
    null,
  )
  expect(again).toMatchObject({ ok: true })
  await till.time.advance(100)
  await goOffline(till)
  const waiting = till.save(stamps('1'))
  till.time.pass(400 * day)
  await till.time.advance(6 * 3_600_000 + 30_000)
  expect(opById(till.db, waiting.id)?.payload).toContain('"amount":1')
  expect(opById(till.db, asked.id)?.payload).toContain('taken@x.example')
  const wordings = { sql: 'select count(*) as n from op_revision where op_seq = ?' }
  const kept = till.db.get<{ n: number }>(wordings, asked.seq)?.n
  till.fake.add('1')
  await comeBack(till)
  expect(till.state(waiting)).toBe('done')
  till.outbox.answer(asked.id, { kind: 'fix-details', details: { email: 'free@x.example' } }, null)
  await till.time.advance(100)
  expect(till.state(asked)).toBe('done')
  // Each wording that a person replaced is kept beside it.
  expect(till.db.get<{ n: number }>(wordings, asked.seq)?.n).toBe((kept ?? 0) + 1)
})

test('row 41: an earlier wording of what is not settled outlives any purge', async () => {
  const till = begin()
  await goOffline(till)
  const saved = till.save(stamps('1', 1, { undoMs: 8_000 }))
  till.outbox.changeAmount(saved.id, 3, 'Kim')
  await till.time.advance(15_000)
  till.time.pass(400 * day)
  await till.time.advance(15_000)
  expect(till.db.all({ sql: 'select rev from op_revision' })).toEqual([{ rev: 1 }])
})

test('row 41: what left for another till and was never written stays whole, and keeps nothing else', async () => {
  const till = begin()
  till.fake.add('1')
  const settled = till.save(stamps('1', 2))
  await till.time.advance(100)
  await goOffline(till)
  const given = till.save(stamps('1', 1, { undoMs: 8_000 }))
  till.outbox.changeAmount(given.id, 3, 'Kim')
  const moved = await till.outbox.transfer.moveOut(shop.id, 'Kim')
  if (!moved.ok || moved.value === null) expect.fail('nothing was moved')
  const file = till.outbox.transfer.fileOf(moved.value.id)
  till.time.pass(31 * day)
  await till.time.advance(15_000)
  expect(opById(till.db, settled.id)?.payload).toBeNull()
  expect(till.outbox.transfer.fileOf(moved.value.id)).toBe(file)
  // Once its file lies where the shop wanted it, the next purge takes it like anything else.
  till.outbox.transfer.written(moved.value.id)
  till.time.pass(day)
  await till.time.advance(15_000)
  expect(opById(till.db, given.id)?.payload).toBeNull()
  expect(till.db.all({ sql: 'select rev from op_revision' })).toEqual([])
})

test('row 42: what was saved for one store never reaches another: it is asked about', async () => {
  const till = begin()
  till.fake.add('1')
  await goOffline(till)
  const saved = [till.save(stamps('1')), till.save(edit('r:2', details('Ada'), { phone: '+4411' }))]
  till.changeShop({ store: '8' })
  await comeBack(till)
  for (const one of saved) {
    expect(till.outbox.view(one.id)).toMatchObject({
      plain: 'needs-you',
      reason: { kind: 'connection-gone' },
    })
  }
  expect(till.fake.calls.filter((call) => call.method !== 'ping')).toEqual([])
  // What is saved from now on is for the new one.
  till.fake.add('3')
  const next = till.save(stamps('3'))
  await till.time.advance(100)
  expect(till.state(next)).toBe('done')
})

test('row 42: what may have arrived at one store is not looked for at another', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 4 })
  till.fake.script('addStamps', 'lost-request')
  const saved = till.save(stamps('1', 2))
  await till.time.advance(100)
  const asked = till.fake.count('member')
  till.changeShop({ store: '8' })
  // By chance the member of this number has just the figure there that would prove it.
  till.fake.add('1', { stamps: 6 })
  await till.time.advance(60_000)
  expect(till.outbox.view(saved.id)).toMatchObject({
    plain: 'needs-you',
    reason: { kind: 'connection-gone' },
  })
  expect(till.fake.count('member')).toBe(asked)
})

test('row 42: two shops on one till: each gets its own, and the refused key of one holds nothing of the other', async () => {
  const time = createFakeTime()
  const opened = openDatabase({ file: ':memory:', now: time.now() })
  if (!opened.ok) expect.fail(opened.error.kind)
  const db = opened.value
  onTestFinished(() => db.close())
  const other: Connection = { ...shop, id: '01SHOP0000000000000000000B', store: '8' }
  const shops = [shop, other]
  const fakes = new Map<string, FakeProvider>(
    shops.map((one) => [one.id, createFakeProvider(() => time.now())]),
  )
  const fakeOf = (id: string): FakeProvider => fakes.get(id) ?? expect.fail('no such shop')
  for (const one of shops) {
    saveConnection(db, one, time.now())
    fakeOf(one.id).add('1')
  }
  let drawn = 0
  const outbox = createOutbox(db, {
    clock: time,
    timers: time.timers,
    random: (length) => Uint8Array.from({ length }, () => (drawn += 37)),
    connections: () => shops,
    provider: (connection) => fakeOf(connection.id).provider,
    bootId: 'boot',
    tillId: 'till-A',
    log: { info: () => undefined, warn: () => undefined },
  })
  outbox.start()
  fakeOf(shop.id).always({ kind: 'unauthorized' })
  await outbox.probe(shop.id)
  const mine = outbox.enqueue(stamps('1', 1))
  const theirs = outbox.enqueue({ ...stamps('1', 2), connectionId: other.id })
  if (!mine.ok || !theirs.ok) expect.fail('not saved')
  await time.advance(1_000)
  expect(outbox.link(shop.id)).toMatchObject({ kind: 'signed-out' })
  expect(outbox.link(other.id)).toEqual({ kind: 'online' })
  expect([mine, theirs].map((one) => outbox.view(one.value.id)?.state)).toEqual(['queued', 'done'])
  expect(fakeOf(other.id).applied.map((one) => one.amount)).toEqual([2])
  fakeOf(shop.id).always(null)
  await outbox.probe(shop.id)
  await time.advance(1_000)
  expect(fakeOf(shop.id).applied.map((one) => one.amount)).toEqual([1])
  expect(fakeOf(other.id).applied).toHaveLength(1)
})
