import type { Unit } from '../../shared/domain/unit.ts'
import { phrase } from './phrase.ts'
import type { Phrase } from './phrase.ts'

/** So many of a unit; a balance that is overdrawn keeps its sign. For reading only: what is saved stays whole. */
export function amountPhrase(amount: number, unit: Unit): Phrase {
  return phrase(`unit.${unit.kind}`, { amount: amount / 10 ** unit.decimals })
}

/** What was added, or taken. */
export function changePhrase(amount: number, unit: Unit): Phrase {
  return phrase(amount < 0 ? 'balance.taken' : 'balance.given', {
    amount: amountPhrase(Math.abs(amount), unit),
  })
}

/** A figure alone, where what it counts is plain from what stands around it. */
export function figurePhrase(amount: number, unit: Unit): Phrase {
  return phrase(unit.kind === 'money' ? 'figure.money' : 'figure.plain', {
    amount: amount / 10 ** unit.decimals,
  })
}
