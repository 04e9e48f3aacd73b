import { describe, expect, test } from 'vitest'
import { attachCard } from '../../../electron/main/services/attach-card.ts'
import { enrolMember } from '../../../electron/main/services/enrol-member.ts'
import { openMember } from '../../../electron/main/services/open-member.ts'
import { cardFound, replaceCard } from '../../../electron/main/services/replace-card.ts'
import { scanCode } from '../../../electron/main/services/scan-code.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { openLight } from './light-shop.ts'
import { intent, person } from './support.ts'

const gsrn = '735005385000000011'
const bea = { firstName: 'Bea', lastName: 'Quist', codes: ['OLD-1', 'OLD-2'] }
const cy = { firstName: 'Cy', lastName: null, codes: ['CY-1'] }

async function replace(
  shop: Shop,
  key: MemberKey,
  code: string,
  lost: readonly string[],
): ReturnType<typeof replaceCard> {
  const saved = await replaceCard(shop, { intent: intent(), key, code, lost })
  expect(saved).toMatchObject({ ok: true })
  return saved
}
const scan = async (shop: Shop, code: string): Promise<string> => {
  const answer = await scanCode(shop, code)
  return answer.kind === 'member' ? answer.member.details.firstName : answer.kind
}

describe('a lost card with a GS1 member number', () => {
  for (const [known, scanned] of [
    [`8018${gsrn}`, gsrn],
    [gsrn, `8018${gsrn}`],
  ] as const) {
    test(`known ${known.length === 22 ? 'with' : 'without'} its identifier is lost in its other form too`, async () => {
      const { shop } = openLight({ 7: { ...bea, codes: [known] }, 8: cy })
      await replace(shop, 'r:7', 'NEW-1', [known])
      const refused = { ok: false, error: { kind: 'card-replaced' } }
      for (const code of [known, scanned, `(8018)${gsrn}`]) {
        expect(await attachCard(shop, { intent: intent(), key: 'r:8', code })).toMatchObject(refused)
        const form = {
          details: person({ email: 'di@example.com' }),
          code,
          templateId: null,
          sendLinks: false,
        }
        expect(await enrolMember(shop, { intent: intent(), ...form })).toMatchObject(refused)
      }
      for (const code of [`]C18018${gsrn}`, `8018${gsrn}`, `(8018)${gsrn}`])
        expect(await scanCode(shop, code)).toMatchObject({ kind: 'replaced', key: 'r:7', code: known })
      const said = await scanCode(shop, `]C18018${gsrn}`)
      if (said.kind !== 'replaced') throw new Error(said.kind)
      expect(await cardFound(shop, { code: said.code })).toMatchObject({ ok: true, value: { key: 'r:7' } })
      expect(await scan(shop, `]C18018${gsrn}`)).toBe('Bea')
    })
  }
})

