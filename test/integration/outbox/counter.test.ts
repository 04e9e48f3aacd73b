import { afterEach, describe, expect, test } from 'vitest'
import { addCashier } from '../../../electron/main/db/tables/cashiers.ts'
import { eventsOf } from '../../../electron/main/db/tables/events.ts'
import { details } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { attach, create, createTill, edit, redeem, shop, stamps, stampsFor } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => till.close())
const goOffline = async (): Promise<void> => {
  till.fake.always(offline)
  await till.outbox.probe(shop.id)
}

describe('saving', () => {
  test('a second tap adds nothing and is told of the first', () => {
    begin()
    const operation = stamps('1', 2)
    const first = till.save(operation)
    expect(till.save(operation)).toEqual(first)
    expect(till.outbox.summary(shop.id).waiting).toBe(1)
  })

  test('the shop’s day and who made it are frozen in the operation', () => {
    begin()
    addCashier(till.db, { id: 'c1', name: 'Kim' }, 0)
    till.time.jump(11 * 3_600_000 + 30 * 60_000)
    const saved = till.save({ ...stamps('1'), actor: 'c1' })
    const row = till.db.get<{ business_day: string; actor: string; store: string }>(
      { sql: 'select business_day, actor, store from op where seq = ?' },
      saved.seq,
    )
    expect(row).toEqual({ business_day: '2026-11-21', actor: 'c1', store: 'https://loyalty.example|7' })
    till.outbox.answer(saved.id, { kind: 'drop', reason: 'wrong one' }, 'Kim')
    expect(eventsOf(till.db, saved.seq).map((row) => [row.event, row.actor])).toEqual([
      ['made', 'c1'],
      ['cancel', 'c1'],
    ])
  })

  test('the same for the same member within 5 s is noticed, another amount or a later one is not', async () => {
    begin()
    const first = till.save(stamps('1', 2))
    expect(till.outbox.justDone(stamps('1', 2))?.id).toBe(first.id)
    expect(till.outbox.justDone(stamps('1', 3))).toBeNull()
    expect(till.outbox.justDone(stamps('2', 2))).toBeNull()
    expect(till.outbox.justDone(redeem('1', 2))).toBeNull()
    await till.time.advance(5_100)
    expect(till.outbox.justDone(stamps('1', 2))).toBeNull()
  })

  test('a listener that throws harms nobody', async () => {
    begin()
    till.fake.add('1')
    const heard: string[] = []
    till.outbox.onOperation(() => {
      throw new Error('listener')
    })
    const stopListening = till.outbox.onOperation(({ view }) => heard.push(view.state))
    const saved = till.save(stamps('1'))
    await till.time.advance(10)
    expect(till.state(saved)).toBe('done')
    expect(heard).toEqual(['queued', 'sending', 'done'])
    stopListening()
    till.save(stamps('1'))
    await till.time.advance(10)
    expect(heard).toHaveLength(3)
  })

  test('the figures of the queue are told, and not more often than anybody can read', async () => {
    begin()
    await goOffline()
    const told: number[] = []
    till.outbox.onQueue((_, summary) => told.push(summary.waiting))
    for (let i = 0; i < 50; i += 1) till.save(stamps(String(i)))
    await till.time.advance(300)
    expect(told).toEqual([1, 50])
    expect(till.outbox.summary(shop.id)).toMatchObject({ waiting: 50, checking: 0, needsYou: 0 })
  })

  test('a changed store never gets what was saved for another', async () => {
    begin()
    till.fake.add('1')
    await goOffline()
    const saved = till.save(stamps('1'))
    const payload = till.db.get<{ payload: string }>({ sql: 'select payload from op' })
    expect(payload?.payload).toContain('"amount":1')
    till.db.exec('drop trigger op_identity_stays')
    till.db.exec("update op set store = 'https://elsewhere.example|9'")
    till.fake.always(null)
    await till.time.advance(31_000)
    expect(till.outbox.view(saved.id)?.reason).toEqual({ kind: 'connection-gone' })
    expect(till.fake.applied).toEqual([])
  })
})

