import { expect, test } from 'vitest'
import { countryOf } from '../../../electron/main/app/country.ts'

test.each([
  ['CO', 'es-419', 'CO'],
  ['ch', 'de', 'CH'],
  ['', 'es-419', 'GB'],
  ['', 'en-AU', 'AU'],
  ['', 'de', 'DE'],
  ['', '', 'GB'],
  ['419', 'not a locale', 'GB'],
])(
  'system country "%s" and language "%s" are %s: always a country, never a throw',
  (system, locale, country) => {
    expect(countryOf(system, locale)).toBe(country)
  },
)
