import { afterEach, expect, test } from 'vitest'
import { attemptsOf } from '../../electron/main/db/tables/attempts.ts'
import type { Failure, Provider } from '../../electron/main/providers/provider.ts'
import { lealCapabilities } from '../../electron/main/providers/leal/leal-provider.ts'
import { offline } from '../integration/outbox/support/failures.ts'
import { createTill, redeem, shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till, TillOptions } from '../integration/outbox/support/till.ts'
import { jsonAnswer } from '../fakes/socket-server.ts'
import { lealOver, lealServer, tillTo, until } from './support/leal-till.ts'

let till: Till | null = null
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => {
  till?.close()
  till = null
})

const refusedKey: Failure = { kind: 'unauthorized' }
const forbidden: Failure = { kind: 'forbidden' }

/** Members 1 to `count`, and a stamp for each, all saved before anything leaves. */
function queue(one: Till, count: number): ReturnType<Till['save']>[] {
  return Array.from({ length: count }, (_, index) => {
    one.fake.add(String(index + 1))
    return one.save(stamps(String(index + 1)))
  })
}

test('row 10: a refused key shuts the connection: everything stays saved, and no attempt is counted', async () => {
  const one = begin()
  one.fake.script('addStamps', refusedKey)
  one.fake.script('ping', refusedKey, refusedKey, refusedKey)
  one.fake.add('1')
  const first = one.save(stamps('1'))
  await one.time.advance(10)
  const others = ['2', '3'].map((id) => {
    one.fake.add(id)
    return one.save(stamps(id))
  })
  await one.time.advance(170_000)
  expect(one.outbox.link(shop.id).kind).toBe('signed-out')
  expect(one.fake.count('addStamps')).toBe(1)
  for (const stamp of [first, ...others]) {
    expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'queued', plain: 'saved', attempts: 0 })
  }
  // A knock a minute, and the fourth opens.
  await one.time.advance(120_000)
  expect([first, ...others].map(one.state)).toEqual(['done', 'done', 'done'])
  expect(one.outbox.view(first.id)?.attempts).toBe(1)
  expect(one.fake.applied).toHaveLength(3)
})

test('row 10: a key that is mended opens the connection at the next knock, and one knock is out at a time', async () => {
  const one = begin()
  one.fake.always(refusedKey)
  const all = queue(one, 6)
  await one.time.advance(1_000)
  expect(one.outbox.link(shop.id).kind).toBe('signed-out')
  let waiting = 0
  let most = 0
  one.fake.arrive = async (method) => {
    if (method !== 'ping') return
    waiting += 1
    most = Math.max(most, waiting)
    await new Promise((resolve) => setImmediate(resolve))
    waiting -= 1
  }
  one.fake.always(null)
  await Promise.all([1, 2, 3].map(() => one.outbox.probe(shop.id)))
  await one.time.advance(1_000)
  expect(most).toBe(1)
  expect(new Set(all.map(one.state))).toEqual(new Set(['done']))
})

test('row 11: a right that is missing for one thing is a question about that thing alone', async () => {
  const one = begin()
  one.fake.add('1', { stamps: 9 })
  one.fake.add('2')
  one.fake.script('redeem', forbidden)
  const reward = one.save(redeem('1', 5))
  await one.time.advance(10)
  const other = one.save(stamps('2'))
  await one.time.advance(10)
  expect(one.outbox.view(reward.id)).toMatchObject({
    state: 'attention',
    reason: { kind: 'refused', status: 403 },
  })
  expect(one.state(other)).toBe('done')
  expect(one.outbox.link(shop.id).kind).toBe('online')
})

test('row 11: a key that may do nothing shuts the connection and asks nobody about single operations', async () => {
  const one = begin()
  one.fake.add('1')
  await one.time.advance(10)
  one.fake.script('addStamps', forbidden)
  one.fake.script('ping', forbidden)
  const stamp = one.save(stamps('1'))
  await one.time.advance(10)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'queued', attempts: 0 })
  expect(one.outbox.link(shop.id).kind).toBe('signed-out')
  await one.time.advance(61_000)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 1 })
})

const noEvidence: readonly (readonly [string, Failure | 'lost-request'])[] = [
  ['a server error', { kind: 'server-error', status: 500 }],
  ['a silence', 'lost-request'],
  ['a rate limit', { kind: 'rate-limited', retryAfterMs: 2_000 }],
  ['no network', offline],
]

test.each(noEvidence)(
  'row 11: a probe that fails by %s is no evidence: the operation waits, and a later probe decides',
  async (_, failure) => {
    const one = begin()
    one.fake.add('1', { stamps: 9 })
    await one.time.advance(10)
    one.fake.script('redeem', forbidden, forbidden)
    one.fake.script('ping', failure)
    const reward = one.save(redeem('1', 5))
    await one.time.advance(10)
    expect(one.outbox.view(reward.id)).toMatchObject({ state: 'queued', attempts: 0 })
    expect(one.fake.count('redeem')).toBe(1)
    await one.time.advance(60_000)
    expect(one.outbox.view(reward.id)?.reason).toEqual({ kind: 'refused', status: 403 })
    expect(one.fake.count('redeem')).toBe(2)
  },
)

test('row 11: a read before sending that is forbidden while the probe fails waits as well', async () => {
  const one = begin()
  one.fake.add('1')
  await one.time.advance(10)
  one.fake.script('member', forbidden)
  one.fake.script('ping', { kind: 'server-error', status: 500 })
  const stamp = one.save(stamps('1'))
  await one.time.advance(10)
  expect(one.state(stamp)).toBe('queued')
  expect(one.fake.count('addStamps')).toBe(0)
  await one.time.advance(60_000)
  expect(one.state(stamp)).toBe('done')
})

