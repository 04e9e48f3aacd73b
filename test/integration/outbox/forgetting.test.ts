import { afterEach, expect, test } from 'vitest'
import { verifyChain } from '../../../electron/main/db/tables/events.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { offline } from './support/failures.ts'
import { details } from './support/fake-provider.ts'
import { createTill, edit, shop, stamps, stampsOnCode } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

/** Two members whose changes have arrived, with a card each that this till has learned. */
async function twoMembers(): Promise<readonly [OperationView, OperationView]> {
  till = createTill()
  till.fake.add('1')
  till.fake.add('2')
  const saved = [till.save(stamps('1', 2)), till.save(stamps('2', 2))] as const
  await till.time.advance(10_000)
  expect(saved.map((one) => till.state(one))).toEqual(['done', 'done'])
  till.outbox.learnCode(shop.id, 'C1', 'r:1')
  till.outbox.learnCode(shop.id, 'C2', 'r:2')
  return saved
}
const payloadOf = ({ seq }: OperationView): string | null =>
  till.db.get<{ payload: string | null }>({ sql: 'select payload from op where seq = ?' }, seq)?.payload ??
  null

test('forgetting a member takes their details and cards off the records, nobody else’s, and breaks no audit', async () => {
  const [ones, others] = await twoMembers()
  expect(till.outbox.forgetting.forget(shop.id, 'r:1', 'forget')).toEqual({ ok: true, value: ['1'] })
  expect([payloadOf(ones), payloadOf(others) === null]).toEqual([null, false])
  expect([till.outbox.keysOfCode(shop.id, 'C1'), till.outbox.keysOfCode(shop.id, 'C2')]).toEqual([
    [],
    ['r:2'],
  ])
  expect(verifyChain(till.db).intact).toBe(true)
  expect(till.outbox.history(shop.id, 'r:1', 5)).toHaveLength(1)
  // It outlives the program, and says nothing of who it is.
  till.restart()
  const { forgetting } = till.outbox
  expect([forgetting.isForgotten(shop.id, '1'), forgetting.isForgotten(shop.id, '2')]).toEqual([true, false])
  const hashes = till.db.all<{ remote_hash: string }>({ sql: 'select remote_hash from forgotten_member' })
  expect(hashes.map(({ remote_hash: hash }) => hash)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  forgetting.comeBack(shop.id, '1')
  expect(forgetting.isForgotten(shop.id, '1')).toBe(false)
})

test('where nobody else knows whose a card is, it stays theirs', async () => {
  await twoMembers()
  expect(till.outbox.forgetting.forget(shop.id, 'r:1', 'keep').ok).toBe(true)
  expect(till.outbox.keysOfCode(shop.id, 'C1')).toEqual(['r:1'])
})

test('a member for whom anything waits is not forgotten, nor is any of it', async () => {
  const [ones] = await twoMembers()
  till.fake.always(offline)
  till.save(edit('r:1', details('Ana'), { firstName: 'Anna' }))
  expect(till.outbox.forgetting.forget(shop.id, 'r:1', 'forget')).toEqual({
    ok: false,
    error: { kind: 'work-waiting', waiting: 1 },
  })
  expect(till.outbox.forgetting.isForgotten(shop.id, '1')).toBe(false)
  expect(payloadOf(ones)).not.toBeNull()
  expect(till.outbox.keysOfCode(shop.id, 'C1')).toEqual(['r:1'])
})

test('what was begun is told to the next run until it is finished, and no id of theirs stays in the file', async () => {
  await twoMembers()
  expect(till.outbox.forgetting.forget(shop.id, 'r:1', 'forget').ok).toBe(true)
  expect(till.outbox.forgetting.forget(shop.id, 'r:2', 'forget').ok).toBe(true)
  till.restart()
  expect([...till.outbox.forgetting.unfinished(shop.id)].toSorted()).toEqual(['1', '2'])
  expect(till.outbox.forgetting.unfinished('another')).toEqual([])
  till.outbox.forgetting.finished(shop.id, ['1'])
  expect(till.outbox.forgetting.unfinished(shop.id)).toEqual(['2'])
  // At the counter again: nothing is to be taken from the copy any more.
  till.outbox.forgetting.comeBack(shop.id, '2')
  expect(till.outbox.forgetting.unfinished(shop.id)).toEqual([])
  expect(till.outbox.forgetting.isForgotten(shop.id, '1')).toBe(true)
  expect(till.db.all({ sql: "select key from setting where key like 'forgetting%'" })).toEqual([])
})

test('settled work on a card that is theirs alone names the card no longer', async () => {
  await twoMembers()
  till.outbox.learnCode(shop.id, 'BOTH', 'r:1')
  till.outbox.learnCode(shop.id, 'BOTH', 'r:2')
  till.fake.always(offline)
  const onCards = ['C1', 'C2', 'BOTH'].map((code) => till.save(stampsOnCode(code, 1, 8_000)))
  for (const { id } of onCards) expect(till.outbox.undo(id, null).ok).toBe(true)
  expect(till.outbox.forgetting.forget(shop.id, 'r:1', 'forget').ok).toBe(true)
  const targets = onCards.map(({ seq }) =>
    till.db.get({ sql: 'select target, lane, payload is null as stripped from op where seq = ?' }, seq),
  )
  expect(targets).toEqual([
    { target: '…', lane: 'card:…', stripped: 1 },
    { target: 'C2', lane: 'card:C2', stripped: 0 },
    { target: 'BOTH', lane: 'card:BOTH', stripped: 0 },
  ])
  expect(verifyChain(till.db).intact).toBe(true)
})

test('with a member goes who was said to be the same person', async () => {
  const [ones, others] = await twoMembers()
  const joined = till.outbox.people.join(shop.id, { kept: 'r:1', gone: 'r:2', cause: 'asked' }, null)
  expect(joined.ok).toBe(true)
  const forgotten = till.outbox.forgetting.forget(shop.id, 'r:2', 'forget')
  expect(forgotten.ok && [...forgotten.value].sort()).toEqual(['1', '2'])
  expect([payloadOf(ones), payloadOf(others)]).toEqual([null, null])
})
