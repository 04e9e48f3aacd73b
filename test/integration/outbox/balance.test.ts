import { afterEach, describe, expect, test } from 'vitest'
import type { Capabilities, Unanswered } from '../../../electron/main/providers/provider.ts'
import { defaultCapabilities } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { adjust, create, createTill, revert, shop } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
afterEach(() => till.close())

function begin(unanswered: Unanswered, options: TillOptions = {}): Till {
  const capabilities: Capabilities = {
    ...defaultCapabilities,
    adjust: { unit: { kind: 'points', decimals: 0 }, most: 1_000, mostTaken: 500, quick: [], noteLength: 50 },
    revert: true,
    unanswered: { ...defaultCapabilities.unanswered, adjust: unanswered, revert: 'repeatable' },
  }
  till = createTill({ ...options, capabilities: { ...capabilities, ...options.capabilities } })
  return till
}
const balanceOf = (id: string): number | undefined => till.fake.members.get(id)?.cards[0]?.stamps

describe('a change of a balance', () => {
  test.each([50, -20])('of %i is sent once and told by how much it moved', async (amount) => {
    begin('keyed')
    till.fake.add('1', { stamps: 100 })
    const brought: unknown[] = []
    till.outbox.onOperation((change) => {
      if (change.brought !== null) brought.push(change.brought)
    })
    const made = till.save(adjust('1', amount))
    expect(till.outbox.owed(shop.id, 'r:1').cards).toEqual([
      { cardId: 'card-1', templateId: null, waiting: amount, checking: 0 },
    ])
    await till.time.advance(100)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', proof: 'response', attempts: 1 })
    expect(brought).toEqual([{ kind: 'moved', remoteId: '1', cardId: 'card-1', by: amount }])
    expect(till.fake.applied).toEqual([{ method: 'adjust', remoteId: '1', amount }])
    expect(balanceOf('1')).toBe(100 + amount)
  })

  test('whose provider tells the balance brings that', async () => {
    begin('readable-by-tag')
    till.fake.add('1', { stamps: 100 })
    const brought: unknown[] = []
    till.outbox.onOperation((change) => {
      if (change.brought !== null) brought.push(change.brought)
    })
    till.save(adjust('1', 50))
    await till.time.advance(100)
    expect(brought).toMatchObject([{ kind: 'card', card: { id: 'card-1', stamps: 150 } }])
  })

  test('within the undo window is changed or taken back without a byte leaving', async () => {
    begin('keyed')
    till.fake.add('1', { stamps: 100 })
    const first = till.save(adjust('1', 50, { undoMs: 8_000 }))
    expect(till.outbox.changeAmount(first.id, 30, null)).toMatchObject({ value: { facts: { amount: 30 } } })
    expect(till.outbox.undo(first.id, null)).toMatchObject({ value: { state: 'cancelled' } })
    await till.time.advance(60_000)
    expect(till.fake.applied).toEqual([])
  })

  test('offline waits, and goes in its turn', async () => {
    begin('keyed')
    till.fake.add('1', { stamps: 100 })
    till.fake.always(offline)
    till.save(adjust('1', 50))
    till.save(adjust('1', 7))
    await till.time.advance(60_000)
    expect(till.fake.applied).toEqual([])
    till.fake.always(null)
    await till.time.advance(120_000)
    expect(till.fake.applied.map(({ amount }) => amount)).toEqual([50, 7])
  })

  test('for a member enrolled offline waits for the id', async () => {
    begin('keyed')
    till.fake.always(offline)
    till.save(create('ada', 'Ada'))
    till.save({
      ...adjust('x', 5),
      target: { kind: 'member', key: 'l:ada' },
      payload: {
        who: { name: 'Ada' },
        amount: 5,
        unit: { kind: 'points', decimals: 0 },
        card: { kind: 'template', templateId: 'coffee' },
        note: null,
      },
    } as Parameters<Till['save']>[0])
    await till.time.advance(1_000)
    till.fake.always(null)
    await till.time.advance(180_000)
    expect(till.fake.applied.map(({ method }) => method)).toEqual(['create', 'adjust'])
  })
})

