import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { attemptsOf } from '../../electron/main/db/tables/attempts.ts'
import type { Failure } from '../../electron/main/providers/provider.ts'
import { create, createTill, shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till, TillOptions } from '../integration/outbox/support/till.ts'
import { lealServer, tillTo, until } from './support/leal-till.ts'
import type { LealServer, Posted } from './support/leal-till.ts'

let till: Till
let server: LealServer | null = null
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(async () => {
  till.close()
  await server?.close()
  server = null
})

/** A stamp that the provider carries out although its answer never reaches the till. */
function carryOut(remoteId: string, amount: number): void {
  const member = till.fake.members.get(remoteId)
  if (member === undefined) throw new Error(`No member ${remoteId}.`)
  member.cards = member.cards.map((card) => ({ ...card, stamps: card.stamps + amount }))
}
const stampsOf = (remoteId: string): number => till.fake.members.get(remoteId)?.cards[0]?.stamps ?? Number.NaN

test('row 3: killed after "sending" was written and before a byte left, it is checked at the next start', async () => {
  begin()
  till.fake.add('1', { stamps: 4 })
  // The request never leaves: nothing reaches the provider.
  till.fake.arrive = (method) => (method === 'addStamps' ? new Promise(() => undefined) : undefined)
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(10)
  expect(till.state(stamp)).toBe('sending')
  till.fake.arrive = () => undefined
  till.restart()
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'unknown', plain: 'checking' })
  expect(attemptsOf(till.db, stamp.seq)).toMatchObject([{ n: 1, outcome: 'interrupted' }])
  // It is sent again only once two looks have shown that it is not there.
  await till.time.advance(14_000)
  expect(till.state(stamp)).toBe('unknown')
  await till.time.advance(10_000)
  expect(till.state(stamp)).toBe('done')
  expect(stampsOf('1')).toBe(6)
})

test('row 3: killed during the recovery as well, it is still checked', async () => {
  begin()
  till.fake.add('1', { stamps: 4 })
  till.fake.arrive = (method) => (method === 'addStamps' ? new Promise(() => undefined) : undefined)
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(10)
  till.fake.arrive = () => undefined
  for (const _ of [1, 2, 3]) {
    till.restart()
    expect(till.state(stamp)).toBe('unknown')
  }
  expect(attemptsOf(till.db, stamp.seq)).toHaveLength(1)
})

test('row 4: "sending" and its attempt are committed before the provider hears anything', async () => {
  begin()
  till.fake.add('1', { stamps: 4 })
  const other = new Database(till.file, { readonly: true })
  const seen: unknown[] = []
  till.fake.arrive = (method) => {
    if (method !== 'addStamps') return
    const row = other
      .prepare(
        'select o.state, o.attempts, a.n, a.ended_at from op o left join attempt a on a.op_seq = o.seq',
      )
      .get()
    seen.push(row)
  }
  till.save(stamps('1', 2))
  await till.time.advance(10)
  other.close()
  expect(seen).toEqual([{ state: 'sending', attempts: 1, n: 1, ended_at: null }])
})

test('row 4: killed between the request and its answer, it is looked for and not sent a second time', async () => {
  begin()
  till.fake.add('1', { stamps: 4 })
  till.fake.arrive = (method) => {
    if (method !== 'addStamps') return undefined
    carryOut('1', 2)
    return new Promise(() => undefined)
  }
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(10)
  expect(till.state(stamp)).toBe('sending')
  till.fake.arrive = () => undefined
  till.restart()
  expect(till.state(stamp)).toBe('unknown')
  await till.time.advance(60_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter' })
  expect(till.fake.count('addStamps')).toBe(1)
  expect(stampsOf('1')).toBe(6)
})

const silences: readonly (readonly [string, Failure])[] = [
  ['a timeout', { kind: 'no-answer', cause: 'timeout' }],
  ['a reset', { kind: 'no-answer', cause: 'reset' }],
  ['half an answer', { kind: 'no-answer', cause: 'half-answer' }],
  ['a 500', { kind: 'server-error', status: 500 }],
  ['a 502', { kind: 'server-error', status: 502 }],
  ['a 504', { kind: 'server-error', status: 504 }],
]

test.each(silences)(
  'row 5: %s after the work was done is looked for and found, never sent again',
  async (_, fault) => {
    begin()
    till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', fault)
    till.fake.arrive = (method) => {
      if (method === 'addStamps') carryOut('1', 2)
    }
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(100)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'unknown', plain: 'checking', attempts: 1 })
    await till.time.advance(60_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
    expect(till.fake.count('addStamps')).toBe(1)
    expect(stampsOf('1')).toBe(6)
  },
)