describe('undo', () => {
  test('within the window nothing is ever sent; after it it is too late', async () => {
    begin()
    till.fake.add('1')
    const back = till.save(stamps('1', 1, { undoMs: 8_000 }))
    expect(back.undoUntil).toBe(till.time.now() + 8_000)
    await till.time.advance(7_900)
    expect(till.outbox.undo(back.id, 'Kim')).toMatchObject({ ok: true, value: { plain: 'undone' } })
    const kept = till.save(stamps('1', 2, { undoMs: 8_000 }))
    await till.time.advance(8_100)
    expect(till.outbox.undo(kept.id, 'Kim')).toEqual({ ok: false, error: { kind: 'too-late' } })
    expect(till.fake.applied.map((one) => one.amount)).toEqual([2])
    expect(till.outbox.undo('nobody', null)).toEqual({ ok: false, error: { kind: 'not-found' } })
  })

  test('another amount changes the same operation and starts the window again', async () => {
    begin()
    till.fake.add('1')
    const held = till.save(stamps('1', 1, { undoMs: 8_000 }))
    await till.time.advance(6_000)
    const changed = till.outbox.changeAmount(held.id, 3, 'Kim')
    expect(changed).toMatchObject({ ok: true, value: { id: held.id, facts: { amount: 3 } } })
    await till.time.advance(7_000)
    expect(till.state(held)).toBe('held')
    await till.time.advance(1_100)
    expect(till.fake.applied.map((one) => one.amount)).toEqual([3])
    expect(till.outbox.changeAmount(held.id, 5, null)).toEqual({ ok: false, error: { kind: 'too-late' } })
    expect(till.db.all({ sql: 'select rev from op_revision' })).toEqual([{ rev: 1 }])
  })

  test('leaving the member ends the window of a redemption and of nothing else', async () => {
    begin()
    till.fake.add('1', { stamps: 10 })
    till.fake.add('2')
    const taken = till.save(redeem('1', 10, { undoMs: 8_000 }))
    const held = till.save(stamps('2', 1, { undoMs: 8_000 }))
    till.outbox.releaseRedemptions(shop.id, 'r:1')
    await till.time.advance(10)
    expect([till.state(taken), till.state(held)]).toEqual(['done', 'held'])
  })

  test('it sends what was given before the redemption as well, and nothing that was given after it', async () => {
    begin()
    till.fake.add('1', { stamps: 9 })
    const tenth = till.save(stamps('1', 1, { undoMs: 80_000 }))
    const taken = till.save(redeem('1', 10, { undoMs: 80_000 }))
    const next = till.save(stamps('1', 1, { undoMs: 80_000 }))
    till.outbox.releaseRedemptions(shop.id, 'r:1')
    await till.time.advance(10)
    expect([tenth, taken, next].map((one) => till.state(one))).toEqual(['done', 'done', 'held'])
  })

  test('the next customer neither waits for it nor cancels it', async () => {
    begin()
    till.fake.add('1')
    till.fake.add('2')
    const held = till.save(stamps('1', 1, { undoMs: 8_000 }))
    const next = till.save(stamps('2'))
    await till.time.advance(10)
    expect([till.state(held), till.state(next)]).toEqual(['held', 'done'])
  })
})

describe('a person', () => {
  test('may drop what was never sent, with a reason', async () => {
    begin()
    await goOffline()
    const saved = till.save(stamps('1'))
    expect(till.outbox.answer(saved.id, { kind: 'drop', reason: '' }, null)).toEqual({
      ok: false,
      error: { kind: 'reason-missing' },
    })
    till.outbox.answer(saved.id, { kind: 'drop', reason: 'wrong customer' }, null)
    expect(till.state(saved)).toBe('cancelled')
  })

  test('cannot answer what was not asked', async () => {
    begin()
    till.fake.add('1')
    const done = till.save(stamps('1'))
    await till.time.advance(10)
    const tooLate = { ok: false, error: { kind: 'too-late' } }
    expect(till.outbox.answer(done.id, { kind: 'retry' }, null)).toEqual(tooLate)
    expect(till.outbox.answer(done.id, { kind: 'confirm' }, null)).toEqual(tooLate)
    expect(till.outbox.answer(done.id, { kind: 'drop', reason: 'x' }, null)).toEqual(tooLate)
    expect(till.outbox.answer(done.id, { kind: 'fix-details', details: { phone: null } }, null)).toEqual(
      tooLate,
    )
    expect(till.outbox.answer(done.id, { kind: 'use-member', key: 'r:2', card: null }, null)).toEqual(tooLate)
  })

  test('who sends an undecided stamp again sends it once more, and only then', async () => {
    begin({ connection: { singleTill: false } })
    till.fake.add('1')
    till.fake.script('addStamps', 'lost-request')
    const saved = till.save(stamps('1'))
    await till.time.advance(60_000)
    expect(till.fake.count('addStamps')).toBe(1)
    till.outbox.answer(saved.id, { kind: 'retry' }, 'Kim')
    await till.time.advance(10)
    expect(till.outbox.view(saved.id)).toMatchObject({ state: 'done', proof: 'response', attempts: 2 })
  })

  test('names the same member for two enrolments, and both point there', async () => {
    begin()
    till.fake.add('7', { details: details('Ada', { email: 'a@x.example' }) })
    const enrolments = ['L1', 'L2'].map((local) => till.save(create(local, 'Ada', { email: 'a@x.example' })))
    const stamp = till.save(stampsFor('l:L2', 2))
    await till.time.advance(10)
    for (const enrolment of enrolments) {
      till.outbox.answer(enrolment.id, { kind: 'use-member', key: 'r:7', card: null }, null)
    }
    await till.time.advance(10)
    expect(['l:L1', 'l:L2'].map((key) => till.outbox.remoteIdOf(shop.id, key as 'l:L1'))).toEqual(['7', '7'])
    expect(till.state(stamp)).toBe('done')
    expect(till.fake.members.get('7')?.cards[0]?.stamps).toBe(2)
    // What was made under the second name is told under every name.
    for (const key of ['l:L1', 'l:L2', 'r:7'] as const) {
      const told = till.outbox.history(shop.id, key, 10).map((view) => view.id)
      expect([key, ...told].sort()).toEqual([key, stamp.id, ...enrolments.map((one) => one.id)].sort())
    }
  })
})

