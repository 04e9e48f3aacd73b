import { useLayoutEffect } from 'react'
import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { IntlProvider } from 'react-intl'
import { directionOf } from './direction.ts'
import type { Spoken } from './languages.ts'

/** Gives everything below it a language and the shop's time zone, and the document its language and direction. */
export function TextProvider({
  spoken: { locale, messages },
  zone,
  children,
}: {
  readonly spoken: Spoken
  /** IANA zone of the shop; null before it is known. */
  readonly zone: string | null
  readonly children: ReactNode
}): ReactNode {
  useLayoutEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dir = directionOf(locale)
  }, [locale])
  return (
    <I18nProvider locale={locale}>
      <IntlProvider
        locale={locale}
        defaultLocale="en"
        // Read beforehand or not, they are what the formatter takes: see `say`.
        messages={messages as Record<string, string>}
        {...(zone === null ? {} : { timeZone: zone })}
      >
        {children}
      </IntlProvider>
    </I18nProvider>
  )
}
