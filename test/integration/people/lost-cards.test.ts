import { describe, expect, test } from 'vitest'
import { addStamps } from '../../../electron/main/services/add-stamps.ts'
import { attachCard } from '../../../electron/main/services/attach-card.ts'
import { enrolMember } from '../../../electron/main/services/enrol-member.ts'
import { forgetMember } from '../../../electron/main/services/forget-member.ts'
import { openMember } from '../../../electron/main/services/open-member.ts'
import { cardFound, replaceCard } from '../../../electron/main/services/replace-card.ts'
import { scanCode } from '../../../electron/main/services/scan-code.ts'
import { searchMembers } from '../../../electron/main/services/search-members.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { offline } from '../outbox/support/failures.ts'
import { createTill } from '../outbox/support/till.ts'
import { openLight } from './light-shop.ts'
import { begin, enrol, intent, person } from './support.ts'

const bea = { firstName: 'Bea', lastName: 'Quist', codes: ['OLD-1', 'OLD-2'] }
const cy = { firstName: 'Cy', lastName: null, codes: ['CY-1'] }

/** The card in place of others, and no doubt about it. */
async function replace(shop: Shop, key: MemberKey, code: string, lost: readonly string[]): Promise<void> {
  expect(await replaceCard(shop, { intent: intent(), key, code, lost })).toMatchObject({ ok: true })
}
const scan = async (shop: Shop, code: string): Promise<string> => {
  const answer = await scanCode(shop, code)
  return answer.kind === 'member' ? answer.member.details.firstName : answer.kind
}
const codesOf = async (shop: Shop, key: MemberKey): Promise<readonly (readonly string[])[]> => {
  const view = await openMember(shop, key)
  if (!view.ok) throw new Error(view.error.kind)
  return [view.value.codes, (view.value.replaced ?? []).map(({ code }) => code)]
}