describe('what the outbox knows', () => {
  test('members that wait are found with their edits laid over', async () => {
    begin()
    await goOffline()
    till.save(create('L1', 'Ada', { code: 'C1' }))
    till.save(edit('l:L1', details('Ada'), { lastName: 'Lovelace' }))
    till.save(edit('r:5', details('Bo', { email: 'b@x.example' }), { email: 'c@x.example' }))
    expect(till.outbox.waitingMembers(shop.id)).toEqual([
      {
        key: 'l:L1',
        details: details('Ada', { lastName: 'Lovelace' }),
        whole: true,
        edits: { lastName: 'Lovelace' },
        codes: ['C1'],
      },
      {
        key: 'r:5',
        details: details('Bo', { email: 'c@x.example' }),
        whole: false,
        edits: { email: 'c@x.example' },
        codes: [],
      },
    ])
  })

  test('of members that wait only what changed is read again, however many there are', async () => {
    begin()
    await goOffline()
    for (let i = 0; i < 50; i += 1) till.save(create(`L${i}`, `Ada ${i}`))
    const { all } = till.db
    let statements = 0
    Object.assign(till.db, {
      all: (...args: Parameters<typeof all>) => {
        statements += 1
        return all(...args)
      },
    })
    const cost = (): number => {
      const before = statements
      expect(till.outbox.waitingMembers(shop.id)).toHaveLength(50)
      return statements - before
    }
    expect([cost(), cost()]).toEqual([51, 0])
    const named = (at: number): string | undefined =>
      till.outbox.waitingMembers(shop.id)[at]?.details.firstName
    till.save(edit('l:L7', details('Ada 7'), { firstName: 'Eve' }))
    expect([cost(), named(7), cost()]).toEqual([2, 'Eve', 0])
    // A new wording of the same operation is a change as well.
    till.db.exec(`update op set rev = 2, payload = replace(payload, 'Ada 9', 'Zoe') where lane = 'l:L9'`)
    expect([cost(), named(9)]).toEqual([2, 'Zoe'])
    // A card is one as well; stamps beside it are none.
    till.save(attach('l:L8', 'C8'))
    expect([cost(), till.outbox.waitingMembers(shop.id)[8]?.codes]).toEqual([2, ['C8']])
    till.save(stampsFor('l:L8'))
    expect(cost()).toBe(1)
    const [gone] = till.outbox.list(shop.id, 'oldest', 1)
    till.outbox.answer(gone?.id ?? '', { kind: 'drop', reason: 'twice' }, 'Kim')
    expect(till.outbox.waitingMembers(shop.id).map((one) => one.key)).not.toContain('l:L0')
  })

  test('codes learned under the provider’s id lead to the key that the till uses', async () => {
    begin()
    till.outbox.learnCode(shop.id, 'X', 'r:n1')
    const saved = till.save(create('L1', 'Ada'))
    await till.time.advance(10)
    expect(till.state(saved)).toBe('done')
    expect(till.outbox.keysOfCode(shop.id, 'X')).toEqual(['l:L1'])
    till.outbox.learnCode(shop.id, 'Y', 'r:n1')
    expect(till.outbox.keysOfCode(shop.id, 'Y')).toEqual(['l:L1'])
    till.save(attach('r:n1', 'Z'))
    expect(till.outbox.keysOfCode(shop.id, 'Z')).toEqual(['l:L1'])
  })

  test('lists are of one kind each, and a limit is kept', async () => {
    begin()
    till.fake.add('1')
    till.fake.script('addStamps', { kind: 'refused', status: 422, fields: {} })
    const asked = till.save(stamps('1'))
    const behind = till.save(stamps('1'))
    till.fake.add('2')
    await till.time.advance(10)
    const done = till.save(stamps('2'))
    await till.time.advance(10)
    const ids = (filter: 'open' | 'needs-you' | 'recent', limit = 9): readonly string[] =>
      till.outbox.list(shop.id, filter, limit).map((view) => view.id)
    expect(ids('needs-you')).toEqual([asked.id])
    expect(ids('open')).toEqual([behind.id, asked.id])
    expect(ids('recent')).toEqual([done.id, behind.id, asked.id])
    expect(ids('recent', 1)).toEqual([done.id])
  })
})
