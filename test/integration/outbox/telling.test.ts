import { afterEach, expect, test } from 'vitest'
import { createTill, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

test('what is committed is sent once also where nobody can count the queue', async () => {
  till = createTill()
  till.fake.add('1')
  const { all } = till.db
  Object.assign(till.db, {
    all: (query: { readonly sql: string }, ...bound: never[]) => {
      if (query.sql.includes('group by state')) throw new Error('a defect')
      return all(query, ...bound)
    },
  })
  const stamp = till.save(stamps('1'))
  await till.time.advance(1_000)
  expect(till.state(stamp)).toBe('done')
  expect(till.fake.count('addStamps')).toBe(1)
  const told = till.logged.filter((line) => line.startsWith('outbox.not-summarised'))
  expect(told[0]).toMatch(/^outbox.not-summarised {"error":{"name":"Error","at":\["telling.test.ts:\d+:\d+",/)
})
