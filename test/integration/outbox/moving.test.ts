import { describe, expect, test } from 'vitest'
import { writeDocument } from '../../../electron/main/outbox/transfer/document.ts'
import { verifyChain } from '../../../electron/main/db/tables/events.ts'
import { defaultCapabilities, details } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { all, documentOf, moveOut, offlineTill, open, takeIn } from './support/moving.ts'
import { create, edit, redeem, shop, stamps, stampsFor, stampsOnCode } from './support/till.ts'

describe('work that leaves for another till', () => {
  test('is given up before its file exists, nothing waits any more, and the till never sends it', async () => {
    const till = await offlineTill()
    till.fake.add('1')
    const queued = till.save(stamps('1', 2))
    const held = till.save(stamps('2', 1, { undoMs: 60_000 }))
    await moveOut(till)
    expect(till.outbox.summary(shop.id)).toMatchObject({ waiting: 0, needsYou: 0, checking: 0 })
    expect([queued, held].map((one) => till.outbox.view(one.id))).toMatchObject([
      { state: 'cancelled', plain: 'moved' },
      { state: 'cancelled', plain: 'moved' },
    ])
    till.fake.always(null)
    till.restart()
    await till.time.advance(600_000)
    expect(till.fake.applied).toEqual([])
    expect(verifyChain(till.db)).toMatchObject({ intact: true })
  })

  test('what may have been sent is given up as such', async () => {
    const till = open()
    till.fake.add('1')
    till.fake.script('addStamps', 'lost-reply')
    const lost = till.save(stamps('1', 2))
    await till.time.advance(10)
    till.fake.always(offline)
    const { file } = await moveOut(till)
    expect(till.outbox.view(lost.id)).toMatchObject({ state: 'discarded', plain: 'moved' })
    expect(documentOf(till, file).operations).toMatchObject([
      { state: 'unknown', attempts: 1, lastAttempt: { n: 1, cardId: 'card-1' } },
    ])
  })

  test('what is on the wire is waited for; with its answer it is settled here', async () => {
    const till = open()
    till.fake.add('1')
    let answer = (): void => undefined
    till.fake.arrive = (method) =>
      method === 'addStamps' ? new Promise<void>((resolve) => (answer = resolve)) : undefined
    const first = till.save(stamps('1', 2))
    const second = till.save(stamps('1', 3))
    await till.time.advance(10)
    expect(till.state(first)).toBe('sending')
    const moving = moveOut(till)
    await till.time.advance(1_000)
    answer()
    const { file } = await moving
    expect(till.state(first)).toBe('done')
    expect(documentOf(till, file).operations.map((one) => one.intent)).toEqual([
      till.db.get<{ intent: string }>({ sql: 'select intent from op where id = ?' }, second.id)?.intent,
    ])
  })

  test('what has no answer after a few seconds leaves as unknown, and a late answer changes nothing here', async () => {
    const till = open()
    till.fake.add('1')
    let answer = (): void => undefined
    till.fake.arrive = (method) =>
      method === 'addStamps' ? new Promise<void>((resolve) => (answer = resolve)) : undefined
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(10)
    const { file } = await moveOut(till)
    expect(documentOf(till, file).operations).toMatchObject([{ state: 'unknown', attempts: 1 }])
    answer()
    await till.time.advance(1_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'discarded', plain: 'moved' })
  })

  test('its file can be written again, letter for letter, and until it was written its details stay', async () => {
    const till = await offlineTill()
    const dropped = till.save(stamps('2', 1))
    till.outbox.answer(dropped.id, { kind: 'drop', reason: 'a mistake' }, 'Kim')
    till.save(stamps('1', 2))
    const { id, file } = await moveOut(till)
    expect(till.outbox.transfer.lastMove(shop.id)).toMatchObject({ id, count: 1, written: false })
    till.restart()
    expect(till.outbox.transfer.fileOf(id)).toBe(file)
    // What day it is a run hears from the provider.
    till.fake.always(null)
    await till.outbox.probe(shop.id)
    till.fake.always(offline)
    till.time.pass(40 * 86_400_000)
    await till.time.advance(7 * 3_600_000)
    expect(till.outbox.transfer.fileOf(id)).toBe(file)
    // Other settled work loses its details all the same.
    expect(till.outbox.view(dropped.id)?.who).toEqual({ name: '' })
    till.outbox.transfer.written(id)
    // As old as it is, its details may go now.
    expect(till.outbox.transfer.lastMove(shop.id)).toBe(null)
    await till.time.advance(7 * 3_600_000)
    expect(till.outbox.transfer.fileOf(id)).toBe(null)
  })

  test('where nothing waits nothing leaves', async () => {
    const till = open()
    expect(await till.outbox.transfer.moveOut(shop.id, null)).toEqual({ ok: true, value: null })
    expect(till.outbox.transfer.lastMove(shop.id)).toBe(null)
  })
})

