import type { MemberFact } from './member-fact.ts'

/** What a shop knows of a member and a cashier can edit. */
export interface MemberDetails {
  readonly firstName: string
  readonly lastName: string | null
  readonly email: string | null
  /** E.164. */
  readonly phone: string | null
  /** ISO date, YYYY-MM-DD. */
  readonly birthday: string | null
}

/** The editable fields, in the order in which a form shows them. */
export const memberFields = ['firstName', 'lastName', 'email', 'phone', 'birthday'] as const

/** One editable field of a member. */
export type MemberField = (typeof memberFields)[number]

/**
 * A loyalty card of one member, as the provider told it. A balance is one too: the provider's only one, under the id
 * that its adapter gives it.
 */
export interface HeldCard {
  /** Id of this member's card at the provider (Leal: customer card). */
  readonly id: string
  readonly templateId: string
  readonly name: string
  /** Stamps on it now; what its template counts, in the unit's smallest part. */
  readonly stamps: number
  /** Whether the member has it in a phone wallet; null where the provider does not say. */
  readonly passInstalled: boolean | null
}

/** A member as the provider told it. */
export interface RemoteMember {
  readonly remoteId: string
  readonly details: MemberDetails
  readonly cards: readonly HeldCard[]
  /** False where the answer was a list row without cards: `cards` is then empty and says nothing. */
  readonly cardsKnown: boolean
  /** Codes that open this member when scanned. */
  readonly codes: readonly string[]
  /** Marks that this product left at the provider (one per enrolment), for reading back. */
  readonly tags: readonly string[]
  /** When the provider last changed it, UTC ms; null where it does not say. */
  readonly updatedAt: number | null
  /** Whatever else the provider tells; absent where it tells nothing more. */
  readonly facts?: readonly MemberFact[]
}
