import { afterEach, describe, expect, test } from 'vitest'
import { addCashier } from '../../../electron/main/db/tables/cashiers.ts'
import { eventsOf, verifyChain } from '../../../electron/main/db/tables/events.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { createTill, redeem, shop, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

const question = ({ id, changedAt }: OperationView) => ({ id, changedAt })

/** `count` members whose stamps got no answer, at a shop with several tills: each is a question. */
async function outage(count: number): Promise<readonly OperationView[]> {
  till = createTill({ connection: { singleTill: false } })
  addCashier(till.db, { id: 'c1', name: 'Kim' }, 0)
  for (let n = 0; n < count; n += 1) {
    till.fake.add(String(n), { stamps: 4 })
    till.fake.script('addStamps', n % 4 === 3 ? 'lost-request' : 'lost-reply')
    till.save(stamps(String(n), 2))
    await till.time.advance(1_000)
  }
  await till.time.advance(60_000)
  const asked = till.outbox.list(shop.id, 'needs-you', 500)
  expect(asked).toHaveLength(count)
  return asked
}

const arrived = (view: OperationView): boolean =>
  view.reason?.kind === 'undecided' && view.reason.now === (view.reason.before ?? 0) + view.reason.adding

describe('one answer to many questions', () => {
  test('settles each with its own line of the audit, in one commit', async () => {
    const asked = await outage(40)
    const there = asked.filter(arrived)
    expect(there).toHaveLength(30)
    const write = till.db.transaction
    let commits = 0
    let depth = 0
    Object.assign(till.db, {
      transaction: (work: () => unknown) => {
        depth += 1
        try {
          return write(work)
        } finally {
          depth -= 1
          if (depth === 0) commits += 1
        }
      },
    })
    const many = till.outbox.answerMany(there.map(question), { kind: 'confirm' }, 'Kim')
    Object.assign(till.db, { transaction: write })
    if (!many.ok) expect.fail(many.error.kind)
    expect(commits).toBe(1)
    expect(many.value.passed).toEqual([])
    expect(many.value.answered.map((view) => [view.id, view.state, view.proof])).toEqual(
      there.map((view) => [view.id, 'done', 'person']),
    )
    for (const { seq } of there) {
      const last = eventsOf(till.db, seq).at(-1)
      expect([last?.event, last?.actor, last?.evidence]).toEqual(['confirm', 'c1', '{"together":30}'])
    }
    expect(verifyChain(till.db).intact).toBe(true)
    expect(till.outbox.summary(shop.id).needsYou).toBe(10)
  })

  test('sends the missing ones again, each once', async () => {
    const asked = await outage(8)
    const missing = asked.filter((view) => !arrived(view))
    const before = till.fake.count('addStamps')
    const many = till.outbox.answerMany(missing.map(question), { kind: 'retry' }, 'Kim')
    expect(many.ok && many.value.answered.map((view) => view.state)).toEqual(['queued', 'queued'])
    await till.time.advance(1_000)
    expect(missing.map((view) => till.state(view))).toEqual(['done', 'done'])
    expect(till.fake.count('addStamps')).toBe(before + 2)
    expect(missing.map(({ seq }) => till.fake.members.get(String(seq - 1))?.cards[0]?.stamps)).toEqual([6, 6])
  })

  test('leaves out what is no longer the question that was on screen, and tells it as it is now', async () => {
    const asked = await outage(4)
    const [settled, askedAnew, gone, same] = asked
    if (settled === undefined || askedAnew === undefined || gone === undefined || same === undefined)
      expect.fail('four were asked')
    till.outbox.answer(settled.id, { kind: 'confirm' }, 'Kim')
    const events = (): number => eventsOf(till.db, askedAnew.seq).length
    const before = events()
    const many = till.outbox.answerMany(
      [
        question(settled),
        { id: askedAnew.id, changedAt: askedAnew.changedAt - 1 },
        { id: '01J00000000000000000000000', changedAt: gone.changedAt },
        question(same),
      ],
      { kind: 'confirm' },
      'Kim',
    )
    if (!many.ok) expect.fail(many.error.kind)
    expect(many.value.answered.map(({ id }) => id)).toEqual([same.id])
    expect(many.value.passed.map(({ id, state }) => [id, state])).toEqual([
      [settled.id, 'done'],
      [askedAnew.id, 'attention'],
    ])
    expect(events()).toBe(before)
  })

  test('is not “there” for what cannot be there', async () => {
    till = createTill()
    till.fake.add('1', { stamps: 3 })
    const short = till.save(redeem('1', 10))
    await till.time.advance(1_000)
    const asked = till.outbox.view(short.id)
    if (asked?.reason?.kind !== 'not-enough-stamps') expect.fail(`asked: ${asked?.reason?.kind ?? 'nothing'}`)
    const many = till.outbox.answerMany([question(asked)], { kind: 'confirm' }, 'Kim')
    expect(many.ok && many.value.answered).toEqual([])
    expect(till.state(short)).toBe('attention')
  })

  test('that cannot be written changes none of them', async () => {
    const asked = await outage(6)
    const write = till.db.run
    let events = 0
    Object.assign(till.db, {
      run: (...args: Parameters<typeof write>) => {
        if (args[0].sql.includes('into op_event')) events += 1
        if (events === 4) throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })
        return write(...args)
      },
    })
    const many = till.outbox.answerMany(asked.map(question), { kind: 'confirm' }, 'Kim')
    Object.assign(till.db, { run: write })
    expect(many).toEqual({ ok: false, error: { kind: 'not-saved', cause: 'database' } })
    expect(till.outbox.list(shop.id, 'needs-you', 500)).toEqual(asked)
    expect(verifyChain(till.db).intact).toBe(true)
  })
})
