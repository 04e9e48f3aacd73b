/** What a provider counts for a member. Amounts are whole numbers of its smallest part. */
export interface Unit {
  readonly kind: 'stamps' | 'points' | 'credits' | 'money'
  /** Digits after the point: 2 where the smallest part is a hundredth. */
  readonly decimals: 0 | 2
}

/** Stamps on a card: what a card counts where nothing else is said. */
export const stampUnit: Unit = { kind: 'stamps', decimals: 0 }

/** What may be added to a balance, and taken from it. Refused at the keypad, before anything is saved. */
export interface AdjustLimits {
  readonly unit: Unit
  /** The most that one operation adds, in the unit's smallest part. */
  readonly most: number
  /** The most that one operation takes away, in the unit's smallest part, as a positive number. */
  readonly mostTaken: number
  /** Amounts that are one press, smallest first, in the unit's smallest part. */
  readonly quick: readonly number[]
  /** The longest note that goes with an adjustment, in characters; 0 where the provider keeps none. */
  readonly noteLength: number
}

/** A number as a person types it in a unit, for example `12,50`; null where it is none, or too fine for the unit. */
export function parseAmount(text: string, unit: Unit): number | null {
  const match = /^(\d{1,9})(?:[.,٫](\d{1,2}))?$/.exec(text.trim())
  if (match === null) return null
  const [, whole = '', part = ''] = match
  if (part !== '' && unit.decimals === 0) return null
  return Number(whole) * 10 ** unit.decimals + Number(part.padEnd(unit.decimals, '0') || '0')
}
