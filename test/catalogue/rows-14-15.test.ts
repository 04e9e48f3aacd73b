import { afterEach, expect, test } from 'vitest'
import { offline } from '../integration/outbox/support/failures.ts'
import { createTill, shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till, TillOptions } from '../integration/outbox/support/till.ts'

let till: Till | null = null
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => {
  till?.close()
  till = null
})

test.each([400, 422])(
  'row 14: a %i is a question at once: its own lane waits, all others run, and nothing is dropped',
  async (status) => {
    const one = begin()
    for (const id of ['1', '2', '3']) one.fake.add(id)
    one.fake.script('addStamps', { kind: 'refused', status, fields: {} })
    const poison = one.save(stamps('1', 2))
    const behind = one.save(stamps('1', 1))
    await one.time.advance(10)
    const others = [one.save(stamps('2')), one.save(stamps('3'))]
    await one.time.advance(10)
    expect(one.outbox.view(poison.id)).toMatchObject({
      state: 'attention',
      plain: 'needs-you',
      reason: { kind: 'refused', status },
      choices: { retry: true, drop: true },
    })
    expect(one.state(behind)).toBe('queued')
    expect(others.map(one.state)).toEqual(['done', 'done'])
    // Minutes and a restart later it still asks, was not sent again, and still holds the order of its member.
    await one.time.advance(600_000)
    one.restart()
    await one.time.advance(60_000)
    expect([one.state(poison), one.state(behind)]).toEqual(['attention', 'queued'])
    expect(one.fake.applied.map((each) => each.remoteId)).toEqual(['2', '3'])
    expect(one.fake.count('addStamps')).toBe(3)
    one.outbox.answer(poison.id, { kind: 'retry' }, 'Kim')
    await one.time.advance(10)
    expect(one.fake.applied.filter((each) => each.remoteId === '1').map((each) => each.amount)).toEqual([
      2, 1,
    ])
  },
)

test('row 14: a question is settled by a person alone, and dropping it needs a reason that is kept', async () => {
  const one = begin()
  one.fake.add('1')
  one.fake.script('addStamps', { kind: 'refused', status: 422, fields: {} })
  const poison = one.save(stamps('1'))
  await one.time.advance(10)
  expect(() => one.db.exec(`delete from op where seq = ${poison.seq}`)).toThrow('cannot be deleted')
  expect(one.outbox.answer(poison.id, { kind: 'drop', reason: ' ' }, null).ok).toBe(false)
  one.outbox.answer(poison.id, { kind: 'drop', reason: 'wrong card' }, null)
  expect(one.state(poison)).toBe('discarded')
  expect(one.db.get({ sql: 'select note from op' })).toEqual({ note: 'wrong card' })
})

/** A till that is offline with a stamp for each of members 1 and 2, of which the first is about to be spoilt. */
async function beginSpoilt(
  spoil: (one: Till, seq: number) => void,
): Promise<readonly [Till, string, string]> {
  const one = begin()
  one.fake.add('1')
  one.fake.add('2')
  one.fake.always(offline)
  await one.outbox.probe(shop.id)
  const spoilt = one.save(stamps('1', 2))
  const fine = one.save(stamps('2'))
  spoil(one, spoilt.seq)
  one.fake.always(null)
  await one.time.advance(31_000)
  return [one, spoilt.id, fine.id]
}

const spoils: readonly (readonly [string, (one: Till, seq: number) => void])[] = [
  ['of an unknown version', (one, seq) => one.db.exec(`update op set v = 99 where seq = ${seq}`)],
  ['that is no JSON', (one, seq) => one.db.exec(`update op set payload = '{' where seq = ${seq}`)],
  [
    'with another shape',
    (one, seq) => one.db.exec(`update op set payload = '{"amount":"many"}' where seq = ${seq}`),
  ],
]

test.each(spoils)(
  'row 15: a payload %s asks a person, start after start, and nothing else waits for it',
  async (_, spoil) => {
    const [one, spoilt, fine] = await beginSpoilt(spoil)
    expect(one.state({ id: fine })).toBe('done')
    for (let start = 0; start < 3; start += 1) {
      expect(one.outbox.view(spoilt)).toMatchObject({ state: 'attention', plain: 'needs-you' })
      one.restart()
      await one.time.advance(60_000)
    }
    expect(one.fake.applied.map((each) => each.remoteId)).toEqual(['2'])
    expect(one.logged.filter((line) => line.startsWith('outbox.defect'))).toEqual([])
    expect(one.outbox.list(shop.id, 'needs-you', 10).map((view) => view.id)).toEqual([spoilt])
  },
)

test('row 15: a payload of a newer version goes by itself once a program starts that can read it', async () => {
  const [one, spoilt] = await beginSpoilt((each, seq) => {
    each.db.exec(`update op set v = 99 where seq = ${seq}`)
  })
  expect(one.outbox.view(spoilt)?.reason).toEqual({ kind: 'newer-version' })
  one.db.exec('update op set v = 1 where v = 99')
  one.restart()
  await one.time.advance(60_000)
  expect(one.state({ id: spoilt })).toBe('done')
  expect(one.fake.applied.filter((each) => each.remoteId === '1')).toHaveLength(1)
})

test('row 15: with the adapter gone everything asks, nothing is dropped, and with it back everything goes', async () => {
  const one = begin()
  one.fake.add('1')
  one.fake.always(offline)
  const stamp = one.save(stamps('1', 2))
  await one.time.advance(10)
  const { provider } = one.fake
  Object.assign(one.fake, { provider: null })
  one.restart()
  await one.time.advance(60_000)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'attention', reason: { kind: 'adapter-gone' } })
  one.fake.always(null)
  Object.assign(one.fake, { provider })
  one.restart()
  await one.time.advance(60_000)
  expect(one.state(stamp)).toBe('done')
  expect(one.fake.applied).toHaveLength(1)
})

test('row 15: with the shop itself gone from the settings everything asks, and nothing is dropped', async () => {
  const one = begin()
  one.fake.add('1')
  one.fake.always(offline)
  const stamp = one.save(stamps('1', 2))
  await one.time.advance(10)
  one.forgetShop()
  one.restart()
  await one.time.advance(60_000)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'attention', reason: { kind: 'connection-gone' } })
})
