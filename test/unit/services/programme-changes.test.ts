import { describe, expect, test } from 'vitest'
import { createFreshMembers } from '../../../electron/main/services/fresh-members.ts'
import { setAffiliateCode, setList } from '../../../electron/main/services/programme-changes.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { NewOperation } from '../../../electron/main/outbox/types.ts'
import { usualCounter } from '../../../shared/domain/counter-settings.ts'
import { ok } from '../../../shared/ipc/result.ts'

const key = 'r:1' as const
const intent = '01J0000000000000000000000A'

/** A shop with one member; what is saved is kept. */
function shopWith(capabilities: object, cashier: object | null = { id: '01C', name: 'Robin' }) {
  const saved: NewOperation[] = []
  const fresh = createFreshMembers()
  const details = { firstName: 'Ada', lastName: null, email: null, phone: null, birthday: null }
  fresh.put({ remoteId: '1', details, cards: [], cardsKnown: true, codes: [], tags: [], updatedAt: null }, 1)
  const owed = { cards: [], edits: {}, creation: null, codes: [], onTheWire: false }
  const shop = {
    connection: { id: '01J0000000000000000000000C', zone: 'Europe/Berlin' },
    clock: { now: () => 1 },
    provider: { capabilities: { affiliate: null, lists: false, codes: 'till', ...capabilities } },
    cashier: () => cashier,
    programme: () => null,
    settings: () => ({ counter: usualCounter }),
    fresh,
    directory: { member: () => Promise.resolve(null) },
    outbox: {
      keyOf: (_shop: string, id: string) => `r:${id}`,
      remoteIdOf: (_shop: string, of: string) => of.slice(2),
      owed: () => owed,
      history: () => [],
      register: { codesOf: () => [] },
      replaced: { of: () => [] },
      people: {
        keptOf: (_shop: string, of: string) => of,
        entriesOf: () => [],
        mergesOf: () => [],
        apartOf: () => [],
        suspected: () => [],
        lastVisits: () => new Map(),
      },
      enqueue: (operation: NewOperation) => {
        saved.push(operation)
        return ok({ target: { kind: 'code', code: 'X' } })
      },
    },
  } as unknown as Shop
  return { shop, saved }
}

describe('an affiliate code', () => {
  test('that is too long is refused as such, in characters and not in halves of them', async () => {
    const { shop, saved } = shopWith({ affiliate: { longest: 3 } })
    const error = { kind: 'affiliate-code-too-long', most: 3 }
    expect(await setAffiliateCode(shop, { intent, key, code: 'ADAS' })).toEqual({ ok: false, error })
    expect(saved).toEqual([])
    expect((await setAffiliateCode(shop, { intent, key, code: ' 🎂🎂🎂 ' })).ok).toBe(true)
    expect(saved).toMatchObject([{ kind: 'affiliate.set', payload: { code: '🎂🎂🎂' }, undoMs: 8_000 }])
  })

  test('of blanks clears it', async () => {
    const { shop, saved } = shopWith({ affiliate: { longest: 3 } })
    await setAffiliateCode(shop, { intent, key, code: '  ' })
    expect(saved).toMatchObject([{ payload: { who: { name: 'Ada' }, code: null }, target: { key } }])
  })
})

describe('a change of a code or a list', () => {
  const all = { affiliate: { longest: 3 }, lists: true }
  const list = { intent, listId: 'l1', listName: 'Regulars', on: true }
  test.each([
    ['nobody at the till', all, null, key, 'nobody-at-the-till'],
    ['a system without it', {}, { id: '01C', name: 'Robin' }, key, 'not-offered'],
    ['a member whom nobody knows', all, { id: '01C', name: 'Robin' }, 'r:2', 'not-found'],
  ] as const)('is refused before it is saved: %s', async (_why, capabilities, cashier, whom, kind) => {
    const { shop, saved } = shopWith(capabilities, cashier)
    const refused = { ok: false, error: { kind } }
    expect(await setAffiliateCode(shop, { intent, key: whom, code: 'A' })).toEqual(refused)
    expect(await setList(shop, { ...list, key: whom })).toEqual(refused)
    expect(saved).toEqual([])
  })

  test('of a list names the list as the cashier saw it', async () => {
    const { shop, saved } = shopWith(all)
    await setList(shop, { ...list, key })
    const payload = { who: { name: 'Ada' }, listId: 'l1', listName: 'Regulars', on: true }
    expect(saved).toMatchObject([{ kind: 'list.set', target: { kind: 'member', key }, payload, by: 'Robin' }])
  })
})
