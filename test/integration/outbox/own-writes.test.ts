import { afterEach, describe, expect, test } from 'vitest'
import { lastOtherWrite } from '../../../electron/main/db/tables/attempts.ts'
import { opById } from '../../../electron/main/db/tables/op.ts'
import { createCore } from '../../../electron/main/outbox/core.ts'
import { offline } from './support/failures.ts'
import { create, createTill, shop, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

const lagging = { readLagMs: 30_000, lateBoundMs: 90_000 }

describe('our own last write', () => {
  test('is seen however much waits behind it: a figure that cannot hold it yet proves nothing', async () => {
    till = createTill({ connection: lagging })
    const member = till.fake.add('1', { stamps: 4 })
    const before = [...member.cards]
    till.save(stamps('1', 2))
    await till.time.advance(10)
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const next = till.save(stamps('1', 2))
    for (let i = 0; i < 30; i += 1) till.save(stamps('1'))
    // Started anew, and the provider shows the card as it was before our last stamp.
    till.fake.always(null)
    const after = member.cards
    member.cards = before
    till.fake.script('addStamps', 'lost-request')
    till.restart()
    await till.outbox.probe(shop.id)
    await till.time.advance(100)
    expect(till.state(next)).toBe('unknown')
    // By now it shows that stamp, which looks as if this one had arrived.
    member.cards = after
    await till.time.advance(300_000)
    expect(till.outbox.view(next.id)).toMatchObject({
      state: 'attention',
      reason: { kind: 'undecided', before: 4, now: 6, adding: 2 },
    })
  })

  test('is seen under whatever name the till had for the member then', async () => {
    till = createTill({ connection: lagging })
    till.fake.script('create', 'lost-reply')
    const { findByTag } = till.fake.provider
    Object.assign(till.fake.provider, {
      findByTag: () => Promise.resolve({ ok: false, failure: { kind: 'no-answer', cause: 'reset' } }),
    })
    const enrolment = till.save(create('L1', 'Ada'))
    await till.time.advance(60_000)
    const first = till.save(stamps('n1'))
    await till.time.advance(1_000)
    Object.assign(till.fake.provider, { findByTag })
    await till.time.advance(200_000)
    expect([till.state(enrolment), till.state(first)]).toEqual(['done', 'done'])
    const later = opById(till.db, till.save(stamps('n1')).id)
    if (later === null) expect.fail('not saved')
    expect(later.lane).toBe('l:L1')
    // The enrolment got no answer: it may have arrived at any time until it was found.
    const settled = opById(till.db, enrolment.id)?.changed_at ?? 0
    expect(settled).toBeGreaterThan(opById(till.db, first.id)?.changed_at ?? 0)
    expect(lastOtherWrite(till.db, later)).toBe(settled)
  })

  test('of the operation itself is none of another', async () => {
    till = createTill()
    till.fake.add('1')
    const one = till.save(stamps('1'))
    await till.time.advance(10)
    const row = opById(till.db, one.id)
    if (row === null) expect.fail('not saved')
    expect(lastOtherWrite(till.db, row)).toBeNull()
  })
})

describe('what a run remembers', () => {
  test('of writes and silences ends with its use: a till that runs for months does not grow', async () => {
    till = createTill()
    till.fake.add('1')
    const done = till.save(stamps('1'))
    await till.time.advance(10)
    let steady = 0
    const core = createCore(till.db, {
      clock: { now: () => 0, steady: () => steady },
      timers: till.time.timers,
      random: (length) => new Uint8Array(length),
      connections: () => [],
      provider: () => null,
      bootId: 'b',
      tillId: 't',
      log: { info: () => undefined, warn: () => undefined },
    })
    core.wrote(shop.id, 'early')
    core.silent(done.seq)
    core.silent(7)
    steady = 24 * 3_600_000
    core.wrote(shop.id, 'late')
    expect(core.sinceWrite(shop.id, 'early')).toBe(steady)
    steady += 1
    core.wrote(shop.id, 'late')
    expect([core.sinceWrite(shop.id, 'early'), core.sinceWrite(shop.id, 'late')]).toEqual([null, 0])
    core.silent(done.seq)
    const row = opById(till.db, done.id)
    if (row === null) expect.fail('not saved')
    core.transact(() => core.changed(row))
    // As if nothing had been silent; what is still unknown is not forgotten.
    expect([core.waited(done.seq), core.waited(7)]).toEqual([steady, steady])
    core.silent(7)
    steady += 5
    core.transact(() => core.changed(row))
    expect(core.waited(7)).toBe(5)
  })
})
