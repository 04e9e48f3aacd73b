import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { themes } from '../../../shared/domain/theme.ts'

const tokens = readFileSync(path.resolve(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8')
const painted = themes.filter((theme) => theme !== 'system')

/** What a block of tokens.css gives its names. */
function blockOf(selector: string): ReadonlyMap<string, string> {
  const body = tokens.split(`\n${selector} {`)[1]?.split('\n}')[0]
  if (body === undefined) throw new Error(`tokens.css has no ${selector}`)
  return new Map(
    Array.from(body.matchAll(/--([\w-]+):\s*([^;]+);/g), ([, name = '', value = '']) => [name, value]),
  )
}

/** The colours of a theme: its own, and those that every theme shares. */
function coloursOf(theme: string): (name: string) => string {
  const base = blockOf(':root')
  const own = theme === 'light' ? base : blockOf(`:root[data-theme='${theme}']`)
  return (name) => {
    const value = own.get(name) ?? base.get(name)
    if (value === undefined || !/^#[\da-f]{6}$/.test(value))
      throw new Error(`--${name} is no plain colour: ${value}`)
    return value
  }
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Grounds that plain words stand on. */
const grounds = ['paper', 'surface', 'surface-sunken', 'surface-hover'] as const

/** Words and the ground that they stand on, somewhere in the product. */
const written: readonly (readonly [ink: string, ground: string])[] = [
  ...['ink', 'ink-soft', 'ink-faint', 'accent-ink'].flatMap((ink) =>
    grounds.map((ground) => [ink, ground] as const),
  ),
  ...['ink', 'ink-soft'].flatMap((ink) =>
    ['accent-soft', 'good-soft', 'warn-soft', 'bad-soft', 'card-from', 'card-to', 'practice-tint'].map(
      (ground) => [ink, ground] as const,
    ),
  ),
  ...['ink-faint', 'accent-ink'].flatMap((ink) =>
    ['card-from', 'card-to'].map((ground) => [ink, ground] as const),
  ),
  ...['good', 'warn', 'bad'].flatMap((ink) =>
    ['paper', 'surface', 'surface-sunken', `${ink}-soft`].map((ground) => [ink, ground] as const),
  ),
  ...['accent', 'accent-hover', 'accent-pressed'].map((ground) => ['on-accent', ground] as const),
  ['accent-ink', 'accent-soft'],
  ['accent', 'on-accent'],
  ['on-bad', 'bad'],
  ['practice-ink', 'practice'],
  ['barcode-ink', 'barcode-ground'],
]

/** Lines and shapes without which something could not be found or understood, and what they lie on. */
const drawn: readonly (readonly [line: string, ground: string])[] = [
  ...['paper', 'surface', 'surface-sunken'].flatMap((ground) => [
    // The border of a field, and the ring of what has the focus.
    ['line-strong', ground] as const,
    ['accent', ground] as const,
  ]),
  // A stamp, the place for one, and one of which it is not known whether it arrived.
  ...['card-from', 'card-to'].flatMap((ground) =>
    ['accent', 'slot', 'warn'].map((line) => [line, ground] as const),
  ),
  ['accent', 'accent-soft'],
  ['accent', 'surface-hover'],
]

describe.each(painted)('in the theme %s', (theme) => {
  const colour = coloursOf(theme)
  const isHigh = theme.startsWith('contrast')

  test(`whatever is written has a contrast of ${isHigh ? '7' : '4.5'} and more`, () => {
    const faint = written
      .map(([ink, ground]) => ({ ink, ground, ratio: contrast(colour(ink), colour(ground)) }))
      .filter(({ ratio }) => ratio < (isHigh ? 7 : 4.5))
    expect(faint.map(({ ink, ground, ratio }) => `${ink} on ${ground}: ${ratio.toFixed(2)}`)).toEqual([])
  })

  test(`whatever is drawn has a contrast of ${isHigh ? '4.5' : '3'} and more`, () => {
    const faint = drawn
      .map(([line, ground]) => ({ line, ground, ratio: contrast(colour(line), colour(ground)) }))
      .filter(({ ratio }) => ratio < (isHigh ? 4.5 : 3))
    expect(faint.map(({ line, ground, ratio }) => `${line} on ${ground}: ${ratio.toFixed(2)}`)).toEqual([])
  })

  test('has a value of its own for each colour of the light one', () => {
    if (theme === 'light') return
    const own = blockOf(`:root[data-theme='${theme}']`)
    const shared = /^(barcode|focus$)/
    const missing = Array.from(blockOf(':root'))
      .filter(([name, value]) => /#|shadow/.test(value) && !shared.test(name) && !own.has(name))
      .map(([name]) => name)
    expect(missing).toEqual([])
  })
})

test('every colour that the computer forces has a token for it', () => {
  const forced = tokens.split('@media (forced-colors: active)')[1]?.split('\n@media')[0] ?? ''
  const mapped = new Set(Array.from(forced.matchAll(/--([\w-]+):/g), ([, name]) => name))
  const plain = Array.from(blockOf(":root[data-theme='contrast-light']").keys())
  expect(plain.filter((name) => !mapped.has(name) && !/^(on-bad|scrim|shadow-\d)$/.test(name))).toEqual([])
})
