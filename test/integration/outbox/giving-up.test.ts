import { afterEach, expect, test } from 'vitest'
import { eventsOf } from '../../../electron/main/db/tables/events.ts'
import { offline } from './support/failures.ts'
import { createTill, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

const day = 24 * 3_600_000
const refusing = { kind: 'server-error', status: 500 } as const

let till: Till
afterEach(() => till.close())

test('a day without a network counts for nothing: one bad answer after it gives nothing up', async () => {
  till = createTill()
  till.fake.add('1', { stamps: 4 })
  till.fake.always(offline)
  const saved = till.save(stamps('1', 2))
  await till.time.advance(day + 60_000)
  expect(till.state(saved)).toBe('queued')
  till.fake.always(null)
  till.fake.script('member', refusing)
  await till.time.advance(10 * 60_000)
  expect(till.outbox.view(saved.id)).toMatchObject({ state: 'done', proof: 'response' })
})

test('a day of bad answers gives up, and a person who tries again begins a new day', async () => {
  till = createTill()
  till.fake.add('1', { stamps: 4 })
  till.fake.script('member', refusing)
  const saved = till.save(stamps('1', 2))
  await till.time.advance(100)
  till.fake.always(offline)
  await till.time.advance(day)
  till.fake.always(null)
  till.fake.script('member', refusing)
  await till.time.advance(10 * 60_000)
  expect(till.outbox.view(saved.id)).toMatchObject({
    state: 'attention',
    reason: { kind: 'given-up', answers: 2 },
  })
  till.fake.script('member', refusing)
  till.outbox.answer(saved.id, { kind: 'retry' }, 'Kim')
  await till.time.advance(10 * 60_000)
  expect(till.state(saved)).toBe('done')
})

test('dropping says whether it may have been applied: what was checked in vain may, what was refused was not', async () => {
  till = createTill()
  till.fake.add('1')
  till.fake.add('2')
  till.fake.script('addStamps', ...Array.from({ length: 20 }, () => 'lost-request' as const))
  const checked = till.save(stamps('1'))
  await till.time.advance(3_600_000)
  till.fake.script('addStamps', { kind: 'refused', status: 422, fields: {} })
  const refused = till.save(stamps('2'))
  await till.time.advance(10)
  expect([checked, refused].map((one) => till.outbox.view(one.id)?.reason?.kind)).toEqual([
    'given-up',
    'refused',
  ])
  const told = [checked, refused].map(({ id, seq }) => {
    till.outbox.answer(id, { kind: 'drop', reason: 'enough' }, 'Kim')
    return JSON.parse(eventsOf(till.db, seq).at(-1)?.evidence ?? '') as { mayBeApplied: boolean }
  })
  expect(told.map(({ mayBeApplied }) => mayBeApplied)).toEqual([true, false])
})
