import { faceOf } from '../../../shared/scan/layout.ts'
import type { KeyboardLayout, KeyLevel } from '../../../shared/scan/layout.ts'
import type { WedgeKeyEvent, WedgeModifiers } from '../../../shared/scan/wedge-types.ts'
import { none, random } from './streams.ts'

/** A press of one key on one level. */
export interface Stroke {
  readonly code: string
  readonly level: KeyLevel
}

const levels: readonly KeyLevel[] = [0, 1, 2, 3]

interface Positions {
  readonly plain: ReadonlyMap<string, Stroke>
  readonly dead: ReadonlyMap<string, Stroke>
}
const positions = new WeakMap<KeyboardLayout, Positions>()

/** Where the characters of a layout are; of several places the one with the fewest keys, first on the keyboard. */
function positionsOf(layout: KeyboardLayout): Positions {
  const known = positions.get(layout)
  if (known !== undefined) return known
  const plain = new Map<string, Stroke>()
  const dead = new Map<string, Stroke>()
  for (const level of levels) {
    for (const code of Object.keys(layout.keys)) {
      const face = code.startsWith('Numpad') ? null : faceOf(layout, code, level)
      const places = face?.dead === true ? dead : plain
      if (face !== null && !places.has(face.text)) places.set(face.text, { code, level })
    }
  }
  positions.set(layout, { plain, dead })
  return { plain, dead }
}

/** What is pressed on this layout for a character: one key, or an accent and a Space. Null where it has none. */
export function strokesFor(layout: KeyboardLayout, char: string): readonly Stroke[] | null {
  const { plain, dead } = positionsOf(layout)
  const direct = plain.get(char)
  if (direct !== undefined) return [direct]
  const accent = dead.get(char)
  return accent === undefined ? null : [accent, { code: 'Space', level: 0 }]
}

export const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))

/** Every printable ASCII character that this layout can type. */
export function charactersOf(layout: KeyboardLayout): readonly string[] {
  return printable.filter((char) => strokesFor(layout, char) !== null)
}

export interface Device {
  /** The layout that the scanner (or the person's fingers) means. */
  readonly layout: KeyboardLayout
  /** The layout that the system makes characters with. */
  readonly system: KeyboardLayout
  /** Milliseconds from character to character, and how long a key is down. */
  readonly gap: number
  readonly hold?: number
  readonly start?: number
  readonly jitter?: number
  readonly seed?: number
  readonly capsLock?: boolean
  /** Where digits come from; with NumLock off the system makes arrows and the like of them. */
  readonly digits?: 'row' | 'numpad' | 'numpad-unlocked'
  /** How AltGr is sent: the right Alt key, or Ctrl and Alt. */
  readonly altGr?: 'right-alt' | 'ctrl-alt'
  /** Whether every character is entered by its number while Alt is held. */
  readonly byNumber?: boolean
  /** How a line feed is sent: as Enter, or as Ctrl+J. */
  readonly lineFeed?: 'enter' | 'ctrl-j'
  /** How a group separator is sent: Ctrl and the bracket, F8, or Alt and 029. */
  readonly separator?: 'ctrl' | 'f8' | 'alt'
  /** Whether Enter is the numeric pad's. */
  readonly padEnter?: boolean
  /** Where the line stands still: behind this character, for so many milliseconds. */
  readonly stall?: { readonly after: number; readonly forMs: number }
  /** False for a line that reports presses alone. */
  readonly releases?: boolean
}

const named: Readonly<Record<string, string>> = { '\r': 'Enter', '\n': 'Enter', '\t': 'Tab' }
const unlocked = ['Insert', 'End', 'ArrowDown', 'PageDown', 'ArrowLeft', 'Clear', 'ArrowRight', 'Home', 'ArrowUp', 'PageUp'] // prettier-ignore
// Here Caps Lock holds Shift for the digits too.
const shiftLocked: readonly string[] = ['fr', 'be']

/** What a system makes of presses. */
export class SystemKeyboard {
  private readonly layout: KeyboardLayout
  private readonly capsLock: boolean

  constructor(layout: KeyboardLayout, capsLock: boolean) {
    this.layout = layout
    this.capsLock = capsLock
  }

  hasAltGr(): boolean {
    return Object.values(this.layout.keys).some((faces) => (faces[2] ?? null) !== null)
  }

  key({ code, level }: Stroke): string {
    const third = level > 1
    const own = third && !this.hasAltGr() ? ((level - 2) as KeyLevel) : level
    const face = this.capsLock ? this.locked(code, own) : faceOf(this.layout, code, own)
    if (face === null) return 'Unidentified'
    // The key behind an accent has its own name in the event, whatever the two come to in a field.
    return face.dead ? 'Dead' : face.text
  }

