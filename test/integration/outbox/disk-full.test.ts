import { afterEach, describe, expect, test } from 'vitest'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { createSpace } from '../../../electron/main/outbox/space.ts'
import { details } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { create, createTill, shop, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

const pages = (db: WriteDb): number => Number(db.pragma('page_count'))
const limit = (db: WriteDb, to: number): unknown => db.pragma(`max_page_count = ${to}`)
/** Saves until nothing more is taken; answers what was acknowledged. */
function fillUp(): readonly string[] {
  const saved: string[] = []
  for (;;) {
    const answer = till.outbox.enqueue(stamps('1'))
    if (!answer.ok) {
      expect(answer.error).toEqual({ kind: 'not-saved', cause: 'disk-full' })
      return saved
    }
    saved.push(answer.value.id)
  }
}

describe('a full disk', () => {
  test('new work is refused aloud, and everything that was acknowledged is there', async () => {
    till = createTill()
    till.fake.add('1')
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    limit(till.db, pages(till.db) + 12)
    const saved = fillUp()
    expect(saved.length).toBeGreaterThan(10)
    expect(till.outbox.enqueue(stamps('2'))).toEqual({
      ok: false,
      error: { kind: 'not-saved', cause: 'disk-full' },
    })
    till.restart()
    const open = till.outbox.list(shop.id, 'open', 10_000).map((view) => view.id)
    expect([...open].reverse()).toEqual(saved)
    expect(till.db.pragma('integrity_check')).toBe('ok')
  })

  test('an answer that needs new work says that the disk is full, and decides nothing', async () => {
    till = createTill({ ballast: { free: () => true, ensure: () => false } })
    till.fake.add('7', { details: details('Ada', { email: 'a@x.example' }) })
    const enrolment = till.save(create('L1', 'Ada', { email: 'a@x.example', code: 'C1' }))
    await till.time.advance(10)
    expect(till.state(enrolment)).toBe('attention')
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    limit(till.db, pages(till.db) + 2)
    fillUp()
    // What was kept aside is free now, and for outcomes alone.
    limit(till.db, pages(till.db) + 1_000)
    const answered = till.outbox.answer(enrolment.id, { kind: 'use-member', key: 'r:7', card: null }, 'Kim')
    expect(answered).toEqual({ ok: false, error: { kind: 'not-saved', cause: 'disk-full' } })
    expect(till.state(enrolment)).toBe('attention')
  })

  test('outcomes wait until they can be written; nothing is sent twice and nothing more is claimed', async () => {
    till = createTill()
    till.fake.add('1')
    till.fake.add('2')
    const transaction = till.db.transaction
    const fill = (): never => {
      throw Object.assign(new Error('database or disk is full'), { code: 'ENOSPC' })
    }
    till.fake.arrive = (method) => {
      // The disk fills up while the request is on its way.
      if (method === 'addStamps') Object.assign(till.db, { transaction: fill })
    }
    const first = till.save(stamps('1'))
    const second = till.save(stamps('1'))
    await till.time.advance(60_000)
    // What the log keeps of it is enough to tell a full disk from a defect.
    const told = till.logged.filter((line) => line.startsWith('outbox.outcome-not-written'))
    expect(told[0]).toContain(`{"seq":${first.seq},"error":{"name":"Error","code":"ENOSPC","at":["`)
    expect(till.fake.count('addStamps')).toBe(1)
    expect([till.state(first), till.state(second)]).toEqual(['sending', 'queued'])
    till.fake.arrive = () => undefined
    Object.assign(till.db, { transaction })
    await till.time.advance(31_000)
    expect([till.state(first), till.state(second)]).toEqual(['done', 'done'])
    expect(till.fake.count('addStamps')).toBe(2)
    expect(till.save(stamps('2')).state).toBe('queued')
  })

  test('the ballast is given up once for an outcome, never for new work, and taken back when there is room', () => {
    till = createTill()
    let there = true
    let room = false
    const ballast = {
      ensure: () => (there = there || room),
      free: () => {
        const had = there
        there = false
        return had
      },
    }
    const space = createSpace(ballast, { info: () => undefined, warn: () => undefined })
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
    let tries = 0
    const outcome = (): string => {
      tries += 1
      if (there) throw full
      return 'written'
    }
    expect(() => space.writeNew(outcome)).toThrow('full')
    expect(tries).toBe(1)
    there = true
    expect(space.write(outcome)).toBe('written')
    expect(tries).toBe(3)
    expect(space.isFull()).toBe(true)
    space.recheck()
    expect(space.isFull()).toBe(true)
    room = true
    space.recheck()
    expect(space.isFull()).toBe(false)
  })
})