test.each(silences)(
  'row 5: after %s from a shop with other tills a person is asked, and nothing is sent again',
  async (_, fault) => {
    begin({ connection: { singleTill: false } })
    till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', fault)
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(300_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({
      state: 'attention',
      reason: { kind: 'undecided', before: 4, now: 4, adding: 2 },
    })
    expect(till.fake.count('addStamps')).toBe(1)
  },
)

const endings: readonly (readonly [string, (posted: Posted) => void])[] = [
  ['a reset', ({ socket }) => void socket.resetAndDestroy()],
  ['a close without a word', ({ socket }) => void socket.end()],
  ['half a body', ({ socket }) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"id"')],
  ['a 504 of a gateway', ({ socket }) => void socket.end('HTTP/1.1 504 Late\r\ncontent-length: 0\r\n\r\n')],
]

test.each(endings)(
  'row 5: on the wire %s after the work was done costs one request and no second stamp',
  async (_, end) => {
    server = await lealServer(4)
    server.onPost = (posted) => {
      posted.apply()
      end(posted)
    }
    till = tillTo(server)
    const stamp = till.save(stamps('1', 2))
    await until(till, 'it left', () => server?.posts() === 1)
    await until(till, 'it is settled', () => till.outbox.summary(shop.id).waiting === 0)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
    expect([server.posts(), server.stamps]).toEqual([1, 6])
  },
)

test('row 5: what goes wrong in a way that nobody foresaw costs one request and no second stamp', async () => {
  server = await lealServer(4)
  till = tillTo(
    server,
    {},
    {
      around: (write) => async (input, init) => {
        await write(input, init)
        throw new TypeError('terminated')
      },
    },
  )
  const stamp = till.save(stamps('1', 2))
  const isOver = () => (server?.posts() ?? 0) > 1 || till.outbox.summary(shop.id).waiting === 0
  await until(till, 'it is settled, or sent again', isOver)
  expect([server.posts(), server.stamps]).toEqual([1, 6])
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
})

/** The bounds of a real store: reads up to 30 s old, requests applied up to 90 s late. */
const slow = { readLagMs: 30_000, lateBoundMs: 90_000 }

test('row 6: a request that the provider carries out late is found, not overtaken by a second one', async () => {
  begin({ connection: slow })
  till.fake.add('1', { stamps: 4 })
  till.fake.script('addStamps', 'lost-request')
  const stamp = till.save(stamps('1', 2))
  const behind = till.save(stamps('1', 1))
  await till.time.advance(115_000)
  expect([till.state(stamp), till.state(behind)]).toEqual(['unknown', 'queued'])
  expect(till.fake.count('addStamps')).toBe(1)
  carryOut('1', 2)
  await till.time.advance(60_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
  expect(till.state(behind)).toBe('done')
  expect(till.fake.count('addStamps')).toBe(2)
  expect(stampsOf('1')).toBe(7)
})

test('row 6: an enrolment that is carried out late is found by its mark, and nobody is enrolled twice', async () => {
  begin({ connection: { ...slow, singleTill: false } })
  till.fake.script('create', 'lost-request')
  const enrolment = till.save(create('L1', 'Ada'))
  await till.time.advance(10)
  const tag = till.db.get<{ readonly tag: string }>({ sql: 'select tag from op' })?.tag ?? ''
  await till.time.advance(115_000)
  expect(till.fake.count('create')).toBe(1)
  till.fake.add('n9', { tags: [tag] })
  await till.time.advance(60_000)
  expect(till.outbox.view(enrolment.id)).toMatchObject({ state: 'done', proof: 'tag' })
  expect(till.outbox.remoteIdOf(shop.id, 'l:L1')).toBe('n9')
  expect(till.fake.count('create')).toBe(1)
})

test('row 6: absence counts after the settle time, twice, fifteen seconds apart', async () => {
  begin({ connection: slow })
  till.fake.add('1', { stamps: 4 })
  till.fake.script('addStamps', 'lost-request')
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(134_000)
  expect(till.state(stamp)).toBe('unknown')
  expect(till.fake.count('addStamps')).toBe(1)
  await till.time.advance(3_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 2 })
  expect(stampsOf('1')).toBe(6)
})
