import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import type { LaterWords } from './messages/en.ts'
import { pseudoWords } from './pseudo.ts'

/**
 * Gives everything below it sentences that are no part of the first screen's script: they are loaded with the screen that
 * says them. What is said outside of it, messages at the edge and announcements, has to be there from the start.
 */
export function MoreWords({
  words,
  children,
}: {
  readonly words: LaterWords
  readonly children: ReactNode
}): ReactNode {
  const { locale, timeZone, messages } = useIntl()
  const all = useMemo(
    () => ({
      ...(messages as Readonly<Record<string, string>>),
      ...(locale === 'en-XA' ? pseudoWords(words) : words),
    }),
    [locale, messages, words],
  )
  return (
    <IntlProvider
      locale={locale}
      defaultLocale="en"
      messages={all}
      {...(timeZone === undefined ? {} : { timeZone })}
    >
      {children}
    </IntlProvider>
  )
}
