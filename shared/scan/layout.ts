/** Every layout, the commonest first: a scanner that fits several takes the first of them. */
export const layoutIds = [
  'us',
  'gb',
  'fr',
  'be',
  'de',
  'de-ch',
  'fr-ch',
  'es',
  'es-419',
  'it',
  'pt',
  'se',
  'no',
  'dk',
  'tr-q',
  'tr-f',
  'pl',
  'cz',
  'hu',
] as const

/** A keyboard layout that a scanner can be set to. */
export type LayoutId = (typeof layoutIds)[number]

/** Which face of a key: 0 plain, 1 with Shift, 2 with AltGr, 3 with both. */
export type KeyLevel = 0 | 1 | 2 | 3

/** What one physical key types on each level; `null` or missing where it types nothing. */
export type KeyFaces = readonly (string | null)[]

/** A keyboard layout as data. */
export interface KeyboardLayout {
  readonly id: LayoutId
  /** Physical key (`KeyboardEvent.code`) to what it types. */
  readonly keys: Readonly<Record<string, KeyFaces>>
  /** For each level the accents that wait for a letter or a Space. */
  readonly dead: readonly string[]
}

/** A layout as it is written down: rows from the digits' down to the one left of Shift. */
export interface LayoutRows {
  readonly id: LayoutId
  /** 13, 12, 12 and 11 keys; the last row begins with the key left of Z (`IntlBackslash`). */
  readonly plain: readonly [digits: string, top: string, home: string, bottom: string]
  readonly shift: readonly [digits: string, top: string, home: string, bottom: string]
  /** Pairs of a key's plain face and what it types with AltGr: `2@ q€`. */
  readonly altGr?: string
  /** The same with AltGr and Shift. */
  readonly shiftAltGr?: string
  /** Which faces are accents that wait, by level. */
  readonly dead?: { readonly plain?: string; readonly shift?: string; readonly altGr?: string }
  /** What the numeric pad's decimal key types; a full stop where it is not said. */
  readonly decimal?: string
}

const rows: readonly (readonly string[])[] = [
  ['Backquote', ...Array.from('1234567890', (digit) => `Digit${digit}`), 'Minus', 'Equal'],
  [...keysOf('QWERTYUIOP'), 'BracketLeft', 'BracketRight'],
  [...keysOf('ASDFGHJKL'), 'Semicolon', 'Quote', 'Backslash'],
  ['IntlBackslash', ...keysOf('ZXCVBNM'), 'Comma', 'Period', 'Slash'],
]

function keysOf(letters: string): readonly string[] {
  return Array.from(letters, (letter) => `Key${letter}`)
}

function pairs(text: string | undefined): ReadonlyMap<string, string> {
  return new Map(
    (text ?? '').split(' ').flatMap((pair) => {
      const [plain, face] = Array.from(pair)
      return plain === undefined || face === undefined ? [] : [[plain, face] as const]
    }),
  )
}

/** Makes a layout of its rows. A space in a row is a key without that face. */
export function layoutOf(written: LayoutRows): KeyboardLayout {
  const altGr = pairs(written.altGr)
  const shiftAltGr = pairs(written.shiftAltGr)
  const keys: Record<string, KeyFaces> = { Space: [' ', ' '] }
  for (const [i, codes] of rows.entries()) {
    const plain = Array.from(written.plain[i] ?? '')
    const shift = Array.from(written.shift[i] ?? '')
    for (const [j, code] of codes.entries()) {
      const own = plain[j] ?? ' '
      const faces = [own, shift[j], altGr.get(own), shiftAltGr.get(own)]
      keys[code] = faces.map((face) => (face === undefined || face === ' ' ? null : face))
    }
  }
  for (const digit of '0123456789') keys[`Numpad${digit}`] = [digit, digit]
  const { decimal = '.' } = written
  Object.assign(keys, {
    NumpadAdd: ['+', '+'],
    NumpadSubtract: ['-', '-'],
    NumpadMultiply: ['*', '*'],
    NumpadDivide: ['/', '/'],
    NumpadDecimal: [decimal, decimal],
  })
  const { plain = '', shift = '', altGr: third = '' } = written.dead ?? {}
  return { id: written.id, keys, dead: [plain, shift, third, ''] }
}

/** What a key types on a layout; `dead` where it waits for the next. Null where it types nothing there. */
export function faceOf(
  layout: KeyboardLayout,
  code: string,
  level: KeyLevel,
): { readonly text: string; readonly dead: boolean } | null {
  const text = layout.keys[code]?.[level] ?? null
  return text === null ? null : { text, dead: layout.dead[level]?.includes(text) === true }
}

// Accent to combining mark; Unicode's own composition knows the letters.
const marks: Readonly<Record<string, string>> = {
  '`': '\u0300',
  '´': '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '˘': '\u0306',
  '˙': '\u0307',
  '¨': '\u0308',
  '°': '\u030a',
  '˝': '\u030b',
  ˇ: '\u030c',
  '¸': '\u0327',
  '˛': '\u0328',
}

/** What an accent that waited and the next character come to: with a Space the accent itself, `^` and `x` both. */
export function composed(accent: string, next: string): string {
  if (next === ' ') return accent
  const both = `${next}${marks[accent] ?? ''}`.normalize('NFC')
  return Array.from(both).length === 1 && both !== next ? both : accent + next
}
