import { describe, expect, test } from 'vitest'
import { forgetMember } from '../../../electron/main/services/forget-member.ts'
import { openMember, viewOf } from '../../../electron/main/services/open-member.ts'
import { scanCode } from '../../../electron/main/services/scan-code.ts'
import { searchBeyond } from '../../../electron/main/services/search-beyond.ts'
import { searchMembers } from '../../../electron/main/services/search-members.ts'
import { answerPair, undoMerge } from '../../../electron/main/services/settle-pair.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { offline } from '../outbox/support/failures.ts'
import type { Till } from '../outbox/support/till.ts'
import { joined, offered } from './support.ts'
import type { Opened } from './support.ts'

type Lost = Opened & { readonly key: MemberKey; readonly id: string }

/** One person with two entries, `key` and the kept 7, of which nothing is known here any more. */
async function lost(): Promise<Lost> {
  const opened = await offered()
  const id = await joined(opened)
  await lose(opened.shop)
  return { ...opened, id }
}

async function lose(shop: Shop): Promise<void> {
  shop.fresh.forget('7')
  await shop.directory.remove('7')
}

/** How often the provider is asked whose a card is; more than a few times is without end. */
function asked(till: Till): () => number {
  const { provider } = till.fake
  const real = provider.findByCode.bind(provider)
  let times = 0
  Object.assign(provider, {
    findByCode: (...args: Parameters<typeof real>) => {
      times += 1
      return times > 5 ? Promise.reject(new Error('asked without end')) : real(...args)
    },
  })
  return () => times
}

describe('a person whose kept entry is not known here', () => {
  test('is read at a scan of the other card, and opens as they were said to', async () => {
    const { shop, till } = await lost()
    const times = asked(till)
    expect(await scanCode(shop, 'CARD-HERE')).toMatchObject({ kind: 'member', member: { key: 'r:7' } })
    expect(times()).toBe(0)
  })

  test('who was forgotten comes back with either card', async () => {
    const { shop, till } = await lost()
    expect(await forgetMember(shop, { key: 'r:7' })).toMatchObject({ ok: true })
    const times = asked(till)
    expect(await scanCode(shop, 'CARD-HERE')).toMatchObject({ kind: 'member', member: { key: 'r:7' } })
    expect(times()).toBeLessThan(2)
  })

  test('opens as the entry that has the card where the provider does not know the kept one any more', async () => {
    const { shop, till, key } = await lost()
    till.fake.members.delete('7')
    const times = asked(till)
    expect(await scanCode(shop, 'CARD-HERE')).toMatchObject({ kind: 'member', member: { key } })
    // Whoever is gone for good leads nobody astray from then on.
    expect(shop.outbox.people.keptOf(shop.connection.id, key)).toBe(key)
    expect((await viewOf(shop, key))?.people?.words).toMatchObject([{ key: 'r:7', undoneBy: null }])
    expect(times()).toBe(0)
  })

  test('of whom the other entry is not known either is asked of the provider once for a scan', async () => {
    const { shop, till, key } = await lost()
    till.fake.members.delete('7')
    shop.fresh.forget('n1')
    await shop.directory.remove('n1')
    const times = asked(till)
    expect(await scanCode(shop, 'CARD-HERE')).toMatchObject({ kind: 'member', member: { key } })
    expect(times()).toBeLessThan(2)
  })

  test('is found, scanned and opened by the other entry while nobody can be asked', async () => {
    const { shop, till, key } = await lost()
    till.fake.always(offline)
    expect((await searchMembers(shop, 'anna mueller')).rows).toMatchObject([{ key }])
    expect(await openMember(shop, key)).toMatchObject({ ok: true, value: { key } })
    expect(await scanCode(shop, 'CARD-HERE')).toMatchObject({ kind: 'member', member: { key } })
  })

  test('is among what the provider finds, as what it told', async () => {
    const { shop, till, key } = await lost()
    till.fake.members.delete('7')
    const { provider } = till.fake
    const capabilities = { ...provider.capabilities, searches: ['text'] as const }
    const finding = { ...shop, provider: { ...provider, capabilities } }
    expect(await searchBeyond(finding, 'Anna')).toMatchObject({ outcome: 'answered', rows: [{ key }] })
  })

  test('can be taken back from the history of the other entry, and what was said is not called a failure', async () => {
    const { shop, till, key, id } = await lost()
    till.fake.always(offline)
    expect((await viewOf(shop, key))?.people?.words).toMatchObject([{ id, key: 'r:7', undoneAt: null }])
    expect(await undoMerge(shop, { id })).toMatchObject({ ok: true, value: { key } })
    expect(await answerPair(shop, { one: key, other: 'r:7', keep: 'r:7' })).toMatchObject({
      ok: true,
      value: { key },
    })
    shop.fresh.forget('n1')
    await shop.directory.remove('n1')
    expect(await answerPair(shop, { one: key, other: 'r:7', keep: 'r:7' })).toEqual({ ok: true, value: null })
  })
})
