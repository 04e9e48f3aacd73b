import { expect, test } from 'vitest'
import { openMember } from '../../electron/main/services/open-member.ts'
import type { Provider } from '../../electron/main/providers/provider.ts'
import { shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till } from '../integration/outbox/support/till.ts'
import { begin, comeBack, goOffline, setStamps, stampsOf } from './support/begin.ts'
import { openCounter } from './support/counter.ts'

/** The provider does the work at once and its answer comes when it is let go. */
function holdAnswers(till: Till, method: 'addStamps' | 'member'): () => Promise<void> {
  const original = till.fake.provider[method] as (...args: unknown[]) => Promise<unknown>
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const slow = async (...args: unknown[]): Promise<unknown> => {
    const answer = await original(...args)
    await held
    return answer
  }
  Object.assign(till.fake.provider, { [method]: slow } as unknown as Partial<Provider>)
  return async () => {
    letGo()
    Object.assign(till.fake.provider, { [method]: original })
    await till.time.advance(100)
  }
}

test('row 40: what the list says is shown beside what still waits, and neither is written into the other', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 4 })
  const counter = await openCounter(till)
  const copied = async (): Promise<unknown> =>
    (await counter.shop.directory.member('1'))?.member.cards[0]?.stamps
  await goOffline(till)
  till.save(stamps('1', 2))
  expect(await counter.card('r:1')).toMatchObject({ stamps: 4, waiting: 2 })
  expect(await copied()).toBe(4)
  // Another till adds one; the list is read anew before ours has gone.
  setStamps(till, '1', 5)
  till.fake.always(null)
  till.fake.script('addStamps', { kind: 'rate-limited', retryAfterMs: 600_000 })
  await till.time.advance(31_000)
  await counter.opened.reread()
  await counter.copied()
  expect(await counter.card('r:1')).toMatchObject({ stamps: 5, waiting: 2 })
  expect(await copied()).toBe(5)
  await till.time.advance(660_000)
  expect(await counter.card('r:1')).toMatchObject({ stamps: 7, waiting: 0 })
  expect(stampsOf(till, '1')).toBe(7)
})

test('row 40: what was taken back is gone from the panel, and the copy never knew of it', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 4 })
  const counter = await openCounter(till)
  await goOffline(till)
  const saved = till.save(stamps('1', 2))
  expect(await counter.card('r:1')).toMatchObject({ stamps: 4, waiting: 2 })
  till.outbox.answer(saved.id, { kind: 'drop', reason: 'wrong customer' }, 'Kim')
  expect(await counter.card('r:1')).toMatchObject({ stamps: 4, waiting: 0 })
})

test('row 40: a list read while a stamp is on its way does not count it twice', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 4 })
  const before = await openCounter(till)
  await before.opened.close()
  const letGo = holdAnswers(till, 'addStamps')
  till.save(stamps('1', 2))
  await till.time.advance(100)
  expect(stampsOf(till, '1')).toBe(6)
  // The next day the list is due again: it includes the stamp, and the stamp still counts as waiting.
  till.time.jump(24 * 3_600_000)
  const counter = await openCounter(till)
  expect(await counter.card('r:1')).toMatchObject({ stamps: 4, waiting: 2 })
  await letGo()
  expect(await counter.card('r:1')).toMatchObject({ stamps: 6, waiting: 0 })
})

test('row 40: a reading of the member that was overtaken by a stamp is not shown', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 4 })
  const counter = await openCounter(till)
  const letStampGo = holdAnswers(till, 'addStamps')
  // The panel is opened; its reading arrives only after the provider has the stamp and before its answer.
  const { member } = till.fake.provider
  let tell = (): void => undefined
  const asked = new Promise<void>((resolve) => (tell = resolve))
  Object.assign(till.fake.provider, {
    member: async (...args: Parameters<Provider['member']>) => {
      await asked
      return member(...args)
    },
  })
  await openMember(counter.shop, 'r:1')
  Object.assign(till.fake.provider, { member })
  till.save(stamps('1', 2))
  await till.time.advance(100)
  expect(stampsOf(till, '1')).toBe(6)
  tell()
  await till.time.settle()
  await counter.shop.directory.count()
  await till.time.settle()
  expect(await counter.card('r:1')).toMatchObject({ stamps: 4, waiting: 2 })
  await letStampGo()
  expect(await counter.card('r:1')).toMatchObject({ stamps: 6, waiting: 0 })
})

test('row 40: what may or may not have arrived is shown as neither', async () => {
  const till = begin({ connection: { singleTill: false, lateBoundMs: 90_000 } })
  till.fake.add('1', { stamps: 4 })
  const counter = await openCounter(till)
  till.fake.script('addStamps', 'lost-request')
  till.save(stamps('1', 2))
  await till.time.advance(1_000)
  expect(await counter.card('r:1')).toMatchObject({ stamps: 4, waiting: 0, checking: 2 })
  await comeBack(till)
  expect(till.outbox.owed(shop.id, 'r:1').cards).toMatchObject([{ waiting: 0, checking: 2 }])
})
