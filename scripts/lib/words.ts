import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'

/** Sentences by their names. */
export type Words = Readonly<Record<string, string>>

/** A language: its code, as in the name of its file, and its sentences. */
export interface Language {
  readonly code: string
  readonly words: Words
}

/** Where the sentences are. */
export const i18nFolder = path.resolve(import.meta.dirname, '../../renderer/i18n')

/** Every English sentence, module by module. */
export async function readEnglish(folder = path.join(i18nFolder, 'messages/en')): Promise<Words> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  const modules = await Promise.all(
    files.toSorted().map(async (name) => {
      return (await import(pathToFileURL(path.join(folder, name)).href)) as Readonly<Record<string, Words>>
    }),
  )
  return Object.assign({}, ...modules.flatMap((module) => Object.values(module))) as Words
}

/** The other languages, one file each. */
export function readLanguages(folder = path.join(i18nFolder, 'languages')): readonly Language[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => ({ code: path.basename(name, '.json'), words: readWords(path.join(folder, name)) }))
}

function readWords(file: string): Words {
  const text = readFileSync(file, 'utf8')
  const words = JSON.parse(text) as unknown
  if (!isWords(words)) throw new Error(`${file}: not an object of sentences by their names`)
  const lines = text.match(/^\s*"(?:[^"\\]|\\.)*"\s*:/gmu) ?? []
  if (lines.length !== Object.keys(words).length)
    throw new Error(`${file}: a name stands there twice, or two names stand in one line`)
  return words
}

function isWords(value: unknown): value is Words {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === 'string')
  )
}

/** What is wrong with a language. */
export interface Faults {
  /** Sentences of English that the language does not have. */
  readonly missing: readonly string[]
  /** Names that English does not have, or no longer. */
  readonly gone: readonly string[]
  /** Sentences that cannot be read, or whose gaps are not those of English. */
  readonly wrong: readonly { readonly id: string; readonly why: string }[]
}

/** Compares a language with English. */
export function faultsOf({ code, words }: Language, english: Words): Faults {
  const wrong = Object.entries(words).flatMap(([id, message]) => {
    const source = english[id]
    const why = source === undefined ? null : faultOf(message, source, code)
    return why === null ? [] : [{ id, why }]
  })
  return {
    missing: Object.keys(english).filter((id) => words[id] === undefined),
    gone: Object.keys(words).filter((id) => english[id] === undefined),
    wrong,
  }
}

/** What is wrong with one sentence of a language; null where nothing is. */
export function faultOf(message: string, english: string, code: string): string | null {
  let read: Gaps
  try {
    read = gapsOf(parse(message))
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
  if (message.trim() === '') return 'is empty'
  const wanted = gapsOf(parse(english))
  const lost = [...wanted.kinds.keys()].filter((name) => !read.kinds.has(name))
  if (lost.length > 0) return `lacks {${lost.join('}, {')}}`
  const added = [...read.kinds.keys()].filter((name) => !wanted.kinds.has(name))
  if (added.length > 0) return `has {${added.join('}, {')}}, which English has not`
  for (const [name, kinds] of read.kinds) {
    const known = wanted.kinds.get(name) ?? new Set()
    const other = [...kinds].filter((kind) => !known.has(kind))
    if (other.length > 0)
      return `{${name}} is ${other.join(' and ')}; in English it is ${[...known].join(' and ')}`
  }
  return read.plurals.map((plural) => pluralFault(plural, code)).find((why) => why !== null) ?? null
}

interface Plural {
  readonly name: string
  readonly ordinal: boolean
  readonly branches: readonly string[]
}

interface Gaps {
  /** How each gap is filled: as it is, as a number (in a plural or alone), a date, a choice, a tag. */
  readonly kinds: ReadonlyMap<string, ReadonlySet<string>>
  readonly plurals: readonly Plural[]
}

function gapsOf(elements: readonly MessageFormatElement[]): Gaps {
  const kinds = new Map<string, Set<string>>()
  const plurals: Plural[] = []
  const note = (name: string, kind: string): void => {
    kinds.set(name, (kinds.get(name) ?? new Set()).add(kind))
  }
  const walk = (parts: readonly MessageFormatElement[]): void => {
    for (const part of parts) {
      switch (part.type) {
        case TYPE.literal:
        case TYPE.pound:
          break
        case TYPE.argument:
          note(part.value, 'a word')
          break
        case TYPE.number:
          note(part.value, 'a number')
          break
        case TYPE.date:
          note(part.value, 'a date')
          break
        case TYPE.time:
          note(part.value, 'a time')
          break
        case TYPE.tag:
          note(part.value, 'a tag')
          walk(part.children)
          break
        case TYPE.plural:
          note(part.value, 'a number')
          plurals.push({
            name: part.value,
            ordinal: part.pluralType === 'ordinal',
            branches: Object.keys(part.options),
          })
          for (const { value } of Object.values(part.options)) walk(value)
          break
        case TYPE.select:
          note(part.value, `a choice of ${Object.keys(part.options).toSorted().join(', ')}`)
          for (const { value } of Object.values(part.options)) walk(value)
          break
      }
    }
  }
  walk(elements)
  return { kinds, plurals }
}

/** A plural that tells any number from another tells all that the language does, as far as whole numbers go. */
function pluralFault({ name, ordinal, branches }: Plural, code: string): string | null {
  if (branches.every((branch) => branch === 'other' || branch.startsWith('='))) return null
  const rules = new Intl.PluralRules(code, { type: ordinal ? 'ordinal' : 'cardinal' })
  const needed = new Set<string>()
  for (let number = 0; number <= 200; number += 1)
    if (!branches.includes(`=${String(number)}`)) needed.add(rules.select(number))
  const lacking = [...needed].filter((branch) => !branches.includes(branch))
  return lacking.length === 0 ? null : `the plural of {${name}} lacks ${lacking.join(', ')}`
}
