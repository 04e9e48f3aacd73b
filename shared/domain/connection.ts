import type { Ulid } from './ids.ts'
import type { MemberField } from './member.ts'
import type { AdjustLimits } from './unit.ts'

/** The loyalty systems that the terminal speaks. */
export const providerIds = ['leal', 'loke', 'inveterate', 'sellauth'] as const

/** One of them. */
export type ProviderId = (typeof providerIds)[number]

/** More tills than this at one shop share no key that we would know of. */
export const mostTills = 99

/** One shop at one provider. Operations, lanes, gates, the id map and the member copy belong to one. */
export interface Connection {
  readonly id: Ulid
  /** As the cashier knows the shop. */
  readonly name: string
  readonly provider: ProviderId
  readonly mode: 'practice' | 'live'
  /** Without a trailing slash, for example `https://app.getleal.com`. */
  readonly baseUrl: string
  /** Store or organisation at the provider (Leal: account id). */
  readonly store: string
  /** IANA zone of the shop; gives the business day. */
  readonly zone: string
  /** Whether this till is the store's only writer: only then may a counter settle an unanswered stamp. */
  readonly singleTill: boolean
  /** How many tills share the key, and so the provider's limit on requests; absent: this one alone. */
  readonly tills?: number
  /** How long a finished change may be missing from reads, ms. */
  readonly readLagMs: number
  /** How long an unanswered request may still be applied by the provider, ms. */
  readonly lateBoundMs: number
}

/** What the terminal knows of the way to the provider. */
export type Link =
  | { readonly kind: 'online' }
  /** Nothing was reachable at the last try. */
  | { readonly kind: 'offline'; readonly since: number; readonly nextTryAt: number | null }
  /** Something answered that is not the provider: a captive portal or a filter. */
  | { readonly kind: 'not-the-provider'; readonly since: number; readonly nextTryAt: number | null }
  | { readonly kind: 'signed-out'; readonly since: number }
  | { readonly kind: 'rate-limited'; readonly until: number }
  /** The provider is failing; the breaker is open. */
  | { readonly kind: 'failing'; readonly since: number; readonly nextTryAt: number | null }
  /** The program was started a second time over these records: that one sends, this one sends nothing any more. */
  | { readonly kind: 'replaced'; readonly since: number }

/** What the screen may offer at this provider. Limits are refused at the keypad, before anything is saved. */
export interface CapabilityView {
  /**
   * `waits`: members are made elsewhere. Name and card are kept on this till, and become the member's own once the
   * provider has somebody with this e-mail or phone.
   */
  readonly enrol: 'makes' | 'waits' | 'no'
  /** Members can be told apart by their e-mail alone: a walk-in without one could never be bound. */
  readonly needsEmail?: true
  /** Fields that can be changed, in any order; none where nothing can. */
  readonly edit: readonly MemberField[]
  readonly stamps: { readonly min: number; readonly max: number } | null
  readonly redeem: boolean
  /** A balance that can be added to and taken from; null where there is none. */
  readonly adjust: AdjustLimits | null
  /** Whether an adjustment that has arrived can be taken back as such. */
  readonly revert: boolean
  /** Whether the changes of a balance can be read as a list, whoever made them. */
  readonly ledger: boolean
  /** The longest affiliate code; null where members have none. */
  readonly affiliate: { readonly longest: number } | null
  /** Whether a card can be handed over as a wallet pass. */
  readonly wallet: boolean
  /** Whether members can be put on lists of the shop. */
  readonly lists: boolean
  /** Existing customers of the shop can be enrolled into tiers; the credits that come along, in hundredths. */
  readonly tiers: {
    readonly leastCredits: number
    readonly mostCredits: number
    readonly birthday: 'needed' | 'optional'
  } | null
  readonly attachCode: boolean
  /** Who knows which card is whose: `till` where the provider has no place for codes. */
  readonly codes: 'provider' | 'till'
  /** Whether a code, once attached, can be taken off again. */
  readonly detachCode: boolean
  readonly sendLinks: boolean
}

/** What the practice provider does to the traffic. */
export type PracticeCondition = 'online' | 'slow' | 'offline' | 'drop-replies'
