import { expect, test } from 'vitest'
import { mapMember } from '../../electron/main/db/tables/members.ts'
import { addStamps } from '../../electron/main/services/add-stamps.ts'
import type { MemberKey } from '../../shared/domain/ids.ts'
import { redeem, shop, stamps, stampsFor, stampsOnCode } from '../integration/outbox/support/till.ts'
import { begin, goOffline } from './support/begin.ts'
import { openCounter } from './support/counter.ts'

test('row 25: a second tap of the same sheet adds nothing and is told of the first', async () => {
  const till = begin()
  till.fake.add('1')
  const operation = stamps('1', 2)
  const first = till.save(operation)
  expect(till.outbox.enqueue(operation)).toEqual({ ok: true, value: first })
  await till.time.advance(100)
  // Also once the first has arrived, and after a restart.
  expect(till.outbox.enqueue(operation)).toMatchObject({ ok: true, value: { id: first.id, state: 'done' } })
  till.restart()
  expect(till.outbox.enqueue(operation)).toMatchObject({ ok: true, value: { id: first.id } })
  await till.time.advance(100)
  expect(till.fake.applied).toHaveLength(1)
  expect(till.db.all({ sql: 'select seq from op' })).toHaveLength(1)
})

test('row 25: a second tap of a fresh sheet within five seconds is asked about; later it is not', async () => {
  const till = begin()
  till.fake.add('1')
  const { shop: counter } = await openCounter(till)
  const tap = (intent: string, amount = 2, again = false) =>
    addStamps(counter, {
      intent,
      target: { kind: 'member', key: 'r:1' },
      card: { kind: 'held', cardId: 'card-1' },
      amount,
      again,
    })
  expect(await tap('a')).toMatchObject({ ok: true })
  expect(await tap('b')).toMatchObject({ ok: false, error: { kind: 'just-done' } })
  expect(await tap('c', 1)).toMatchObject({ ok: true })
  // Yes, it is meant.
  expect(await tap('d', 2, true)).toMatchObject({ ok: true })
  await till.time.advance(5_100)
  expect(await tap('e')).toMatchObject({ ok: true })
  expect(till.db.all({ sql: 'select seq from op' })).toHaveLength(4)
})

test('row 25: what was undone is no reason to ask', () => {
  const till = begin()
  const first = till.save(stamps('1', 2, { undoMs: 8_000 }))
  expect(till.outbox.justDone(stamps('1', 2))?.id).toBe(first.id)
  till.outbox.undo(first.id, 'Kim')
  expect(till.outbox.justDone(stamps('1', 2))).toBeNull()
  expect(till.outbox.justDone(redeem('1', 2))).toBeNull()
})

test('row 25: the same person under another name of the till is the same person', async () => {
  const till = begin()
  till.fake.add('7')
  const first = till.save(stamps('7', 2))
  await till.time.advance(10)
  expect(till.state(first)).toBe('done')
  // The enrolments of two tills turn out to be that member: every name leads to what was just done.
  for (const key of ['l:L1', 'l:L2'] as const) {
    mapMember(till.db, { connectionId: shop.id, key, remoteId: '7', now: till.time.now() })
  }
  const names: readonly MemberKey[] = ['r:7', 'l:L1', 'l:L2']
  expect(names.map((key) => till.outbox.justDone(stampsFor(key, 2))?.id)).toEqual([
    first.id,
    first.id,
    first.id,
  ])
})

test('row 25: a card that nobody knows yet, scanned twice, is asked about', async () => {
  const till = begin()
  await goOffline(till)
  const first = till.save(stampsOnCode('2900', 1))
  expect(till.outbox.justDone(stampsOnCode('2900', 1))?.id).toBe(first.id)
  expect(till.outbox.justDone(stampsOnCode('2901', 1))).toBeNull()
})