describe('work that arrives from another till', () => {
  test('goes on there: each member in order, under the same mark, once', async () => {
    const a = await offlineTill()
    a.fake.add('1', { stamps: 1 })
    a.save(stamps('1', 2))
    a.save(create('A', 'Ada', { code: 'C' }))
    a.save(stampsFor('l:A', 3))
    a.save(redeem('1', 3))
    a.save(edit('l:A', details('Ada'), { phone: '+491' }))
    a.save(stampsOnCode('D', 1))
    const { file } = await moveOut(a)
    const b = open({ beside: a, tillId: 'till-B' })
    a.fake.always(null)
    await b.outbox.probe(shop.id)
    expect(await takeIn(b, file)).toEqual({ ...all, taken: 6 })
    await b.time.advance(1_000)
    expect(b.outbox.summary(shop.id)).toMatchObject({ waiting: 1, needsYou: 1 })
    expect(a.fake.applied.filter((one) => one.remoteId === '1').map((one) => one.method)).toEqual([
      'addStamps',
      'redeem',
    ])
    expect(a.fake.applied.filter((one) => one.remoteId !== '1').map((one) => one.method)).toEqual([
      'create',
      'addStamps',
      'edit',
    ])
    const { tags } = [...a.fake.members.values()].find((one) => one.details.firstName === 'Ada') ?? {}
    const own = a.db.get<{ tag: string }>({ sql: "select tag from op where kind = 'member.create'" })
    expect(tags).toEqual([own?.tag])
    expect(b.outbox.keysOfCode(shop.id, 'C')).toEqual(['l:A'])
  })

  test('keeps its cashier, its time and its business day', async () => {
    const a = await offlineTill()
    a.save(stamps('1', 2))
    const { file } = await moveOut(a)
    a.time.jump(3 * 86_400_000)
    const b = open({ beside: a, tillId: 'till-B' })
    await takeIn(b, file)
    const columns = { sql: 'select created_at, created_by, business_day, tag, intent from op' }
    expect(b.db.get(columns)).toEqual(a.db.get(columns))
  })

  test('twice adds nothing', async () => {
    const a = await offlineTill()
    a.save(stamps('1', 2))
    const { file } = await moveOut(a)
    const b = open({ beside: a, tillId: 'till-B' })
    expect(await takeIn(b, file)).toEqual({ ...all, taken: 1 })
    expect(await takeIn(b, file)).toEqual({ ...all, known: 1 })
    expect(b.outbox.summary(shop.id).waiting).toBe(1)
  })

  test('what may have been sent is looked for; its old figure proves nothing', async () => {
    const a = open()
    a.fake.add('1', { stamps: 4 })
    a.fake.script('addStamps', 'lost-reply')
    a.save(stamps('1', 2))
    await a.time.advance(10)
    a.fake.always(offline)
    const { file } = await moveOut(a)
    a.fake.always(null)
    const b = open({ beside: a, tillId: 'till-B' })
    expect(await takeIn(b, file)).toEqual({ ...all, taken: 1 })
    await b.time.advance(60_000)
    expect(b.outbox.list(shop.id, 'needs-you', 9)).toMatchObject([
      { reason: { kind: 'undecided', before: 4, now: 6, adding: 2 } },
    ])
    expect(a.fake.applied).toHaveLength(1)
  })

  test('a slow clock on the other till does not shorten the time that a late request is given', async () => {
    const connection = { readLagMs: 30_000, lateBoundMs: 90_000 }
    const a = open({ connection })
    a.fake.script('create', 'lost-request')
    a.save(create('A', 'Ada'))
    await a.time.advance(10)
    a.fake.always(offline)
    const { file } = await moveOut(a)
    a.fake.always(null)
    const b = open({ beside: a, tillId: 'till-B', connection })
    await b.time.advance(600_000)
    const { operations, ...rest } = documentOf(a, file)
    const slow = operations.map((one) => ({ ...one, lostAt: (one.lostAt ?? 0) - 3_600_000 }))
    await takeIn(b, writeDocument({ ...rest, operations: slow }))
    await b.time.advance(110_000)
    expect(a.fake.count('create')).toBe(1)
    await b.time.advance(600_000)
    expect(a.fake.count('create')).toBe(2)
    expect(a.fake.applied.map((one) => one.method)).toEqual(['create'])
  })

  test('a question stays a question', async () => {
    const a = await offlineTill()
    a.fake.always(null)
    a.save(stampsOnCode('D', 1))
    await a.time.advance(60_000)
    const { file } = await moveOut(a)
    const b = open({ beside: a, tillId: 'till-B' })
    expect(await takeIn(b, file)).toEqual({ ...all, asking: 1 })
    expect(b.outbox.list(shop.id, 'needs-you', 9)).toMatchObject([{ reason: { kind: 'code-unknown' } }])
  })

  test('members that the other till enrolled are the same ones here, with their cards and what waits for them', async () => {
    const a = open()
    a.save(create('A', 'Ada', { code: 'C' }))
    await a.time.advance(1_000)
    const [ada] = [...a.fake.members.values()]
    const remoteId = ada?.remoteId ?? ''
    a.fake.always(offline)
    await a.outbox.probe(shop.id)
    a.save(stampsFor('l:A', 2))
    const b = open({ beside: a, tillId: 'till-B' })
    const own = b.save(stampsFor(`r:${remoteId}`, 1))
    const { file } = await moveOut(a)
    await takeIn(b, file)
    expect(b.outbox.keyOf(shop.id, remoteId)).toBe('l:A')
    expect(b.outbox.owed(shop.id, 'l:A').cards).toMatchObject([{ waiting: 3 }])
    a.fake.always(null)
    await b.outbox.probe(shop.id)
    await b.time.advance(1_000)
    expect(b.state(own)).toBe('done')
    expect(ada?.cards[0]?.stamps).toBe(3)
  })

  test.each([
    ['till', ['r:2']],
    ['provider', ['r:1', 'r:2']],
  ] as const)(
    'an older file takes no card from whom it was given to since: %s knows',
    async (codes, holders) => {
      const a = await offlineTill({ capabilities: { codes } })
      a.outbox.learnCode(shop.id, 'C', 'r:1')
      a.outbox.learnCode(shop.id, 'E', 'r:1')
      a.save(stamps('1', 1))
      const { file } = await moveOut(a)
      const b = open({ beside: a, tillId: 'till-B' })
      b.outbox.learnCode(shop.id, 'C', 'r:2')
      await takeIn(b, file)
      expect(b.outbox.keysOfCode(shop.id, 'C')).toEqual(holders)
      expect(b.outbox.keysOfCode(shop.id, 'E')).toEqual(['r:1'])
    },
  )

  test('back on the till that it came from it takes its own place, and a second tap still adds nothing', async () => {
    const a = await offlineTill()
    a.fake.add('1')
    const stamp = a.save(stamps('1', 2, { intent: 'tap' }))
    const { file } = await moveOut(a)
    expect(await takeIn(a, file)).toEqual({ ...all, taken: 1 })
    expect(await takeIn(a, file)).toEqual({ ...all, known: 1 })
    expect(a.save(stamps('1', 2, { intent: 'tap' })).state).toBe('queued')
    expect(a.state(stamp)).toBe('queued')
    a.fake.always(null)
    await a.time.advance(60_000)
    expect(a.state(stamp)).toBe('done')
    expect(a.fake.applied).toHaveLength(1)
    expect(a.outbox.list(shop.id, 'recent', 9)).toHaveLength(1)
  })

  test('there and back again: an older file of the same work adds nothing', async () => {
    const a = await offlineTill()
    a.save(stamps('1', 2))
    const first = await moveOut(a)
    const b = open({ beside: a, tillId: 'till-B' })
    await takeIn(b, first.file)
    const second = await moveOut(b)
    expect(await takeIn(b, first.file)).toEqual({ ...all, known: 1 })
    expect(await takeIn(a, second.file)).toEqual({ ...all, taken: 1 })
    expect(await takeIn(a, first.file)).toEqual({ ...all, known: 1 })
    await moveOut(a)
    expect(await takeIn(a, first.file)).toEqual({ ...all, known: 1 })
    expect(await takeIn(a, second.file)).toEqual({ ...all, known: 1 })
  })

  test('what came back is in no file that is written again: it would be sent from two tills', async () => {
    const a = await offlineTill()
    a.save(stamps('1', 2))
    const { id, file } = await moveOut(a)
    a.outbox.transfer.written(id)
    await takeIn(a, file)
    expect(a.outbox.transfer.lastMove(shop.id)).toBe(null)
    expect(a.outbox.transfer.fileOf(id)).toBe(null)
  })

  test('back from where it went last, whatever the clock said when it left', async () => {
    const a = await offlineTill()
    const stamp = a.save(stamps('1', 2))
    const first = await moveOut(a)
    await takeIn(a, first.file)
    a.time.jump(-7_200_000)
    const second = await moveOut(a)
    expect(await takeIn(a, first.file)).toEqual({ ...all, known: 1 })
    expect(await takeIn(a, second.file)).toEqual({ ...all, taken: 1 })
    expect(a.state(stamp)).toBe('queued')
  })

  test('of a copy that was still in its undo window leaves as what may have been sent', async () => {
    const a = await offlineTill({
      capabilities: { unanswered: { ...defaultCapabilities.unanswered, stamps: 'keyed' } },
    })
    const held = a.save(stamps('1', 2, { undoMs: 60_000 }))
    a.restart('till-B')
    expect(a.state(held)).toBe('queued')
    const { file } = await moveOut(a)
    expect(documentOf(a, file).operations).toMatchObject([{ state: 'queued', suspect: true }])
    expect(a.outbox.view(held.id)).toMatchObject({ state: 'discarded', plain: 'moved' })
  })

  test('of a kind from a later version waits here, in its place, and what is behind it waits with it', async () => {
    const a = await offlineTill()
    a.fake.add('1')
    a.save(stamps('1', 2))
    a.save(stamps('1', 3))
    const { file } = await moveOut(a)
    const document = documentOf(a, file)
    const operations = document.operations.map((one, at) =>
      at === 0 ? { ...one, kind: 'wallet.top-up' } : one,
    )
    const b = open({ beside: a, tillId: 'till-B' })
    a.fake.always(null)
    expect(await takeIn(b, writeDocument({ ...document, operations }))).toEqual({ ...all, taken: 2 })
    await b.outbox.probe(shop.id)
    await b.time.advance(60_000)
    expect(b.outbox.list(shop.id, 'oldest', 9)).toMatchObject([
      { facts: { kind: 'unknown' }, state: 'attention', reason: { kind: 'newer-version' } },
      { facts: { kind: 'stamps.add', amount: 3 }, state: 'queued' },
    ])
    expect(a.fake.applied).toEqual([])
  })

  test('work that its till did not give up becomes a question', async () => {
    const a = await offlineTill()
    a.fake.add('1', { stamps: 4 })
    a.save(stamps('1', 2))
    const { file } = await moveOut(a)
    const copy = writeDocument({ ...documentOf(a, file), sealed: false })
    const b = open({ beside: a, tillId: 'till-B' })
    a.fake.always(null)
    expect(await takeIn(b, copy)).toEqual({ ...all, asking: 1 })
    expect(await takeIn(b, copy)).toEqual({ ...all, known: 1 })
    await b.time.advance(60_000)
    expect(a.fake.applied).toEqual([])
    expect(b.outbox.list(shop.id, 'needs-you', 9)).toMatchObject([
      { reason: { kind: 'restored', adding: 2 } },
    ])
    // The till that it was copied from knows better.
    expect(await takeIn(a, copy)).toEqual({ ...all, known: 1 })
  })
})

