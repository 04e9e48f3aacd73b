import type { CapabilityView, ProviderId } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { HeldCard, RemoteMember } from '../../../shared/domain/member.ts'
import type { Ledger } from '../../../shared/domain/ledger.ts'
import type { TierCandidate, TierTerms, TierView } from '../../../shared/domain/tier.ts'
import type { CardTemplate } from '../../../shared/domain/programme.ts'

/** What happened on the wire; ids and figures only, so that it may be stored as evidence. */
export interface Evidence {
  /** HTTP status; null where no answer came. */
  readonly http: number | null
  /** The provider's own request id, where it sends one. */
  readonly requestId: string | null
  /** UTC ms by our clock. */
  readonly startedAt: number
  /** Milliseconds from start to answer or failure. */
  readonly ms: number
  /** Known words of the provider's complaint, everything else left out; absent where there is none. */
  readonly message?: string
  /** The server's `Date` header, UTC ms; null where absent. Tells the skew of our clock. */
  readonly serverDate: number | null
}

/** Why a call brought no usable answer. Says above all whether bytes may have reached the provider. */
export type Failure =
  /** The socket never connected: the provider certainly saw nothing. */
  | {
      readonly kind: 'not-sent'
      readonly cause: 'dns' | 'refused' | 'connect-timeout' | 'tls' | 'unreachable' | 'aborted'
    }
  /** Bytes may have left and no whole answer came. */
  | { readonly kind: 'no-answer'; readonly cause: 'reset' | 'timeout' | 'half-answer' | 'aborted' | 'other' }
  /** Something answered, but not in the provider's words (HTML, wrong shape, a redirect). */
  | { readonly kind: 'bad-answer'; readonly status: number }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-found' }
  /** Refused before anything was done; `fields` names what was wrong, in the provider's field names. */
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly fields: Readonly<Record<string, readonly RefusalCode[]>>
    }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null }
  | { readonly kind: 'server-error'; readonly status: number }

/** A provider's complaint about a field, told apart by the adapter. */
export type RefusalCode =
  | 'taken'
  | 'missing'
  | 'invalid'
  | 'not-enough'
  | 'inactive'
  /** This very change is known there already, by its key. */
  | 'duplicate'
  /** Larger or smaller than the provider allows. */
  | 'limit'
  | 'other'

/** A provider call's answer. An adapter never throws. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly evidence: Evidence }
  | { readonly ok: false; readonly failure: Failure; readonly evidence: Evidence }

/** What an unanswered call of one kind means, so that the outbox can settle it. */
export type Unanswered =
  /** The provider itself refuses a repeat with the same key. */
  | 'keyed'
  /** Doing it twice is the same as doing it once. */
  | 'repeatable'
  /** Our tag can be looked up afterwards. */
  | 'readable-by-tag'
  /** Only a counter can be read: proof only for a single till with fresh reads. */
  | 'counter'
  | 'ask-a-person'

/** What an adapter can do, beyond what the screen needs to know. */
export interface Capabilities extends CapabilityView {
  readonly unanswered: {
    readonly create: Unanswered
    readonly attach: Unanswered
    readonly stamps: Unanswered
    readonly redeem: Unanswered
    readonly edit: Unanswered
    readonly adjust: Unanswered
    readonly revert: Unanswered
    readonly affiliate: Unanswered
    readonly list: Unanswered
    readonly tier: Unanswered
  }
  /**
   * For how long the provider remembers a key, ms, by what is `keyed`: after that a repeat would be done anew. Null, or
   * not named: it is documented as unique without an end.
   */
  readonly keysLastMs?: Partial<Record<keyof Capabilities['unanswered'], number | null>>
  /** Statuses that this provider answers only before doing anything. */
  readonly neverApplied: readonly number[]
  /** Requests a second that are allowed; null where not declared. */
  readonly requestsPerSecond: number | null
  /** Members in one page of a full listing. */
  readonly pageSize: number
  /**
   * What `search` really asks the provider for: any text, or only a whole e-mail, or a whole phone in E.164. Absent where
   * it asks nothing.
   */
  readonly searches?: readonly ('text' | 'email' | 'phone')[]
}

