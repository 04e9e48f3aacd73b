import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/main/db/handle.ts'
import { stampsOnCode, shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till } from '../integration/outbox/support/till.ts'
import { begin, goOffline, stampsOf } from './support/begin.ts'

const pages = (db: WriteDb): number => Number(db.pragma('page_count'))
const limit = (db: WriteDb, to: number): void => {
  db.pragma(`max_page_count = ${to}`)
}
const notSaved = { ok: false, error: { kind: 'not-saved', cause: 'disk-full' } }

/** Saves until nothing more is taken; answers what was acknowledged. */
function fillUp(till: Till, remoteId = '1'): readonly string[] {
  const saved: string[] = []
  for (;;) {
    const answer = till.outbox.enqueue(stamps(remoteId))
    if (!answer.ok) {
      expect(answer).toEqual(notSaved)
      return saved
    }
    saved.push(answer.value.id)
    expect(saved.length).toBeLessThan(10_000)
  }
}

// Which of a commit's statements finds the disk full depends on how much room there was.
const rooms = Array.from({ length: 12 }, (_, more) => 8 + more)
test.each(rooms)(
  'row 32: on a disk with room for %i pages nothing is called saved that is not, and what was acknowledged is all there',
  async (room) => {
    const till = begin()
    await goOffline(till)
    limit(till.db, pages(till.db) + room)
    const saved = fillUp(till)
    expect(saved.length).toBeGreaterThan(10)
    expect(till.outbox.enqueue(stampsOnCode('2900'))).toEqual(notSaved)
    expect(till.outbox.summary(shop.id).waiting).toBe(saved.length)
    till.restart()
    const open = till.outbox.list(shop.id, 'open', 10_000).map((view) => view.id)
    expect([...open].reverse()).toEqual(saved)
    expect(till.db.pragma('integrity_check')).toBe('ok')
  },
)

test('row 32: a second tap of what was saved is told of it, also on a full disk', async () => {
  const till = begin()
  await goOffline(till)
  const operation = stamps('1')
  const first = till.save(operation)
  limit(till.db, pages(till.db))
  fillUp(till)
  expect(till.outbox.enqueue(operation)).toMatchObject({ ok: true, value: { id: first.id } })
})

/** Space kept aside as a real disk keeps it: given up, it makes room for a few pages. */
function ballastOf(till: { db: WriteDb | null }, worth: number) {
  let there = true
  return {
    given: () => !there,
    ballast: {
      ensure: () => there,
      free: () => {
        const had = there
        if (had && till.db !== null) limit(till.db, pages(till.db) + worth)
        there = false
        return had
      },
    },
  }
}

function tillWithBallast(worth: number) {
  const hold: { db: WriteDb | null } = { db: null }
  const { ballast, given } = ballastOf(hold, worth)
  const till = begin({ ballast })
  hold.db = till.db
  return { till, given }
}

test('row 32: the space kept for outcomes is never spent on new work', async () => {
  const { till, given } = tillWithBallast(8)
  await goOffline(till)
  const room = pages(till.db) + 4
  limit(till.db, room)
  const saved = fillUp(till)
  // It is given up for what waits; nothing new is taken into it.
  expect(given()).toBe(true)
  expect(pages(till.db)).toBeLessThanOrEqual(room)
  expect(till.outbox.enqueue(stamps('1'))).toEqual(notSaved)
  expect(till.outbox.summary(shop.id).waiting).toBe(saved.length)
})

/** The disk becomes full while a request is on its way: nothing at all can be written any more. */
function fillOnTheWay(till: Till): () => void {
  const { transaction } = till.db
  const full = (): never => {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  till.fake.arrive = (method) => {
    if (method === 'addStamps') Object.assign(till.db, { transaction: full })
  }
  return () => {
    till.fake.arrive = () => undefined
    Object.assign(till.db, { transaction })
  }
}

test('row 33: an outcome that the full disk refuses is written on the space kept for it, at once', async () => {
  const { till, given } = tillWithBallast(8)
  till.fake.add('1')
  const { run } = till.db
  // Each new page is refused until the space is given up.
  let refused = 0
  Object.assign(till.db, {
    run: (...args: Parameters<typeof run>) => {
      if (!given() && till.fake.count('addStamps') > 0) {
        refused += 1
        throw Object.assign(new Error('database or disk is full'), { code: 'ENOSPC' })
      }
      return run(...args)
    },
  })
  const stamp = till.save(stamps('1'))
  await till.time.advance(1_000)
  expect(refused).toBe(1)
  expect(given()).toBe(true)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 1 })
  expect(till.outbox.enqueue(stamps('1'))).toEqual(notSaved)
})

test('row 33: while an outcome cannot be written nothing more is sent, and nothing is sent twice', async () => {
  const till = begin()
  till.fake.add('1')
  till.fake.add('2')
  const roomAgain = fillOnTheWay(till)
  const first = till.save(stamps('1'))
  const behind = till.save(stamps('1'))
  await till.time.advance(10)
  expect(till.fake.count('addStamps')).toBe(1)
  await till.time.advance(120_000)
  expect(till.fake.count('addStamps')).toBe(1)
  expect([first, behind].map((one) => till.state(one))).toEqual(['sending', 'queued'])
  roomAgain()
  await till.time.advance(31_000)
  expect([first, behind].map((one) => till.state(one))).toEqual(['done', 'done'])
  expect(till.fake.applied).toHaveLength(2)
})

test('row 33: another member is not sent either while the disk takes no outcome', async () => {
  const till = begin()
  till.fake.add('1')
  till.fake.add('2')
  const first = till.save(stamps('1'))
  const { transaction } = till.db
  const other = till.save(stamps('2', 1, { undoMs: 1_000 }))
  let blocked = false
  // Only the outcome is refused: a claim would still find room, and its outcome would not.
  till.fake.arrive = (method) => {
    if (method !== 'addStamps' || blocked) return
    blocked = true
    let refusals = 0
    Object.assign(till.db, {
      transaction: (work: () => unknown) => {
        if (till.fake.count('addStamps') === 1 && (refusals += 1) === 1) {
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        }
        return transaction(work)
      },
    })
  }
  await till.time.advance(5_000)
  expect(till.fake.count('addStamps')).toBe(1)
  expect([first, other].map((one) => till.state(one))).toEqual(['sending', 'queued'])
  await till.time.advance(31_000)
  expect([first, other].map((one) => till.state(one))).toEqual(['done', 'done'])
})

test('row 33: a program that ends before its outcome was written looks for it at the next start', async () => {
  const till = begin()
  till.fake.add('1', { stamps: 4 })
  const roomAgain = fillOnTheWay(till)
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(30_000)
  expect(till.state(stamp)).toBe('sending')
  roomAgain()
  till.restart()
  await till.time.advance(1_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
  expect(stampsOf(till, '1')).toBe(6)
})
