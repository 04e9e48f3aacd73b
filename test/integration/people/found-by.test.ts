import { describe, expect, test } from 'vitest'
import { editMember } from '../../../electron/main/services/edit-member.ts'
import { replaceCard } from '../../../electron/main/services/replace-card.ts'
import { searchBeyond } from '../../../electron/main/services/search-beyond.ts'
import { searchMembers } from '../../../electron/main/services/search-members.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { FoundBy } from '../../../shared/domain/views.ts'
import { offline } from '../outbox/support/failures.ts'
import { begin, intent, joined, offered, person } from './support.ts'
import type { Opened } from './support.ts'

const base = person({ firstName: 'Theo', lastName: 'Williams', phone: '+447400123456' })

/** Theo, called Bartholomew here from now on, with another phone; neither has been sent. */
async function renamed(): Promise<Opened> {
  const opened = await begin({ 1: base, 2: { firstName: 'Thea', lastName: 'Other' } })
  await opened.copied()
  opened.till.fake.always(offline)
  const details = { ...base, firstName: 'Bartholomew', phone: '+447400999999' }
  expect(await editMember(opened.shop, { intent: intent(), key: 'r:1', base, details })).toMatchObject({
    ok: true,
  })
  return opened
}

/** The keys that a query finds, each with why where the row does not show it. */
async function why(shop: Shop, query: string): Promise<Record<string, FoundBy | null>> {
  const { rows } = await searchMembers(shop, query)
  return Object.fromEntries(rows.map(({ key, foundBy }) => [key, foundBy ?? null]))
}

/** The shop, whose loyalty system is there and finds these, whatever it is asked. */
async function finding({ shop, till }: Opened, ...ids: readonly string[]): Promise<Shop> {
  const { provider } = till.fake
  till.fake.always(null)
  const all = await provider.search('', { priority: 'cashier' })
  // What waits goes on waiting.
  till.fake.always(offline)
  if (!all.ok) throw new Error(all.failure.kind)
  const told = { ...all, value: all.value.filter(({ remoteId }) => ids.includes(remoteId)) }
  return {
    ...shop,
    outbox: { ...shop.outbox, link: () => ({ kind: 'online' }) },
    provider: {
      ...provider,
      capabilities: { ...provider.capabilities, searches: ['text'] },
      search: () => Promise.resolve(told),
    },
  }
}

describe('somebody with a change that has not been sent', () => {
  test('is found by what it was, and the row says so: by the name as it was, by anything else without it', async () => {
    const { shop } = await renamed()
    expect(await why(shop, 'theo')).toMatchObject({ 'r:1': { kind: 'before', name: 'Theo Williams' } })
    expect(await why(shop, '+447400123456')).toEqual({ 'r:1': { kind: 'before', name: null } })
  })

  test('needs no word where the row shows what was typed', async () => {
    const { shop } = await renamed()
    expect(await why(shop, 'williams')).toEqual({ 'r:1': null })
    expect(await why(shop, 'bartholomew')).toEqual({ 'r:1': null })
    expect(await why(shop, '+447400999999')).toEqual({ 'r:1': null })
    expect(await why(shop, 'thea')).toMatchObject({ 'r:2': null })
  })
})

test('a row is there for another entry of the same person, and says so unless it shows what was typed too', async () => {
  const opened = await offered()
  await joined(opened)
  expect(await why(opened.shop, 'CARD-HERE')).toEqual({ 'r:7': { kind: 'other-entry' } })
  expect(await why(opened.shop, 'CARD-7')).toEqual({ 'r:7': null })
  expect(await why(opened.shop, 'anna')).toEqual({ 'r:7': null })
})

describe('whom the loyalty system finds', () => {
  test('by a card that they lost is found by it, and the row does not show it', async () => {
    const opened = await begin({ 1: { ...base, codes: ['4006381333931'] } })
    const lost = { intent: intent(), key: 'r:1', code: 'NEW-8888', lost: ['4006381333931'] } as const
    await opened.copied()
    expect(await replaceCard(opened.shop, lost)).toMatchObject({ ok: true })
    for (const typed of ['4006381333931', '3931']) {
      const { rows } = await searchBeyond(await finding(opened, '1'), typed)
      expect(rows).toMatchObject([{ key: 'r:1', foundBy: { kind: 'lost-card' }, cardEnd: '•• 8888' }])
    }
  })

  test('is told apart where nothing that is known here is what was typed', async () => {
    const opened = await begin({ 1: base, 2: { firstName: 'Thea', lastName: 'Other' } })
    const { rows } = await searchBeyond(await finding(opened, '1', '2'), 'thea')
    expect(rows.map(({ key, foundBy }) => [key, foundBy ?? null])).toEqual([
      // Theo is Thea with one typing error.
      ['r:1', null],
      ['r:2', null],
    ])
    const nonsense = await searchBeyond(await finding(opened, '1'), 'qqxyzzy')
    expect(nonsense.rows).toMatchObject([{ key: 'r:1', foundBy: { kind: 'their-rules' } }])
  })

  test('is found there by what a change that waits replaces', async () => {
    const opened = await renamed()
    const { rows } = await searchBeyond(await finding(opened, '1'), 'theo')
    expect(rows).toMatchObject([{ key: 'r:1', foundBy: { kind: 'before', name: 'Theo Williams' } }])
  })

  test('is another entry of the same person where that is what was typed', async () => {
    const opened = await offered()
    await joined(opened)
    const { rows } = await searchBeyond(await finding(opened, 'n1'), 'CARD-HERE')
    expect(rows).toMatchObject([{ key: 'r:7', foundBy: { kind: 'other-entry' } }])
    const nonsense = await searchBeyond(await finding(opened, 'n1'), 'qqxyzzy')
    expect(nonsense.rows).toMatchObject([{ key: 'r:7', foundBy: { kind: 'their-rules' } }])
  })
})