describe('a file of unsent work', () => {
  const broken: readonly (readonly [string, (file: string) => string, string])[] = [
    ['one letter of it was changed', (file) => file.replace('"amount', '"amounT'), 'damaged'],
    ['it ends early', (file) => file.slice(0, -40), 'damaged'],
    ['its seal was turned', (file) => file.replace('"sealed":true', '"sealed":false'), 'damaged'],
    ['a newer program wrote it', (file) => file.replace('"version":1', '"version":9'), 'newer'],
    ['it is something else', () => '{"hello":"world"}', 'not-ours'],
    ['it is no text at all', () => '\u0000\u0001', 'not-ours'],
  ]
  test.each(broken)('is refused whole when %s', async (_name, breakIt, problem) => {
    const till = await offlineTill()
    till.save(stamps('1', 2))
    const { file } = await moveOut(till)
    expect(breakIt(file)).not.toBe(file)
    expect(till.outbox.transfer.read(breakIt(file))).toEqual({ ok: false, error: problem })
  })

  test('is refused whole, whichever one of its characters is another', async () => {
    const till = await offlineTill()
    till.save(stamps('1', 2))
    const { file } = await moveOut(till)
    const from = file.indexOf('"content"')
    expect(from).toBeGreaterThan(0)
    for (let at = from; at < file.length - 1; at += 1) {
      const other = file[at] === '7' ? '8' : '7'
      const changed = file.slice(0, at) + other + file.slice(at + 1)
      expect(till.outbox.transfer.read(changed), changed.slice(at - 20, at + 20)).toMatchObject({ ok: false })
    }
  })

  test('is refused where the shop is another one', async () => {
    const a = await offlineTill()
    a.save(stamps('1', 2))
    const { file } = await moveOut(a)
    for (const connection of [
      { store: '8' },
      { baseUrl: 'https://other.example' },
      { mode: 'live' },
    ] as const) {
      const b = open({ beside: a, tillId: 'till-B', connection })
      expect(await b.outbox.transfer.takeIn(shop.id, documentOf(a, file), null)).toEqual({
        ok: false,
        error: { kind: 'file-refused', problem: 'other-shop', file: null },
      })
      expect(b.outbox.summary(shop.id).waiting).toBe(0)
    }
  })

  test('holds no key', async () => {
    const till = await offlineTill()
    till.save(stamps('1', 2))
    const { file } = await moveOut(till)
    const { shop: identity } = documentOf(till, file)
    expect(Object.keys(identity).toSorted()).toEqual(['baseUrl', 'mode', 'name', 'provider', 'store'])
    expect(file).not.toMatch(/token|secret|"key":"(?![lr]:)/)
  })
})
