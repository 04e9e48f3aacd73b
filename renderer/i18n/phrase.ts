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

type MessageFormat = ReturnType<IntlShape['formatters']['getMessageFormat']>

/** A sentence with gaps, ready to be said. */
interface Ready {
  readonly format: MessageFormat
  /** Gaps that choose between its branches. */
  readonly compared: ReadonlySet<unknown>
}

/**
 * What was said before, by its language and shop. The formatter keeps such things too, and looks them up by the whole message
 * written out as text: that takes longer than saying it, and a list of fifty members says two hundred sentences.
 */
const ready = new WeakMap<IntlShape, Map<MessageId, Ready>>()

function readyOf(intl: IntlShape, id: MessageId, message: string | readonly object[]): Ready {
  const all = ready.get(intl) ?? new Map<MessageId, Ready>()
  ready.set(intl, all)
  const before = all.get(id)
  if (before !== undefined) return before
  const { locale, formatters } = intl
  const read = message as Parameters<typeof formatters.getMessageFormat>[0]
  const format = formatters.getMessageFormat(read, locale, formatsOf(intl), { formatters })
  const made = { format, compared: choosing(message) }
  all.set(id, made)
  return made
}

/** Times in a sentence are those of the shop. */
function formatsOf({ formats, timeZone }: IntlShape): IntlShape['formats'] {
  if (timeZone === undefined) return formats
  const zoned = { short: { timeZone }, medium: { timeZone }, long: { timeZone }, full: { timeZone } }
  return { ...formats, date: zoned, time: zoned }
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

function filled(
  intl: IntlShape,
  id: MessageId,
  format: MessageFormat,
  values: Readonly<Record<string, string | number | Date>>,
): string {
  try {
    return String(format.format(values))
  } catch {
    // A gap that nothing fills: the formatter tells it, and says what it can.
    return intl.formatMessage({ id }, values)
  }
}

/** Says a phrase in the language of `intl`. */
export function say(intl: IntlShape, { id, values }: Phrase): string {
  const message = intl.messages[id] as string | readonly object[] | undefined
  // Not fetched yet: it is said as soon as it is.
  if (message === undefined) return ''
  // What was read beforehand and has no gaps is plain text; the formatter would take it for something to read.
  if (import.meta.env.PROD && typeof message === 'string') return message
  if (values === undefined) return intl.formatMessage({ id })
  const { format, compared } = readyOf(intl, id, message)
  const resolved = Object.entries(values).map(
    ([name, value]) => [name, resolve(intl, value, !compared.has(name))] as const,
  )
  return settled(filled(intl, id, format, Object.fromEntries(resolved)), directionOf(intl.locale))
}
