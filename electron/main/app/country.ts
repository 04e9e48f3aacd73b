/** Where nothing is known. The settings change it. */
const usual = 'GB'

/**
 * The country whose prefix a phone without one gets, ISO 3166-1 alpha-2.
 *
 * @param system The operating system's own country; empty where it has none.
 * @param locale The language of the program: a guess at most. Chromium ships one Spanish for all of Latin America
 *   (`es-419`), and a number is no country.
 */
export function countryOf(system: string, locale: string): string {
  const own = system.toUpperCase()
  if (isCountry(own)) return own
  const guessed = regionOf(locale)
  return isCountry(guessed) ? guessed : usual
}

function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/.test(text)
}

function regionOf(locale: string): string {
  try {
    return new Intl.Locale(locale).maximize().region ?? ''
  } catch {
    return ''
  }
}
