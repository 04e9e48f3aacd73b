import type { Symbology } from './symbology.ts'

/** An AIM symbology identifier: `]`, a code letter and a modifier, which some scanners put before the data. */
export interface AimIdentifier {
  /** The three characters as sent, such as `]E0`. */
  readonly identifier: string
  /** Null for a letter that stands for nothing a loyalty card is printed in. */
  readonly symbology: Symbology | null
  /** Whether the identifier says that the data are GS1 element strings (FNC1 in first position). */
  readonly gs1: boolean
}

const byLetter: Readonly<Record<string, Symbology>> = {
  A: 'code-39',
  C: 'code-128',
  F: 'codabar',
  G: 'code-93',
  I: 'itf',
  L: 'pdf417',
  Q: 'qr',
  d: 'data-matrix',
  e: 'databar',
  z: 'aztec',
}

const gs1Identifiers: readonly string[] = [']C1', ']Q3', ']d2', ']e0', ']z1']

// ]E0 is EAN-13 or UPC-A (sent as 13 digits), ]E3 an EAN-13 with an add-on of 2 or 5 digits, ]E4 EAN-8.
function eanOf(modifier: string): Symbology {
  return modifier === '4' ? 'ean-8' : 'ean-13'
}

/**
 * Splits a leading AIM identifier off.
 *
 * @param text what the scanner sent, prefix already taken off
 * @returns the identifier (null where there is none) and the data behind it
 */
export function splitAim(text: string): { readonly aim: AimIdentifier | null; readonly data: string } {
  const found = /^\]([A-Za-z])([0-9A-Za-z])/u.exec(text)
  const letter = found?.[1]
  const modifier = found?.[2]
  if (letter === undefined || modifier === undefined) return { aim: null, data: text }
  const identifier = text.slice(0, 3)
  const symbology = letter === 'E' ? eanOf(modifier) : (byLetter[letter] ?? null)
  // An unknown letter may be the code's own first characters: a card is an opaque string.
  if (symbology === null && letter !== 'X') return { aim: null, data: text }
  return { aim: { identifier, symbology, gs1: gs1Identifiers.includes(identifier) }, data: text.slice(3) }
}
