import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CachedMember } from '../../../electron/main/directory/types.ts'
import {
  cardOfShop,
  endLine,
  headerLine,
  lostOfShop,
  memberOfShop,
  readHeader,
  readLine,
} from '../../../electron/main/services/next-till/till-file.ts'
import type { WrittenHeader, TravellingShop } from '../../../electron/main/services/next-till/till-file.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import { anyText } from '../../fixtures/any-text.ts'

const shop: Connection & TravellingShop = {
  id: '01SHOP0000000000000000000A',
  name: 'Corner Café',
  provider: 'leal',
  mode: 'live',
  baseUrl: 'https://app.getleal.com',
  store: '7',
  zone: 'Europe/Berlin',
  singleTill: true,
  tills: 5,
  readLagMs: 5_000,
  lateBoundMs: 120_000,
  nameLookUp: false,
  codeRules: {
    rules: [{ match: { kind: 'pattern', pattern: '98#{11}' }, use: 'coupon', check: 'ean' }],
    priceLabels: 'cards',
    check: 'none',
    otherwise: 'member-card',
  },
}
/** As the fifth version told it. */
const earlierCounter = { scanStamps: true, dayCap: 5, volume: 0 } as const
const header: WrittenHeader = {
  madeAt: 1_000,
  from: { id: 'TAB', name: 'Front counter' },
  nextName: 'Back counter',
  settings: {
    ...{ theme: 'dark', locale: 'en', offlineRewards: 1, country: 'DE', againSeconds: 120 },
    counter: {
      ...earlierCounter,
      ...{ characterKeys: false, messages: 'stay', undoSeconds: 80 },
    },
  },
  shops: [shop],
}
/** As the first three versions had them. */
const firstSettings = { theme: 'dark', locale: 'en', offlineRewards: 1, country: 'DE' }
const text = anyText({ maxLength: 40 })
const told: fc.Arbitrary<CachedMember> = fc.record({
  fetchedAt: fc.nat(),
  member: fc.record({
    remoteId: fc.string({ minLength: 1, maxLength: 40 }),
    details: fc.record({
      firstName: text,
      lastName: fc.option(text),
      email: fc.option(text),
      phone: fc.option(text),
      birthday: fc.option(text),
    }),
    cards: fc.array(
      fc.record({
        id: text,
        templateId: text,
        name: text,
        stamps: fc.integer(),
        passInstalled: fc.option(fc.boolean()),
      }),
      { maxLength: 3 },
    ),
    cardsKnown: fc.boolean(),
    codes: fc.array(text, { maxLength: 3 }),
    tags: fc.array(text, { maxLength: 3 }),
    updatedAt: fc.option(fc.integer()),
  }),
})

/** The settings that a first line tells, and nothing that it does not. */
const toldSettings = (first: object) => {
  const read = readHeader(JSON.stringify(first))
  return read.ok ? read.value.settings : read.error
}

