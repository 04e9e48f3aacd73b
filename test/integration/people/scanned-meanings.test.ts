import { describe, expect, test } from 'vitest'
import { addStamps } from '../../../electron/main/services/add-stamps.ts'
import { scanCode } from '../../../electron/main/services/scan-code.ts'
import { undoOperation } from '../../../electron/main/services/settle-operation.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { CardTarget } from '../../../shared/domain/operation.ts'
import type { AgainSeconds } from '../../../shared/domain/again.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import type { CodeRules } from '../../../shared/scan/code-meaning.ts'
import { offline } from '../outbox/support/failures.ts'
import { openLight } from './light-shop.ts'
import { intent } from './support.ts'

const rules: CodeRules = {
  ...defaultCodeRules,
  rules: [
    { match: { kind: 'prefix', prefix: 'CPN' }, use: 'coupon', check: 'none' },
    { match: { kind: 'pattern', pattern: 'ST-####' }, use: 'staff-badge', check: 'none' },
    { match: { kind: 'prefix', prefix: '977' }, use: 'not-ours', check: 'none' },
    { match: { kind: 'prefix', prefix: '60' }, use: 'member-card', check: 'luhn' },
  ],
}
const label = '2012345678903'

describe('a scanned code', () => {
  test('that the shop’s rules name is what they say, and nobody is asked about it', async () => {
    const { shop, till, settle } = openLight()
    settle({ codeRules: rules })
    const said = async (raw: string): Promise<unknown> => {
      const answer = await scanCode(shop, raw)
      return answer.kind === 'no-card' ? answer.what : answer.kind
    }
    expect(await said('CPN-5')).toEqual({ kind: 'coupon' })
    expect(await said('ST-1234')).toEqual({ kind: 'staff-badge' })
    expect(await said('9771234567003')).toEqual({ kind: 'not-ours' })
    expect(await said('6011000990139425')).toEqual({ kind: 'misread' })
    expect(till.fake.count('findByCode')).toBe(0)
    expect(await said('6011000990139424')).toBe('nobody')
    expect(till.fake.count('findByCode')).toBe(1)
  })

  test('that the till knows as somebody’s card is their card, whatever the rules say', async () => {
    const codes = ['CPN-5', label, 'https://example.com/c/7', '6011000990139425']
    const { shop, till, settle } = openLight({ 7: { firstName: 'Bea', codes } })
    settle({ codeRules: rules })
    till.fake.always(offline)
    for (const code of codes) expect(await scanCode(shop, code)).toMatchObject({ kind: 'member' })
  })

  test('that looks like a label or a link is asked of the loyalty system first, where it keeps codes', async () => {
    const { shop, till } = openLight()
    till.fake.add('7', { codes: [label] })
    expect(await scanCode(shop, label)).toMatchObject({ kind: 'member' })
    const link = 'https://example.com/?q=<script>alert(1)</script>'
    const text = { kind: 'no-card', what: { kind: 'web-address', what: 'link' }, code: link }
    expect(await scanCode(shop, link)).toEqual(text)
    expect(await scanCode(shop, 'javascript:alert(1)')).toMatchObject({ what: { what: 'script' } })
    till.fake.always(offline)
    expect(await scanCode(shop, '2099999000007')).toMatchObject({ kind: 'no-card' })
    // The cashier knows better.
    expect(await scanCode(shop, '2099999000007', true)).toMatchObject({ kind: 'not-known-here' })
    expect(await scanCode(shop, link, true)).toMatchObject({ kind: 'not-known-here', code: link })
  })

  test('law: that cannot have the check digit of the shop’s cards is asked of the loyalty system, and said to be that', async () => {
    const { shop, till, settle } = openLight()
    settle({ codeRules: { ...rules, check: 'ean' } })
    till.fake.add('7', { codes: ['OLD-7'] })
    expect(await scanCode(shop, 'OLD-7')).toMatchObject({ kind: 'member' })
    const what = { kind: 'no-check-digit', check: 'ean' }
    expect(await scanCode(shop, 'ABC12345')).toEqual({ kind: 'no-card', what, code: 'ABC12345' })
    expect(await scanCode(shop, 'ABC12345', true)).toMatchObject({ kind: 'nobody' })
  })

  test('that is a GS1 member number opens its member, with its identifier and without', async () => {
    const { shop } = openLight({ 7: { firstName: 'Bea', codes: ['735005385000000011'] } })
    for (const raw of [']C18018735005385000000011', '(8018)735005385000000011', '735005385000000011'])
      expect(await scanCode(shop, raw)).toMatchObject({ kind: 'member', code: '735005385000000011' })
    expect(await scanCode(shop, ']C18018735005385000000013')).toMatchObject({ what: { kind: 'misread' } })
  })

  test('with signs around it is read, and one with signs in it is none', async () => {
    const { shop } = openLight({ 7: { firstName: 'Bea', codes: ['CARD-7'] } })
    expect(await scanCode(shop, '\u0002CARD-7\u0003\r\n')).toMatchObject({ kind: 'member' })
    const unreadable = { kind: 'not-a-card', problem: 'unreadable' }
    expect(await scanCode(shop, 'CARD\u0000-7')).toEqual(unreadable)
    expect(await scanCode(shop, '***')).toEqual(unreadable)
    expect(await scanCode(shop, '\u0002')).toEqual({ kind: 'not-a-card', problem: 'empty' })
    expect(await scanCode(shop, 'A'.repeat(300))).toEqual({ kind: 'not-a-card', problem: 'too-long' })
  })
})

