import { expect, test } from 'vitest'
import { closeBeforeQuit } from '../../electron/main/app/quit.ts'
import { chances, redeem, shop, stamps } from '../integration/outbox/support/till.ts'
import { memoryLog } from '../unit/shell/memory-log.ts'
import { begin, stampsOf } from './support/begin.ts'

const night = 8 * 3_600_000

test('row 30: a request that the machine slept through is looked for, not sent again', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 4 })
  let wake = (): void => undefined
  till.fake.arrive = (method) =>
    method === 'addStamps' ? new Promise((resolve) => (wake = resolve)) : undefined
  till.fake.script('addStamps', 'lost-reply')
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(100)
  expect(till.state(stamp)).toBe('sending')
  // The clock of the wall goes on while everything else stands still; then the socket is dead.
  till.time.jump(night)
  wake()
  await till.time.settle()
  expect(till.state(stamp)).toBe('unknown')
  await till.time.advance(1_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
  expect(stampsOf(till, '1')).toBe(6)
})

test('row 30: a knock that was slept through is made good within one tick', async () => {
  // How long the waits are must not depend on how many tills other tests have started.
  const till = begin({ connection: { lateBoundMs: night }, random: chances(2) })
  for (const id of ['1', '2', '3', '4', '5']) {
    till.fake.add(id)
    till.save(stamps(id))
  }
  till.fake.script('addStamps', ...Array.from({ length: 5 }, () => 'lost-request' as const))
  till.fake.script(
    'ping',
    ...Array.from({ length: 3 }, () => ({ kind: 'server-error', status: 500 }) as const),
  )
  await till.time.advance(200_000)
  expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'failing' })
  const { nextTryAt } = till.outbox.link(shop.id) as { nextTryAt: number }
  // More than a tick away by the timer, long over by the clock.
  expect(nextTryAt - till.time.now()).toBeGreaterThan(20_000)
  till.time.jump(night)
  await till.time.advance(15_000)
  expect(till.outbox.link(shop.id)).toEqual({ kind: 'online' })
})

test('row 30: what came due during the sleep goes within one tick', async () => {
  const till = begin()
  till.fake.add('1')
  const held = till.save(stamps('1', 1, { undoMs: night }))
  await till.time.advance(1_000)
  till.time.jump(night)
  await till.time.advance(15_000)
  expect(till.state(held)).toBe('done')
})

test('row 31: stopping waits for the answer that is on its way, and claims nothing more', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 4 })
  till.fake.add('2', { stamps: 20 })
  let answer = (): void => undefined
  till.fake.arrive = (method) =>
    method === 'addStamps' ? new Promise((resolve) => (answer = resolve)) : undefined
  const sending = till.save(stamps('1'))
  const behind = till.save(stamps('1'))
  const held = till.save(redeem('2', 10, { undoMs: 8_000 }))
  await till.time.advance(10)
  let stopped = false
  const stop = till.outbox.stop(3_000).then(() => (stopped = true))
  await till.time.advance(1_000)
  expect(stopped).toBe(false)
  answer()
  await till.time.settle()
  await stop
  // What could still be undone cannot be any more: it is saved, and goes at the next start.
  expect([sending, behind, held].map((one) => till.state(one))).toEqual(['done', 'queued', 'queued'])
  await till.time.advance(60_000)
  expect(till.fake.count('addStamps')).toBe(1)
  expect(till.fake.count('redeem')).toBe(0)
})

test('row 31: after three seconds nothing is waited for, and the next start looks for what was on its way', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 4 })
  till.fake.arrive = (method) => (method === 'addStamps' ? new Promise(() => undefined) : undefined)
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(10)
  let stopped = false
  void till.outbox.stop(3_000).then(() => (stopped = true))
  await till.time.advance(2_900)
  expect(stopped).toBe(false)
  await till.time.advance(200)
  expect(stopped).toBe(true)
  expect(till.state(stamp)).toBe('sending')
  // The provider has taken it all the same.
  till.fake.arrive = () => undefined
  const member = till.fake.members.get('1')
  if (member !== undefined) member.cards = member.cards.map((card) => ({ ...card, stamps: 6 }))
  till.restart()
  await till.time.advance(1_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
  expect(till.fake.count('addStamps')).toBe(1)
})

/** A program that is asked to quit, with what it was asked. */
function quitting(close: () => Promise<void>) {
  let heard: (event: { preventDefault(): void }) => void = () => undefined
  let late = (): void => undefined
  const seen = { held: 0, quits: 0 }
  const ask = (): void => {
    heard({ preventDefault: () => (seen.held += 1) })
  }
  const app = {
    on: (_name: string, listener: typeof heard) => {
      heard = listener
      return app
    },
    quit: () => {
      seen.quits += 1
    },
  }
  closeBeforeQuit({
    app: app as unknown as Parameters<typeof closeBeforeQuit>[0]['app'],
    close,
    holds: () => false,
    timers: {
      set: (callback) => {
        late = callback
        return () => (late = () => undefined)
      },
    },
    log: memoryLog(),
  })
  return { seen, ask, patienceEnds: () => late() }
}

test('row 31: the program ends once what is on the wire is recorded, and not before', async () => {
  let closed = (): void => undefined
  const { seen, ask } = quitting(() => new Promise((resolve) => (closed = resolve)))
  ask()
  // An impatient second one changes nothing.
  ask()
  await Promise.resolve()
  expect(seen).toEqual({ held: 2, quits: 0 })
  closed()
  await new Promise(setImmediate)
  expect(seen.quits).toBe(1)
  ask()
  expect(seen.held).toBe(2)
})

test('row 31: a close that hangs keeps no till from being switched off', async () => {
  const { seen, ask, patienceEnds } = quitting(() => new Promise(() => undefined))
  ask()
  await new Promise(setImmediate)
  expect(seen.quits).toBe(0)
  patienceEnds()
  expect(seen.quits).toBe(1)
})
