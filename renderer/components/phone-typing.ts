import { AsYouType, isSupportedCountry } from 'libphonenumber-js/min'

/**
 * Spaces a phone number while it is typed, as people of that country write it.
 *
 * Only text that grew at its end is touched: a cashier who deletes or corrects in the middle keeps the caret and
 * every character, and letters stay so that the field can say what is wrong with them.
 */
export function phoneAsTyped(before: string, after: string, caretAtEnd: boolean, country: string): string {
  const grew = after.length > before.length
  if (!grew || !caretAtEnd || /[^\d\s+().\-/]/u.test(after)) return after
  const spaced = isSupportedCountry(country)
    ? new AsYouType(country).input(after)
    : new AsYouType().input(after)
  return digitsOf(spaced) === digitsOf(after) ? spaced : after
}

function digitsOf(text: string): string {
  return text.replace(/[^\d+]/gu, '')
}
