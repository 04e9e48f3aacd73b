import { expect, test } from 'vitest'
import { verifyChain } from '../../electron/main/db/tables/events.ts'
import { opById } from '../../electron/main/db/tables/op.ts'
import { swapOp } from '../../electron/main/db/tables/op-change.ts'
import type { Failure } from '../../electron/main/providers/provider.ts'
import { offline } from '../integration/outbox/support/failures.ts'
import { shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till } from '../integration/outbox/support/till.ts'
import { begin, comeBack, goOffline } from './support/begin.ts'

const minute = 60_000

/** From now on no timer ever fires but the one that looks at everything every 15 s. */
function loseTimers(till: Till): void {
  const { timers } = till.time
  const { set } = timers
  Object.assign(timers, {
    set: (callback: () => void, ms: number) => (ms === 15_000 ? set(callback, ms) : () => undefined),
  })
}

test('row 37: what waits for its next try goes although its own timer was lost', async () => {
  const till = begin()
  till.fake.add('1')
  Object.assign(till.fake.provider.capabilities, { neverApplied: [503] })
  loseTimers(till)
  till.fake.script('addStamps', { kind: 'server-error', status: 503 })
  const stamp = till.save(stamps('1'))
  await till.time.advance(2 * minute)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 1 })
})

test('row 37: what is being looked for and what can be undone go on although their timers were lost', async () => {
  const till = begin()
  till.fake.add('1')
  till.fake.add('2')
  loseTimers(till)
  till.fake.script('addStamps', 'lost-reply')
  const lost = till.save(stamps('1'))
  const held = till.save(stamps('2', 1, { undoMs: 8_000 }))
  await till.time.advance(2 * minute)
  expect([lost, held].map((one) => till.state(one))).toEqual(['done', 'done'])
})

test('row 37: a gate opens although its own timer was lost', async () => {
  const till = begin()
  till.fake.add('1')
  loseTimers(till)
  await goOffline(till)
  const stamp = till.save(stamps('1'))
  await till.time.advance(10 * minute)
  till.fake.always(null)
  await till.time.advance(minute)
  expect(till.state(stamp)).toBe('done')
})

test('row 37: a save whose wake-up was lost is found by the tick', async () => {
  // Nothing that should run soon ever runs, until the first tick.
  let lose = true
  const till = begin({
    soon: (callback) => {
      if (!lose) queueMicrotask(callback)
    },
  })
  till.fake.add('1')
  await till.time.advance(100)
  const stamp = till.save(stamps('1'))
  await till.time.advance(1_000)
  expect(till.state(stamp)).toBe('queued')
  lose = false
  await till.time.advance(15_000)
  expect(till.state(stamp)).toBe('done')
})

test('row 37: a tick that fails is followed by the next one', async () => {
  const till = begin()
  till.fake.add('1')
  await till.time.advance(100)
  const { all, get } = till.db
  const broken = (): never => {
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' })
  }
  const stamp = till.save(stamps('1', 1, { undoMs: 5_000 }))
  Object.assign(till.db, { all: broken, get: broken })
  await till.time.advance(40_000)
  Object.assign(till.db, { all, get })
  await till.time.advance(30_000)
  expect(till.state(stamp)).toBe('done')
})

test('row 37: while the way is open nothing that may go is older than two minutes', async () => {
  const till = begin()
  const weather: (Failure | 'lost-reply' | 'lost-request' | null)[] = [
    offline,
    null,
    'lost-reply',
    { kind: 'server-error', status: 500 },
    null,
    'lost-request',
  ]
  for (let i = 0; i < 12; i += 1) till.fake.add(String(i))
  for (let i = 0; i < 12; i += 1) {
    till.fake.script('addStamps', weather[i % weather.length] ?? null)
    till.save(stamps(String(i)))
    await till.time.advance(3_000)
  }
  await till.time.advance(2 * minute)
  expect(till.outbox.link(shop.id)).toEqual({ kind: 'online' })
  expect(till.outbox.summary(shop.id).waiting).toBe(0)
  expect(till.fake.applied).toHaveLength(12)
})

