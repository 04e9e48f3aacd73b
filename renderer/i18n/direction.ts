/** Scripts that are written from right to left. */
const rightToLeft: readonly string[] = ['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']

const known = new Map<string, 'ltr' | 'rtl'>()

/** Which way a language is written, from the script it is written in. Asked for each sentence: each language is judged once. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  const before = known.get(locale)
  if (before !== undefined) return before
  const { script } = new Intl.Locale(locale).maximize()
  const direction = script !== undefined && rightToLeft.includes(script) ? 'rtl' : 'ltr'
  known.set(locale, direction)
  return direction
}