describe('a change of a balance whose answer never came', () => {
  test.each(['lost-request', 'lost-reply'] as const)(
    'is sent again with its own key after a %s, and counts once',
    async (fault) => {
      begin('keyed', { connection: { singleTill: false, readLagMs: 30_000, lateBoundMs: 90_000 } })
      till.fake.add('1', { stamps: 100 })
      till.fake.script('adjust', fault)
      const made = till.save(adjust('1', 50))
      await till.time.advance(5_000)
      expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', attempts: 2 })
      expect(balanceOf('1')).toBe(150)
      const tags = till.fake.calls.flatMap(({ method, args }) => (method === 'adjust' ? [args[2]] : []))
      expect(new Set(tags).size).toBe(1)
      expect(tags).toHaveLength(2)
    },
  )

  test('is found by its tag in the ledger, with the balance that holds it', async () => {
    begin('readable-by-tag', { connection: { singleTill: false } })
    till.fake.add('1', { stamps: 100 })
    till.fake.script('adjust', 'lost-reply')
    const brought: unknown[] = []
    till.outbox.onOperation((change) => {
      if (change.brought !== null) brought.push(change.brought)
    })
    const made = till.save(adjust('1', 50))
    await till.time.advance(2_000)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', proof: 'tag', attempts: 1 })
    expect(brought).toMatchObject([{ kind: 'card', card: { stamps: 150 } }])
    expect(till.fake.count('adjust')).toBe(1)
  })

  test('and that no ledger holds is sent again only after two looks past the time in which it may be applied late', async () => {
    begin('readable-by-tag', { connection: { singleTill: false, readLagMs: 30_000, lateBoundMs: 90_000 } })
    till.fake.add('1', { stamps: 100 })
    till.fake.script('adjust', 'lost-request')
    const made = till.save(adjust('1', -20))
    await till.time.advance(125_000)
    expect(till.fake.count('adjust')).toBe(1)
    await till.time.advance(30_000)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', attempts: 2 })
    expect(balanceOf('1')).toBe(80)
  })

  test('where nothing can be read back is a question with what the balance is now', async () => {
    begin('ask-a-person')
    till.fake.add('1', { stamps: 100 })
    till.fake.script('adjust', 'lost-reply')
    const made = till.save(adjust('1', 50))
    await till.time.advance(5_000)
    expect(till.outbox.view(made.id)).toMatchObject({
      state: 'attention',
      reason: { kind: 'undecided', before: null, now: 150, adding: 50 },
      choices: { confirm: true, retry: true, drop: true },
    })
    await till.time.advance(600_000)
    expect(till.fake.count('adjust')).toBe(1)
  })

  test('of a member who is gone, or that is refused, is a question and is not sent again', async () => {
    begin('keyed')
    till.fake.add('1', { stamps: 100 })
    till.fake.script('adjust', { kind: 'refused', status: 422, fields: { amount: ['limit'] } })
    const refused = till.save(adjust('1', 50))
    await till.time.advance(1_000)
    expect(till.outbox.view(refused.id)?.reason).toEqual({ kind: 'refused', status: 422 })
    const gone = till.save(adjust('2', 5))
    await till.time.advance(60_000)
    expect(till.outbox.view(gone.id)?.reason).toMatchObject({ kind: 'member-gone' })
    expect(till.fake.applied).toEqual([])
  })
})

describe('taking a change of a balance back', () => {
  async function arrived(amount: number): Promise<{ id: string; amount: number }> {
    till.fake.add('1', { stamps: 100 })
    const { id } = till.save(adjust('1', amount))
    await till.time.advance(100)
    const made = till.outbox.adjustment(id)
    if (made === null) throw new Error('no adjustment')
    expect(made).toMatchObject({ arrived: true, reverted: false, key: 'r:1' })
    return { id, amount }
  }

  test.each([50, -20])('of %i restores the balance, once', async (amount) => {
    begin('keyed')
    const made = await arrived(amount)
    const again = { ...adjust('1', amount), intent: '01JAGA1N000000000000000000' }
    expect(till.outbox.justDone(again, 30_000)?.id).toBe(made.id)
    const back = till.save(revert('1', made))
    expect(till.outbox.adjustment(made.id)).toMatchObject({ reverted: true })
    // What was taken back was not done.
    expect(till.outbox.justDone(again, 30_000)).toBeNull()
    expect(till.outbox.owed(shop.id, 'r:1').cards).toMatchObject([{ waiting: -amount }])
    await till.time.advance(100)
    expect(till.outbox.view(back.id)).toMatchObject({ state: 'done', facts: { operationId: made.id } })
    expect(balanceOf('1')).toBe(100)
  })

  test.each(['lost-request', 'lost-reply'] as const)(
    'after a %s it is done again, and is done',
    async (fault) => {
      begin('keyed')
      const made = await arrived(50)
      till.fake.script('revert', fault)
      const back = till.save(revert('1', made))
      await till.time.advance(60_000)
      expect(till.outbox.view(back.id)).toMatchObject({
        state: 'done',
        proof: fault === 'lost-reply' ? 'natural-key' : 'response',
      })
      expect(balanceOf('1')).toBe(100)
    },
  )

  test('that was itself undone leaves the change as it is, to be taken back again', async () => {
    begin('keyed')
    const made = await arrived(50)
    const back = till.save({ ...revert('1', made), undoMs: 8_000 })
    till.outbox.undo(back.id, null)
    expect(till.outbox.adjustment(made.id)).toMatchObject({ reverted: false })
  })

  test('is about a change of a balance, and about nothing else', () => {
    begin('keyed')
    const made = till.save(create('ada', 'Ada'))
    expect(till.outbox.adjustment(made.id)).toBeNull()
    expect(till.outbox.adjustment('01J00000000000000000000000')).toBeNull()
  })
})
