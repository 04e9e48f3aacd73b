import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { RefObject } from 'react'
import type { CustomerScreen } from '../../../shared/domain/customer-display.ts'
import type { Theme } from '../../../shared/domain/theme.ts'
import type { CustomerApi } from '../../../shared/ipc/customer-contract.ts'
import { customersEnglish, customerWords } from '../../i18n/customer-words.ts'
import type { CustomerWords } from '../../i18n/customer-words.ts'
import { directionOf } from '../../i18n/direction.ts'

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
    document.documentElement.lang = words.locale
    document.documentElement.dir = directionOf(words.locale)
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

/** How much smaller everything is drawn where it would not fit: nobody scrolls a screen on the other side of a counter. */
const sizes = [1, 0.92, 0.85, 0.78, 0.71, 0.65, 0.6] as const

function fit(main: HTMLElement): void {
  for (const size of sizes) {
    document.documentElement.style.setProperty('--fit', String(size))
    if (main.scrollHeight <= main.clientHeight && main.scrollWidth <= main.clientWidth) return
  }
}

/** Draws everything as large as it fits, before it is painted; again when something comes later, such as a code. */
export function useFit(ref: RefObject<HTMLElement | null>, screen: CustomerScreen, locale: string): void {
  useLayoutEffect(() => {
    const main = ref.current
    if (main === null) return undefined
    const again = (): void => {
      fit(main)
    }
    again()
    const watch = new MutationObserver(again)
    watch.observe(main, { childList: true, subtree: true })
    window.addEventListener('resize', again)
    return () => {
      watch.disconnect()
      window.removeEventListener('resize', again)
    }
  }, [ref, screen, locale])
}
