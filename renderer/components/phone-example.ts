import { getExampleNumber, isSupportedCountry } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/mobile/examples'

/** How a phone number is written where the till is, and with the prefix of somewhere else. */
export interface PhoneExample {
  readonly home: string
  readonly abroad: string
}

/** Numbers that nobody has, as the field would take them; null for a country whose numbers are not known. */
export function phoneExample(country: string): PhoneExample | null {
  if (!isSupportedCountry(country)) return null
  const home = getExampleNumber(country, examples)
  const abroad = getExampleNumber(country === 'GB' ? 'US' : 'GB', examples)
  return home === undefined || abroad === undefined
    ? null
    : { home: unbroken(home.formatNational()), abroad: unbroken(abroad.formatInternational()) }
}

/** A number is read on one line. */
function unbroken(number: string): string {
  return number.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011')
}
