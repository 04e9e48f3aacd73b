import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { compileWords } from '../../../scripts/lib/compile-words.ts'
import { idsIn } from '../../../scripts/lib/ids-in.ts'
import { faultsOf, readEnglish, readLanguages } from '../../../scripts/lib/words.ts'
import type { Words } from '../../../scripts/lib/words.ts'
import { namedFrom } from '../../../scripts/lib/words-plugin.ts'
import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'

const english = await readEnglish()
const languages = readLanguages()
const numbers = [0, 1, 2, 5, 11, 100]

type Value = string | number

interface Gap {
  shown: boolean
  number: boolean
  date: boolean
  readonly choices: Set<string>
}

function gapsOf(elements: readonly MessageFormatElement[], gaps = new Map<string, Gap>()): Map<string, Gap> {
  for (const part of elements) {
    if (part.type === TYPE.literal || part.type === TYPE.pound) continue
    const gap = gaps.get(part.value) ?? { shown: false, number: false, date: false, choices: new Set() }
    gaps.set(part.value, gap)
    if (part.type === TYPE.argument) gap.shown = true
    if (part.type === TYPE.number || part.type === TYPE.plural) gap.number = true
    if (part.type === TYPE.date || part.type === TYPE.time) gap.date = true
    if (part.type === TYPE.select) for (const choice of Object.keys(part.options)) gap.choices.add(choice)
    if (part.type === TYPE.select || part.type === TYPE.plural)
      for (const { value } of Object.values(part.options)) gapsOf(value, gaps)
  }
  return gaps
}

/** What fills each gap of a sentence: each number, each choice in its turn, a moment, and otherwise a name. */
function samples(gaps: ReadonlyMap<string, Gap>, turn: number): Record<string, Value> {
  return Object.fromEntries(
    [...gaps].map(([name, { number, date, choices }]) => {
      // A number may be chosen by as well: where there is none.
      const chosen = [...choices].filter((choice) => !number || choice !== 'other')
      const one = chosen[turn % chosen.length]
      if (one !== undefined && (!number || turn % 2 === 0)) return [name, one]
      return [name, number ? (numbers[turn] ?? 0) : date ? 1_700_000_000_000 : 'Ana']
    }),
  )
}

function formatted(
  code: string,
  words: Words,
): { readonly said: readonly string[]; readonly wrong: readonly string[] } {
  const wrong: string[] = []
  const plain = createIntl({
    locale: code,
    messages: { ...words },
    onError: ({ message }) => wrong.push(message),
  })
  const read = createIntl({
    locale: code,
    messages: compileWords(words) as Record<string, MessageFormatElement[]>,
    onError: ({ message }) => wrong.push(message),
  })
  const said = Object.entries(words).flatMap(([id, message]) => {
    const gaps = gapsOf(parse(message))
    if (gaps.size === 0) return []
    return numbers.map((_, turn) => {
      const values = samples(gaps, turn)
      const one = plain.formatMessage({ id }, values)
      if (read.formatMessage({ id }, values) !== one) wrong.push(`${id} is read otherwise beforehand`)
      return one
    })
  })
  return { said, wrong }
}

describe.each([{ code: 'en', words: english }, ...languages])('$code', ({ code, words }) => {
  test('says every sentence with whatever fills its gaps, read beforehand or not', () => {
    const { said, wrong } = formatted(code, words)
    expect(wrong).toEqual([])
    expect(said.length).toBeGreaterThan(1_000)
    expect(said.filter((one) => /\{[a-z]|\bundefined\b|\bNaN\b/u.test(one))).toEqual([])
  })

  test('leaves no run of spaces where a part of a sentence is empty, and none around it', () => {
    const { said } = formatted(code, words)
    // A report of the scanner tester is indented.
    expect(said.filter((one) => /(?<=\S) {2}|^ (?! {2})| $/u.test(one))).toEqual([])
  })

  test('shows nothing that it chooses by: a cashier may be called like a choice', () => {
    const both = Object.entries(words).filter(([, message]) =>
      [...gapsOf(parse(message)).values()].some(({ shown, choices }) => shown && choices.size > 0),
    )
    expect(both.map(([id]) => id)).toEqual([])
  })

  test('has no sentence with other gaps than English', () => {
    expect(faultsOf({ code, words }, english).wrong).toEqual([])
  })
})

test('there are German, French, Spanish and Arabic beside English', () => {
  expect(languages.map(({ code }) => code)).toEqual(expect.arrayContaining(['ar', 'de', 'es', 'fr']))
})

describe('what a first screen says', () => {
  const ids = ['link.online', 'link.offline', 'failure.a', 'failure.b.more', 'crashed']

  test('is found in its modules: by name, and by a template that can become a name', () => {
    expect([...idsIn("text('link.online'); `failure.${kind}` // x", ids)]).toEqual([
      'link.online',
      'failure.a',
      'failure.b.more',
    ])
    expect([...idsIn('`failure.${kind}.more` + `${any}`', ids)]).toEqual(['failure.b.more'])
  })

  test('is what its scripts and all that they import at once name, not what is fetched later', () => {
    const imports: Readonly<Record<string, readonly string[]>> = {
      main: ['shell'],
      shell: ['main'],
      later: ['shell'],
    }
    const named = new Map([
      ['main', new Set(['crashed'])],
      ['shell', new Set(['link.online'])],
      ['later', new Set(['failure.a'])],
    ])
    expect([...namedFrom(['main'], (id) => imports[id] ?? [], named)].toSorted()).toEqual([
      'crashed',
      'link.online',
    ])
  })
})
