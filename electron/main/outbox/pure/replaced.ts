import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import type { Result } from '../../../../shared/ipc/result.ts'

/** A card that was lost and replaced, as this till knows it. */
export interface ReplacedCard {
  /** In its canonical form. */
  readonly code: string
  /** Canonical. */
  readonly key: MemberKey
  /** Of the card that took its place; null where that is not known. */
  readonly newCode: string | null
  /** UTC ms. */
  readonly at: number
  /** Name of the cashier who said so; null where nobody is known by now. */
  readonly by: string | null
}

/** A lost card that can be told to another till. */
export interface ToldReplaced {
  readonly code: string
  /** The member's id at the provider. */
  readonly remoteId: string
  /** UTC ms. */
  readonly at: number
}

/**
 * Lost cards of each shop. They lie in the precious file beside the register, and outrank it: a lost card leads to nobody
 * without a word. `Outbox.enqueue` notes them with the card that takes their place.
 */
export interface ReplacedCards {
  /** The card of a code, in whatever form a reader gave it; null where it is not lost. */
  byCode(connectionId: Ulid, code: string): ReplacedCard | null
  /** Those of these codes that are lost, in whatever form readers gave them: one look for all of them. */
  among(connectionId: Ulid, codes: readonly string[]): ReadonlyMap<string, ReplacedCard>
  /** What a member lost, the newest first. */
  of(connectionId: Ulid, key: MemberKey): readonly ReplacedCard[]
  /**
   * It was found: it leads to its member again. Answers whose it is. `register`: where nobody but the till knows whose a
   * card is, the register has it as theirs again, unless it has somebody else for it.
   */
  foundAgain(connectionId: Ulid, code: string, register?: boolean): Result<MemberKey, RequestFailure>
  /** Every card of a shop is as if it had never been lost. */
  clear(connectionId: Ulid): Result<null, RequestFailure>
  /**
   * All of a shop, for another till. Those of members whom the provider does not have yet stay behind, and codes that are
   * too long to be scanned.
   */
  told(connectionId: Ulid): readonly ToldReplaced[]
  /** Takes what another till knows: one durable transaction. A card that is somebody else's here stays theirs. */
  take(connectionId: Ulid, cards: readonly ToldReplaced[]): Result<null, RequestFailure>
}
