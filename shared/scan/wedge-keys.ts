import { faceOf } from './layout.ts'
import type { KeyLevel } from './layout.ts'
import { groupSeparator } from './scanned-code.ts'
import type { WedgeKeyEvent, WedgeSettings, WedgeTerminator } from './wedge-types.ts'

/** What a key press means to the wedge. */
export type KeyMeaning =
  /** Types a character. `foreign`: by the system's word, as the scanner's own layout has nothing there. */
  | { readonly kind: 'character'; readonly text: string; readonly foreign?: true }
  /** A control character in one of its disguises (Ctrl+letter, F8, Escape ...). */
  | { readonly kind: 'control'; readonly text: string }
  /** Ends a scan, and otherwise is Enter, Tab, or (`byControl`) a shortcut such as Ctrl+J or Ctrl+C. */
  | { readonly kind: 'terminator'; readonly terminator: WedgeTerminator; readonly byControl: boolean }
  /** A digit of a character that is entered by number while Alt is held. */
  | { readonly kind: 'alt-digit'; readonly digit: string }
  /** An accent that waits for its letter. Where the scanner's layout is not known, `accent` is null and is lost. */
  | { readonly kind: 'dead'; readonly accent: string | null }
  /** Shift, Control, Alt and their like: part of the next character. */
  | { readonly kind: 'modifier' }
  /** A key of the input method: its text is not ours to judge. */
  | { readonly kind: 'composing' }
  /** Backspace, arrows, shortcuts: something that only a person presses. */
  | { readonly kind: 'command' }

const modifierKeys: readonly string[] = [
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'Fn',
]

const composing: KeyMeaning = { kind: 'composing' }
const command: KeyMeaning = { kind: 'command' }

function terminatorOf(key: string): KeyMeaning | null {
  if (key === 'Enter') return { kind: 'terminator', terminator: 'enter', byControl: false }
  return key === 'Tab' ? { kind: 'terminator', terminator: 'tab', byControl: false } : null
}

// Control characters by their position on a US keyboard, which is what scanners press: Ctrl+] is GS (29).
const controlPunctuation: Readonly<Record<string, number>> = {
  BracketLeft: 27,
  Backslash: 28,
  BracketRight: 29,
  Digit6: 30,
  Minus: 31,
}

const controlTerminators: Readonly<Record<number, WedgeTerminator>> = {
  3: 'end-of-text',
  9: 'tab',
  10: 'line-feed',
  13: 'enter',
}

/** The letter of a key: by the scanner's own layout where it is known, else by the key's name or the system's word. */
function letterOf(event: WedgeKeyEvent, settings: WedgeSettings): string {
  const own = physical(event, settings, 0)?.text ?? ''
  if (/^[a-z]$/.test(own)) return own.toUpperCase()
  return /^Key([A-Z])$/.exec(event.code)?.[1] ?? event.key.toUpperCase()
}

function controlOf(event: WedgeKeyEvent, settings: WedgeSettings): KeyMeaning {
  const letter = letterOf(event, settings)
  const number =
    controlPunctuation[event.code] ?? (/^[A-Z\]]$/.test(letter) ? letter.charCodeAt(0) & 31 : undefined)
  if (number === undefined) return command
  const terminator = controlTerminators[number]
  if (terminator !== undefined) return { kind: 'terminator', terminator, byControl: true }
  return { kind: 'control', text: String.fromCharCode(number) }
}

// Keys that scanners press for a control character and that close, delete or move when a person does.
const controlKeys: Readonly<Record<string, string>> = {
  F8: groupSeparator,
  Escape: '\u001b',
  Backspace: '\b',
}

function physical(event: WedgeKeyEvent, settings: WedgeSettings, level: KeyLevel): ReturnType<typeof faceOf> {
  if (settings.decodeByPhysicalKey !== true || settings.layout === undefined) return null
  return faceOf(settings.layout, event.code, level)
}

/** Which face the scanner meant. AltGr comes as Ctrl+Alt too, and as a plain Alt where the system's layout has none. */
function levelOf({ modifiers }: WedgeKeyEvent, rightAlt: boolean): KeyLevel {
  const third = modifiers.altGraph || (modifiers.ctrl && modifiers.alt) || (modifiers.alt && rightAlt)
  return third ? (modifiers.shift ? 3 : 2) : modifiers.shift ? 1 : 0
}

/**
 * Reads one key press.
 *
 * @param rightAlt whether the Alt that is held is the right one
 */
export function meaningOf(event: WedgeKeyEvent, settings: WedgeSettings, rightAlt = false): KeyMeaning {
  const { ctrl, alt, meta, altGraph } = event.modifiers
  if (event.isComposing || event.key === 'Process') return composing
  if (modifierKeys.includes(event.key)) return { kind: 'modifier' }
  const numpadDigit = /^Numpad([0-9])$/.exec(event.code)?.[1]
  if (alt && !ctrl && numpadDigit !== undefined) return { kind: 'alt-digit', digit: numpadDigit }
  if (meta) return command
  if (ctrl && !alt && !altGraph) return event.key === 'Enter' ? command : controlOf(event, settings)
  const level = levelOf(event, rightAlt)
  const face = alt && !ctrl && !rightAlt && !altGraph ? null : physical(event, settings, level)
  if (face !== null)
    return face.dead ? { kind: 'dead', accent: face.text } : { kind: 'character', text: face.text }
  if (event.key === 'Dead') return { kind: 'dead', accent: null }
  // AltGr comes as Ctrl+Alt on Windows; Option on macOS types beyond ASCII; any other Alt is a mnemonic.
  if (alt && !altGraph && !ctrl && /^[\u0000-\u007f]*$/u.test(event.key)) return command
  if (Array.from(event.key).length === 1) {
    const number = event.key.charCodeAt(0)
    if (number < 32) return { kind: 'control', text: event.key }
    const known = settings.decodeByPhysicalKey === true && settings.layout?.keys[event.code] !== undefined
    return { kind: 'character', text: event.key, ...(known ? { foreign: true } : {}) }
  }
  const control = controlKeys[event.key]
  return terminatorOf(event.key) ?? (control === undefined ? command : { kind: 'control', text: control })
}

/**
 * The character that Alt and these numpad digits stand for.
 *
 * @param digits as pressed, such as `029`
 * @returns null for a number that is no character of ASCII or Latin-1
 */
export function altCode(digits: string): string | null {
  const number = Number(digits)
  const known = number < 128 || (number >= 160 && digits.startsWith('0'))
  return digits !== '' && known && number < 256 ? String.fromCharCode(number) : null
}
