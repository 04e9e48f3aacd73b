/** What one physical key types: plain, with Shift, and with AltGr where the layout has it. */
export type KeyFaces = readonly [plain: string, shifted: string, altGr?: string]

/** A keyboard layout as data: physical key (`KeyboardEvent.code`) to what it types. */
export type KeyboardLayout = Readonly<Record<string, KeyFaces>>

const letters: readonly (readonly [string, KeyFaces])[] = Array.from(
  'abcdefghijklmnopqrstuvwxyz',
  (letter) => [`Key${letter.toUpperCase()}`, [letter, letter.toUpperCase()]],
)

const digits: readonly (readonly [string, KeyFaces])[] = Array.from(')!@#$%^&*(', (shifted, digit) => [
  `Digit${digit}`,
  [String(digit), shifted],
])

const numpad: readonly (readonly [string, KeyFaces])[] = Array.from('0123456789', (digit) => [
  `Numpad${digit}`,
  [digit, digit],
])

/** United States: the layout that scanners leave the factory with. */
export const usLayout: KeyboardLayout = {
  ...Object.fromEntries([...letters, ...digits, ...numpad]),
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
}
