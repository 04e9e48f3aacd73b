import { expect, test } from 'vitest'
import { mapMember } from '../../electron/main/db/tables/members.ts'
import { redeemReward } from '../../electron/main/services/redeem-reward.ts'
import { redeem, shop, stamps } from '../integration/outbox/support/till.ts'
import { begin, comeBack, goOffline, setStamps, stampsOf } from './support/begin.ts'
import { openCounter } from './support/counter.ts'

test('row 22: a reward whose stamps another till has spent is asked about with the balance, and never taken', async () => {
  const till = begin({ connection: { singleTill: false } })
  till.fake.add('1', { stamps: 10 })
  await goOffline(till)
  const reward = till.save(redeem('1', 10, { provisional: true }))
  const later = till.save(stamps('1'))
  setStamps(till, '1', 3)
  await comeBack(till)
  expect(till.outbox.view(reward.id)).toMatchObject({
    plain: 'needs-you',
    reason: { kind: 'not-enough-stamps', balance: 3, cost: 10 },
    facts: { provisional: true },
    choices: { retry: true, drop: true, confirm: false },
  })
  // No later stamp is spent unseen.
  expect(till.state(later)).toBe('queued')
  expect(till.fake.applied).toEqual([])
  expect(till.fake.count('redeem')).toBe(1)
})

test('row 22: without the network a reward is given as provisional, and not oftener than the shop allows', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 30 })
  const { shop: counter } = await openCounter(till, { offlineRewards: 1 })
  await goOffline(till)
  const take = (intent: string) =>
    redeemReward(counter, {
      intent,
      key: 'r:1',
      card: { kind: 'held', cardId: 'card-1' },
      rewardId: 'w10',
      again: true,
    })
  expect(await take('first')).toMatchObject({
    ok: true,
    value: { operation: { facts: { kind: 'reward.redeem', provisional: true } } },
  })
  expect(await take('second')).toEqual({ ok: false, error: { kind: 'offline-redeem-limit', limit: 1 } })
  expect(till.outbox.summary(shop.id).waiting).toBe(1)
  await comeBack(till)
  await till.time.advance(10_000)
  expect(stampsOf(till, '1')).toBe(20)
})

test('row 22: a reward given under another name of the member counts towards the limit', async () => {
  const till = begin()
  await goOffline(till)
  const given = till.save(redeem('7', 10, { provisional: true }))
  expect(till.outbox.provisional(shop.id, 'r:7')).toEqual({ sinceOutage: 1 })
  // A person settled it, and then it turned out that somebody enrolled here is that member.
  till.db.exec(`update op set state = 'discarded', live = 0 where id = '${given.id}'`)
  mapMember(till.db, { connectionId: shop.id, key: 'l:L1', remoteId: '7', now: till.time.now() })
  expect(till.outbox.provisional(shop.id, 'l:L1')).toEqual({ sinceOutage: 1 })
  expect(till.outbox.provisional(shop.id, 'r:7')).toEqual({ sinceOutage: 1 })
})

test('row 23: with other tills about, a counter that fits is no proof: a person is asked', async () => {
  const till = begin({ connection: { singleTill: false } })
  till.fake.add('1', { stamps: 4 })
  till.fake.script('addStamps', 'lost-request')
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(10)
  // Another till adds two as well: the counter now says exactly what ours would have made of it.
  setStamps(till, '1', 6)
  await till.time.advance(60_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({
    state: 'attention',
    reason: { kind: 'undecided', before: 4, now: 6, adding: 2 },
  })
  expect(till.fake.count('addStamps')).toBe(1)
})

test('row 23: our own last write is no base line either where others write', async () => {
  const till = begin({ connection: { singleTill: false } })
  till.fake.add('1', { stamps: 4 })
  till.save(stamps('1', 2))
  await till.time.advance(10)
  setStamps(till, '1', 9)
  till.fake.script('addStamps', 'lost-reply')
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(60_000)
  expect(till.outbox.view(stamp.id)?.reason).toEqual({ kind: 'undecided', before: 9, now: 11, adding: 2 })
})

test('row 23: two tills leave marks of their own at the provider, even with the same random numbers', () => {
  const marks = (['till-A', 'till-B'] as const).map((tillId) => {
    const till = begin({ start: false, tillId, random: (length) => new Uint8Array(length).fill(7) })
    const { id } = till.save(stamps('1'))
    return till.db.get<{ tag: string }>({ sql: 'select tag from op where id = ?' }, id)?.tag
  })
  expect(marks).toEqual(['ll-A-77777777', 'll-B-77777777'])
})
