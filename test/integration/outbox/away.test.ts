import { afterEach, describe, expect, test } from 'vitest'
import { details } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { create, createTill, shop, stamps, stampsFor } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => till.close())

const weekend = 60 * 3_600_000
const lagging = { readLagMs: 30_000, lateBoundMs: 90_000 }

/** The till is switched off for a while and on again. */
async function shutFor(ms: number, tillId?: string): Promise<void> {
  till.time.forget()
  await till.time.advance(ms)
  till.restart(tillId)
}

describe('after a weekend', () => {
  test('a till that starts before its network asks nobody: what the first look would show settles it', async () => {
    begin({ connection: lagging })
    till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', 'lost-reply')
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(400)
    till.fake.always(offline)
    await shutFor(weekend)
    await till.time.advance(20_000)
    expect(till.state(stamp)).toBe('unknown')
    till.fake.always(null)
    // Not ten minutes later.
    await till.time.advance(60_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter' })
  })

  test('one more failure is no day of them, also where the line broke with the reply on its way', async () => {
    begin({ connection: lagging })
    till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', 'lost-reply')
    till.fake.script('member', null, 'lost-reply', 'lost-reply')
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(3_000)
    till.fake.always(offline)
    await till.time.advance(weekend)
    expect(till.state(stamp)).toBe('unknown')
    till.fake.always(null)
    till.fake.script('member', 'lost-reply')
    await till.outbox.probe(shop.id)
    await till.time.advance(240_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter' })
  })

  test('looks that never left are none, however many', async () => {
    begin()
    till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', 'lost-reply')
    till.fake.script('member', null, ...Array.from({ length: 300 }, () => offline))
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(3_600_000)
    till.time.jump(weekend)
    await till.time.advance(60_000)
    expect(till.state(stamp)).toBe('unknown')
    await till.time.advance(3_600_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter' })
  })

  test('what waits behind an enrolment waits for what becomes of that, however long the till was shut', async () => {
    begin({ connection: lagging })
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const enrolment = till.save(create('A', 'Ada'))
    const stamp = till.save(stampsFor('l:A', 3))
    // The records were copied, and the copy is opened just before the shop closes.
    till.fake.always(null)
    till.restart('till-B')
    await till.time.advance(100)
    expect([till.state(enrolment), till.state(stamp)]).toEqual(['unknown', 'unknown'])
    await shutFor(weekend, 'till-B')
    await till.time.advance(1_500_000)
    expect([till.state(enrolment), till.state(stamp)]).toEqual(['done', 'done'])
    expect(till.fake.applied.map((one) => one.method)).toEqual(['create', 'addStamps'])
    expect([...till.fake.members.values()].map((member) => member.details)).toEqual([details('Ada')])
  })

  test('a defect of Saturday is looked at again before a person is asked', async () => {
    begin()
    till.fake.add('1')
    const stamp = till.save(stamps('1'))
    till.db.exec(`create trigger refused before update of state on op when new.state = 'done'
      begin select raise(abort, 'a defect'); end`)
    await till.time.advance(60_000)
    expect(till.state(stamp)).toBe('unknown')
    await shutFor(weekend)
    await till.time.advance(60_000)
    expect(till.state(stamp)).toBe('unknown')
    till.db.exec('drop trigger refused')
    await till.time.advance(700_000)
    expect(till.state(stamp)).toBe('done')
  })
})