describe('the same card again', () => {
  const bea = { 7: { firstName: 'Bea', codes: ['CARD-7'] } }
  const member = { kind: 'member', key: 'r:7' } as const
  const only: CardTarget = { kind: 'only' }
  const stamp = async (
    shop: Shop,
    amount: number,
    more: {
      target?: typeof member | { kind: 'code'; code: string }
      card?: CardTarget
      again?: boolean
    } = {},
  ) => {
    const asked = { intent: intent(), target: member, card: only, again: false, ...more, amount }
    const answer = await addStamps(shop, asked)
    return answer.ok ? answer.value.operation.id : answer.error.kind
  }
  const saved = /^[0-9A-Z]{26}$/u

  test('is asked about within the set time, whatever the amount and whoever closed the member meanwhile', async () => {
    const { shop, till } = openLight(bea)
    expect(await stamp(shop, 1)).toMatch(saved)
    await till.time.advance(29_000)
    expect(await scanCode(shop, 'CARD-7')).toMatchObject({ kind: 'member' })
    expect([await stamp(shop, 1), await stamp(shop, 3)]).toEqual(['just-done', 'just-done'])
    expect(await stamp(shop, 3, { again: true })).toMatch(saved)
    await till.time.advance(30_001)
    expect(await stamp(shop, 1)).toMatch(saved)
  })

  test.each<[AgainSeconds, readonly [number, number]]>([
    [0, [4_000, 5_001]],
    [10, [9_999, 10_001]],
    [120, [119_000, 120_001]],
    [600, [599_000, 600_001]],
  ])('is asked about for %d seconds where the till says so', async (againSeconds, [within, after]) => {
    const { shop, till, settle } = openLight(bea)
    settle({ againSeconds })
    await stamp(shop, 2)
    till.time.pass(within)
    expect(await stamp(shop, 2)).toBe('just-done')
    till.time.pass(after - within)
    expect(await stamp(shop, 2)).toMatch(saved)
  })

  test('off, is asked about only where the same was pressed twice', async () => {
    const { shop, settle } = openLight(bea)
    settle({ againSeconds: 0 })
    await stamp(shop, 1)
    expect([await stamp(shop, 2), await stamp(shop, 1)]).toEqual([expect.stringMatching(saved), 'just-done'])
  })

  test('is not asked about where the first was taken back, or was for another of the member’s cards', async () => {
    const { shop, till } = openLight(bea)
    const first = await stamp(shop, 1)
    expect(undoOperation(shop, { id: first })).toMatchObject({})
    expect(till.outbox.view(first)?.state).toBe('cancelled')
    expect(await stamp(shop, 1, { card: { kind: 'template', templateId: 'coffee' } })).toMatch(saved)
    expect(await stamp(shop, 1, { card: { kind: 'template', templateId: 'lunch' } })).toMatch(saved)
    expect(await stamp(shop, 1)).toBe('just-done')
  })

  test('is asked about however much went to another of the member’s cards since', async () => {
    const { shop } = openLight(bea, { start: false })
    const coffee = { card: { kind: 'template', templateId: 'coffee' } } as const
    expect(await stamp(shop, 1, coffee)).toMatch(saved)
    for (let times = 0; times < 24; times += 1)
      await stamp(shop, 1, { card: { kind: 'template', templateId: 'lunch' }, again: true })
    expect(await stamp(shop, 1, coffee)).toBe('just-done')
  })

  test('is one card whichever way it came in: by its code while nobody knew it, then by its member', async () => {
    const { shop, till } = openLight({ 7: { firstName: 'Bea' } })
    till.fake.always(offline)
    expect(await stamp(shop, 1, { target: { kind: 'code', code: '036000291452' } })).toMatch(saved)
    expect(await stamp(shop, 2, { target: { kind: 'code', code: '0036000291452' } })).toBe('just-done')
    till.outbox.learnCode(shop.connection.id, '0036000291452', 'r:7')
    expect(await stamp(shop, 2)).toBe('just-done')
    const other = { kind: 'code', code: 'ANOTHER' } as const
    expect(await stamp(shop, 1, { target: other })).toMatch(saved)
  })
})
