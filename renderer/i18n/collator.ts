import { useMemo } from 'react'
import { useIntl } from 'react-intl'

/** How the language of the place orders names: letters of its own where they belong, accents beside their letters. */
export function useCollator(): Intl.Collator {
  const { locale } = useIntl()
  return useMemo(() => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }), [locale])
}