describe('a lost card', () => {
  test('of a person’s other entry is offered with theirs, and is that entry’s', async () => {
    const { shop, till } = openLight({ 7: { ...bea, codes: ['A7'] }, 8: { ...cy, codes: ['B8'] } })
    const { id } = shop.connection
    till.outbox.people.join(id, { kept: 'r:7', gone: 'r:8', cause: 'asked' }, null)
    const opened = await openMember(shop, 'r:8')
    if (!opened.ok) throw new Error(opened.error.kind)
    expect([opened.value.codes, opened.value.people?.entries.map(({ codes }) => codes)]).toEqual([
      ['A7'],
      [['B8']],
    ])
    await replace(shop, 'r:7', 'NEW-1', ['B8'])
    expect(till.outbox.replaced.byCode(id, 'B8')).toMatchObject({ key: 'r:8' })
    expect([await scan(shop, 'A7'), await scan(shop, 'B8')]).toEqual(['Bea', 'replaced'])
    const after = await openMember(shop, 'r:7')
    expect(after.ok && after.value.people?.entries.map(({ codes }) => codes)).toEqual([[]])
  })

  test('that another till told of opens its owner once it is found, where the till alone knows codes', async () => {
    const capabilities = { codes: 'till', attachCode: true } as const
    const { shop, till } = openLight({ 7: { ...bea, codes: [] }, 8: { ...cy, codes: [] } }, { capabilities })
    const { id } = shop.connection
    till.outbox.register.take(id, [{ code: 'NEW-1', remoteId: '7', learnedAt: 1 }])
    till.outbox.replaced.take(id, [
      { code: 'OLD-1', remoteId: '7', at: 1 },
      { code: 'OLD-2', remoteId: '7', at: 1 },
    ])
    expect(await cardFound(shop, { code: 'OLD-1' })).toMatchObject({ ok: true, value: { key: 'r:7' } })
    expect(await scan(shop, 'OLD-1')).toBe('Bea')
    till.outbox.learnCode(id, 'OLD-2', 'r:8')
    expect(await cardFound(shop, { code: 'OLD-2' })).toMatchObject({ ok: true })
    expect(await scan(shop, 'OLD-2')).toBe('Cy')
  })

  test('stays lost where the loyalty system made its owner anew, with both cards', async () => {
    const { shop } = openLight({ 9: { ...bea, codes: ['OLD-1', 'NEW-1'] }, 7: { ...bea, codes: ['OLD-1'] } })
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    await shop.directory.forget('7')
    expect(await scanCode(shop, 'OLD-1')).toMatchObject({
      kind: 'replaced',
      key: 'r:9',
      nameMasked: 'B••• Q•••',
    })
    expect(await scan(shop, 'NEW-1')).not.toBe('replaced')
  })

  test('that is named again stays as the first word has it', async () => {
    const { shop, till } = openLight({ 7: bea, 8: { ...cy, codes: ['TAKEN'] } })
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    const second = await replace(shop, 'r:7', 'TAKEN', ['OLD-1'])
    if (!second.ok) throw new Error(second.error.kind)
    await till.time.advance(1_000)
    till.outbox.answer(second.value.operation.id, { kind: 'drop', reason: 'another card' }, 'Kim')
    expect(await scan(shop, 'OLD-1')).toBe('replaced')
  })

  test('is the member’s again where what came back of its replacement was dropped', async () => {
    const { shop, till } = openLight({ 7: bea }, { start: false })
    const first = await replace(shop, 'r:7', 'NEW-1', ['OLD-1'])
    const again = await attachCard(shop, { intent: intent(), key: 'r:7', code: 'NEW-2' })
    if (!first.ok || !again.ok) throw new Error('not saved')
    const [a, b] = [first.value.operation.id, again.value.operation.id]
    const gone = "state = 'cancelled', live = 0"
    till.db.run(
      { sql: `update op set ${gone}, into_seq = (select seq from op where id = ?) where id = ?` },
      b,
      a,
    )
    expect(await scan(shop, 'OLD-1')).toBe('replaced')
    till.db.run({ sql: `update op set ${gone} where id = ?` }, b)
    expect(await scan(shop, 'OLD-1')).toBe('Bea')
  })

  test('is counted among no cards, and one that no scan can be is told to no other till', async () => {
    const long = 'X'.repeat(300)
    const { shop, till } = openLight({ 7: { ...bea, codes: ['OLD-1', long] } })
    const { id } = shop.connection
    for (const code of ['OLD-1', 'OLD-2'])
      till.outbox.register.take(id, [{ code, remoteId: '7', learnedAt: 1 }])
    expect(till.outbox.register.count(id)).toBe(2)
    await replace(shop, 'r:7', 'NEW-1', ['OLD-1', long])
    await till.time.advance(1_000)
    const { cards } = till.outbox.register.page(id, null, 10)
    expect([till.outbox.register.count(id), cards.map(({ code }) => code)]).toEqual([2, ['NEW-1', 'OLD-2']])
    expect(till.outbox.replaced.told(id).map(({ code }) => code)).toEqual(['OLD-1'])
  })
})

test('a program, a number to call and a mailbox are told to no loyalty system', async () => {
  const { shop, till } = openLight()
  for (const code of ['javascript:alert(1)', 'tel:+491761234567', 'mailto:a@example.com', 'SMS:+49176:hi'])
    expect(await scanCode(shop, code)).toMatchObject({ kind: 'no-card', what: { kind: 'web-address' } })
  expect(till.fake.count('findByCode')).toBe(0)
  await scanCode(shop, 'https://example.com/c/7')
  expect(till.fake.count('findByCode')).toBe(1)
})
