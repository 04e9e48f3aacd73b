import { setTimeout as delay } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright/test'

interface Key {
  readonly key: string
  readonly code: string
  readonly virtual: number
  readonly shift: boolean
}

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

/** The key of a US keyboard that types this character. */
function keyOf(character: string): Key {
  const base = shifted.get(character) ?? character
  const shift = base !== character || /[A-Z]/.test(character)
  const plain = base.toLowerCase()
  if (/[a-z]/.test(plain)) {
    const upper = plain.toUpperCase()
    return { key: character, code: `Key${upper}`, virtual: upper.charCodeAt(0), shift }
  }
  if (/[0-9]/.test(plain))
    return { key: character, code: `Digit${plain}`, virtual: plain.charCodeAt(0), shift }
  const [code, virtual] = signs.get(plain) ?? ['', 0]
  return { key: character, code, virtual, shift }
}

/** How a scanner types. */
export interface Strokes {
  /** Milliseconds from key to key; a function for an uneven hand. */
  readonly every?: number | (() => number)
  readonly terminator?: 'Enter' | 'Tab' | 'none'
}

/**
 * Types like a device: each key carries the time at which the device pressed it, so that a busy test machine
 * does not turn a scanner into a typist. Answers once the page has had every key.
 */
export async function pressKeys(page: Page, text: string, strokes: Strokes = {}): Promise<void> {
  const { every = 6, terminator = 'Enter' } = strokes
  const session = await page.context().newCDPSession(page)
  const gap = (): number => (typeof every === 'number' ? every : every())
  // Ahead of the clock: the page measures silence by its own clock, and a busy machine delivers late.
  let at = Date.now() + leadMs(text.length)
  for (const character of Array.from(text)) {
    await press(session, { ...keyOf(character), text: character }, at, gap() * 0.4)
    at += gap()
  }
  if (terminator === 'Enter') {
    await press(session, { key: 'Enter', code: 'Enter', virtual: 13, shift: false, text: '\r' }, at, 2)
  } else if (terminator === 'Tab') {
    await press(session, { key: 'Tab', code: 'Tab', virtual: 9, shift: false, text: '' }, at, 2)
  }
  await session.detach()
  // What is pressed next must not seem to have been pressed before this.
  await delay(Math.max(0, at - Date.now() + 10))
}

function leadMs(keys: number): number {
  return Math.min(800, 100 + keys * 30)
}

/** Down and up of one key, each taken by the page before the next is sent. */
async function press(
  session: CDPSession,
  key: Key & { readonly text: string },
  at: number,
  hold: number,
): Promise<void> {
  const common = {
    key: key.key,
    code: key.code,
    windowsVirtualKeyCode: key.virtual,
    nativeVirtualKeyCode: key.virtual,
    modifiers: key.shift ? 8 : 0,
  }
  await session.send('Input.dispatchKeyEvent', {
    type: key.text === '' ? 'rawKeyDown' : 'keyDown',
    ...common,
    ...(key.text === '' ? {} : { text: key.text, unmodifiedText: key.text }),
    timestamp: at / 1_000,
  })
  await session.send('Input.dispatchKeyEvent', {
    type: 'keyUp',
    ...common,
    timestamp: (at + hold) / 1_000,
  })
}
