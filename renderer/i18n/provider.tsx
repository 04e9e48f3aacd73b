import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { IntlProvider } from 'react-intl'
import { en } from './messages/en.ts'
import type { Messages } from './messages/en.ts'
import { pseudoMessages } from './pseudo.ts'

/** The languages that the page speaks; `en-XA` is the pseudo-language. */
export const locales = ['en', 'en-XA'] as const

/** One of {@link locales}. */
export type Locale = (typeof locales)[number]

/** The language for what the shop set or the computer speaks; English where it is not one of ours. */
export function localeFor(wanted: string): Locale {
  return locales.find((locale) => locale === wanted) ?? 'en'
}

function messagesOf(locale: Locale): Messages {
  switch (locale) {
    case 'en':
      return en
    case 'en-XA':
      return pseudoMessages()
  }
}

/** Gives everything below it a language and the shop's time zone. */
export function TextProvider({
  locale,
  zone,
  children,
}: {
  readonly locale: Locale
  /** IANA zone of the shop; null before it is known. */
  readonly zone: string | null
  readonly children: ReactNode
}): ReactNode {
  const messages = useMemo(() => messagesOf(locale), [locale])
  return (
    <IntlProvider
      locale={locale}
      defaultLocale="en"
      messages={messages}
      {...(zone === null ? {} : { timeZone: zone })}
    >
      {children}
    </IntlProvider>
  )
}
