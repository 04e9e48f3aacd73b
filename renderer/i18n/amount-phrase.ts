import type { Unit } from '../../shared/domain/unit.ts'
import { phrase } from './phrase.ts'
import type { Phrase } from './phrase.ts'

/** So many of a unit, without a sign. For reading only: figures that are saved stay whole numbers. */
export function amountPhrase(amount: number, unit: Unit): Phrase {
  return phrase(`unit.${unit.kind}`, { amount: Math.abs(amount) / 10 ** unit.decimals })
}

/** What was added, or taken. */
export function changePhrase(amount: number, unit: Unit): Phrase {
  return phrase(amount < 0 ? 'balance.taken' : 'balance.given', { amount: amountPhrase(amount, unit) })
}
