import { afterEach, expect, test } from 'vitest'
import { addCashier } from '../../../electron/main/db/tables/cashiers.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { eventsOf, verifyChain } from '../../../electron/main/db/tables/events.ts'
import { offline } from './support/failures.ts'
import {
  adjust,
  attach,
  create,
  createTill,
  edit,
  redeem,
  revert,
  shop,
  stamps,
  stampsOnCode,
} from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'
import { details } from './support/fake-provider.ts'

let till: Till
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => till.close())
const today = '2026-11-20'
const told = (day = today) =>
  till.outbox.days.entries(shop.id, day).map(({ work, amount, offline: away }) => [work, amount, away])
const goOffline = async (): Promise<void> => {
  till.fake.always(offline)
  await till.outbox.probe(shop.id)
}

test('a day has what was made on it, with its amounts and without anybody’s name', () => {
  begin({ start: false })
  till.save(stamps('1', 3))
  till.save(redeem('1', 2))
  till.save(create('a', 'Ana'))
  till.save(adjust('1', 20))
  till.save(edit('r:1', details('Ana'), { firstName: 'Anna' }))
  const entries = till.outbox.days.entries(shop.id, today)
  expect(entries.map(({ work, amount }) => [work, amount])).toEqual([
    ['stamps', 3],
    ['reward', null],
    ['enrolment', null],
    ['change', 20],
    ['other', null],
  ])
  expect(JSON.stringify(entries)).not.toMatch(/Ana|Somebody|r:1/u)
})

test('what was made while nothing could be sent is told to be, over a restart too; after it, it is not', async () => {
  begin()
  till.fake.add('1')
  till.save(stamps('1', 1))
  await till.time.advance(100)
  await goOffline()
  till.save(stamps('1', 2))
  till.restart()
  till.save(stamps('1', 3))
  till.fake.always(null)
  await till.outbox.probe(shop.id)
  till.save(stamps('1', 4))
  expect(told()).toEqual([
    ['stamps', 1, false],
    ['stamps', 2, true],
    ['stamps', 3, true],
    ['stamps', 4, false],
  ])
  expect(verifyChain(till.db)).toMatchObject({ intact: true })
})

test('a key that is refused is offline too, by its own name in the audit', async () => {
  begin()
  till.fake.always({ kind: 'unauthorized' })
  await till.outbox.probe(shop.id)
  const saved = till.save(stamps('1'))
  expect(told()).toEqual([['stamps', 1, true]])
  expect(eventsOf(till.db, saved.seq)[0]?.evidence).toBe('{"away":"signed-out"}')
})

test('stamps on a card follow it to its member and are counted once, offline as they were made', async () => {
  begin()
  await goOffline()
  till.save(stampsOnCode('4006381333931', 2))
  till.fake.always(null)
  await till.outbox.probe(shop.id)
  till.save(attach('r:1', '4006381333931'))
  expect(told()).toEqual([
    ['other', null, false],
    ['stamps', 2, true],
  ])
})

test('midnight of the shop divides days, and what was made before it stays in its day', () => {
  begin({ start: false })
  till.save(stamps('1', 1))
  till.time.jump(11 * 3_600_000 + 30 * 60_000)
  till.save(stamps('1', 2))
  expect(told()).toEqual([['stamps', 1, false]])
  expect(told('2026-11-21')).toEqual([['stamps', 2, false]])
  expect(till.outbox.days.list(shop.id)).toEqual(['2026-11-21', today])
})

test('another shop of the till is not counted', () => {
  begin({ start: false })
  till.save(stamps('1', 1))
  saveConnection(till.db, { ...shop, id: '01SHOP0000000000000000000B' }, till.time.now())
  expect(till.outbox.days.entries('01SHOP0000000000000000000B', today)).toEqual([])
  expect(till.outbox.days.list('01SHOP0000000000000000000B')).toEqual([])
})

test('who made it is told by the id and the name of then', () => {
  begin({ start: false })
  addCashier(till.db, { id: 'c1', name: 'Kim' }, 0)
  till.save({ ...stamps('1'), actor: 'c1' })
  expect(till.outbox.days.entries(shop.id, today)[0]?.cashier).toEqual({ id: 'c1', name: 'Kim' })
})

test('what is taken back is named by what takes it back', () => {
  begin({ start: false })
  const made = till.save(adjust('1', 20))
  till.save(revert('1', { id: made.id, amount: 20 }))
  expect(till.outbox.days.entries(shop.id, today)[1]).toMatchObject({ work: 'revert', takesBack: made.id })
})
