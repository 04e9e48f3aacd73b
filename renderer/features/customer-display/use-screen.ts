import { useEffect, useState, useSyncExternalStore } from 'react'
import type { CustomerScreen } from '../../../shared/domain/customer-display.ts'
import type { Theme } from '../../../shared/domain/theme.ts'
import type { CustomerApi } from '../../../shared/ipc/customer-contract.ts'
import { customersEnglish, customerWords } from '../../i18n/customer-words.ts'
import type { CustomerWords } from '../../i18n/customer-words.ts'

/** What main tells the customer; null before it has told anything. */
export function useScreen(customer: CustomerApi): CustomerScreen | null {
  const [screen, setScreen] = useState<CustomerScreen | null>(null)
  useEffect(() => {
    let isFirst = true
    const stop = customer.onScreen((told) => {
      isFirst = false
      setScreen(told)
    })
    void customer.ready().then((answer) => {
      // What was told meanwhile is newer.
      if (answer.ok && isFirst) setScreen(answer.value)
    })
    return () => {
      isFirst = false
      stop()
    }
  }, [customer])
  return screen
}

/** The sentences of a language; those of the one before until they are there. */
export function useWords(locale: string): CustomerWords {
  const [words, setWords] = useState(customersEnglish)
  useEffect(() => {
    let isWanted = true
    customerWords(locale)
      .then((fetched) => {
        if (isWanted) setWords(fetched)
      })
      // What cannot be fetched is said in the language that is there.
      .catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [locale])
  useEffect(() => {
    const spoken = new Intl.Locale(words.locale) as Intl.Locale & {
      readonly getTextInfo?: () => { readonly direction?: string }
    }
    document.documentElement.lang = words.locale
    document.documentElement.dir = spoken.getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr'
  }, [words])
  return words
}

const darkSystem = '(prefers-color-scheme: dark)'
const contrastSystem = '(prefers-contrast: more)'

function watchSystem(changed: () => void): () => void {
  const queries = [matchMedia(darkSystem), matchMedia(contrastSystem)]
  for (const query of queries) query.addEventListener('change', changed)
  return () => {
    for (const query of queries) query.removeEventListener('change', changed)
  }
}

function systemTheme(): Exclude<Theme, 'system'> {
  const shade = matchMedia(darkSystem).matches ? 'dark' : 'light'
  return matchMedia(contrastSystem).matches ? `contrast-${shade}` : shade
}

/** Puts the shop's theme on the document; the computer's where the shop has none. */
export function useThemeOf(wanted: Theme): void {
  const system = useSyncExternalStore(watchSystem, systemTheme)
  const theme = wanted === 'system' ? system : wanted
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}
