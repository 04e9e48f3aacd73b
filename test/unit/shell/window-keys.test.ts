import { describe, expect, test } from 'vitest'
import type { KeyMeaning, KeyReaderOptions } from '../../../electron/main/window-keys.ts'
import { createKeyReader, nextZoom } from '../../../electron/main/window-keys.ts'

interface Press {
  readonly key: string
  readonly code?: string
  readonly held?: readonly ('control' | 'alt' | 'shift' | 'meta')[]
  readonly up?: boolean
  readonly repeat?: boolean
}

/** Reads keys that come `gap` milliseconds apart. */
function read(presses: readonly Press[], gap: number, options: Partial<KeyReaderOptions> = {}): KeyMeaning[] {
  let at = 0
  const reader = createKeyReader({ now: () => at, mac: false, tools: false, ...options })
  return presses.map(({ key, code = '', held = [], up = false, repeat = false }) => {
    at += gap
    return reader.read({
      type: up ? 'keyUp' : 'keyDown',
      key,
      code,
      control: held.includes('control'),
      alt: held.includes('alt'),
      shift: held.includes('shift'),
      meta: held.includes('meta'),
      isAutoRepeat: repeat,
    })
  })
}

const passed: KeyMeaning = { kind: 'for-the-page', menu: 'may' }
const kept: KeyMeaning = { kind: 'for-the-page', menu: 'never' }
const hand = 300
const scanner = 5
const slowScanner = 110

