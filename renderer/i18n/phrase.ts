import type { IntlShape } from 'react-intl'
import { directionOf } from './direction.ts'
import { choosing, isolated, settled } from './isolate.ts'
import type { MessageId } from './messages/en.ts'

/** What stands in a sentence's gaps: figures, words, times, and other sentences (several of them as a list). */
export type PhraseValue = string | number | Date | Phrase | readonly (string | Phrase)[]

/** A sentence that is not in a language yet: what stores, failures and announcements hold. */
export interface Phrase {
  readonly id: MessageId
  readonly values?: PhraseValues
}

/** The gaps of a sentence. */
export type PhraseValues = Readonly<Record<string, PhraseValue>>

/** Makes a phrase. */
export function phrase(id: MessageId, values?: PhraseValues): Phrase {
  return values === undefined ? { id } : { id, values }
}

function isPhrase(value: Phrase | readonly (string | Phrase)[] | Date): value is Phrase {
  return 'id' in value
}

function resolve(intl: IntlShape, value: PhraseValue, shown: boolean): string | number | Date {
  if (typeof value === 'string') return shown ? isolated(value, directionOf(intl.locale)) : value
  if (typeof value !== 'object' || value instanceof Date) return value
  if (isPhrase(value)) return say(intl, value)
  return intl.formatList(value.map((part) => String(resolve(intl, part, true))))
}

/** Says a phrase in the language of `intl`. */
export function say(intl: IntlShape, { id, values }: Phrase): string {
  const message = intl.messages[id] as string | readonly object[] | undefined
  // Not fetched yet: it is said as soon as it is.
  if (message === undefined) return ''
  // What was read beforehand and has no gaps is plain text; the formatter would take it for something to read.
  if (import.meta.env.PROD && typeof message === 'string') return message
  if (values === undefined) return intl.formatMessage({ id })
  const compared = choosing(message)
  const resolved = Object.entries(values).map(
    ([name, value]) => [name, resolve(intl, value, !compared.has(name))] as const,
  )
  return settled(intl.formatMessage({ id }, Object.fromEntries(resolved)), directionOf(intl.locale))
}