test('row 11: forbidden again and again with no probe that tells ends with a person, never in silence', async () => {
  const one = begin()
  one.fake.add('1', { stamps: 9 })
  await one.time.advance(10)
  const { ping } = one.fake.provider
  const failing: Provider['ping'] = (options) => {
    // The way is good, and fails whenever somebody wants to know what the key may do.
    if (one.fake.calls.at(-1)?.method === 'redeem') {
      one.fake.script('redeem', forbidden)
      one.fake.script('ping', { kind: 'server-error', status: 500 })
    }
    return ping(options)
  }
  Object.assign(one.fake.provider, { ping: failing })
  one.fake.script('redeem', forbidden)
  const reward = one.save(redeem('1', 5))
  await one.time.advance(2 * 3_600_000)
  expect(one.outbox.view(reward.id)).toMatchObject({
    state: 'attention',
    reason: { kind: 'given-up', answers: 20 },
  })
})

test('row 12: a rate limit holds the whole connection as long as the provider says, by one timer', async () => {
  const one = begin()
  await one.time.advance(10)
  one.fake.script('addStamps', { kind: 'rate-limited', retryAfterMs: 20_000 })
  one.fake.add('1')
  const first = one.save(stamps('1'))
  await one.time.advance(10)
  const timers = one.time.pending()
  const others = Array.from({ length: 40 }, (_, index) => {
    one.fake.add(String(index + 2))
    return one.save(stamps(String(index + 2)))
  })
  await one.time.advance(19_000)
  expect(one.time.pending()).toBeLessThanOrEqual(timers)
  expect(one.outbox.link(shop.id).kind).toBe('rate-limited')
  expect(one.fake.count('addStamps')).toBe(1)
  expect(one.outbox.view(first.id)).toMatchObject({ state: 'queued', attempts: 0 })
  await one.time.advance(3_000)
  expect(new Set([first, ...others].map(one.state))).toEqual(new Set(['done']))
  expect(one.outbox.view(first.id)?.attempts).toBe(1)
})

test('row 12: an answer to what left before the limit does not end the wait', async () => {
  const one = begin()
  await one.time.advance(10)
  one.fake.add('1')
  one.fake.add('2')
  let answer = (): void => undefined
  one.fake.arrive = (method, [remoteId]) =>
    method === 'addStamps' && remoteId === '1' ? new Promise((resolve) => (answer = resolve)) : undefined
  const early = one.save(stamps('1'))
  await one.time.advance(10)
  one.fake.script('addStamps', { kind: 'rate-limited', retryAfterMs: 20_000 })
  const limited = one.save(stamps('2'))
  await one.time.advance(10)
  answer()
  await one.time.advance(19_000)
  expect([one.state(early), one.state(limited)]).toEqual(['done', 'queued'])
  expect(one.fake.count('addStamps')).toBe(2)
  await one.time.advance(3_000)
  expect(one.state(limited)).toBe('done')
})

test('row 12: on the wire the provider’s own wait is read, in seconds and as a date by its own clock', async () => {
  const server = await lealServer(4)
  const date = new Date(Date.UTC(2030, 0, 1, 12, 0, 0))
  const until42 = new Date(date.getTime() + 42_000)
  const headers = [
    { 'retry-after': '37' },
    { 'retry-after': until42.toUTCString(), date: date.toUTCString() },
  ] as const
  const options = { priority: 'background', tag: 'T-1' } as const
  const waits = []
  for (const wanted of headers) {
    server.onPost = ({ socket }) => {
      socket.write(jsonAnswer(429, {}, wanted))
    }
    const answer = await lealOver(server.origin).addStamps('1', 'card-1', 1, options)
    waits.push(answer.ok ? 'answered' : answer.failure)
  }
  expect(waits).toEqual([
    { kind: 'rate-limited', retryAfterMs: 37_000 },
    { kind: 'rate-limited', retryAfterMs: 42_000 },
  ])
  expect(server.posts()).toBe(2)
  await server.close()
})

test('row 13: a 503 is an unknown outcome: it is looked for and found, never sent again', async () => {
  expect(lealCapabilities.neverApplied).not.toContain(503)
  const server = await lealServer(4)
  server.onPost = ({ socket, apply }) => {
    apply()
    socket.write(jsonAnswer(503, {}, { 'retry-after': '1' }))
  }
  const one = (till = tillTo(server))
  const stamp = one.save(stamps('1', 2))
  await until(one, 'it left', () => server.posts() > 0)
  await until(one, 'it is settled', () => one.outbox.summary(shop.id).waiting === 0)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
  expect([server.posts(), server.stamps]).toEqual([1, 6])
  await server.close()
})

test('row 13: where the adapter declares that a 503 comes before any work, it is simply sent again', async () => {
  const one = begin({ capabilities: { neverApplied: [503] }, connection: { singleTill: false } })
  one.fake.add('1', { stamps: 4 })
  one.fake.script('addStamps', { kind: 'server-error', status: 503 })
  const stamp = one.save(stamps('1', 2))
  await one.time.advance(10)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'queued', attempts: 0 })
  await one.time.advance(60_000)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'response', attempts: 1 })
  expect(attemptsOf(one.db, stamp.seq)).toHaveLength(2)
})