test('row 38: a week without a network uses up nothing: no attempt, no error, no question', async () => {
  const till = begin()
  till.fake.add('1')
  till.fake.always(offline)
  const stamp = till.save(stamps('1'))
  await till.time.advance(100)
  // A clock of a week in two steps: an hour of knocks, and the rest as one long sleep.
  await till.time.advance(60 * minute)
  till.time.jump(7 * 24 * 60 * minute)
  await till.time.advance(10 * minute)
  const row = opById(till.db, stamp.id)
  expect([row?.state, row?.attempts, row?.answered]).toEqual(['queued', 0, 0])
  await comeBack(till)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 1 })
})

test('row 38: a network that comes for a ping and goes for a stamp counts nothing, however often', async () => {
  const till = begin()
  till.fake.add('1')
  const flaps = 40
  till.fake.script('addStamps', ...Array.from({ length: flaps }, () => offline))
  const stamp = till.save(stamps('1'))
  for (let i = 0; i < flaps; i += 1) await till.time.advance(2_000)
  const row = opById(till.db, stamp.id)
  expect([row?.state, row?.attempts, row?.answered]).toEqual(['done', 1, 0])
  expect(till.db.get({ sql: "select count(*) as n from attempt where outcome = 'not-sent'" })).toEqual({
    n: flaps,
  })
})

test('row 38: a first error after days without a network is the first error', async () => {
  const till = begin()
  till.fake.add('1')
  Object.assign(till.fake.provider.capabilities, { neverApplied: [503] })
  const busy: Failure = { kind: 'server-error', status: 503 }
  till.fake.script('addStamps', offline, busy, busy)
  const stamp = till.save(stamps('1'))
  await till.time.advance(100)
  till.time.jump(3 * 24 * 60 * minute)
  await till.time.advance(20 * minute)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', reason: null })
})

const refused = (till: Till, sql: string): string => {
  try {
    till.db.exec(sql)
    return 'done'
  } catch (error) {
    return error instanceof Error ? error.message : 'refused'
  }
}

test('row 39: after a partial success nothing that is not settled can be cleared in bulk', async () => {
  const till = begin()
  till.fake.add('1')
  const sent = till.save(stamps('1'))
  await till.time.advance(100)
  await goOffline(till)
  const waiting = [till.save(stamps('1')), till.save(stamps('1', 1, { undoMs: 8_000 }))]
  expect(refused(till, 'delete from op where live = 1')).toBe('a live operation cannot be deleted')
  expect(refused(till, 'delete from op')).not.toBe('done')
  expect(refused(till, 'insert or replace into op select * from op where live = 1')).not.toBe('done')
  expect([sent, ...waiting].map((one) => till.state(one))).toEqual(['done', 'queued', 'held'])
})

test('row 39: no statement makes an operation settled, unsettled or another one behind the audit', async () => {
  const till = begin()
  till.fake.add('1')
  till.save(stamps('1'))
  await till.time.advance(100)
  const settled = 'a settled operation does not change'
  expect(refused(till, "update op set state = 'queued', live = 1")).toBe(settled)
  expect(refused(till, "update op set proof = 'person'")).toBe(settled)
  expect(refused(till, "update op set store = 'https://elsewhere.example|9'")).toBe(
    'what an operation is does not change',
  )
  expect(refused(till, 'delete from op_event')).toBe('the audit cannot be deleted')
  expect(refused(till, "update op_event set evidence = '{}'")).toBe('the audit cannot be changed')
  expect(refused(till, 'delete from attempt')).toBe('attempts cannot be deleted')
  expect(verifyChain(till.db)).toMatchObject({ intact: true })
})

test('row 39: an operation changes only from the state and the wording that were seen', async () => {
  const till = begin()
  till.fake.add('1')
  const stamp = till.save(stamps('1', 1, { undoMs: 8_000 }))
  const seen = opById(till.db, stamp.id)
  if (seen === null) expect.fail('not saved')
  till.outbox.changeAmount(stamp.id, 3, 'Kim')
  // Who saw one stamp must not send or clear what is three by now.
  expect(till.db.transaction(() => swapOp(till.db, seen, 'queued', {}, till.time.now()))).toBeNull()
  expect(till.state(stamp)).toBe('held')
  const fresh = opById(till.db, stamp.id)
  if (fresh === null) expect.fail('not saved')
  await till.time.advance(9_000)
  expect(till.state(stamp)).toBe('done')
  expect(till.db.transaction(() => swapOp(till.db, fresh, 'queued', {}, till.time.now()))).toBeNull()
  expect(till.fake.applied.map((one) => one.amount)).toEqual([3])
})