/** Who is asking: look-ups by a cashier go before background work. */
export type Priority = 'cashier' | 'background'

/** Given with each call. */
export interface CallOptions {
  readonly priority: Priority
  readonly signal?: AbortSignal
}

/** Given with each call that changes a member. */
export interface MutationOptions extends CallOptions {
  /**
   * The operation's own mark, the same for each repeat: a keyed provider is told it as its idempotency key, one that
   * keeps a note beside a change is found by it again (`findByTag`).
   */
  readonly tag: string
  /** The operation's id, where an outbox asks: a provider that takes a key of any length is told this one. */
  readonly operation?: Ulid
}

/** A page of the full listing. */
export interface MemberPage {
  readonly members: readonly RemoteMember[]
  /** Opaque; null after the last page. */
  readonly next: string | null
  /** As the provider counted; null where it does not. */
  readonly total: number | null
}

/** A step through what is new in the list. */
export interface ChangesPage {
  readonly members: readonly RemoteMember[]
  /**
   * Where the next step begins, also after a restart: further on in this reading, or, after its last step, at whatever
   * comes after it. Opaque. Null where the list's own order cannot tell what is new: only reading it whole can.
   */
  readonly place: string | null
  readonly isLast: boolean
}

/** What is new in the list, without reading all of it. */
export interface ChangesFacet {
  /** `changed`: whoever came or was changed. `new`: only those who came. */
  readonly tells: 'changed' | 'new'
  /** One request. `place` is null for the first time: then only what comes from now on is told. */
  read(place: string | null, options: CallOptions): Promise<Answer<ChangesPage>>
}

/** A new member. */
export interface NewMember {
  readonly details: MemberDetails
  readonly code: string | null
  readonly templateId: string | null
  readonly sendLinks: boolean
  /** The operation's tag, left at the provider so that the create can be read back and repeated. */
  readonly tag: string
}

/** A redemption, as confirmed. */
export interface Redeemed {
  readonly redemptionId: string
  readonly stampsSpent: number
  readonly stampsLeft: number
}

/** A change of a balance, in the smallest part of what the provider counts. */
export interface Adjustment {
  /** What is added, or taken where negative. Never 0. */
  readonly amount: number
  /** The cashier's words beside it; null for none. */
  readonly note: string | null
}

/** A balance that can be added to and taken from. */
export interface BalanceFacet {
  /**
   * Answers the balance after it, or null where the provider does not say. A provider that refuses a second one with
   * the same tag is told that tag; its refusal is an answer, since the first one stands.
   */
  adjust(remoteId: string, adjustment: Adjustment, options: MutationOptions): Promise<Answer<HeldCard | null>>
  /** Takes the adjustment of this operation back; null where that can only be done by an opposite one. */
  readonly revert:
    ((remoteId: string, of: Ulid, options: MutationOptions) => Promise<Answer<HeldCard | null>>) | null
  /** The member's ledger, for a person to read; null where the provider has no list of changes. */
  readonly ledger: ((remoteId: string, options: CallOptions) => Promise<Answer<Ledger>>) | null
  /** Looks for an adjustment in the member's ledger; null where there is none to read. */
  readonly readBack:
    | ((remoteId: string, sought: SoughtAdjustment, options: CallOptions) => Promise<Answer<LedgerVerdict>>)
    | null
}

/** A member's affiliate code. */
export interface AffiliateFacet {
  /** Null clears it. Doing it twice is doing it once. */
  set(remoteId: string, code: string | null, options: MutationOptions): Promise<Answer<null>>
}

/** Where a member gets the card into a phone's wallet; null where the provider has no such address. */
export interface WalletPasses {
  readonly apple: string | null
  readonly google: string | null
}

/** A list of members that the shop keeps. */
export interface MemberList {
  readonly id: string
  readonly name: string
}

/** Lists that members can be put on and taken off. Doing it twice is doing it once. */
export interface ListsFacet {
  all(options: CallOptions): Promise<Answer<readonly MemberList[]>>
  set(remoteId: string, listId: string, on: boolean, options: MutationOptions): Promise<Answer<null>>
}

