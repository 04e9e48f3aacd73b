import { afterEach, expect, test } from 'vitest'
import { verifyChain } from '../../electron/main/db/tables/events.ts'
import { details } from '../integration/outbox/support/fake-provider.ts'
import { offline } from '../integration/outbox/support/failures.ts'
import { attach, create, createTill, edit, redeem, shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till, TillOptions } from '../integration/outbox/support/till.ts'

let till: Till | null = null
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => {
  till?.close()
  till = null
})

test('row 20: a member that is gone is a question: their lane waits, and all others run', async () => {
  const one = begin()
  one.fake.add('2')
  const gone = one.save(stamps('1'))
  const behind = one.save(stamps('1'))
  await one.time.advance(10)
  const other = one.save(stamps('2'))
  await one.time.advance(60_000)
  expect(one.outbox.view(gone.id)).toMatchObject({ state: 'attention', reason: { kind: 'member-gone' } })
  expect([one.state(behind), one.state(other)]).toEqual(['queued', 'done'])
  expect(one.fake.count('addStamps')).toBe(1)
})

test('row 20: who holds the card of a member that is gone is named', async () => {
  const one = begin()
  one.outbox.learnCode(shop.id, 'C1', 'r:1')
  one.fake.add('8', { details: details('Ada'), codes: ['C1'] })
  const gone = one.save(stamps('1'))
  await one.time.advance(10)
  expect(one.outbox.view(gone.id)?.reason).toEqual({
    kind: 'member-gone',
    candidates: [{ key: 'r:8', name: 'Ada' }],
  })
  // Names are for the screen: the audit holds ids alone.
  expect(JSON.stringify(one.db.all({ sql: 'select evidence from op_event' }))).not.toContain('Ada')
})

test('row 20: without a card, who has the contact or at least the name is named', async () => {
  const one = begin()
  const was = details('Ada', { email: 'a@x.example' })
  one.fake.add('8', { details: details('Adele', { email: 'a@x.example' }) })
  one.fake.add('9', { details: details('Somebody') })
  one.fake.add('10', { details: details('Somebody else') })
  const changed = one.save(edit('r:1', was, { phone: '+491' }))
  const stamp = one.save(stamps('2'))
  await one.time.advance(10)
  expect(one.outbox.view(changed.id)?.reason).toMatchObject({ candidates: [{ key: 'r:8' }] })
  expect(one.outbox.view(stamp.id)?.reason).toMatchObject({ candidates: [{ key: 'r:9' }] })
})

test('row 20: naming the member moves all that waits to them, in order, onto their own card', async () => {
  const one = begin()
  one.outbox.learnCode(shop.id, 'C1', 'r:1')
  one.fake.add('8', { stamps: 4 })
  const first = one.save(stamps('1', 2))
  const second = one.save(redeem('1', 5))
  const third = one.save(stamps('1', 3, { undoMs: 60_000 }))
  await one.time.advance(10)
  const card = { kind: 'held', cardId: 'card-8' } as const
  const answered = one.outbox.answer(first.id, { kind: 'use-member', key: 'r:8', card }, 'Kim', {
    who: { name: 'Ada' },
    edit: null,
  })
  expect(answered).toMatchObject({ ok: true, value: { target: { key: 'r:8' }, who: { name: 'Ada' } } })
  await one.time.advance(10)
  expect([first, second, third].map(one.state)).toEqual(['done', 'done', 'held'])
  // What is saved under the old name from now on goes the same way, also after a restart.
  one.restart()
  const late = one.save({ ...stamps('8', 1), target: { kind: 'member', key: 'r:1' } })
  await one.time.advance(61_000)
  expect([third, late].map(one.state)).toEqual(['done', 'done'])
  expect(one.fake.applied.map((each) => [each.remoteId, each.amount])).toEqual([
    ['8', 2],
    ['8', -5],
    ['8', 3],
    ['8', 1],
  ])
  expect(one.outbox.keyOf(shop.id, '1')).toBe('r:8')
  expect(one.outbox.keysOfCode(shop.id, 'C1')).toEqual(['r:8'])
  expect(one.outbox.history(shop.id, 'r:1', 10)).toHaveLength(4)
  expect(verifyChain(one.db)).toMatchObject({ intact: true })
})

