import { expect, test } from 'vitest'
import { failureOfStatus } from '../../electron/main/providers/http-failure.ts'
import { create, shop, stamps, stampsFor } from '../integration/outbox/support/till.ts'
import { begin, comeBack, goOffline, stampsOf } from './support/begin.ts'

const year = 365 * 86_400_000
const jumps = [
  { years: -10, restart: true },
  { years: -10, restart: false },
  { years: 10, restart: true },
  { years: 10, restart: false },
] as const

test.each(jumps)(
  'row 29: a clock that jumps $years years loses nothing and leaves nothing waiting (restart: $restart)',
  async ({ years, restart }) => {
    const till = begin()
    for (const id of ['1', '2', '3', '4']) till.fake.add(id)
    // One is being looked for, one waits for its next try, one is inside its undo window, one behind another.
    till.fake.script('addStamps', 'lost-reply', { kind: 'server-error', status: 503 })
    Object.assign(till.fake.provider.capabilities, { neverApplied: [503] })
    const lost = till.save(stamps('1'))
    const later = till.save(stamps('2'))
    const held = till.save(stamps('3', 1, { undoMs: 8_000 }))
    await till.time.advance(10)
    const behind = till.save(stamps('2'))
    till.time.jump(years * year)
    if (restart) till.restart()
    await till.time.advance(630_000)
    expect([lost, later, held, behind].map((one) => till.state(one))).toEqual([
      'done',
      'done',
      'done',
      'done',
    ])
    expect(till.fake.applied).toHaveLength(4)
  },
)

test.each(jumps)(
  'row 29: a gate opens again although the clock jumped $years years (restart: $restart)',
  async ({ years, restart }) => {
    const till = begin()
    till.fake.add('1')
    till.fake.script('addStamps', { kind: 'rate-limited', retryAfterMs: 600_000 })
    const stamp = till.save(stamps('1'))
    await till.time.advance(100)
    expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'rate-limited' })
    till.time.jump(years * year)
    if (restart) till.restart()
    await till.time.advance(3_660_000)
    expect(till.outbox.link(shop.id)).toEqual({ kind: 'online' })
    expect(till.state(stamp)).toBe('done')
  },
)

test('row 29: the order of a member is that of saving, whatever the clock said', async () => {
  const till = begin()
  await goOffline(till)
  const enrolled = till.save(create('L1', 'Ada'))
  till.time.jump(-3_600_000)
  const first = till.save(stampsFor('l:L1', 1))
  till.time.jump(-3_600_000)
  const second = till.save(stampsFor('l:L1', 2))
  await comeBack(till)
  await till.time.advance(630_000)
  expect([enrolled, first, second].map((one) => till.state(one))).toEqual(['done', 'done', 'done'])
  expect(till.fake.applied.map((one) => one.amount)).toEqual([0, 1, 2])
})

test('row 29: what may be sent first is never what was saved later with an earlier time', async () => {
  const till = begin()
  till.fake.add('1')
  const held = till.save(stamps('1', 1, { undoMs: 8_000 }))
  till.time.jump(-86_400_000)
  const later = till.save(stamps('1', 2))
  await till.time.advance(5_000)
  expect([held, later].map((one) => till.state(one))).toEqual(['held', 'queued'])
  await till.time.advance(60_000)
  expect(till.fake.applied.map((one) => one.amount)).toEqual([1, 2])
})

test('row 29: after a start an undo window is never longer than it was made, however little the clock was set back', async () => {
  const till = begin()
  till.fake.add('1')
  const held = till.save(stamps('1', 1, { undoMs: 8_000 }))
  till.time.jump(-5 * 60_000)
  till.restart()
  expect(till.outbox.view(held.id)?.undoUntil).toBe(till.time.now() + 8_000)
  await till.time.advance(8_100)
  expect(till.state(held)).toBe('done')
})

test('row 29: a silence that began in the future is not checked for ever', async () => {
  const till = begin({ connection: { readLagMs: 30_000, lateBoundMs: 90_000 } })
  till.fake.add('1', { stamps: 4 })
  till.fake.script('addStamps', 'lost-request')
  const stamp = till.save(stamps('1'))
  await till.time.advance(100)
  till.time.jump(-year)
  await till.time.advance(900_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 2 })
  expect(stampsOf(till, '1')).toBe(5)
})

test('row 29: a wait that the provider names as a date is measured by its own clock', () => {
  const wrongClock = Date.UTC(2036, 0, 1)
  const headers = new Headers({
    date: 'Fri, 20 Nov 2026 12:00:00 GMT',
    'retry-after': 'Fri, 20 Nov 2026 12:00:40 GMT',
  })
  expect(failureOfStatus(429, headers, undefined, wrongClock, () => ({}))).toEqual({
    kind: 'rate-limited',
    retryAfterMs: 40_000,
  })
})

test.each([
  { at: '2026-10-24T21:59:00Z', day: '2026-10-24' },
  { at: '2026-10-24T22:01:00Z', day: '2026-10-25' },
  // The clocks go back an hour in the night before: the day ends an hour later by UTC.
  { at: '2026-10-25T22:59:00Z', day: '2026-10-25' },
  { at: '2026-10-25T23:01:00Z', day: '2026-10-26' },
])('row 29: the shop’s day at $at is its own, also when summer time ends', ({ at, day }) => {
  const till = begin({ start: false })
  till.time.jump(Date.parse(at) - till.time.now())
  const { id } = till.save(stamps('1'))
  expect(till.db.get({ sql: 'select business_day from op where id = ?' }, id)).toEqual({ business_day: day })
})
