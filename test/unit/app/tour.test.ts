import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepTour, tourOf } from '../../../electron/main/app/tour.ts'
import { createTill } from '../../integration/outbox/support/till.ts'
import type { Till } from '../../integration/outbox/support/till.ts'

let till: Till
beforeEach(() => {
  till = createTill({ start: false })
})
afterEach(() => till.close())
const practice = () => ({ db: till.db, mode: 'practice' as const })

test('a till that is new is offered the tour, and how far it is outlives a restart', () => {
  expect(tourOf(practice())).toBe(0)
  expect(keepTour(practice(), 3)).toEqual({ ok: true, value: 3 })
  till.restart()
  expect(tourOf(practice())).toBe(3)
})

test('a shop has no tour', () => {
  const live = { db: till.db, mode: 'live' as const }
  expect(tourOf(live)).toBe(7)
  expect(keepTour(live, 1)).toEqual({ ok: false, error: { kind: 'not-offered' } })
})

test('a step that cannot be read bothers nobody', () => {
  till.db.run({ sql: "insert into setting (key, value) values ('tour', '\"three\"')" })
  expect(tourOf(practice())).toBe(7)
})
