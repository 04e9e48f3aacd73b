import { afterEach, describe, expect, test } from 'vitest'
import type { Link } from '../../../shared/domain/connection.ts'
import { offline } from './support/failures.ts'
import { createTill, redeem, shop, stamps } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => till.close())

describe('a gate', () => {
  test('offline holds everything, counts no attempt, and lets go within a second of the network', async () => {
    begin()
    till.fake.add('1')
    till.fake.always(offline)
    const links: Link['kind'][] = []
    till.outbox.onLink((_, link) => links.push(link.kind))
    const stamp = till.save(stamps('1'))
    await till.time.advance(2_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'queued', attempts: 0, plain: 'saved' })
    expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'offline' })
    till.fake.always(null)
    await till.time.advance(4_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 1 })
    expect(links[0]).toBe('offline')
    expect(links.at(-1)).toBe('online')
  })

  test('offline asks again within 30 s however long it lasts, and keeps its beginning over a restart', async () => {
    begin()
    till.fake.always(offline)
    const began = till.time.now()
    await till.outbox.probe(shop.id)
    await till.time.advance(3_600_000)
    till.restart()
    const link = till.outbox.link(shop.id)
    expect(link.kind === 'offline' ? link.since : 0).toBe(began)
    till.fake.always(null)
    await till.time.advance(31_000)
    expect(till.outbox.link(shop.id)).toEqual({ kind: 'online' })
  })

  test('a refused key gates the connection, counts no attempt, and a good one opens it', async () => {
    begin()
    till.fake.add('1')
    till.fake.always({ kind: 'unauthorized' })
    const stamp = till.save(stamps('1'))
    await till.time.advance(300_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'queued', attempts: 0 })
    expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'signed-out' })
    till.fake.always(null)
    expect(await till.outbox.probe(shop.id)).toEqual({ kind: 'online' })
    await till.time.advance(10)
    expect(till.state(stamp)).toBe('done')
  })

  test('a rate limit holds the connection as long as the provider says, and counts no attempt', async () => {
    begin()
    till.fake.add('1')
    till.fake.add('2')
    till.fake.script('addStamps', { kind: 'rate-limited', retryAfterMs: 20_000 })
    const stamp = till.save(stamps('1'))
    await till.time.advance(10)
    const other = till.save(stamps('2'))
    await till.time.advance(19_000)
    expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'rate-limited' })
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'queued', attempts: 0 })
    expect(till.state(other)).toBe('queued')
    expect(till.fake.count('addStamps')).toBe(1)
    await till.time.advance(2_000)
    expect([till.state(stamp), till.state(other)]).toEqual(['done', 'done'])
  })

  test('five failures in a row open the breaker, and only one cheap read tries the way', async () => {
    begin({ connection: { singleTill: false, lateBoundMs: 3_600_000 } })
    for (let i = 1; i <= 8; i += 1) {
      till.fake.add(String(i))
      till.save(stamps(String(i)))
    }
    till.fake.script('addStamps', ...Array.from({ length: 8 }, () => 'lost-request' as const))
    till.fake.script('member', ...Array.from({ length: 8 }, () => null))
    await till.time.advance(10)
    expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'failing' })
    const sent = till.fake.count('addStamps')
    till.fake.always({ kind: 'server-error', status: 500 })
    await till.time.advance(300_000)
    expect(till.fake.count('addStamps')).toBe(sent)
    expect(till.fake.calls.slice(-2).map((call) => call.method)).toEqual(['ping', 'ping'])
  })

  test('something that is not the provider is named so', async () => {
    begin()
    till.fake.always({ kind: 'bad-answer', status: 200 })
    expect(await till.outbox.probe(shop.id)).toMatchObject({ kind: 'not-the-provider' })
  })

  test('a right that is missing for one call is a question, for all calls a gate', async () => {
    begin()
    till.fake.add('1', { stamps: 9 })
    till.fake.script('redeem', { kind: 'forbidden' })
    const one = till.save(redeem('1', 5))
    await till.time.advance(10)
    expect(till.outbox.view(one.id)?.reason).toEqual({ kind: 'refused', status: 403 })
    till.fake.add('2')
    till.fake.script('addStamps', { kind: 'forbidden' })
    till.fake.script('ping', { kind: 'forbidden' })
    const all = till.save(stamps('2'))
    await till.time.advance(10)
    expect(till.outbox.view(all.id)).toMatchObject({ state: 'queued', attempts: 0 })
    expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'signed-out' })
  })

  test('a hint only makes it look for itself', async () => {
    begin()
    await till.time.advance(10)
    till.outbox.hint(shop.id, false)
    await till.time.settle()
    expect(till.outbox.link(shop.id)).toEqual({ kind: 'online' })
    till.fake.always(offline)
    till.outbox.hint(shop.id, false)
    await till.time.settle()
    expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'offline' })
    till.fake.always(null)
    till.outbox.hint(shop.id, true)
    await till.time.settle()
    expect(till.outbox.link(shop.id)).toEqual({ kind: 'online' })
  })

  test('an idle till still notices that the network is gone', async () => {
    begin()
    await till.time.advance(1_000)
    till.fake.always(offline)
    await till.time.advance(60_000)
    expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'offline' })
  })

  test('stopping waits for what is on the wire, releases what was held, and claims nothing more', async () => {
    begin()
    till.fake.add('1')
    till.fake.add('2')
    let answer = (): void => undefined
    till.fake.arrive = (method) =>
      method === 'addStamps' ? new Promise((resolve) => (answer = resolve)) : undefined
    const sending = till.save(stamps('1'))
    const behind = till.save(stamps('1'))
    const held = till.save(stamps('2', 1, { undoMs: 8_000 }))
    await till.time.advance(10)
    let stopped = false
    const stop = till.outbox.stop(3_000).then(() => (stopped = true))
    await till.time.advance(100)
    expect(stopped).toBe(false)
    answer()
    await till.time.settle()
    await stop
    expect([till.state(sending), till.state(behind), till.state(held)]).toEqual(['done', 'queued', 'queued'])
    await till.time.advance(60_000)
    expect(till.state(behind)).toBe('queued')
    expect(till.time.pending()).toBe(0)
  })
})