describe('a key in main', () => {
  test('that writes goes to the page', () => {
    expect(
      read([{ key: 'a' }, { key: 'Ñ', held: ['shift'] }, { key: 'Enter' }, { key: 'Tab' }], hand),
    ).toEqual(Array.from({ length: 4 }, () => passed))
  })

  test.each<[string, Press]>([
    ['Ctrl and a letter', { key: 'b', code: 'KeyB', held: ['control'] }],
    ['the group separator', { key: ']', code: 'BracketRight', held: ['control'] }],
    ['the unit separator', { key: '_', code: 'Minus', held: ['control', 'shift'] }],
    ['a carriage return', { key: 'm', code: 'KeyM', held: ['control'] }],
    ['reload', { key: 'r', code: 'KeyR', held: ['control'] }],
    ['close', { key: 'w', code: 'KeyW', held: ['control'] }],
    ['quit', { key: 'q', code: 'KeyQ', held: ['control'] }],
    ['print', { key: 'p', code: 'KeyP', held: ['control'] }],
    ['F5', { key: 'F5', code: 'F5' }],
    ['F8', { key: 'F8', code: 'F8' }],
    ['F11', { key: 'F11', code: 'F11' }],
    ['F12 in production', { key: 'F12', code: 'F12' }],
    ['an Alt digit', { key: '2', code: 'Numpad2', held: ['alt'] }],
    ['history back', { key: 'ArrowLeft', code: 'ArrowLeft', held: ['alt'] }],
  ])('never reaches a menu, and the page still sees it: %s', (_what, press) => {
    for (const gap of [scanner, hand]) {
      expect(read([{ key: '4' }, press], gap)).toEqual([passed, kept])
      expect(read([{ key: '4' }, press], gap, { mac: true })).toEqual([passed, kept])
    }
  })

  test("on a Mac a hand's Cmd reaches the menu, and a burst's never does", () => {
    const press: Press = { key: 'c', code: 'KeyC', held: ['meta'] }
    expect(read([{ key: '4' }, press], hand, { mac: true })).toEqual([passed, passed])
    expect(read([{ key: '4' }, press], scanner, { mac: true })).toEqual([passed, kept])
  })

  test.each<[Press, string]>([
    [{ key: '+', code: 'Equal', held: ['control', 'shift'] }, 'zoom-in'],
    [{ key: '=', code: 'Equal', held: ['control'] }, 'zoom-in'],
    [{ key: '+', code: 'NumpadAdd', held: ['control'] }, 'zoom-in'],
    [{ key: '-', code: 'Minus', held: ['control'] }, 'zoom-out'],
    [{ key: '0', code: 'Digit0', held: ['control'] }, 'zoom-reset'],
  ])('zooms when a hand presses it, never when a scanner does: %o', (press, act) => {
    expect(read([{ key: '4' }, press], hand)[1]).toEqual({ kind: 'taken', act })
    for (const rest of [{ up: true }, { repeat: true }])
      expect(read([{ key: '4' }, press, { ...press, ...rest }], hand)[2]).toEqual({
        kind: 'taken',
        act: 'nothing',
      })
    // The plus of many keyboards lies where scanners press the group separator: it is part of the code.
    for (const gap of [scanner, slowScanner])
      expect(read([{ key: '4' }, press, { ...press, up: true }], gap).slice(1)).toEqual([kept, kept])
    const onMac: Press = { ...press, held: press.held!.map((name) => (name === 'control' ? 'meta' : name)) }
    expect(read([{ key: '4' }, onMac], hand, { mac: true })[1]).toEqual({ kind: 'taken', act })
    expect(read([{ key: '4' }, press], hand, { mac: true })[1]).toEqual(kept)
  })

  test('the plus that lies where scanners press the group separator is seen by the page, and zooms once a finger lets it go', () => {
    const plus: Press = { key: '+', code: 'BracketRight', held: ['control'] }
    const up: Press = { ...plus, up: true }
    expect(read([plus, up], hand)).toEqual([kept, { kind: 'shared', act: 'zoom-in' }])
    expect(read([plus, { key: 'Control', up: true }, { ...up, held: [] }], hand)[2]).toEqual({
      kind: 'shared',
      act: 'zoom-in',
    })
    expect(read([plus, { ...plus, repeat: true }, up], hand)).toEqual([
      kept,
      kept,
      { kind: 'shared', act: 'zoom-in' },
    ])
    // The first key of a code: brief, or held by a line that stands still until the next one comes.
    expect(read([plus, up, { key: '4' }], scanner)).toEqual([kept, kept, passed])
    expect(read([plus, { key: '4' }, up], hand)).toEqual([kept, passed, kept])
    expect(read([{ key: '4' }, plus, up], slowScanner)).toEqual([passed, kept, kept])
    const onMac: Press = { ...plus, held: ['meta'] }
    expect(read([onMac], hand, { mac: true })).toEqual([{ kind: 'taken', act: 'zoom-in' }])
  })

  test('the Ctrl key itself, pressed just before, makes no burst of a shortcut', () => {
    const presses: Press[] = [
      { key: 'Control', held: ['control'] },
      { key: '=', code: 'Equal', held: ['control'] },
    ]
    expect(read(presses, scanner)[1]).toEqual({ kind: 'taken', act: 'zoom-in' })
  })

  test('AltGr writes and does not zoom', () => {
    expect(read([{ key: '+', code: 'Digit1', held: ['control', 'alt'] }], hand)).toEqual([kept])
  })

  test('opens the tools in development only, and for a hand only', () => {
    const press: Press = { key: 'I', code: 'KeyI', held: ['control', 'shift'] }
    expect(read([press, { key: 'F12', code: 'F12' }], hand, { tools: true })).toEqual([
      { kind: 'taken', act: 'tools' },
      { kind: 'taken', act: 'tools' },
    ])
    expect(read([{ key: '4' }, press], scanner, { tools: true })[1]).toEqual(kept)
    expect(read([press], hand)).toEqual([kept])
  })
})

describe('zoom', () => {
  test('goes by steps from 100 to 400 per cent and no further', () => {
    const steps: number[] = [1]
    for (let press = 0; press < 10; press += 1) steps.push(nextZoom(steps.at(-1)!, 'zoom-in'))
    expect(steps).toEqual([1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 4, 4])
    expect(nextZoom(1, 'zoom-out')).toBe(1)
    expect(nextZoom(1.5, 'zoom-out')).toBe(1.25)
    expect(nextZoom(1.75, 'zoom-reset')).toBe(1)
  })

  test('finds its step again from any factor', () => {
    expect(nextZoom(1.0999999, 'zoom-in')).toBe(1.25)
    expect(nextZoom(0.3, 'zoom-in')).toBe(1.1)
  })
})
