import type { Unit } from './unit.ts'

/**
 * Something that a provider tells of a member beside name, contact and balance. Null: the provider may tell it and did
 * not; it is shown as unknown, never as nothing. Notes of the shop for itself are none of these.
 */
export type MemberFact =
  /** Ever earned, ever redeemed; in the unit's smallest part. */
  | {
      readonly kind: 'earned' | 'redeemed'
      readonly amount: number | null
      readonly unit: Unit
    }
  /** Ever spent at the shop, in the smallest part of its currency, which is named where the provider says it. */
  | { readonly kind: 'spent'; readonly minor: number | null; readonly currency?: 'USD' }
  /** UTC ms. `zoned` false: the provider tells a time without a zone, and only the day can be shown. */
  | { readonly kind: 'last-spend' | 'joined'; readonly at: number | null; readonly zoned: boolean }
  | { readonly kind: 'marketing'; readonly agreed: boolean | null }
  | { readonly kind: 'orders'; readonly count: number | null }
  /** The provider's id of the tier, and what it calls it where it says so beside the member. */
  | { readonly kind: 'tier'; readonly id: string | null; readonly name: string | null }
  /** Words of the provider: a state, a code, a name elsewhere. Empty where there is none. */
  | {
      readonly kind: 'status' | 'affiliate-code' | 'discord'
      readonly text: string | null
    }
  /**
   * What the member belongs to; ids are the provider's. `lists` are those that members can be put on, `memberships`
   * what the provider calls so beside them.
   */
  | {
      readonly kind: 'lists' | 'memberships'
      readonly lists: readonly { readonly id: string; readonly name: string }[] | null
    }
