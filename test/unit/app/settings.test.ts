import { usualCounter } from '../../../shared/domain/counter-settings.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSettings } from '../../../electron/main/app/settings.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import type { CodeRules } from '../../../shared/scan/code-meaning.ts'
import { createTill } from '../../integration/outbox/support/till.ts'
import type { Till } from '../../integration/outbox/support/till.ts'

let till: Till
beforeEach(() => {
  till = createTill({ file: ':memory:', start: false })
})
afterEach(() => till.close())

const shop = '01SHOP0000000000000000000A'
const put = (key: string, value: string): void => {
  till.db.run({ sql: 'insert into setting (key, value) values (?, ?)' }, key, value)
}

test('what is damaged is as at the first start, but that nobody is found by a name until it is said again', () => {
  put('theme', '{"the')
  put('offlineRewards', '99')
  for (const damaged of ['', 'fal', '"false"', 'null', '1']) {
    put(`nameLookUp:${damaged}`, damaged)
    expect([damaged, openSettings(till.db, { country: 'GB' }).get(damaged).nameLookUp]).toEqual([
      damaged,
      false,
    ])
  }
  expect(openSettings(till.db, { country: 'GB' }).get(shop)).toEqual({
    theme: 'system',
    locale: 'en',
    offlineRewards: 0,
    country: 'GB',
    nameLookUp: true,
    againSeconds: 30,
    counter: usualCounter,
    codeRules: defaultCodeRules,
  })
})

test('how the counter works is kept from an earlier version, and what is damaged costs itself alone', () => {
  const opened = (counter: object) => {
    till.db.run({ sql: "delete from setting where key = 'counter'" })
    put('counter', JSON.stringify(counter))
    return openSettings(till.db, { country: 'GB' }).get(shop).counter
  }
  const earlier = { scanStamps: true, dayCap: 5, volume: 0 } as const
  expect(opened(earlier)).toEqual({ ...usualCounter, ...earlier })
  const later = { ...earlier, characterKeys: false, messages: 'stay', undoSeconds: 80 } as const
  expect(opened(later)).toEqual(later)
  expect(opened({ ...later, undoSeconds: 7, messages: 3, of: 'a later version' })).toEqual({
    ...later,
    ...{ undoSeconds: 8, messages: 'usual' },
  })
})

test('the first start speaks the language of the computer, until the shop has chosen one', () => {
  const machine = { country: 'AT', language: 'de-AT' }
  const settings = openSettings(till.db, machine)
  expect(settings.get(shop).locale).toBe('de-AT')
  expect(settings.save(shop, { locale: 'fr' }).ok).toBe(true)
  expect(openSettings(till.db, machine).get(shop).locale).toBe('fr')
})

test('whether members are found by name is each shop’s own', () => {
  const settings = openSettings(till.db, { country: 'GB' })
  expect(settings.save(shop, { nameLookUp: false }).ok).toBe(true)
  for (const opened of [settings, openSettings(till.db, { country: 'GB' })])
    expect([opened.get(shop).nameLookUp, opened.get('another').nameLookUp]).toEqual([false, true])
})

test('what codes mean is each shop’s own and outlives a restart; when to ask again is the till’s', () => {
  const rules: CodeRules = {
    rules: [{ match: { kind: 'prefix', prefix: '98' }, use: 'coupon', check: 'ean' }],
    priceLabels: 'cards',
    check: 'luhn',
    otherwise: 'not-ours',
  }
  const settings = openSettings(till.db, { country: 'GB' })
  expect(settings.save(shop, { codeRules: rules }).ok).toBe(true)
  expect(settings.save(shop, { againSeconds: 600 }).ok).toBe(true)
  for (const opened of [settings, openSettings(till.db, { country: 'GB' })]) {
    expect([opened.get(shop).codeRules, opened.get('another').codeRules]).toEqual([rules, defaultCodeRules])
    expect(opened.get('another').againSeconds).toBe(600)
  }
})

test('rules of codes that cannot be read are as where nobody has said anything', () => {
  const bad = { match: { kind: 'pattern', pattern: '#{0}' }, use: 'coupon', check: 'none' }
  for (const damaged of ['{"rul', '{}', JSON.stringify({ ...defaultCodeRules, rules: [bad] })]) {
    put(`codeRules:${damaged}`, damaged)
    expect(openSettings(till.db, { country: 'GB' }).get(damaged).codeRules).toEqual(defaultCodeRules)
  }
})

test('rules that cannot be read stay as they are until somebody has written new ones', () => {
  const stored = (): unknown =>
    till.db.get({ sql: 'select value from setting where key = ?' }, `codeRules:${shop}`)
  put(`codeRules:${shop}`, '{"rules":"of a later version"}')
  const before = stored()
  const said: string[] = []
  const settings = openSettings(till.db, { country: 'GB' }, defaultCodeRules, {
    warn: (event) => said.push(event),
  })
  expect(settings.save(shop, { theme: 'dark' }).ok).toBe(true)
  expect([settings.get(shop).codeRules, said]).toEqual([defaultCodeRules, ['settings.rules-not-read']])
  expect(stored()).toEqual(before)
  expect(settings.save(shop, { codeRules: defaultCodeRules }).ok).toBe(true)
  expect(openSettings(till.db, { country: 'GB' }).get(shop).codeRules).toEqual(defaultCodeRules)
  expect(stored()).not.toEqual(before)
})
