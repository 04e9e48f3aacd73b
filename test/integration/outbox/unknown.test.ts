import { afterEach, describe, expect, test } from 'vitest'
import { allUnanswered, details } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { attach, create, createTill, edit, redeem, shop, stamps } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => till.close())
const lagging = { readLagMs: 30_000, lateBoundMs: 90_000 }

describe('an answer that never came', () => {
  test('on a single till a lost reply settles by itself within a second, by the counter', async () => {
    begin()
    till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', 'lost-reply')
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(100)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'unknown', plain: 'checking' })
    expect(till.outbox.owed(shop.id, 'r:1').cards).toMatchObject([{ waiting: 0, checking: 2 }])
    await till.time.advance(900)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
    expect(till.fake.applied).toHaveLength(1)
  })

  test('on a single till a lost request is sent again only after two looks 15 s apart', async () => {
    begin()
    till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', 'lost-request')
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(15_000)
    expect(till.fake.count('addStamps')).toBe(1)
    await till.time.advance(2_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'response', attempts: 2 })
    expect(till.fake.members.get('1')?.cards[0]?.stamps).toBe(6)
  })

  test.each(['lost-reply', 'lost-request'] as const)(
    'with other tills a counter is no proof: after a %s a person is asked, with the figures',
    async (fault) => {
      begin({ connection: { singleTill: false } })
      till.fake.add('1', { stamps: 4 })
      till.fake.script('addStamps', fault)
      const stamp = till.save(stamps('1', 2))
      await till.time.advance(600_000)
      expect(till.outbox.view(stamp.id)).toMatchObject({
        state: 'attention',
        reason: { kind: 'undecided', before: 4, now: fault === 'lost-reply' ? 6 : 4, adding: 2 },
        choices: { confirm: true, retry: true, drop: true },
      })
      expect(till.fake.count('addStamps')).toBe(1)
      till.outbox.answer(stamp.id, { kind: 'confirm' }, null)
      expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'person' })
    },
  )

  test('a counter that fits neither story is a question, never a guess', async () => {
    begin()
    const member = till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', 'lost-request')
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(10)
    member.cards = member.cards.map((card) => ({ ...card, stamps: 5 }))
    await till.time.advance(2_000)
    expect(till.outbox.view(stamp.id)?.reason).toEqual({ kind: 'undecided', before: 4, now: 5, adding: 2 })
  })

  test('nothing is concluded from absence before the provider can no longer apply it late', async () => {
    begin({ connection: lagging })
    const member = till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', 'lost-request')
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(119_000)
    expect(till.state(stamp)).toBe('unknown')
    expect(till.fake.count('addStamps')).toBe(1)
    // The ghost: the provider applies it at last.
    member.cards = member.cards.map((card) => ({ ...card, stamps: 6 }))
    await till.time.advance(30_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter' })
    expect(till.fake.count('addStamps')).toBe(1)
  })

  test('with a settle time absence counts only after it, twice', async () => {
    begin({ connection: lagging })
    till.fake.add('1')
    till.fake.script('addStamps', 'lost-request')
    till.save(stamps('1'))
    await till.time.advance(134_000)
    expect(till.fake.count('addStamps')).toBe(1)
    await till.time.advance(3_000)
    expect(till.fake.count('addStamps')).toBe(2)
  })

  test('a redemption settles by the counter when it was taken and is never taken again by it', async () => {
    begin()
    till.fake.add('1', { stamps: 10 })
    till.fake.add('2', { stamps: 10 })
    till.fake.script('redeem', 'lost-reply')
    const taken = till.save(redeem('1', 10))
    await till.time.advance(1_000)
    expect(till.outbox.view(taken.id)).toMatchObject({ state: 'done', proof: 'counter' })
    till.fake.script('redeem', 'lost-request')
    const lost = till.save(redeem('2', 10))
    await till.time.advance(60_000)
    expect(till.outbox.view(lost.id)?.reason).toEqual({
      kind: 'undecided',
      before: 10,
      now: 10,
      adding: -10,
    })
    expect(till.fake.count('redeem')).toBe(2)
  })

  test('an enrolment is found by its tag; one that never arrived is repeated', async () => {
    begin({ connection: { singleTill: false } })
    till.fake.script('create', 'lost-reply')
    const found = till.save(create('L1', 'Ada'))
    await till.time.advance(1_000)
    expect(till.outbox.view(found.id)).toMatchObject({ state: 'done', proof: 'tag' })
    expect(till.outbox.remoteIdOf(shop.id, 'l:L1')).toBe('n1')
    till.fake.script('create', 'lost-request')
    const repeated = till.save(create('L2', 'Bo'))
    await till.time.advance(20_000)
    expect(till.outbox.view(repeated.id)).toMatchObject({ state: 'done', attempts: 2 })
    expect(till.fake.members.size).toBe(2)
  })

  test('an edit and an attachment are read back and repeated, since twice is once', async () => {
    begin({ connection: { singleTill: false } })
    const base = details('Ada')
    till.fake.add('1', { details: base })
    till.fake.script('edit', 'lost-reply')
    till.fake.script('attachCode', 'lost-request')
    const changed = till.save(edit('r:1', base, { phone: '+491' }))
    const attached = till.save(attach('r:1', 'C1'))
    await till.time.advance(20_000)
    expect(till.outbox.view(changed.id)).toMatchObject({ state: 'done', proof: 'natural-key' })
    expect(till.outbox.view(attached.id)).toMatchObject({ state: 'done', attempts: 2 })
    expect(till.fake.members.get('1')?.codes).toEqual(['C1'])
  })

  test('a keyed provider is simply asked again', async () => {
    begin({
      connection: { singleTill: false },
      capabilities: { unanswered: allUnanswered('keyed') },
    })
    till.fake.add('1')
    till.fake.script('addStamps', 'lost-request')
    const stamp = till.save(stamps('1'))
    await till.time.advance(1_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 2 })
  })

  test('where nothing can be read back a person is asked at once', async () => {
    begin({ capabilities: { unanswered: allUnanswered('ask-a-person') } })
    till.fake.add('1')
    till.fake.script('addStamps', 'lost-reply')
    const stamp = till.save(stamps('1'))
    await till.time.advance(1_000)
    expect(till.state(stamp)).toBe('attention')
  })

  test('what is sent again and again and never arrives is given to a person', async () => {
    begin()
    till.fake.add('1')
    till.fake.script('addStamps', ...Array.from({ length: 30 }, () => 'lost-request' as const))
    const stamp = till.save(stamps('1'))
    await till.time.advance(3_600_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({
      state: 'attention',
      reason: { kind: 'given-up', answers: 20 },
    })
    expect(till.fake.count('addStamps')).toBe(20)
  })

  test('an unknown operation holds its lane and no other; a stamp may pass an edit that is being checked', async () => {
    begin({ connection: { ...lagging, singleTill: false } })
    const base = details('Ada')
    till.fake.add('1', { details: base })
    till.fake.add('2')
    till.fake.script('edit', 'lost-request')
    const changed = till.save(edit('r:1', base, { phone: '+491' }))
    await till.time.advance(10)
    const passing = till.save(stamps('1'))
    till.fake.script('addStamps', null, 'lost-request')
    await till.time.advance(10)
    expect([till.state(changed), till.state(passing)]).toEqual(['unknown', 'done'])
    const lost = till.save(stamps('1'))
    await till.time.advance(10)
    const behind = till.save(stamps('1'))
    const beside = till.save(stamps('2'))
    await till.time.advance(10)
    expect([till.state(lost), till.state(behind), till.state(beside)]).toEqual(['unknown', 'queued', 'done'])
  })

  test('looks wait while the provider cannot be reached', async () => {
    begin()
    till.fake.add('1')
    till.fake.script('addStamps', 'lost-reply')
    const stamp = till.save(stamps('1'))
    await till.time.advance(10)
    till.fake.always(offline)
    await till.time.advance(25 * 3_600_000)
    expect(till.state(stamp)).toBe('unknown')
    till.fake.always(null)
    await till.time.advance(60_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter' })
  })

  test('a day of looks that bring no evidence ends with a question', async () => {
    begin()
    till.fake.add('1')
    till.fake.script('addStamps', 'lost-reply')
    // Answers for the base line, then nothing that can be read.
    till.fake.script('member', null, ...Array.from({ length: 400 }, () => 'lost-reply' as const))
    const stamp = till.save(stamps('1'))
    await till.time.advance(23 * 3_600_000)
    expect(till.state(stamp)).toBe('unknown')
    await till.time.advance(2 * 3_600_000)
    expect(till.outbox.view(stamp.id)?.reason).toMatchObject({ kind: 'undecided', before: 0, now: null })
  })

  test('HTML or a server error after sending is an unknown outcome, not a retry', async () => {
    begin({ connection: { singleTill: false } })
    till.fake.add('1')
    till.fake.add('2')
    till.fake.script('addStamps', { kind: 'bad-answer', status: 200 }, { kind: 'server-error', status: 500 })
    const html = till.save(stamps('1'))
    const broken = till.save(stamps('2'))
    await till.time.advance(100)
    expect([till.state(html), till.state(broken)]).toEqual(['unknown', 'unknown'])
    await till.time.advance(60_000)
    expect(till.fake.count('addStamps')).toBe(2)
    expect([till.state(html), till.state(broken)]).toEqual(['attention', 'attention'])
  })
})

