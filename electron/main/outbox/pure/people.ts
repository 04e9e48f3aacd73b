import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import type { Result } from '../../../../shared/ipc/result.ts'

/** Where a cashier's word that two entries are one person was given. */
export type MergeCause = 'two-tills' | 'asked'

/** What two members that may be one person have in common. */
export type PairCause = 'code' | 'phone' | 'email' | 'name-and-birthday'

/** Two members that may be one person, and nobody has said. */
export interface Pair {
  readonly one: MemberKey
  readonly other: MemberKey
  readonly cause: PairCause
  /** UTC ms. */
  readonly foundAt: number
}

/** A cashier's word that two entries at the provider are one person, as it stands in the history. */
export interface Merge {
  readonly id: Ulid
  readonly kept: MemberKey
  readonly gone: MemberKey
  /** UTC ms. */
  readonly madeAt: number
  /** Cashier's name; null for nobody. */
  readonly madeBy: string | null
  readonly undoneAt: number | null
  readonly undoneBy: string | null
}

/** Of whom a cashier said, asked about it, that a member is not the same person. */
export interface Apart {
  readonly other: MemberKey
  /** UTC ms. */
  readonly at: number
  readonly by: string | null
}

/**
 * Who is one person with whom, as cashiers of this till said. The provider is told nothing: both entries stay there, and
 * what waits for either goes to the one that it was saved for.
 */
export interface People {
  /** The one key of the entry that a key names, whatever was said of who is one person with whom. */
  ownOf(connectionId: Ulid, key: MemberKey): MemberKey
  /** The member that is opened for a key: another, where the two are one person. */
  keptOf(connectionId: Ulid, key: MemberKey): MemberKey
  /** Entries that lead to this member. */
  entriesOf(connectionId: Ulid, key: MemberKey): readonly MemberKey[]
  /** What was said of a member, newest first, taken back or not. */
  mergesOf(connectionId: Ulid, key: MemberKey, limit: number): readonly Merge[]
  /** Who was told apart from a member when it was asked about, newest first. */
  apartOf(connectionId: Ulid, key: MemberKey, limit: number): readonly Apart[]
  /** Where a merge is; null where there is none. */
  merge(id: Ulid): (Merge & { readonly connectionId: Ulid }) | null
  /** These are one person from now on; answers the member that is opened. */
  join(
    connectionId: Ulid,
    members: { readonly kept: MemberKey; readonly gone: MemberKey; readonly cause: MergeCause },
    actor: Ulid | null,
  ): Result<MemberKey, RequestFailure>
  /** They are two again; the pair is not asked about any more. */
  part(id: Ulid, actor: Ulid | null): Result<null, RequestFailure>
  /**
   * The provider does not know this entry any more: those that led to it stand for themselves again. Where it leads to
   * another one itself, they still lead there through it. Never throws.
   */
  endInto(connectionId: Ulid, key: MemberKey): void
  /** They are two people, and so are all entries of the one and all of the other: nobody is asked again. Durable. */
  tellApart(
    connectionId: Ulid,
    pairs: readonly (readonly [MemberKey, MemberKey])[],
    actor: Ulid | null,
  ): Result<null, RequestFailure>
  /** Notes a pair to ask about; false where it was asked before, or the two are one already. Never throws. */
  suspect(connectionId: Ulid, pair: Pair): boolean
  /** Pairs with this entry to ask about, oldest first. */
  suspected(connectionId: Ulid, of: MemberKey, limit: number): readonly Pair[]
  /** All pairs to ask about, oldest first; read as they are taken. */
  unanswered(connectionId: Ulid): Iterable<Pair>
  /** When members were last served on this till, UTC ms; who never was is left out. */
  lastVisits(connectionId: Ulid, keys: readonly MemberKey[]): ReadonlyMap<MemberKey, number>
  /** Members whose enrolment here arrived since, newest first. */
  enrolledSince(
    connectionId: Ulid,
    since: number,
    limit: number,
  ): readonly { readonly key: MemberKey; readonly remoteId: string }[]
}