describe('a file for another till', () => {
  test('gives back shops and settings, but neither ids nor anything that a connection may hold besides', () => {
    // A key that somebody would keep there one day.
    const line = headerLine({ ...header, shops: [{ ...shop, key: 'sk_secret' } as typeof shop] })
    expect(line).not.toContain('sk_secret')
    expect(line).not.toContain(shop.id)
    const { id: _id, mode: _mode, singleTill: _single, ...travelling } = shop
    expect(readHeader(line)).toMatchObject({ ok: true, value: { ...header, shops: [travelling] } })
  })

  test('of the first version is read, and tells of two tills and of no name', () => {
    const {
      id: _id,
      mode: _mode,
      singleTill: _single,
      tills: _tills,
      nameLookUp: _found,
      codeRules: _rules,
      ...travelling
    } = shop
    const { from: _from, nextName: _next, ...rest } = { ...header, settings: firstSettings }
    const first = { product: 'stampwell', what: 'till', version: 1, ...rest, shops: [travelling] }
    expect(toldSettings(first)).toEqual(firstSettings)
    expect(readHeader(JSON.stringify(first))).toMatchObject({
      ok: true,
      value: {
        ...{ from: null, nextName: null, settings: firstSettings },
        shops: [{ ...travelling, tills: 2, nameLookUp: true, codeRules: defaultCodeRules }],
      },
    })
    // What came with the second version is no part of the first.
    expect(readHeader(JSON.stringify({ ...first, nextName: null })).ok).toBe(false)
    expect(readHeader(JSON.stringify({ ...first, version: 2 })).ok).toBe(false)
  })

  test('of the second version is read, and says of no shop that it finds nobody by a name', () => {
    const { id: _id, mode: _mode, singleTill: _single, nameLookUp: _found, ...rest } = shop
    const { codeRules: _rules, ...travelling } = rest
    const earlier = { ...header, settings: firstSettings }
    const second = { product: 'stampwell', what: 'till', version: 2, ...earlier, shops: [travelling] }
    expect(toldSettings(second)).toEqual(firstSettings)
    expect(readHeader(JSON.stringify(second))).toMatchObject({
      ok: true,
      value: {
        ...{ from: header.from, settings: firstSettings },
        shops: [{ ...travelling, nameLookUp: true, codeRules: defaultCodeRules }],
      },
    })
    // What came with the third version is no part of the second.
    const mixed = { ...second, shops: [{ ...travelling, nameLookUp: false }] }
    expect(readHeader(JSON.stringify(mixed)).ok).toBe(false)
  })

  test('of the third version is read, and says nothing of what codes mean', () => {
    const { id: _id, mode: _mode, singleTill: _single, codeRules: _rules, ...travelling } = shop
    const earlier = { ...header, settings: firstSettings }
    const third = { product: 'stampwell', what: 'till', version: 3, ...earlier, shops: [travelling] }
    expect(toldSettings(third)).toEqual(firstSettings)
    expect(readHeader(JSON.stringify(third))).toMatchObject({
      ok: true,
      value: {
        settings: firstSettings,
        shops: [{ ...travelling, codeRules: defaultCodeRules }],
      },
    })
    // What came with the fourth version is no part of the third.
    const mixed = { ...third, shops: [{ ...travelling, codeRules: defaultCodeRules }] }
    expect(readHeader(JSON.stringify(mixed)).ok).toBe(false)
  })

  test('of the fourth version is read, and says nothing of how the counter works', () => {
    const { id: _id, mode: _mode, singleTill: _single, ...travelling } = shop
    const settings = { ...firstSettings, againSeconds: 120 }
    const fourth = {
      product: 'stampwell',
      what: 'till',
      version: 4,
      ...header,
      settings,
      shops: [travelling],
    }
    expect(toldSettings(fourth)).toEqual(settings)
    // What came with the fifth version is no part of the fourth.
    expect(readHeader(JSON.stringify({ ...fourth, settings: header.settings })).ok).toBe(false)
    expect(readHeader(JSON.stringify({ ...fourth, version: 5 })).ok).toBe(false)
  })

  test('of the fifth version is read, and says nothing of the counter’s keys and times', () => {
    const { id: _id, mode: _mode, singleTill: _single, ...travelling } = shop
    const settings = { ...firstSettings, againSeconds: 120, counter: earlierCounter }
    const fifth = {
      product: 'stampwell',
      what: 'till',
      version: 5,
      ...header,
      settings,
      shops: [travelling],
    }
    expect(toldSettings(fifth)).toEqual(settings)
    // What came with the sixth version is no part of the fifth.
    expect(readHeader(JSON.stringify({ ...fifth, settings: header.settings })).ok).toBe(false)
    expect(readHeader(JSON.stringify({ ...fifth, version: 6 })).ok).toBe(false)
  })

  test('gives back every card and member, each on a line of its own', () => {
    const card = fc.record({
      code: anyText({ minLength: 1, maxLength: 40 }),
      remoteId: anyText({ minLength: 1, maxLength: 40 }),
      learnedAt: fc.nat(),
    })
    fc.assert(
      fc.property(card, told, (one, other) => {
        for (const line of [cardOfShop(0, one), memberOfShop(0, other)]) {
          expect(line.indexOf('\n')).toBe(line.length - 1)
        }
        expect(readLine(cardOfShop(0, one), 1)).toEqual({ kind: 'card', shop: 0, card: one })
        const lost = { code: one.code, remoteId: one.remoteId, at: one.learnedAt }
        expect(readLine(lostOfShop(0, lost), 1)).toEqual({ kind: 'lost', shop: 0, card: lost })
        expect(readLine(memberOfShop(0, other), 1)).toEqual({ kind: 'member', shop: 0, told: other })
      }),
    )
    expect(readLine(endLine({ cards: 3, members: 4 }), 1)).toEqual({ end: true, cards: 3, members: 4 })
  })

  test('is read without an exception, whatever a line holds, and nothing is taken for what it is not', () => {
    const word = fc.constantFrom<unknown>(
      'card',
      'member',
      0,
      1,
      -1,
      1.5,
      null,
      true,
      {},
      [],
      'x',
      '',
      'A'.repeat(300),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.array(word, { maxLength: 7 }).map((some) => JSON.stringify(some)),
          text,
        ),
        (line) => {
          const read = readLine(line, 1)
          if (read !== null && 'kind' in read) expect(read.shop).toBe(0)
          expect(readHeader(line)).toMatchObject({ ok: false })
        },
      ),
    )
  })

  test.each([
    ['another scheme', 'ftp://app.getleal.com'],
    ['no encryption', 'http://app.getleal.com'],
    ['a password', 'https://a:b@app.getleal.com'],
    ['another form', 'https://app.getleal.com/'],
    ['nonsense', 'nonsense'],
  ])('leads no key to %s', (_what, baseUrl) => {
    const line = headerLine({ ...header, shops: [{ ...shop, baseUrl }] })
    expect(readHeader(line)).toEqual({ ok: false, error: 'damaged' })
  })

  test('leads the key of a system with one host there alone', () => {
    const at = (provider: Connection['provider'], baseUrl: string) =>
      readHeader(headerLine({ ...header, shops: [{ ...shop, provider, baseUrl }] })).ok
    expect(at('sellauth', 'https://evil.example')).toBe(false)
    expect(at('inveterate', 'https://evil.example')).toBe(false)
    expect(at('leal', 'https://loyalty.example')).toBe(true)
    expect(at('sellauth', 'http://127.0.0.1:4000')).toBe(true)
  })

  test('without a shop, or of a zone that nobody knows, is none', () => {
    expect(readHeader(headerLine({ ...header, shops: [] })).ok).toBe(false)
    expect(readHeader(headerLine({ ...header, shops: [{ ...shop, zone: 'Mars/Olympus' }] })).ok).toBe(false)
  })
})