describe('a lost card', () => {
  test('says that it was replaced and when, and names its owner by a mask alone; the new one opens the owner', async () => {
    const { shop, till } = openLight({ 7: bea })
    const at = till.time.now()
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    const said = { kind: 'replaced', code: 'OLD-1', at, key: 'r:7', nameMasked: 'B••• Q•••' }
    expect(await scanCode(shop, 'OLD-1')).toEqual(said)
    await till.time.advance(1_000)
    expect(till.fake.count('attachCode')).toBe(1)
    expect(await scanCode(shop, 'OLD-1')).toEqual(said)
    expect([await scan(shop, 'NEW-1'), await scan(shop, 'OLD-2')]).toEqual(['Bea', 'Bea'])
    expect(await codesOf(shop, 'r:7')).toEqual([['OLD-2', 'NEW-1'], ['OLD-1']])
  })

  test('stays replaced while nobody can be asked, and when the till starts again', async () => {
    const { shop, till } = openLight({ 7: bea })
    till.fake.always(offline)
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1', 'OLD-2'])
    expect([await scan(shop, 'OLD-1'), await scan(shop, 'OLD-2')]).toEqual(['replaced', 'replaced'])
    expect(await scan(shop, 'NEW-1')).toBe('Bea')
    till.restart()
    expect([await scan(shop, 'OLD-1'), await scan(shop, 'NEW-1')]).toEqual(['replaced', 'Bea'])
  })

  test('is lost in whichever form a reader gives it', async () => {
    const { shop } = openLight({ 7: { ...bea, codes: ['036000291452'] } })
    await replace(shop, 'r:7', 'NEW-1', ['0036000291452'])
    for (const form of ['036000291452', '0036000291452', ']E00036000291452'])
      expect(await scan(shop, form)).toBe('replaced')
    expect(await codesOf(shop, 'r:7')).toEqual([['NEW-1'], ['0036000291452']])
  })

  test('is given to nobody and gets no stamps', async () => {
    const { shop, till } = openLight({ 7: bea, 8: cy })
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    const refused = { ok: false, error: { kind: 'card-replaced' } }
    const code = 'OLD-1'
    const stamps = {
      target: { kind: 'code', code },
      card: { kind: 'only' },
      amount: 1,
      again: false,
    } as const
    const form = { details: person({ email: 'di@example.com' }), code, templateId: null, sendLinks: false }
    expect(await attachCard(shop, { intent: intent(), key: 'r:8', code })).toMatchObject(refused)
    expect(await replaceCard(shop, { intent: intent(), key: 'r:8', code, lost: ['CY-1'] })).toMatchObject(
      refused,
    )
    expect(await enrolMember(shop, { intent: intent(), ...form })).toMatchObject(refused)
    expect(await addStamps(shop, { intent: intent(), ...stamps })).toMatchObject(refused)
    await till.time.advance(20_000)
    expect([till.fake.count('attachCode'), till.fake.count('create'), till.fake.count('addStamps')]).toEqual([
      1, 0, 0,
    ])
  })

  test('that was found opens its owner as the new one does', async () => {
    const { shop, till } = openLight({ 7: bea })
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    expect(await cardFound({ ...shop, cashier: () => null }, { code: 'OLD-1' })).toMatchObject({ ok: false })
    expect(await scan(shop, 'OLD-1')).toBe('replaced')
    const found = await cardFound(shop, { code: 'OLD-1' })
    expect(found).toMatchObject({ ok: true, value: { key: 'r:7', codes: ['OLD-1', 'OLD-2', 'NEW-1'] } })
    expect([await scan(shop, 'OLD-1'), await scan(shop, 'NEW-1')]).toEqual(['Bea', 'Bea'])
    expect(await cardFound(shop, { code: 'OLD-1' })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    })
    till.restart()
    expect(till.outbox.replaced.of(shop.connection.id, 'r:7')).toEqual([])
  })

  test('is its owner’s again where the new one never came: a person dropped it', async () => {
    const { shop, till } = openLight({ 7: bea, 8: { ...cy, codes: ['TAKEN'] } })
    const saved = await replaceCard(shop, { intent: intent(), key: 'r:7', code: 'TAKEN', lost: ['OLD-1'] })
    if (!saved.ok) throw new Error(saved.error.kind)
    const { id } = saved.value.operation
    await till.time.advance(100)
    expect(till.outbox.view(id)?.reason?.kind).toBe('code-taken')
    expect(await scan(shop, 'OLD-1')).toBe('replaced')
    till.outbox.answer(id, { kind: 'drop', reason: 'another card' }, 'Kim')
    expect(await scan(shop, 'OLD-1')).toBe('Bea')
  })

  test('is one that the member has, and never the new one itself; a second press adds nothing', async () => {
    const { shop } = openLight({ 7: bea, 8: cy })
    const asked = { intent: intent(), key: 'r:7', code: 'NEW-1' } as const
    for (const lost of [['CY-1'], ['OLD-1', 'NEW-1']])
      expect(await replaceCard(shop, { ...asked, lost })).toMatchObject({
        ok: false,
        error: { kind: 'not-found' },
      })
    const first = await replaceCard(shop, { ...asked, lost: ['OLD-1'] })
    const second = await replaceCard(shop, { ...asked, lost: ['OLD-1'] })
    expect(first.ok && second.ok && first.value.operation.id === second.value.operation.id).toBe(true)
  })

  test('of a walk-in stays replaced when the loyalty system has them', async () => {
    const { shop, till } = openLight()
    const key = await enrol(shop, person({ email: 'anna@example.com' }), { code: 'FIRST' })
    await replace(shop, key, 'SECOND', ['FIRST'])
    await till.time.advance(1_000)
    const remoteId = till.outbox.remoteIdOf(shop.connection.id, key)
    expect(await scanCode(shop, 'FIRST')).toMatchObject({ kind: 'replaced', key })
    expect(await codesOf(shop, `r:${String(remoteId)}`)).toEqual([['SECOND'], ['FIRST']])
  })

  test('is replaced likewise where nobody but the till knows codes', async () => {
    const capabilities = { codes: 'till', attachCode: true } as const
    const { shop, till } = openLight({ 7: { ...bea, codes: [] } }, { capabilities })
    till.outbox.learnCode(shop.connection.id, 'OLD-1', 'r:7')
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    expect([await scan(shop, 'OLD-1'), await scan(shop, 'NEW-1')]).toEqual(['replaced', 'Bea'])
    await till.time.advance(1_000)
    expect(till.fake.count('attachCode')).toBe(0)
    expect([await scan(shop, 'OLD-1'), await scan(shop, 'NEW-1')]).toEqual(['replaced', 'Bea'])
    expect(await codesOf(shop, 'r:7')).toEqual([['NEW-1'], ['OLD-1']])
  })

  test('that another till told of is the walk-in’s own, once the loyalty system has them', async () => {
    const { shop, till } = openLight()
    const { id } = shop.connection
    till.outbox.replaced.take(id, [{ code: 'LOST', remoteId: 'n1', at: 1 }])
    const key = await enrol(shop, person({ email: 'anna@example.com' }))
    await till.time.advance(1_000)
    expect(till.outbox.remoteIdOf(id, key)).toBe('n1')
    expect(till.outbox.replaced.of(id, key)).toMatchObject([{ code: 'LOST', key }])
  })

  test('that became another member’s elsewhere is that member’s', async () => {
    const { shop, till } = openLight({ 7: bea, 8: cy })
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    till.outbox.learnCode(shop.connection.id, 'OLD-1', 'r:8')
    expect(await scan(shop, 'OLD-1')).toBe('Cy')
  })

  test('finds its owner when its code or a part of it is typed, and the row says so and shows the other cards', async () => {
    const { shop, copied } = await begin({ 7: { ...bea, codes: ['4006381333931', 'HELD-7777'] } })
    await copied()
    const found = async (query: string): Promise<readonly unknown[]> =>
      (await searchMembers(shop, query)).rows.map(({ foundBy, cardEnd }) => [foundBy?.kind, cardEnd])
    await replace(shop, 'r:7', 'NEW-8888', ['4006381333931'])
    const ends = expect.stringMatching(/^•• (?:7777, •• 8888|8888, •• 7777)$/u) as string
    for (const typed of ['4006381333931', '3931', '333931', '400638133393', '4006 3813 33931', 'Quist 3931'])
      expect([typed, await found(typed)]).toEqual([typed, [['lost-card', ends]]])
    for (const typed of ['HELD-7777', 'held-7777', '7777', 'Quist'])
      expect([typed, await found(typed)]).toEqual([typed, [[undefined, ends]]])
  })

  test('leaves nothing behind when its owner is forgotten', async () => {
    const { shop, till } = openLight({ 7: bea })
    till.outbox.learnCode(shop.connection.id, 'OLD-1', 'r:7')
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    await till.time.advance(1_000)
    const tillOnly = { ...shop, provider: { ...till.fake.provider, capabilities: { codes: 'till' } } } as Shop
    expect(await forgetMember(tillOnly, { key: 'r:7' })).toMatchObject({ ok: true })
    expect(till.db.all({ sql: 'select * from replaced_card' })).toEqual([])
    // Known on this till alone, it would open them again.
    expect(till.outbox.keysOfCode(shop.connection.id, 'OLD-1')).toEqual([])
    expect(till.outbox.keysOfCode(shop.connection.id, 'NEW-1')).toEqual(['r:7'])
  })

  test('is in no list of cards, and is told to the next till as lost', async () => {
    const { shop, till } = openLight({ 7: bea, 8: cy })
    const { id } = shop.connection
    till.outbox.register.take(id, [{ code: 'OLD-1', remoteId: '7', learnedAt: 1 }])
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    await till.time.advance(1_000)
    expect(till.outbox.register.page(id, null, 10)).toMatchObject({ cards: [{ code: 'NEW-1' }], waiting: 0 })
    const told = till.outbox.replaced.told(id)
    expect(told).toEqual([{ code: 'OLD-1', remoteId: '7', at: expect.any(Number) as number }])
    const next = createTill({ file: ':memory:', start: false })
    next.outbox.learnCode(id, 'CY-1', 'r:8')
    const wrong = { code: 'CY-1', remoteId: '7', at: 5 }
    for (let times = 0; times < 2; times += 1)
      expect(next.outbox.replaced.take(id, [...told, wrong])).toEqual({ ok: true, value: null })
    expect(next.outbox.replaced.byCode(id, 'OLD-1')).toMatchObject({ key: 'r:7', by: null })
    expect(next.outbox.replaced.byCode(id, 'CY-1')).toBeNull()
    expect(next.outbox.replaced.clear('another')).toEqual({ ok: true, value: null })
    expect(next.outbox.replaced.told(id)).toHaveLength(1)
    next.outbox.replaced.clear(id)
    expect(next.outbox.replaced.told(id)).toEqual([])
    next.close()
  })
})
