import { setTimeout as delay } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright/test'
import { faceOf } from '../../../shared/scan/layout.ts'
import type { KeyboardLayout } from '../../../shared/scan/layout.ts'

interface Key {
  readonly key: string
  readonly code: string
  readonly virtual: number
  readonly shift: boolean
  readonly ctrl: boolean
  /** What it types; empty for a key that types nothing. */
  readonly text: string
}

const enter: Key = { key: 'Enter', code: 'Enter', virtual: 13, shift: false, ctrl: false, text: '\r' }
const tab: Key = { key: 'Tab', code: 'Tab', virtual: 9, shift: false, ctrl: false, text: '' }
const control: Key = { key: 'Control', code: 'ControlLeft', virtual: 17, shift: false, ctrl: false, text: '' }

const shifted: ReadonlyMap<string, string> = new Map(
  Array.from('!@#$%^&*()_+{}|:"<>?~').map((sign, at) => [
    sign,
    Array.from("1234567890-=[]\\;',./`")[at] ?? '',
  ]),
)
const signs: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['-', ['Minus', 189]],
  ['=', ['Equal', 187]],
  ['[', ['BracketLeft', 219]],
  [']', ['BracketRight', 221]],
  ['\\', ['Backslash', 220]],
  [';', ['Semicolon', 186]],
  ["'", ['Quote', 222]],
  [',', ['Comma', 188]],
  ['.', ['Period', 190]],
  ['/', ['Slash', 191]],
  ['`', ['Backquote', 192]],
  [' ', ['Space', 32]],
])

/**
 * The key of a US keyboard that types this character. Carriage return and tab are keys of their own; any other
 * control character is pressed as scanners press it, Ctrl and the key 64 above it.
 */
function keyOf(character: string): Key {
  if (character === '\r') return enter
  if (character === '\t') return tab
  if (character < ' ') {
    const above = String.fromCharCode(character.charCodeAt(0) + 64).toLowerCase()
    return { ...keyOf(above), ctrl: true, text: '' }
  }
  const base = shifted.get(character) ?? character
  const shift = base !== character || /[A-Z]/.test(character)
  const plain = base.toLowerCase()
  const typed = { key: character, shift, ctrl: false, text: character }
  if (/[a-z]/.test(plain)) {
    const upper = plain.toUpperCase()
    return { ...typed, code: `Key${upper}`, virtual: upper.charCodeAt(0) }
  }
  if (/[0-9]/.test(plain)) return { ...typed, code: `Digit${plain}`, virtual: plain.charCodeAt(0) }
  const [code, virtual] = signs.get(plain) ?? ['', 0]
  return { ...typed, code, virtual }
}

/** How much longer than usual the machine took lately to do what it was asked, ms; the last one is last. */
const slowness: number[] = []
/** Two of each scan. */
const remembered = 8
const mostForSlowness = 2_000
/** The page takes its own clock for a key that is ten seconds ahead of it, which the last of a scan must not be. */
const longestLead = 9_000
const usualOfKey = 15
const usualOfSession = 100

/**
 * How far the device's clock is ahead, ms: longer than a busy machine takes to deliver the keys of a scan. While hundreds
 * are on their way, the machine may stand still for seconds besides; and where it has just been slow it will be again.
 */
function usualLead(keys: number): number {
  const slow = Math.min(mostForSlowness, 3 * Math.max(0, ...slowness))
  return Math.min(longestLead, 300 + usualOfKey * keys + (keys > 100 ? 4_000 : 0) + slow)
}

function remember(tookMs: number, usualMs: number): void {
  slowness.push(Math.max(0, tookMs - usualMs))
  if (slowness.length > remembered) slowness.shift()
}

/** How a scanner types. */
export interface Strokes {
  /** Milliseconds from key to key; a function for an uneven hand. */
  readonly every?: number | (() => number)
  readonly terminator?: 'Enter' | 'Tab' | 'none'
  /** How far the device's clock is ahead, ms. */
  readonly lead?: number
  /** The computer's layout, where it is not the scanner's American one: same keys, other characters. */
  readonly system?: KeyboardLayout
}

/** What a computer of this layout makes of the key. Accents that wait are none of these tests' business. */
function madeOf(key: Key, system: KeyboardLayout | undefined): Key {
  const face = system === undefined || key.ctrl ? null : faceOf(system, key.code, key.shift ? 1 : 0)
  return face === null ? key : { ...key, key: face.text, text: face.text }
}

/**
 * Types like a device: each key carries the time at which the device pressed it, so that a busy test machine
 * does not turn a scanner into a typist. Answers once the page has had every key.
 */
export async function pressKeys(page: Page, text: string, strokes: Strokes = {}): Promise<void> {
  const asked = Date.now()
  const session = await page.context().newCDPSession(page)
  remember(Date.now() - asked, usualOfSession)
  const { every = 6, terminator = 'Enter', lead = usualLead(text.length) } = strokes
  const strikes: Promise<void>[] = []
  const gap = (): number => (typeof every === 'number' ? every : every())
  // Ahead of the clock: the page measures silence by its own clock, and a busy machine delivers late.
  const begun = Date.now()
  let at = begun + lead
  for (const character of Array.from(text)) {
    // Of a scan that takes the device longer, a key waits for its turn here: the page has that much more time for all.
    const early = at - longestLead - Date.now()
    if (early > 0) await delay(early)
    strikes.push(...press(session, madeOf(keyOf(character), strokes.system), at, gap() * 0.4))
    at += gap()
  }
  if (terminator !== 'none') strikes.push(...press(session, terminator === 'Enter' ? enter : tab, at, 2))
  await Promise.all(strikes)
  remember(Date.now() - begun, usualOfKey * text.length)
  await session.detach()
  // What is pressed next must not seem to have been pressed before this.
  await delay(Math.max(0, at - Date.now() + 100))
}

/**
 * Down and up of one key. Nothing waits for the page to have taken it: the browser delivers in the order of asking,
 * and keys that lie ready are no silence between them.
 */
function press(session: CDPSession, key: Key, at: number, hold: number): readonly Promise<void>[] {
  return [
    ...(key.ctrl ? [strike(session, 'rawKeyDown', { ...control, ctrl: true }, at)] : []),
    strike(session, key.text === '' ? 'rawKeyDown' : 'keyDown', key, at),
    strike(session, 'keyUp', key, at + hold),
    ...(key.ctrl ? [strike(session, 'keyUp', control, at + hold)] : []),
  ]
}

async function strike(
  session: CDPSession,
  type: 'rawKeyDown' | 'keyDown' | 'keyUp',
  key: Key,
  at: number,
): Promise<void> {
  await session.send('Input.dispatchKeyEvent', {
    type,
    key: key.key,
    code: key.code,
    windowsVirtualKeyCode: key.virtual,
    nativeVirtualKeyCode: key.virtual,
    modifiers: (key.ctrl ? 2 : 0) + (key.shift ? 8 : 0),
    ...(type === 'keyDown' ? { text: key.text, unmodifiedText: key.text } : {}),
    timestamp: at / 1_000,
  })
}
