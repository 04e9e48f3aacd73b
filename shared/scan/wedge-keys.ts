import { groupSeparator } from './scanned-code.ts'
import type { WedgeKeyEvent, WedgeSettings, WedgeTerminator } from './wedge-types.ts'

/** What a key press means to the wedge. */
export type KeyMeaning =
  /** Types a character. */
  | { readonly kind: 'character'; readonly text: string }
  /** A control character in one of its disguises (Ctrl+letter, F8, Escape ...). */
  | { readonly kind: 'control'; readonly text: string }
  /** Ends a scan, and otherwise is Enter, Tab, or (`byControl`) a shortcut such as Ctrl+J or Ctrl+C. */
  | { readonly kind: 'terminator'; readonly terminator: WedgeTerminator; readonly byControl: boolean }
  /** A digit of a character that is entered by number while Alt is held. */
  | { readonly kind: 'alt-digit'; readonly digit: string }
  /** An accent that waits for its letter: the character is lost. */
  | { readonly kind: 'dead' }
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

function controlOf(event: WedgeKeyEvent): KeyMeaning {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1] ?? event.key.toUpperCase()
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

function physical(event: WedgeKeyEvent, settings: WedgeSettings): string | null {
  if (settings.decodeByPhysicalKey !== true || settings.layout === undefined) return null
  const faces = settings.layout[event.code]
  if (faces === undefined) return null
  if (event.modifiers.altGraph) return faces[2] ?? null
  return event.modifiers.shift ? faces[1] : faces[0]
}

/** Reads one key press. */
export function meaningOf(event: WedgeKeyEvent, settings: WedgeSettings): KeyMeaning {
  const { ctrl, alt, meta, altGraph } = event.modifiers
  if (event.isComposing || event.key === 'Process') return composing
  if (modifierKeys.includes(event.key)) return { kind: 'modifier' }
  const numpadDigit = /^Numpad([0-9])$/.exec(event.code)?.[1]
  if (alt && !ctrl && numpadDigit !== undefined) return { kind: 'alt-digit', digit: numpadDigit }
  if (meta) return command
  if (ctrl && !alt && !altGraph) return event.key === 'Enter' ? command : controlOf(event)
  const decoded = physical(event, settings)
  if (decoded !== null) return { kind: 'character', text: decoded }
  if (event.key === 'Dead') return { kind: 'dead' }
  // AltGr comes as Ctrl+Alt on Windows; Option on macOS types beyond ASCII; any other Alt is a mnemonic.
  if (alt && !altGraph && !ctrl && /^[\u0000-\u007f]*$/u.test(event.key)) return command
  if (Array.from(event.key).length === 1) {
    const number = event.key.charCodeAt(0)
    return number < 32 ? { kind: 'control', text: event.key } : { kind: 'character', text: event.key }
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
