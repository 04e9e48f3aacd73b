import { expect, test } from 'vitest'
import { DirectoryFailure } from '../../../electron/main/directory/failure.ts'
import type { Directory } from '../../../electron/main/directory/types.ts'
import { withoutForgotten } from '../../../electron/main/directory/without-forgotten.ts'
import type { KnownCard } from '../../../electron/main/outbox/pure/register.ts'
import { forgetMember } from '../../../electron/main/services/forget-member.ts'
import { hearTill } from '../../../electron/main/services/next-till/take.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import { openCounter } from '../../catalogue/support/counter.ts'
import { memberLike } from '../../unit/directory/made-up-members.ts'
import { begin } from './support.ts'

const somebody = { 7: { firstName: 'Zsigmond', phone: '+36301234567', codes: ['C7'] } }

test('a till that dies while somebody is being forgotten finishes it at the next start, before anybody can search', async () => {
  const { till, shop, opened } = await begin(somebody)
  const dying: Shop = {
    ...shop,
    directory: { ...shop.directory, forget: () => Promise.reject(new DirectoryFailure('crashed')) },
  }
  expect(await forgetMember(dying, { key: 'r:7' })).toMatchObject({ ok: false, error: { kind: 'not-saved' } })
  expect(await shop.directory.member('7')).not.toBeNull()
  await opened.close()
  till.restart()
  const next = await openCounter(till)
  expect((await next.shop.directory.search('zsigmond', 5)).hits).toEqual([])
  await expect.poll(() => till.outbox.forgetting.unfinished(shop.connection.id)).toEqual([])
})

test('nobody is forgotten under nobody’s name', async () => {
  const { shop } = await begin(somebody)
  const said: unknown[] = []
  const log = { ...shop.log, info: (...told: unknown[]) => said.push(told) }
  expect(await forgetMember({ ...shop, log, cashier: () => null }, { key: 'r:7' })).toEqual({
    ok: false,
    error: { kind: 'nobody-at-the-till' },
  })
  expect(shop.outbox.forgetting.isForgotten(shop.connection.id, '7')).toBe(false)
  expect(said).toEqual([])
  expect(await forgetMember({ ...shop, log }, { key: 'r:7' })).toMatchObject({ ok: true })
  expect(said).toEqual([['people.forgotten', { cashier: shop.cashier()?.id }]])
})

test('whoever is forgotten while many are being written does not come with a later portion', async () => {
  const forgotten = new Set<string>()
  const there = new Set<string>()
  const under = {
    apply: async (members: readonly { remoteId: string }[]) => {
      forgotten.add('2')
      for (const { remoteId } of members) there.add(remoteId)
    },
    forget: async (remoteId: string) => void there.delete(remoteId),
  } as unknown as Directory
  const copy = withoutForgotten(under, (remoteId) => forgotten.has(remoteId))
  await copy.apply([memberLike('1', {}), memberLike('2', {})], 1)
  expect([...there]).toEqual(['1'])
})

test('another till’s file brings no cards of whom was to be forgotten here', async () => {
  const taken: KnownCard[] = []
  const register = {
    take: (_: string, cards: readonly KnownCard[]) => {
      taken.push(...cards)
      return { ok: true, value: cards.map(() => 'new') }
    },
  }
  const hear = hearTill({
    shops: [
      {
        register: { outbox: { register }, connectionId: 's' } as never,
        copy: { apply: () => Promise.resolve() },
        isForgotten: (remoteId) => remoteId === '7',
      },
    ],
    now: 9,
    soFar: { cards: 0, members: 0, others: 0 },
  })
  const card = (code: string, remoteId: string) =>
    ({ kind: 'card', shop: 0, card: { code, remoteId, learnedAt: 5 } }) as const
  expect(await hear([card('C7', '7'), card('C8', '8')])).toBeNull()
  expect(taken.map(({ code }) => code)).toEqual(['C8'])
})
