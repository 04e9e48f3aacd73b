import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createKeyMap } from '../../renderer/components/key-map.tsx'
import type { KeyMap } from '../../renderer/components/key-map.tsx'
import { shortcutIds, shortcuts, shownKeys, toldKeys } from '../../renderer/components/shortcuts.ts'
import { en } from '../../renderer/i18n/messages/en.ts'
import { terminalOf } from '../../renderer/api/terminal.ts'
import { attachWedge } from '../../renderer/scanner/wedge-listener.ts'
import type { WedgeListener } from '../../renderer/scanner/wedge-listener.ts'
import { createTill } from '../../renderer/stores/till.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { attachShortcuts } from '../../renderer/use-shortcuts.ts'
import { createFakeTerminal } from './fake-terminal.ts'

/** One key as a keyboard sends it. */
interface Stroke {
  readonly key: string
  readonly code: string
  readonly ctrlKey?: boolean
  readonly shiftKey?: boolean
}

const f = (number: number): Stroke => ({ key: `F${String(number)}`, code: `F${String(number)}` })
const ctrl = (letter: string): Stroke => ({ key: letter, code: `Key${letter.toUpperCase()}`, ctrlKey: true })
const enter: Stroke = { key: 'Enter', code: 'Enter' }
const typed = (text: string): readonly Stroke[] =>
  Array.from(text, (sign) => ({
    key: sign,
    code: /\d/u.test(sign) ? `Digit${sign}` : sign === '?' ? 'Slash' : `Key${sign.toUpperCase()}`,
    shiftKey: sign === '?' || /[A-Z]/u.test(sign),
  }))

/** Heard by the parts themselves, or on a screen without a member. */
const otherScreens: readonly string[] = [
  ...['main', 'stamps', 'amounts', 'rows', 'close', 'send', 'amount'],
  ...['attach', 'replace', 'misread', 'asItCame'],
]

let till: Till
let map: KeyMap
let wedge: WedgeListener
let ends: (() => void)[]
let pressed: string[]
let scans: string[]

beforeEach(() => {
  vi.useFakeTimers()
  vi.advanceTimersByTime(5_000)
  till = createTill(terminalOf(createFakeTerminal().api))
  map = createKeyMap()
  pressed = []
  scans = []
  for (const id of shortcutIds) {
    if (otherScreens.includes(id)) continue
    map.setState(({ entries }) => ({ entries: [...entries, { id, run: () => pressed.push(id) }] }))
  }
  ends = [attachShortcuts(window, till, map)]
  wedge = attachWedge(window, { onScan: ({ text }) => scans.push(text) })
  till.scans.setState({ isBursting: wedge.isBursting, claim: wedge.claim })
  ends.push(wedge.detach)
})
afterEach(() => {
  for (const end of ends) end()
  vi.useRealTimers()
})

function send(type: 'keydown' | 'keyup', stroke: Stroke): boolean {
  const event = new KeyboardEvent(type, { ...stroke, bubbles: true, cancelable: true })
  Object.defineProperty(event, 'timeStamp', { value: performance.now() })
  Object.defineProperty(event, 'isTrusted', { value: true })
  return (document.activeElement ?? document.body).dispatchEvent(event)
}

/** A finger: down for a while, and nothing for longer than any scanner rests. */
function tapKey(stroke: Stroke): void {
  send('keydown', stroke)
  vi.advanceTimersByTime(80)
  send('keyup', stroke)
  vi.advanceTimersByTime(2_000)
}

/** A scanner: each key down for a moment, the next one `gap` ms after the one before. */
function scan(strokes: readonly Stroke[], gap: number, hold: number): void {
  for (const stroke of strokes) {
    send('keydown', stroke)
    vi.advanceTimersByTime(hold)
    send('keyup', stroke)
    vi.advanceTimersByTime(gap - hold)
  }
  vi.advanceTimersByTime(3_000)
}

