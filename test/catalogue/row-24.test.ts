import { beforeEach, expect, test, vi } from 'vitest'
import { offline } from '../integration/outbox/support/failures.ts'
import type { Till } from '../integration/outbox/support/till.ts'
import { shop, stamps } from '../integration/outbox/support/till.ts'
import { begin, comeBack, stampsOf } from './support/begin.ts'

const electron = vi.hoisted(() => ({
  lock: true,
  quits: 0,
  started: 0,
}))
vi.mock('electron', () => ({
  app: {
    requestSingleInstanceLock: () => electron.lock,
    whenReady: () => Promise.resolve(),
    quit: () => {
      electron.quits += 1
    },
  },
  Menu: { setApplicationMenu: () => undefined },
  protocol: { registerSchemesAsPrivileged: () => undefined },
}))
vi.mock('../../electron/main/app.ts', () => ({
  runApp: () => {
    electron.started += 1
  },
}))

beforeEach(() => {
  electron.quits = 0
  electron.started = 0
  vi.resetModules()
})

test.each([
  { lock: true, becomes: { started: 1, quits: 0 } },
  { lock: false, becomes: { started: 0, quits: 1 } },
])('row 24: a second start of the program ends itself (lock: $lock)', async ({ lock, becomes }) => {
  electron.lock = lock
  await import('../../electron/main/index.ts')
  await Promise.resolve()
  expect({ started: electron.started, quits: electron.quits }).toEqual(becomes)
})

/** Two programs over the same file, as a copied lock file or a lock that fails would leave them. */
function twoOn(first: Till): Till {
  return begin({ file: first.file, start: false })
}

test('row 24: the program that a later one has replaced claims nothing, however often it is woken', async () => {
  const first = begin()
  first.fake.add('1')
  const second = twoOn(first)
  second.fake.add('1')
  second.outbox.start()
  const stamp = first.save(stamps('1'))
  await first.time.advance(120_000)
  expect(first.fake.count('addStamps')).toBe(0)
  expect(first.state(stamp)).toBe('queued')
  expect(first.logged.join()).toContain('outbox.not-owner')
  await second.time.advance(15_000)
  expect(second.fake.applied).toHaveLength(1)
  expect(first.state(stamp)).toBe('done')
})

test('row 24: who owns the file is asked in the claim itself, not before it', async () => {
  const first = begin()
  first.fake.add('1')
  const second = twoOn(first)
  second.fake.add('1')
  // The first has begun to work on the stamp and reads the member; then the second one starts.
  first.fake.arrive = (method) => {
    if (method === 'member') second.outbox.start()
  }
  second.fake.always(offline)
  const stamp = first.save(stamps('1'))
  await first.time.advance(60_000)
  expect(first.fake.count('member')).toBe(1)
  expect(first.fake.count('addStamps')).toBe(0)
  expect(first.state(stamp)).toBe('queued')
  await comeBack(second)
  expect(second.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 1 })
  expect(stampsOf(second, '1')).toBe(1)
})

test('row 24: what the other program has on the wire is not taken for forgotten', async () => {
  const first = begin()
  first.fake.add('1')
  const second = twoOn(first)
  second.fake.add('1')
  second.fake.arrive = (method) => (method === 'addStamps' ? new Promise(() => undefined) : undefined)
  second.outbox.start()
  const stamp = second.save(stamps('1'))
  await second.time.advance(100)
  expect(second.state(stamp)).toBe('sending')
  await first.time.advance(60_000)
  expect(second.state(stamp)).toBe('sending')
  expect(first.outbox.summary(shop.id).checking).toBe(0)
})

test('row 24: an answer that comes after the file was taken over says nothing of what the other one sends', async () => {
  const first = begin()
  first.fake.add('1')
  let breakOff = (): void => undefined
  first.fake.script('addStamps', 'lost-request')
  first.fake.arrive = (method) =>
    method === 'addStamps' ? new Promise((resolve) => (breakOff = resolve)) : undefined
  const stamp = first.save(stamps('1'))
  await first.time.advance(100)
  // The second one has looked, found nothing, and sends it again.
  const second = twoOn(first)
  second.fake.add('1')
  let answer = (): void => undefined
  second.fake.arrive = (method) =>
    method === 'addStamps' ? new Promise((resolve) => (answer = resolve)) : undefined
  second.outbox.start()
  await second.time.advance(20_000)
  expect(second.outbox.view(stamp.id)).toMatchObject({ state: 'sending', attempts: 2 })
  breakOff()
  await first.time.settle()
  expect(second.outbox.view(stamp.id)).toMatchObject({ state: 'sending', attempts: 2 })
  answer()
  await second.time.settle()
  expect(second.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 2 })
  expect(stampsOf(second, '1')).toBe(1)
})
