import { afterEach, describe, expect, test } from 'vitest'
import { offline } from './support/failures.ts'
import { attach, create, createTill, redeem, shop, stamps, stampsOnCode } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())
const begin = (): Till => (till = createTill())
const goOffline = async (): Promise<void> => {
  till.fake.always(offline)
  await till.outbox.probe(shop.id)
}
const goOnline = async (): Promise<void> => {
  till.fake.always(null)
  await till.outbox.probe(shop.id)
  await till.time.advance(100)
}

describe('a card that this till does not know', () => {
  test('is stamped offline and finds its member when it is sent', async () => {
    begin()
    till.fake.add('1', { codes: ['C1'], stamps: 2 })
    await goOffline()
    const stamp = till.save(stampsOnCode('C1', 3))
    expect(till.outbox.owedToCode(shop.id, 'C1')).toBe(3)
    await goOnline()
    expect(till.outbox.view(stamp.id)).toMatchObject({
      state: 'done',
      target: { kind: 'member', key: 'r:1' },
    })
    expect(till.fake.members.get('1')?.cards[0]?.stamps).toBe(5)
    expect(till.outbox.keysOfCode(shop.id, 'C1')).toEqual(['r:1'])
  })

  test('goes before what was made after it, also where that was being resolved at the same time', async () => {
    begin()
    till.fake.add('1', { codes: ['C1'], stamps: 2 })
    await goOffline()
    const stamp = till.save(stampsOnCode('C1', 3))
    const reward = till.save(redeem('1', 5))
    let answerRead = (): void => undefined
    till.fake.arrive = (method) =>
      method === 'member' && till.state(stamp) === 'queued'
        ? new Promise((resolve) => {
            answerRead = () => resolve()
          })
        : undefined
    await goOnline()
    // The code has led to the member; the reward is still being looked up.
    expect(till.outbox.view(stamp.id)?.target).toEqual({ kind: 'member', key: 'r:1' })
    till.fake.arrive = () => undefined
    answerRead()
    await till.time.advance(100)
    expect([till.state(stamp), till.state(reward)]).toEqual(['done', 'done'])
    expect(till.fake.applied.map((one) => one.method)).toEqual(['addStamps', 'redeem'])
  })

  test('joins its member’s lane: two stamps of one member are never on the wire together', async () => {
    begin()
    till.fake.add('1', { codes: ['C1'] })
    await goOffline()
    till.save(stamps('1', 1))
    till.save(stampsOnCode('C1', 2))
    till.save(stamps('1', 4))
    let inside = 0
    till.fake.arrive = async (method) => {
      if (method !== 'addStamps') return
      inside += 1
      expect(inside).toBe(1)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    }
    await goOnline()
    expect(till.fake.applied.map((one) => one.amount).sort()).toEqual([1, 2, 4])
  })

  test('nobody’s card, or several people’s, is a question; naming the member sends it once', async () => {
    begin()
    till.fake.add('1')
    till.fake.add('2', { codes: ['D'] })
    till.fake.add('3', { codes: ['D'] })
    const nobody = till.save(stampsOnCode('C1', 2))
    const several = till.save(stampsOnCode('D', 1))
    await till.time.advance(10)
    expect(till.outbox.view(nobody.id)?.reason).toEqual({ kind: 'code-unknown' })
    expect(till.outbox.view(several.id)?.reason).toEqual({ kind: 'code-ambiguous', count: 2 })
    const answered = till.outbox.answer(nobody.id, { kind: 'use-member', key: 'r:1', card: null }, 'Kim')
    expect(answered).toMatchObject({ ok: true, value: { target: { kind: 'member', key: 'r:1' } } })
    await till.time.advance(10)
    expect(till.outbox.view(nobody.id)).toMatchObject({ state: 'done', plain: 'sent' })
    expect(till.fake.applied).toEqual([{ method: 'addStamps', remoteId: '1', amount: 2 }])
  })

  test.each(['enrolled', 'attached'] as const)(
    'that is then %s takes its waiting stamps to the member, in one transaction',
    async (how) => {
      begin()
      till.fake.add('5')
      await goOffline()
      const stamp = till.save(stampsOnCode('C1', 2))
      const held = till.save(stampsOnCode('C1', 1, 8_000))
      const card = till.save(how === 'enrolled' ? create('L1', 'Ada', { code: 'C1' }) : attach('r:5', 'C1'))
      const key = how === 'enrolled' ? 'l:L1' : 'r:5'
      expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'queued', target: { kind: 'member', key } })
      expect(till.outbox.view(held.id)).toMatchObject({ state: 'held', target: { kind: 'member', key } })
      expect(till.outbox.owedToCode(shop.id, 'C1')).toBe(0)
      expect(till.outbox.keysOfCode(shop.id, 'C1')).toEqual([key])
      const later = till.save(stampsOnCode('C1', 4))
      expect(later.target).toEqual({ kind: 'member', key })
      expect(till.outbox.list(shop.id, 'open', 10)).toHaveLength(4)
      await till.time.advance(9_000)
      await goOnline()
      expect([stamp, held, card, later].map((view) => till.state(view))).toEqual([
        'done',
        'done',
        'done',
        'done',
      ])
      expect(till.fake.applied.map((one) => one.amount)).toEqual([0, 2, 1, 4])
      expect(new Set(till.fake.applied.map((one) => one.remoteId)).size).toBe(1)
    },
  )

  test('a stamp that waits for an answer about its card follows the card when somebody enrols with it', async () => {
    begin()
    const stamp = till.save(stampsOnCode('C1', 2))
    await till.time.advance(10)
    expect(till.state(stamp)).toBe('attention')
    till.save(create('L1', 'Ada', { code: 'C1' }))
    await till.time.advance(10)
    expect(till.state(stamp)).toBe('done')
    expect(till.fake.members.get('n1')?.cards[0]?.stamps).toBe(2)
  })

  test('undo of a stamp that has moved takes back the moved one', async () => {
    begin()
    await goOffline()
    const held = till.save(stampsOnCode('C1', 1, 8_000))
    till.save(create('L1', 'Ada', { code: 'C1' }))
    expect(till.outbox.undo(held.id, null)).toMatchObject({ ok: true, value: { state: 'cancelled' } })
    await goOnline()
    expect(till.fake.applied.map((one) => one.method)).toEqual(['create'])
  })

  test('a card is never given to a new member while it is somebody’s', async () => {
    begin()
    till.fake.add('1', { codes: ['C1'] })
    const enrolment = till.save(create('L1', 'Ada', { code: 'C1' }))
    await till.time.advance(10)
    expect(till.outbox.view(enrolment.id)?.reason).toMatchObject({
      kind: 'code-taken',
      other: { key: 'r:1' },
    })
    expect(till.fake.count('create')).toBe(0)
  })
})