describe('a crash', () => {
  test('in the middle of a request leaves an unknown outcome, not a second request', async () => {
    begin({ connection: { singleTill: false } })
    till.fake.add('1', { stamps: 3 })
    till.fake.arrive = (method) => (method === 'addStamps' ? new Promise(() => undefined) : undefined)
    const stamp = till.save(stamps('1'))
    await till.time.advance(10)
    expect(till.state(stamp)).toBe('sending')
    till.fake.arrive = () => undefined
    till.restart()
    expect(till.state(stamp)).toBe('unknown')
    await till.time.advance(60_000)
    expect(till.state(stamp)).toBe('attention')
    expect(till.fake.count('addStamps')).toBe(1)
  })

  test('inside the undo window keeps the window; after it the operation goes', async () => {
    begin()
    till.fake.add('1')
    const stamp = till.save(stamps('1', 1, { undoMs: 8_000 }))
    await till.time.advance(3_000)
    till.restart()
    expect(till.state(stamp)).toBe('held')
    await till.time.advance(5_100)
    expect(till.state(stamp)).toBe('done')
  })

  test('recovering again and again is the same as once', async () => {
    begin({ connection: { singleTill: false } })
    till.fake.add('1')
    till.fake.arrive = (method) => (method === 'addStamps' ? new Promise(() => undefined) : undefined)
    const stamp = till.save(stamps('1'))
    await till.time.advance(10)
    for (let i = 0; i < 3; i += 1) till.restart()
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'unknown', attempts: 1 })
  })

  test('a run that was replaced by another one sends nothing more', async () => {
    begin()
    till.fake.add('1')
    till.db.exec("update meta set boot_id = 'another run'")
    const stamp = till.save(stamps('1'))
    await till.time.advance(120_000)
    expect(till.state(stamp)).toBe('queued')
    expect(till.fake.count('addStamps')).toBe(0)
    expect(till.logged.join()).toContain('outbox.not-owner')
    till.restart()
    await till.time.advance(10)
    expect(till.fake.applied).toHaveLength(1)
  })

  test('a start that cannot write sends nothing, and starts when it can', async () => {
    begin({ start: false })
    till.fake.add('1')
    const stamp = till.save(stamps('1'))
    const { transaction } = till.db
    Object.assign(till.db, {
      transaction: () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      },
    })
    till.outbox.start()
    await till.time.advance(10_000)
    expect(till.fake.calls).toEqual([])
    expect(till.outbox.view(stamp.id)?.plain).toBe('saved')
    Object.assign(till.db, { transaction })
    await till.time.advance(10_000)
    expect(till.state(stamp)).toBe('done')
  })

  test('operations of a shop that is gone ask a person, held ones too', async () => {
    begin()
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const queued = till.save(stamps('1'))
    const held = till.save(stamps('2', 1, { undoMs: 8_000 }))
    till.forgetShop()
    await till.time.advance(31_000)
    for (const view of [queued, held]) {
      expect(till.outbox.view(view.id)?.reason).toEqual({ kind: 'connection-gone' })
    }
  })

  test('a file of another till asks about stamps that may have been sent from there', async () => {
    begin({ start: false })
    till.fake.add('1')
    till.outbox.start()
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const stamp = till.save(stamps('1'))
    till.restart('till-B')
    expect(till.state(stamp)).toBe('unknown')
    till.fake.always(null)
    await till.time.advance(60_000)
    expect(till.outbox.view(stamp.id)?.reason).toEqual({ kind: 'restored', before: null, now: 0, adding: 1 })
  })

  describe.each([-10, 10])('and a clock that jumps %i years', (years) => {
    test.each([true, false])(
      'lose nothing and leave nothing waiting for ever (restart: %s)',
      async (restart) => {
        begin()
        till.fake.add('1', { stamps: 1 })
        till.fake.add('2')
        till.fake.script('addStamps', 'lost-reply')
        const lost = till.save(stamps('1'))
        const held = till.save(stamps('2', 1, { undoMs: 8_000 }))
        await till.time.advance(10)
        till.time.jump(years * 365 * 86_400_000)
        if (restart) till.restart()
        await till.time.advance(630_000)
        expect([till.state(lost), till.state(held)]).toEqual(['done', 'done'])
        expect(till.fake.applied).toHaveLength(2)
      },
    )
  })
})