  private locked(code: string, level: KeyLevel): ReturnType<typeof faceOf> {
    const other = level === 0 ? 1 : level === 1 ? 0 : level
    const face = faceOf(this.layout, code, level)
    const swapped = faceOf(this.layout, code, other)
    if (face === null || swapped === null) return face
    const letters = face.text !== swapped.text && face.text.toLowerCase() === swapped.text.toLowerCase()
    const digits = shiftLocked.includes(this.layout.id) && code.startsWith('Digit')
    return letters || digits ? swapped : face
  }
}

/** The key events of a scanner that sends `text`: `\r` Enter, `\t` Tab, other control characters as Ctrl and a key. */
export function typedBy(text: string, device: Device): WedgeKeyEvent[] {
  const { layout, gap, start = 1_000, jitter = 0, releases = true, altGr = 'right-alt' } = device
  const hold = device.hold ?? gap / 2
  const system = new SystemKeyboard(device.system, device.capsLock ?? false)
  const chance = random(device.seed ?? 1)
  const events: WedgeKeyEvent[] = []
  const send = (
    type: 'down' | 'up',
    code: string,
    key: string,
    at: number,
    modifiers: WedgeModifiers = none,
  ): void => {
    if (type === 'down' || releases)
      events.push({ type, code, key, at, repeat: false, isComposing: false, modifiers })
  }
  let at = start
  let first = true
  const step = (): number => {
    const now = first ? at : at + (chance() * 2 - 1) * jitter
    first = false
    at += gap
    return now
  }
  const press = (stroke: Stroke): void => {
    const now = step()
    const lead = now - Math.min(2, gap / 4)
    const shift = stroke.level === 1 || stroke.level === 3
    const third = stroke.level > 1
    const asAltGr = third && system.hasAltGr()
    const both = third && altGr === 'ctrl-alt' && !asAltGr
    const modifiers = { ...none, shift, altGraph: asAltGr, alt: third && !asAltGr, ctrl: both }
    if (shift) send('down', 'ShiftLeft', 'Shift', lead, { ...none, shift })
    if (both) send('down', 'ControlLeft', 'Control', lead, { ...none, shift, ctrl: true })
    const altCode = both ? 'AltLeft' : 'AltRight'
    const altKey = asAltGr ? 'AltGraph' : 'Alt'
    if (third) send('down', altCode, altKey, lead, modifiers)
    const key = system.key(stroke)
    send('down', stroke.code, key, now, modifiers)
    send('up', stroke.code, key, now + hold, modifiers)
    if (third) send('up', altCode, altKey, now + hold, { ...none, shift })
    if (both) send('up', 'ControlLeft', 'Control', now + hold, { ...none, shift })
    if (shift) send('up', 'ShiftLeft', 'Shift', now + hold)
  }
  const plain = (code: string, key: string): void => {
    const now = step()
    send('down', code, key, now)
    send('up', code, key, now + hold)
  }
  const byNumber = (number: number, digits: number): void => {
    const alt = { ...none, alt: true }
    send('down', 'AltLeft', 'Alt', at, alt)
    for (const digit of String(number).padStart(digits, '0')) {
      const now = step()
      send('down', `Numpad${digit}`, digit, now, alt)
      send('up', `Numpad${digit}`, digit, now + hold, alt)
    }
    send('up', 'AltLeft', 'Alt', at - gap + hold)
  }
  for (const [i, char] of Array.from(text).entries()) {
    if (device.stall !== undefined && i === device.stall.after) at += device.stall.forMs
    const number = char.charCodeAt(0)
    const name = char === '\n' && device.lineFeed === 'ctrl-j' ? undefined : named[char]
    if (name !== undefined) plain(device.padEnter === true && name === 'Enter' ? 'NumpadEnter' : name, name)
    else if (number === 29 && device.separator === 'f8') plain('F8', 'F8')
    else if (number === 29 && device.separator === 'alt') byNumber(number, 3)
    else if (number < 32) {
      const letter = String.fromCharCode(number + (number < 27 ? 96 : 64))
      const own = positionsOf(layout).plain.get(letter)?.code ?? 'BracketRight'
      const code = number < 27 ? own : number === 29 ? 'BracketRight' : own
      const now = step()
      const ctrl = { ...none, ctrl: true }
      const key = device.system.keys[code]?.[0] ?? letter
      send('down', 'ControlLeft', 'Control', now - Math.min(2, gap / 4), ctrl)
      send('down', code, key, now, ctrl)
      send('up', code, key, now + hold, ctrl)
      send('up', 'ControlLeft', 'Control', now + hold)
    } else if (device.byNumber === true) byNumber(number, 4)
    else if (/[0-9]/.test(char) && (device.digits ?? 'row') !== 'row')
      plain(`Numpad${char}`, device.digits === 'numpad' ? char : (unlocked[number - 48] ?? char))
    else for (const stroke of strokesFor(layout, char) ?? []) press(stroke)
  }
  return events.toSorted((a, b) => a.at - b.at)
}
