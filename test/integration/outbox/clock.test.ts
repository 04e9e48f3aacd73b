import { afterEach, describe, expect, test } from 'vitest'
import { create, createTill, shop, stamps, stampsFor } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

const year = 365 * 86_400_000

describe('a clock that was ahead and is set right', () => {
  test('makes nobody freshly enrolled for a year: a member that is gone is asked about', async () => {
    till = createTill()
    till.time.jump(year)
    const enrolment = till.save(create('L1', 'Ada'))
    await till.time.advance(10)
    expect(till.state(enrolment)).toBe('done')
    till.time.jump(-year)
    await till.time.advance(60_000)
    till.fake.members.clear()
    const stamp = till.save(stampsFor('l:L1'))
    await till.time.advance(1_000)
    expect(till.outbox.view(stamp.id)?.reason).toMatchObject({ kind: 'member-gone' })
  })

  test('a little is no reason to ask: a member that is not shown yet is waited for', async () => {
    till = createTill()
    till.save(create('L1', 'Ada'))
    await till.time.advance(10)
    till.time.jump(-2_000)
    till.fake.script('member', { kind: 'not-found' })
    const stamp = till.save(stampsFor('l:L1'))
    await till.time.advance(20_000)
    expect(till.state(stamp)).toBe('done')
  })

  test('does not make what was done then "just done"', async () => {
    till = createTill()
    till.fake.add('1')
    till.time.jump(year)
    till.save(stamps('1', 2))
    await till.time.advance(10)
    till.time.jump(-year)
    expect(till.outbox.justDone(stamps('1', 2))).toBeNull()
    till.save(stamps('1', 2))
    till.time.jump(-2_000)
    expect(till.outbox.justDone(stamps('1', 2))).not.toBeNull()
    expect(till.outbox.summary(shop.id).needsYou).toBe(0)
  })
})

describe('details of what is settled', () => {
  const payload = (): unknown =>
    till.db.get<{ payload: string | null }>({ sql: 'select payload from op' })?.payload
  async function settled(): Promise<void> {
    till = createTill()
    till.fake.add('1')
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(60_000)
    expect(till.state(stamp)).toBe('done')
    expect(payload()).not.toBeNull()
  }

  test('stay while the till’s clock alone is ahead, for days and over a start, and go when their time has come', async () => {
    await settled()
    till.time.jump(year)
    till.fake.tillAheadMs = year
    for (let day = 0; day < 3; day += 1) {
      till.time.pass(86_400_000)
      await till.time.advance(60_000)
    }
    till.restart()
    await till.time.advance(60_000)
    expect(payload()).not.toBeNull()
    // Set right, and 30 days after they were settled.
    till.time.jump(-year)
    till.fake.tillAheadMs = 0
    till.time.pass(28 * 86_400_000)
    await till.time.advance(60_000)
    expect(payload()).toBeNull()
  })

  test('stay while the provider’s clock alone is ahead', async () => {
    await settled()
    till.fake.tillAheadMs = -year
    till.time.pass(86_400_000)
    await till.time.advance(60_000)
    expect(payload()).not.toBeNull()
  })

  test('stay while nobody has told this run what time it is', async () => {
    await settled()
    till.fake.always({ kind: 'server-error', status: 500 })
    till.time.jump(year)
    till.restart()
    await till.time.advance(600_000)
    expect(payload()).not.toBeNull()
  })
})
