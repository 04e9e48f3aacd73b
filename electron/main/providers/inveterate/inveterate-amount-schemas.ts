import { readBy, Unreadable } from '../read-by.ts'

/** Credits as the vendor told them, in hundredths. */
export interface Amount {
  readonly hundredths: number
  /** False where finer parts were told; they are cut off towards zero, never rounded up in anybody's favour. */
  readonly exact: boolean
}

/** Credits of either sign that this terminal can hold, in whole credits; nothing documented comes near. */
const mostCredits = 1_000_000_000

/** Noise of the vendor's own floating point ends here: six decimals are read, the rest is rounded away. */
const decimals = 6

/**
 * A decimal as text or as a JSON number, exactly; null where it is neither, or too large.
 *
 * A sum that the vendor's own arithmetic made (0.7999999999999999) is read as what it stands for (0.80).
 */
export function parseAmount(value: unknown): Amount | null {
  const text =
    typeof value === 'number' && Math.abs(value) <= mostCredits
      ? value.toFixed(decimals)
      : typeof value === 'string'
        ? value.trim()
        : ''
  const found = /^([+-]?)(\d{1,10})(?:\.(\d{1,30}))?$/.exec(text)
  if (found === null) return null
  const [, sign = '', whole = '0', fraction = ''] = found
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0')
  const up = fraction.length > decimals && fraction.charAt(decimals) >= '5' ? 1 : 0
  if (Number(whole) > mostCredits) return null
  // Whole numbers of at most 16 digits: exact.
  const millionths = Number(whole) * 1_000_000 + Number(kept) + up
  if (millionths > mostCredits * 1_000_000) return null
  const hundredths = Math.floor(millionths / 10_000)
  return {
    hundredths: sign === '-' && hundredths !== 0 ? -hundredths : hundredths,
    exact: millionths % 10_000 === 0,
  }
}

/** Hundredths as the JSON number that stands for them: 1250 becomes 12.5, digit for digit. */
export function wireAmount(hundredths: number): number {
  const sign = hundredths < 0 ? '-' : ''
  const digits = String(Math.abs(hundredths)).padStart(3, '0')
  return Number(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`)
}

/** An amount that must be there and be readable. */
export const amount = readBy(amountIn)

/** An amount that may be absent: null then, never 0. */
export const optionalAmount = readBy(optionalAmountIn)

/** As `optionalAmount`. */
export function optionalAmountIn(value: unknown): Amount | null {
  return value === null || value === undefined ? null : amountIn(value)
}

function amountIn(value: unknown): Amount {
  const told = parseAmount(value)
  if (told === null) throw new Unreadable()
  return told
}
