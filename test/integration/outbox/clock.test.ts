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
