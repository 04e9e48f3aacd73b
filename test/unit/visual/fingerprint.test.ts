import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sceneNames } from '../../gallery/scene-names.ts'
import {
  cellsBeyond,
  differenceOf,
  fingerprintOf,
  packed,
  unpacked,
} from '../../visual/support/fingerprint.ts'
import type { Fingerprint } from '../../visual/support/fingerprint.ts'
import { pixelsOf } from '../../visual/support/png.ts'
import type { Pixels } from '../../visual/support/png.ts'
import {
  keepScreens,
  knownIn,
  noteScreen,
  screenNames,
  screensIn,
} from '../../visual/support/screens-file.ts'

/** A part of the screen of a member with a reward, as Chromium drew it: as it was, and with one fault in each other. */
function drawn(name: string): Pixels {
  return pixelsOf(readFileSync(path.join(import.meta.dirname, 'pairs', `${name}.png`)))
}

const asItWas = drawn('as-it-was')
const { width } = asItWas
const print = fingerprintOf(asItWas)

/** The same drawing, with so many pixels after one that stands at this place made darker or lighter by so much. */
function touched(left: number, top: number, count: number, by: number): Pixels {
  const data = Uint8Array.from(asItWas.data)
  const from = (top * width + left) * 3
  for (let at = from; at < from + count * 3; at += 1) {
    const was = data[at] ?? 0
    data[at] = was < 128 ? was + by : was - by
  }
  return { ...asItWas, data }
}

test('a picture is read pixel by pixel: the red, green and blue of a button are those that it was painted with', () => {
  const at = (160 * width + 60) * 3
  expect([...asItWas.data.subarray(at, at + 3)]).toEqual([74, 63, 192])
  expect(() => pixelsOf(Buffer.from('no picture at all, but long enough to be one'))).toThrow('not a PNG')
})

test.each([
  ['a button that has moved by four pixels', 'moved-button', [8, 320, 0, 460, 40]],
  ['a word of five letters that is lost', 'lost-word', [3, 140, 120, 200, 140]],
  ['a small word of six letters that is lost', 'lost-small-word', [4, 200, 200, 280, 220]],
  ['a button whose red is six levels more', 'other-colour', [82, 40, 160, 500, 240]],
  ['a line of words that is two pixels lower', 'lower-line', [8, 40, 120, 180, 160]],
] as const)('%s is noticed, and where it is', (_, name, [cells, left, top, right, bottom]) => {
  const difference = differenceOf(print, fingerprintOf(drawn(name)), width)
  expect(difference).toEqual({ cells, left, top, right, bottom })
})

test('six pixels that are drawn otherwise, as they were seen in two drawings of one page, are no difference', () => {
  // On a letter, and in the corner of a cell, where they weigh most.
  for (const [left, top] of [
    [150, 130],
    [154, 139],
  ] as const) {
    const other = fingerprintOf(touched(left, top, 6, 120))
    expect(cellsBeyond(print, other)).toEqual([])
    expect([...other]).not.toEqual([...print])
  }
  expect(differenceOf(print, print, width)).toBeNull()
})

test('a picture of another size differs everywhere', () => {
  const half = fingerprintOf({ ...asItWas, height: asItWas.height / 2 })
  expect(cellsBeyond(print, half)).toHaveLength(half.length / 5)
})

test('what was packed is unpacked as it was, and what is alike is kept once', () => {
  const known = new Map(Array.from({ length: 50 }, (_, at) => [`screen-${at}`, print] as const))
  const file = packed(known)
  expect(unpacked(file)).toEqual(new Map([...known].map(([name, each]) => [name, Buffer.from(each)])))
  expect(file.length).toBeLessThan(packed(new Map([['screen', print]])).length + 600)
})

test('screens that are made join those that are known, those that are gone are forgotten, and what changed is told', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'screens-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [file, made] = [path.join(folder, 'place', 'screens.br'), path.join(folder, 'made')]
  expect(knownIn(file)).toBeUndefined()
  const other = fingerprintOf(drawn('lost-word'))
  const make = (
    prints: Readonly<Record<string, Fingerprint>>,
    names: readonly string[],
  ): readonly string[] => {
    for (const [name, each] of Object.entries(prints)) noteScreen(made, name, each)
    return keepScreens(file, made, names)
  }
  expect(make({ a: print, b: print, c: print }, ['a', 'b', 'c'])).toEqual(['a', 'b', 'c'])
  expect(make({ b: other, a: print }, ['a', 'b', 'd'])).toEqual(['b'])
  expect(
    [...(knownIn(file) ?? [])].map(([name, each]) => [name, cellsBeyond(print, each).length > 0]),
  ).toEqual([
    ['a', false],
    ['b', true],
  ])
})

test('wherever screens were made all of them were, in four themes and two languages, and they are below 1.5 MB', () => {
  const names = screenNames(sceneNames)
  expect(new Set(names).size).toBe(sceneNames.length * 8)
  const baselines = path.join(import.meta.dirname, '../../visual/baselines')
  const files = readdirSync(baselines).map((place) => screensIn(path.join(baselines, place)))
  for (const file of files.filter((each) => existsSync(each))) {
    expect([...(knownIn(file)?.keys() ?? [])]).toEqual(names)
    expect(statSync(file).size).toBeLessThan(1_500_000)
  }
})
