import type { SampleCard } from '../../../shared/domain/views.ts'
import { below } from './random.ts'

/** How a plastic card's code is printed. */
export type Symbology = SampleCard['symbology']

/** A code and how it is printed. */
export interface PrintedCode {
  readonly code: string
  readonly symbology: Symbology
}

/** Without letters and digits that are taken for one another. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A thirteen-digit code of the range that shops print for themselves (29), with its check digit. */
export function ean13(number: number): string {
  const body = `29${String(number % 10_000_000_000).padStart(10, '0')}`
  const sum = Array.from(body).reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

/** The code of the n-th plastic card: mostly EAN-13, some Code 128, some QR. No two alike. */
export function plasticCode(random: () => number, index: number): PrintedCode {
  const chance = random()
  if (chance < 0.7) return { code: ean13(index * 7_919 + 104_729), symbology: 'ean13' }
  const unique = index.toString(36).toUpperCase().padStart(4, '0')
  if (chance < 0.9) return { code: `SW${unique}${randomText(random, 6)}`, symbology: 'code128' }
  return {
    code: `SWQ-${unique}-${randomText(random, 6)}-${randomText(random, 6)}`,
    symbology: 'qrcode',
  }
}

/** The n-th code of a series that is printed on no card. */
export function unissuedCode(index: number): string {
  return ean13(9_900_000_000 + index)
}

function randomText(random: () => number, length: number): string {
  return Array.from({ length }, () => letters[below(random, letters.length)]).join('')
}