describe('a shortcut', () => {
  test('does its work once under a finger, and shows at once that it was heard', () => {
    send('keydown', f(2))
    expect(map.getState().armed).toBe('edit')
    expect(pressed).toEqual([])
    vi.advanceTimersByTime(80)
    send('keyup', f(2))
    vi.advanceTimersByTime(150)
    expect(pressed).toEqual(['edit'])
    expect(map.getState().armed).toBeNull()
    vi.advanceTimersByTime(3_000)
    expect(pressed).toEqual(['edit'])
  })

  test.each([
    [f(4), 'redeem'],
    [f(6), 'enrol'],
    [f(7), 'card'],
    [f(9), 'undo'],
    [f(10), 'camera'],
    [f(3), 'search'],
    [f(1), 'sheet'],
    [ctrl('z'), 'undo'],
    [{ key: '2', code: 'Digit2', ctrlKey: true }, 'queue'],
    [{ key: 'F4', code: 'F4', shiftKey: true }, 'wallet'],
    [{ key: 'F7', code: 'F7', shiftKey: true }, 'forget'],
    [{ key: '7', code: 'Digit7', ctrlKey: true }, 'theme'],
  ] as const)('%j is %s', (stroke, id) => {
    tapKey(stroke)
    expect(pressed).toEqual([id])
  })

  test('that another key follows at once was no shortcut; one that is held counts once', () => {
    send('keydown', f(6))
    vi.advanceTimersByTime(30)
    tapKey({ key: 'a', code: 'KeyA' })
    expect(pressed).toEqual([])
    send('keydown', f(6))
    for (let n = 0; n < 20; n += 1) {
      vi.advanceTimersByTime(40)
      const event = new KeyboardEvent('keydown', { ...f(6), repeat: true, bubbles: true, cancelable: true })
      document.body.dispatchEvent(event)
    }
    send('keyup', f(6))
    vi.advanceTimersByTime(2_000)
    expect(pressed).toEqual(['enrol'])
  })

  test('is silent while a dialog is open, and one of a member while somebody searches', () => {
    const dialog = document.body.appendChild(document.createElement('div'))
    dialog.setAttribute('role', 'dialog')
    tapKey(f(4))
    dialog.remove()
    till.counter.setState({ query: 'an' })
    tapKey(f(4))
    expect(pressed).toEqual([])
    tapKey(f(6))
    expect(pressed).toEqual(['enrol'])
  })

  test.each([
    ['scan that no key announces', () => till.counter.setState(({ ticket }) => ({ ticket: ticket + 1 }))],
    ['other screen', () => till.nav.setState({ screen: 'queue' })],
    ['dialog', () => till.nav.setState({ overlay: 'staff' })],
  ])('law: does nothing for whoever is there after a %s came while it waited', (_, comes) => {
    for (const hold of [10, 80, 400]) {
      send('keydown', f(4))
      vi.advanceTimersByTime(hold)
      send('keyup', f(4))
      vi.advanceTimersByTime(50)
      comes()
      vi.advanceTimersByTime(3_000)
      till.nav.setState({ screen: 'counter', overlay: null })
    }
    expect([pressed, map.getState().armed]).toEqual([[], null])
    tapKey(f(4))
    expect(pressed).toEqual(['redeem'])
  })

  test('leaves undoing in a field to the field, as long as something stands in it', () => {
    const field = document.body.appendChild(document.createElement('input'))
    field.focus()
    field.value = 'Ana'
    tapKey(ctrl('z'))
    expect(pressed).toEqual([])
    field.value = ''
    tapKey(ctrl('z'))
    field.remove()
    expect(pressed).toEqual(['undo'])
  })
})

describe('law: a scan presses no shortcut', () => {
  const codes: readonly (readonly [string, readonly Stroke[]])[] = [
    ['letters and a question mark', typed('FRZNUE?1245')],
    ['a function key before', [f(4), ...typed('400638130002')]],
    ['a function key after', [...typed('400638130002'), f(9)]],
    ['function keys within', [...typed('4006'), f(6), ...typed('3813'), f(2), ...typed('0002')]],
    [
      'control keys before, within and after',
      [ctrl('b'), ...typed('40063'), ctrl('z'), ...typed('813000'), ctrl('z')],
    ],
    ['keys of the screens', [{ key: '2', code: 'Digit2', ctrlKey: true }, ...typed('400638130002')]],
  ]
  test.each(codes)('%s, from 2 to 50 ms a key, however briefly a key is down', (_, strokes) => {
    for (const gap of [2, 5, 10, 20, 35, 50])
      for (const hold of [0, 1, Math.floor(gap / 2)])
        for (const end of [[enter], []]) scan([...strokes, ...end], gap, hold)
    expect(pressed).toEqual([])
    expect(scans.length).toBeGreaterThan(0)
  })

  test('whose line stands still behind a function key', () => {
    send('keydown', f(4))
    vi.advanceTimersByTime(900)
    send('keyup', f(4))
    vi.advanceTimersByTime(5)
    scan([...typed('400638130002'), enter], 4, 1)
    expect(pressed).toEqual([])
  })
})

describe('the table', () => {
  test('gives no key to two shortcuts that can be on one screen together', () => {
    // Each of these is on screens where the others are not.
    const apart = [
      ['redeem', 'amount', 'send', 'attach', 'asItCame'],
      ['edit', 'misread'],
      ['card', 'replace'],
      ['stamps', 'amounts'],
    ]
    for (const id of shortcutIds) {
      for (const other of shortcutIds) {
        if (id >= other || apart.some((group) => group.includes(id) && group.includes(other))) continue
        const shared = shortcuts[id].keys.filter((keys) =>
          (shortcuts[other].keys as readonly string[]).includes(keys),
        )
        expect([id, other, shared]).toEqual([id, other, []])
      }
    }
  })

  test('uses no key that scanners, browsers or the terminal itself have, and tells screen readers each', () => {
    const all = shortcutIds.flatMap((id) => shortcuts[id].keys as readonly string[])
    // F5 reloads, F8 is a scanner's separator, F11 and F12 are the window's and the tools'.
    for (const taken of ['F5', 'F8', 'F11', 'F12', 'Alt', 'Mod+r', 'Mod+w', 'Mod+0'])
      expect(all).not.toContain(taken)
    expect([toldKeys('undo'), toldKeys('wallet'), toldKeys('main')]).toEqual([
      'F9 Control+z',
      'Shift+F4',
      'Enter',
    ])
    const shown = (keys: string): string => shownKeys(keys, (key) => en[key])
    expect([shown('Mod+1'), shown('Shift+F4'), shown('Enter F4'), shown('Escape')]).toEqual([
      'Ctrl 1',
      '⇧ F4',
      '↵ F4',
      'Esc',
    ])
  })
})
