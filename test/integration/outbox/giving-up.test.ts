import { afterEach, expect, test } from 'vitest'
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
