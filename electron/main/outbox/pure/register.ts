import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import type { Result } from '../../../../shared/ipc/result.ts'

/** A card that can be told to another till: by the provider's name for its member. */
export interface KnownCard {
  readonly code: string
  /** The member's id at the provider. */
  readonly remoteId: string
  /** UTC ms. */
  readonly learnedAt: number
}

/** A page of the register. */
export interface CardPage {
  readonly cards: readonly KnownCard[]
  /** Cards of members that the provider does not have yet: nobody else would know whose they are. */
  readonly waiting: number
  /** Where the next page begins; null after the last one. */
  readonly next: { readonly code: string; readonly key: MemberKey } | null
}

/** What became of a card that was read from a file. */
export type CardTaken = 'new' | 'known' | 'other'

/**
 * The card register of each shop: which code leads to whom. It lies in the precious file and outlives every rebuilding of
 * the member copy.
 */
export interface CardRegister {
  count(connectionId: Ulid): number
  /** Codes that this till knows of a member. */
  codesOf(connectionId: Ulid, key: MemberKey): readonly string[]
  page(connectionId: Ulid, after: CardPage['next'], limit: number): CardPage
  /**
   * Takes cards in: one durable transaction, one word for each, in their order. A card that is somebody else's here stays
   * theirs (`other`).
   */
  take(connectionId: Ulid, cards: readonly KnownCard[]): Result<readonly CardTaken[], RequestFailure>
  /** The provider has said that the code is not this member's any more; what was learned from `before` on stays. */
  letGo(connectionId: Ulid, card: { code: string; key: MemberKey; before: number }): void
}