/** A customer whom somebody pasted. */
export interface PastedCustomer {
  /** The customer's number at the provider. */
  readonly id: string
  /** The shop that stands in the address; null where a number alone was pasted. */
  readonly shop: string | null
}

/** Tiers that existing customers of the shop are enrolled into. */
export interface TiersFacet {
  /** With their benefits. */
  all(options: CallOptions): Promise<Answer<readonly TierView[]>>
  /** The customer in what somebody pasted; null where it is none. */
  customerIn(pasted: string): PastedCustomer | null
  /** Null where the pasted address is of another shop: nobody can be looked up by it. */
  candidate(customer: PastedCustomer, options: CallOptions): Promise<Answer<TierCandidate | null>>
  /** Answers that it was accepted: it may not show at once. */
  enrol(customerId: string, tierId: string, terms: TierTerms, options: MutationOptions): Promise<Answer<null>>
}

/** An adjustment whose fate is looked for. */
export interface SoughtAdjustment {
  readonly tag: string
  readonly amount: number
}

/** `unreadable`: the ledger's absence of it proves nothing. */
export type LedgerVerdict = 'there' | 'absent' | 'unreadable'

/**
 * One loyalty system. The core asks capabilities, never names.
 *
 * Reads may be repeated freely. Each mutation sends exactly one request; the caller has already committed
 * that it is `sending`.
 */
export interface Provider {
  readonly id: ProviderId
  readonly capabilities: Capabilities

  /** A cheap read that proves that the provider is there and the key is good. */
  ping(options: CallOptions): Promise<Answer<null>>
  /** Active cards with their active rewards. */
  programme(options: CallOptions): Promise<Answer<readonly CardTemplate[]>>
  /** One page of all members; `cursor` null for the first. */
  members(cursor: string | null, options: CallOptions): Promise<Answer<MemberPage>>
  /** Absent where only the whole list tells what is new in it. */
  readonly changes?: ChangesFacet
  /** Name, e-mail or phone, as the provider searches. */
  search(query: string, options: CallOptions): Promise<Answer<readonly RemoteMember[]>>
  /** Everybody whom a scanned code leads to: none, one or several. */
  findByCode(code: string, options: CallOptions): Promise<Answer<readonly RemoteMember[]>>
  /** Everybody with exactly this e-mail or phone (case and formatting aside). */
  findByContact(
    contact: { readonly email: string | null; readonly phone: string | null },
    options: CallOptions,
  ): Promise<Answer<readonly RemoteMember[]>>
  /** The member that carries this tag, or a change with it, if any. */
  findByTag(tag: string, options: CallOptions): Promise<Answer<RemoteMember | null>>
  /** One member with cards. */
  member(remoteId: string, options: CallOptions): Promise<Answer<RemoteMember>>

  create(input: NewMember, options: CallOptions): Promise<Answer<RemoteMember>>
  edit(
    remoteId: string,
    changes: Partial<MemberDetails>,
    options: MutationOptions,
  ): Promise<Answer<RemoteMember>>
  /** Adds a code to a member; it cannot be taken off again where `detachCode` is false. */
  attachCode(remoteId: string, code: string, options: MutationOptions): Promise<Answer<RemoteMember>>
  /** Answers the card after stamping. */
  addStamps(
    remoteId: string,
    cardId: string,
    amount: number,
    options: MutationOptions,
  ): Promise<Answer<HeldCard>>
  redeem(
    remoteId: string,
    cardId: string,
    rewardId: string,
    options: MutationOptions,
  ): Promise<Answer<Redeemed>>
  /** Absent where members have no affiliate code. */
  readonly affiliate?: AffiliateFacet
  /** Absent where cards go into no wallet. */
  readonly wallet?: (remoteId: string, cardId: string, options: CallOptions) => Promise<Answer<WalletPasses>>
  /** Absent where the shop keeps no lists of members. */
  readonly lists?: ListsFacet
  /** Absent where members are in no tiers that a till can put them into. */
  readonly tiers?: TiersFacet
  /** Absent where members have no balance. */
  readonly balance?: BalanceFacet
}
