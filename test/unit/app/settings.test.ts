import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSettings } from '../../../electron/main/app/settings.ts'
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
    expect([damaged, openSettings(till.db, 'GB').get(damaged).nameLookUp]).toEqual([damaged, false])
  }
  expect(openSettings(till.db, 'GB').get(shop)).toEqual({
    theme: 'system',
    locale: 'en',
    offlineRewards: 0,
    country: 'GB',
    nameLookUp: true,
  })
})

test('whether members are found by name is each shop’s own', () => {
  const settings = openSettings(till.db, 'GB')
  expect(settings.save(shop, { nameLookUp: false }).ok).toBe(true)
  for (const opened of [settings, openSettings(till.db, 'GB')])
    expect([opened.get(shop).nameLookUp, opened.get('another').nameLookUp]).toEqual([false, true])
})
