import { latinDigits } from '../../shared/domain/digits.ts'
import type { MessageId } from '../i18n/messages/en.ts'

/** What can be pressed by a key. */
export interface Shortcut {
  /**
   * Keys that do it, the first of them shown on the button: `KeyboardEvent.key`, with `Mod+` for Ctrl (on a Mac ⌘) and
   * `Shift+`. What stands in no such form (digits) is heard where it is used.
   */
  readonly keys: readonly [string, ...string[]]
  /** The button's own words. */
  readonly words: MessageId
  /** Where the sheet lists it, and what keeps it from being pressed: what belongs to a member is not, while somebody searches. */
  readonly place: 'member' | 'here' | 'everywhere'
}

/**
 * Every shortcut of the terminal: buttons and the sheet take keys and words from here, and what listens does too. Why these
 * keys: docs/shortcuts.md.
 */
export const shortcuts = {
  main: { keys: ['Enter'], words: 'key.main', place: 'member' },
  stamps: { keys: ['1–5'], words: 'member.add.title', place: 'member' },
  amounts: { keys: ['1–3'], words: 'balance.quick', place: 'member' },
  redeem: { keys: ['F4'], words: 'member.redeem', place: 'member' },
  amount: { keys: ['F4'], words: 'key.amount', place: 'member' },
  send: { keys: ['F4'], words: 'member.redeem.send', place: 'member' },
  edit: { keys: ['F2'], words: 'member.edit', place: 'member' },
  card: { keys: ['F7'], words: 'key.card', place: 'member' },
  wallet: { keys: ['Shift+F4'], words: 'extras.wallet', place: 'member' },
  ledger: { keys: ['Shift+F2'], words: 'extras.ledger', place: 'member' },
  reveal: { keys: ['Shift+F3'], words: 'key.reveal', place: 'member' },
  revert: { keys: ['Shift+F9'], words: 'balance.revert', place: 'member' },
  forget: { keys: ['Shift+F7'], words: 'forget.open', place: 'member' },
  close: { keys: ['Escape'], words: 'member.close', place: 'member' },
  rows: { keys: ['↑ ↓'], words: 'key.rows', place: 'here' },
  search: { keys: ['F3'], words: 'key.search', place: 'here' },
  enrol: { keys: ['F6'], words: 'counter.enrol', place: 'here' },
  tier: { keys: ['Shift+F6'], words: 'tier.open.label', place: 'here' },
  camera: { keys: ['F10'], words: 'counter.camera', place: 'here' },
  attach: { keys: ['F4'], words: 'enrol.choice.attach', place: 'here' },
  replace: { keys: ['F7'], words: 'lost.choice', place: 'here' },
  misread: { keys: ['F2'], words: 'enrol.choice.misread', place: 'here' },
  asItCame: { keys: ['F4'], words: 'enrol.choice.as-it-came', place: 'here' },
  undo: { keys: ['F9', 'Mod+z'], words: 'key.undo', place: 'everywhere' },
  sheet: { keys: ['F1', '?'], words: 'keys.title', place: 'everywhere' },
  counter: { keys: ['Mod+1'], words: 'shell.nav.counter', place: 'everywhere' },
  queue: { keys: ['Mod+2'], words: 'shell.nav.queue', place: 'everywhere' },
  practice: { keys: ['Mod+3'], words: 'shell.nav.practice', place: 'everywhere' },
  settings: { keys: ['Mod+4'], words: 'shell.nav.settings', place: 'everywhere' },
  staff: { keys: ['Mod+5'], words: 'shell.cashier.nobody', place: 'everywhere' },
  shift: { keys: ['Mod+6'], words: 'shell.nav.shift', place: 'everywhere' },
  theme: { keys: ['Mod+7'], words: 'key.theme', place: 'everywhere' },
} as const satisfies Readonly<Record<string, Shortcut>>

/** One of them. */
export type ShortcutId = keyof typeof shortcuts

/** All of them, in the order of the sheet. */
export const shortcutIds = Object.keys(shortcuts) as readonly ShortcutId[]

/** Whether the keys are those of a Mac. */
export function isMac(): boolean {
  return /Mac/u.test(navigator.platform)
}

/**
 * Keys as they stand on a button, several with a space between them. `call` says what is written on those whose names are
 * words: they are not the same on every country's keyboards.
 */
export function shownKeys(keys: string, call: (key: 'key.control' | 'key.escape') => string): string {
  const mac = isMac()
  const sign = (part: string): string => {
    switch (part) {
      case 'Mod':
        return mac ? '⌘' : call('key.control')
      case 'Shift':
        return '⇧'
      case 'Enter':
        return '↵'
      case 'Escape':
        return call('key.escape')
      default:
        return part.length === 1 ? part.toUpperCase() : part
    }
  }
  const shown = (one: string): string =>
    one
      .split('+')
      .map(sign)
      .join(mac ? '' : ' ')
  return keys.split(' ').map(shown).join(' ')
}

/** Whether the keys type a sign by themselves: a digit (or one of several), or a question mark. */
function isCharacter(keys: string): boolean {
  return /^(?:\d(?:–\d)?|\?)$/u.test(keys)
}

/** The keys of a shortcut; without `characters` only those that type nothing, which may be none. */
export function keysOf(id: ShortcutId, characters: boolean): readonly string[] {
  const keys: readonly string[] = shortcuts[id].keys
  return characters ? keys : keys.filter((one) => !isCharacter(one))
}

/** Keys as a screen reader is told them. */
export function toldKeys(id: ShortcutId, characters = true): string | null {
  const told = keysOf(id, characters)
    .filter((keys) => /^(?:(?:Mod|Shift)\+)*[\w?]+$/u.test(keys))
    .map((keys) => keys.replace('Mod', isMac() ? 'Meta' : 'Control'))
  return told.length === 0 ? null : told.join(' ')
}

/** Whether a key that went down is this one. */
export function isPressed(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const mod = isMac() ? event.metaKey : event.ctrlKey
  const other = isMac() ? event.ctrlKey : event.metaKey
  if (other || event.altKey || mod !== parts.includes('Mod')) return false
  // A question mark is typed with Shift, or without, as the keyboard has it.
  if (key !== '?' && event.shiftKey !== parts.includes('Shift')) return false
  // The digits of a keyboard are where they are, whatever is written on them without Shift.
  if (/^\d$/u.test(key)) return event.code === `Digit${key}` || latinDigits(event.key) === key
  return key.length === 1 ? event.key.toLowerCase() === key : event.key === key
}
