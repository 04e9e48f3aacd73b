import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import type { Words } from './words.ts'

/** Sentences as the page takes them: plain text as it is, and what has gaps as the formatter reads it. */
export type CompiledWords = Readonly<Record<string, string | readonly object[]>>

/** Reads every sentence, so that the page need not carry what reads them. */
export function compileWords(words: Words): CompiledWords {
  return Object.fromEntries(Object.entries(words).map(([id, message]) => [id, compile(message)]))
}

function compile(message: string): string | readonly object[] {
  const elements = parse(message, { captureLocation: false, requiresOtherClause: true })
  const [first, ...more] = elements
  return first?.type === TYPE.literal && more.length === 0 ? first.value : elements.map(lean)
}

/** What the formatter takes for granted is left out. */
function lean(element: MessageFormatElement): object {
  switch (element.type) {
    case TYPE.plural:
      return {
        type: element.type,
        value: element.value,
        options: branches(element.options),
        ...(element.offset === 0 ? {} : { offset: element.offset }),
        ...(element.pluralType === 'ordinal' ? { pluralType: element.pluralType } : {}),
      }
    case TYPE.select:
      return { type: element.type, value: element.value, options: branches(element.options) }
    case TYPE.tag:
      return { type: element.type, value: element.value, children: element.children.map(lean) }
    case TYPE.number:
    case TYPE.date:
    case TYPE.time:
      return {
        type: element.type,
        value: element.value,
        ...(element.style === null || element.style === undefined ? {} : { style: element.style }),
      }
    case TYPE.literal:
    case TYPE.argument:
      return { type: element.type, value: element.value }
    case TYPE.pound:
      return { type: element.type }
  }
}

function branches(
  options: Readonly<Record<string, { readonly value: readonly MessageFormatElement[] }>>,
): object {
  return Object.fromEntries(
    Object.entries(options).map(([name, { value }]) => [name, { value: value.map(lean) }]),
  )
}
