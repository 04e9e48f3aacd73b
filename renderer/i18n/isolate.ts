/** What is written from right to left. */
const rightToLeft = /[\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\p{scx=Adlm}]/u

const firstStrong = '\u2068'
const pop = '\u2069'

/** Signs that turn what follows them, or leave what they stand in: of names that were written elsewhere. */
const turning = /[\u202a-\u202e]/gu
const isolating = /[\u2066-\u2069]/gu

/** What was written elsewhere cannot turn or leave the sentence that it stands in. */
function tamed(text: string): string {
  const plain = text.replace(turning, '')
  let open = 0
  for (const [sign] of plain.matchAll(isolating)) {
    open += sign === pop ? -1 : 1
    if (open < 0) break
  }
  return open === 0 ? plain : plain.replace(isolating, '')
}

/**
 * Sets a name or a number apart from the sentence around it, so that neither turns the other: a phone stays in its order
 * in an Arabic sentence, and a Hebrew name does not carry the full stop of an English one away. Where the sentence and all
 * that stands in it run the same way, nothing is added.
 */
export function isolated(given: string, direction: 'ltr' | 'rtl'): string {
  const text = tamed(given)
  const needed = direction === 'rtl' ? text.trim() !== '' : rightToLeft.test(text)
  return needed && !text.startsWith(firstStrong) ? `${firstStrong}${text}${pop}` : text
}

/**
 * The last touch to a sentence: where an abbreviation ends it (“3 Min.”), its full stop is the sentence's. From right to
 * left, a sign before a figure stays before it, and what a translator set apart as well is set apart once.
 */
export function settled(given: string, direction: 'ltr' | 'rtl'): string {
  const sentence = given.replace(/(?<=[^.])\.(\u2069?)\.(?=\s|$)/gu, '.$1')
  if (direction === 'ltr') return sentence
  return sentence
    .replace(/(?<![\p{N}\u200e])[+\u2212-](?=\p{N})/gu, '\u200e$&')
    .replace(/\u2068(\u2068[^\u2068\u2069]*\u2069)\u2069/gu, '$1')
}

interface Part {
  readonly type?: number
  readonly value?: unknown
  readonly options?: Readonly<Record<string, { readonly value: readonly object[] }>>
}

/** As the formatter numbers what stands in a message. */
const select = 5

/** The gaps of a message that choose between its branches: what fills them is compared, not shown. */
export function choosing(message: string | readonly object[]): ReadonlySet<unknown> {
  if (typeof message === 'string')
    return new Set([...message.matchAll(/\{\s*(\w+)\s*,\s*select\b/gu)].map(([, name]) => name))
  return new Set(
    message.flatMap((part: Part) => [
      ...(part.type === select ? [part.value] : []),
      ...Object.values(part.options ?? {}).flatMap(({ value }) => [...choosing(value)]),
    ]),
  )
}