test('row 20: a member that was enrolled here and is another now keeps one lane under every name', async () => {
  const one = begin()
  one.save(create('L1', 'Ada'))
  await one.time.advance(60_000)
  one.fake.members.delete('n1')
  one.fake.add('8')
  const first = one.save({ ...stamps('n1', 2), target: { kind: 'member', key: 'l:L1' } })
  await one.time.advance(10)
  expect(one.outbox.view(first.id)).toMatchObject({ state: 'attention', reason: { kind: 'member-gone' } })
  one.outbox.answer(first.id, { kind: 'use-member', key: 'r:8', card: null }, null, null)
  await one.time.advance(10)
  expect(one.state(first)).toBe('done')
  expect(['n1', '8'].map((id) => one.outbox.keyOf(shop.id, id))).toEqual(['r:8', 'r:8'])
  expect(one.outbox.remoteIdOf(shop.id, 'l:L1')).toBe('8')
  // Merged once more: no name is left behind.
  one.fake.members.delete('8')
  one.fake.add('9')
  const second = one.save(stamps('8', 1))
  await one.time.advance(10)
  one.outbox.answer(second.id, { kind: 'use-member', key: 'r:9', card: null }, null, null)
  await one.time.advance(10)
  expect(one.state(second)).toBe('done')
  expect(['n1', '8', '9'].map((id) => one.outbox.keyOf(shop.id, id))).toEqual(['r:9', 'r:9', 'r:9'])
  expect(one.outbox.remoteIdOf(shop.id, 'l:L1')).toBe('9')
})

test('row 20: which of several cards is meant is asked, never guessed', async () => {
  const one = begin()
  const { cards } = one.fake.add('8')
  const [card] = cards
  if (card === undefined) expect.fail('a member has a card')
  cards.push({ ...card, id: 'card-8-b', templateId: 'lunch' })
  const gone = one.save(stamps('1'))
  await one.time.advance(10)
  one.outbox.answer(gone.id, { kind: 'use-member', key: 'r:8', card: null }, null, null)
  await one.time.advance(10)
  expect(one.outbox.view(gone.id)).toMatchObject({ state: 'attention', reason: { kind: 'code-ambiguous' } })
  expect(one.fake.applied).toEqual([])
})

test('row 21: a card that is somebody else’s is never attached: both are named', async () => {
  const one = begin()
  one.fake.add('1', { details: details('Bo') })
  one.fake.add('2', { details: details('Ada'), codes: ['C1'] })
  const attached = one.save({
    ...attach('r:1', 'C1'),
    payload: { who: { name: 'Bo' }, code: 'C1' },
  } as ReturnType<typeof attach>)
  await one.time.advance(10)
  expect(one.outbox.view(attached.id)).toMatchObject({
    state: 'attention',
    who: { name: 'Bo' },
    reason: { kind: 'code-taken', other: { key: 'r:2', name: 'Ada' } },
  })
  expect(one.fake.count('attachCode')).toBe(0)
})

test('row 21: nobody is enrolled with a card that is somebody else’s', async () => {
  const one = begin()
  one.fake.add('2', { details: details('Ada'), codes: ['C1'] })
  const enrolment = one.save(create('L1', 'Bo', { code: 'C1' }))
  await one.time.advance(10)
  expect(one.outbox.view(enrolment.id)?.reason).toEqual({
    kind: 'code-taken',
    other: { key: 'r:2', name: 'Ada' },
  })
  expect(one.fake.count('create')).toBe(0)
})

test('row 21: a card that the provider itself refuses is a question that names the holder', async () => {
  const one = begin()
  one.fake.add('1')
  const holder = one.fake.add('2', { details: details('Ada') })
  one.fake.script('attachCode', { kind: 'refused', status: 422, fields: { code: ['taken'] } })
  one.fake.arrive = (method) => {
    // Somebody else gave it away between our look and our request.
    if (method === 'attachCode') holder.codes = ['C1']
  }
  const attached = one.save(attach('r:1', 'C1'))
  await one.time.advance(10)
  expect(one.outbox.view(attached.id)?.reason).toEqual({
    kind: 'code-taken',
    other: { key: 'r:2', name: 'Ada' },
  })
})

test('row 21: two that want one card go one after the other, and the second is asked', async () => {
  const one = begin()
  one.fake.add('1')
  one.fake.add('2', { details: details('Ada') })
  one.fake.always(offline)
  const first = one.save(attach('r:2', 'C1'))
  const second = one.save(attach('r:1', 'C1'))
  one.fake.always(null)
  let answer = (): void => undefined
  one.fake.arrive = (method) =>
    method === 'attachCode' ? new Promise((resolve) => (answer = resolve)) : undefined
  await one.time.advance(5_000)
  expect([one.state(first), one.state(second)]).toEqual(['sending', 'queued'])
  expect(one.fake.count('attachCode')).toBe(1)
  answer()
  await one.time.advance(10)
  expect(one.state(first)).toBe('done')
  expect(one.outbox.view(second.id)?.reason).toEqual({
    kind: 'code-taken',
    other: { key: 'r:2', name: 'Ada' },
  })
  expect(one.fake.members.get('1')?.codes).toEqual([])
})
