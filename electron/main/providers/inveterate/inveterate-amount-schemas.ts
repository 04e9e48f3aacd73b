import { z } from 'zod'

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
  const up = fraction.length > decimals && fraction.charAt(decimals) >= '5' ? 1n : 0n
  const millionths = BigInt(whole) * 1_000_000n + BigInt(kept) + up
  if (millionths > BigInt(mostCredits) * 1_000_000n) return null
  const hundredths = Number(millionths / 10_000n)
  return {
    hundredths: sign === '-' && hundredths !== 0 ? -hundredths : hundredths,
    exact: millionths % 10_000n === 0n,
  }
}

/** Hundredths as the JSON number that stands for them: 1250 becomes 12.5, digit for digit. */
export function wireAmount(hundredths: number): number {
  const sign = hundredths < 0 ? '-' : ''
  const digits = String(Math.abs(hundredths)).padStart(3, '0')
  return Number(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`)
}

/** An amount that must be there and be readable. */
export const amount = z.union([z.number(), z.string()]).transform((value, context) => {
  const parsed = parseAmount(value)
  if (parsed === null) context.addIssue({ code: 'custom', message: 'not an amount' })
  return parsed ?? z.NEVER
})

/** An amount that may be absent: null then, never 0. */
export const optionalAmount = amount.nullish().transform((value) => value ?? null)
