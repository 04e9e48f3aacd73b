import type { Unit } from './unit.ts'

/** A loyalty card that the shop offers (Leal: card template). */
export interface CardTemplate {
  /** Id at the provider. */
  readonly id: string
  readonly name: string
  /** What it counts; absent: stamps. */
  readonly unit?: Unit
  /** Stamps that fill the card, 1 to 21; 0 for a balance, which nothing fills. */
  readonly stampsRequired: number
  /** Stamps that the provider itself gives at enrolment ("welcome"). */
  readonly initialStamps: number
  /** Rewards of this card that are active, cheapest first. */
  readonly rewards: readonly Reward[]
}

/** Something a member can have for stamps. */
export interface Reward {
  /** Id at the provider. */
  readonly id: string
  readonly name: string
  /** Stamps it costs, 1 or more. */
  readonly stampsRequired: number
}

/** What the shop offers, as the provider last told it. */
export interface Programme {
  readonly cards: readonly CardTemplate[]
  /** When the provider told it, UTC ms. */
  readonly fetchedAt: number
}
