import type { MemberDetails } from '../../../../shared/domain/member.ts'
import type { Amount } from './inveterate-amount-schemas.ts'
import type { WireBenefit, WireCredit, WireMember, WireMerchant, WireTier } from './inveterate-schemas.ts'

/** A point in time. `zoned` is false where no zone was told and UTC was assumed. */
export interface Moment {
  readonly at: number
  readonly zoned: boolean
}

/** The fields that a PATCH carries, in the vendor's names. */
export const editFields = ['firstName', 'lastName', 'notes', 'phoneNumber', 'birthday'] as const

export type EditField = (typeof editFields)[number]

/**
 * A field as the read told it: `absent` where the answer has no such field, `empty` where it is null; an empty text
 * is a value. The difference decides what a full update may send back.
 */
export type Told = { readonly kind: 'absent' | 'empty' } | { readonly kind: 'value'; readonly text: string }

/** A member. What the vendor did not tell is null, never 0 and never "no". */
export interface InveterateMember {
  /** The Shopify customer's number, as text. */
  readonly id: string
  readonly details: MemberDetails
  /** For full updates. `notes` are the merchant's own and are never shown to the customer. */
  readonly edit: Readonly<Record<EditField, Told>>
  /** Credits that can be spent now [inferred: `credit`]. */
  readonly credits: Amount | null
  readonly creditsEarned: Amount | null
  readonly totalSpend: Amount | null
  readonly orderCount: number | null
  readonly redemptions: number | null
  /** Not among the documented fields; null is the ordinary case. */
  readonly tierId: string | null
  /** What the tier is called, where the member's own answer says it; not documented either. */
  readonly tierName: string | null
  readonly referred: boolean | null
  readonly anonymized: boolean | null
  readonly status: string | null
  readonly accountState: string | null
  readonly joinedAt: Moment | null
  readonly createdAt: Moment | null
  readonly updatedAt: Moment | null
  readonly lastPurchaseAt: Moment | null
  readonly lastRedemptionAt: Moment | null
}

/** A line of the ledger. The ledger keeps expired lines, so it never adds up to a balance. */
export interface LedgerEntry {
  readonly amount: Amount
  readonly balanceAfter: Amount | null
  readonly at: Moment | null
  readonly expiresAt: Moment | null
  readonly reason: string | null
  /** Null where the line shows no note, which does not prove that it has none. */
  readonly note: string | null
}

/** A tier. */
export interface Tier {
  readonly id: string
  /** Empty where the vendor tells no name. */
  readonly name: string
  /** Nobody can be enrolled into a paid tier from here. */
  readonly kind: 'free' | 'paid' | 'spend' | 'unknown'
  readonly rank: number | null
  readonly spendThreshold: Amount | null
  /** Null where the answer did not tell them. */
  readonly benefits: readonly Benefit[] | null
}

export interface Benefit {
  readonly type: string
  readonly name: string | null
}

export interface Merchant {
  readonly id: string | null
  readonly name: string | null
  /** `shop` of `shop.myshopify.com`, to be compared with a pasted customer's address. */
  readonly shop: string | null
  readonly currency: string | null
  readonly creditsEnabled: boolean | null
}

/** A member taken apart. */
export function memberOf(wire: WireMember): InveterateMember {
  return {
    id: wire.customerId,
    details: {
      firstName: filled(wire.firstName) ?? '',
      lastName: filled(wire.lastName),
      email: filled(wire.email),
      phone: phoneOf(wire.phoneNumber),
      birthday: dateIn(wire.birthday),
    },
    edit: {
      firstName: toldOf(wire.firstName),
      lastName: toldOf(wire.lastName),
      notes: toldOf(wire.notes),
      phoneNumber: toldOf(wire.phoneNumber),
      birthday: toldOf(wire.birthday),
    },
    credits: wire.credit,
    creditsEarned: wire.creditsEarned,
    totalSpend: wire.totalSpend,
    orderCount: wire.orderCount,
    redemptions: wire.numberOfCreditRedemptions,
    tierId: filled(wire.segmentId) ?? filled(wire.tierId) ?? idIn(wire.tier) ?? idIn(wire.segment),
    tierName: filled(wire.tierName) ?? filled(wire.segmentName) ?? nameIn(wire.tier) ?? nameIn(wire.segment),
    referred: wire.referrals,
    anonymized: wire.anonymized,
    status: filled(wire.status),
    accountState: filled(wire.accountState),
    joinedAt: momentOf(wire.joinedAt),
    createdAt: momentOf(wire.createdAt),
    updatedAt: momentOf(wire.updatedAt),
    lastPurchaseAt: momentOf(wire.lastPurchaseAt),
    lastRedemptionAt: momentOf(wire.lastCreditRedemptionAt),
  }
}

export function ledgerEntryOf(wire: WireCredit): LedgerEntry {
  return {
    amount: wire.amount,
    balanceAfter: wire.newBalance,
    at: momentOf(wire.createdAt),
    expiresAt: momentOf(wire.expiresAt),
    reason: filled(wire.reason),
    note: filled(wire.note) ?? filled(wire.notes) ?? filled(wire.description),
  }
}

export function tierOf(wire: WireTier): Tier {
  return {
    id: wire.segmentId,
    name: filled(wire.name) ?? filled(wire.tierName) ?? filled(wire.segmentName) ?? filled(wire.title) ?? '',
    kind: tierKind(filled(wire.type) ?? filled(wire.tierType) ?? filled(wire.segmentType) ?? ''),
    rank: wire.rank ?? wire.level,
    spendThreshold: wire.spendThreshold ?? wire.spendRequirement,
    benefits: wire.benefits?.map(benefitOf) ?? null,
  }
}

export function benefitOf(wire: WireBenefit): Benefit {
  return { type: wire.type, name: filled(wire.name) }
}

export function merchantOf(wire: WireMerchant): Merchant {
  const domain = filled(wire.myshopifyDomain)?.toLowerCase() ?? null
  return {
    id: filled(wire.merchantId),
    name: filled(wire.merchantName),
    shop: domain?.replace(/^https?:\/\//, '').replace(/\.myshopify\.com\/?$/, '') ?? null,
    currency: filled(wire.currency),
    creditsEnabled: wire.creditsEnabled,
  }
}

/** The base address without the version, which each path carries itself: both ways of writing it are documented. */
export function baseOf(entered: string): string {
  return entered
    .trim()
    .replace(/\/+$/, '')
    .replace(/\/v2\.0$/i, '')
}

/** A time as told: ISO with or without a zone, or seconds or milliseconds since 1970. */
export function momentOf(value: string | number | null): Moment | null {
  if (typeof value === 'number') {
    const ms = Math.round(Math.abs(value) < 100_000_000_000 ? value * 1_000 : value)
    return Number.isSafeInteger(ms) && ms > 0 ? { at: ms, zoned: true } : null
  }
  const text = value?.trim() ?? ''
  // `Date.parse` takes almost anything for a date, and in the computer's own zone.
  if (!/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?(?:Z|[+-]\d\d:?\d\d)?$/i.test(text))
    return null
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) && text.length > 10
  const iso = text.replace(' ', 'T')
  const at = Date.parse(zoned || iso.length === 10 ? iso : `${iso}Z`)
  return Number.isNaN(at) ? null : { at, zoned }
}

/** The ISO date at the head of a text; null where there is none that exists. */
export function dateIn(text: string | null | undefined): string | null {
  const date = /^\d{4}-\d\d-\d\d(?=$|[T ])/.exec(text?.trim() ?? '')?.[0]
  if (date === undefined) return null
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date) ? date : null
}

function tierKind(text: string): Tier['kind'] {
  if (/spend/i.test(text)) return 'spend'
  if (/free/i.test(text)) return 'free'
  return /paid|subscription|lifetime/i.test(text) ? 'paid' : 'unknown'
}

function toldOf(value: string | null | undefined): Told {
  if (value === undefined) return { kind: 'absent' }
  return value === null ? { kind: 'empty' } : { kind: 'value', text: value }
}

function filled(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

/** E.164 where the number has its prefix; else as it was written, so that nothing is lost. */
function phoneOf(text: string | null | undefined): string | null {
  const written = filled(text)
  const plain = written?.replace(/[\s().\-/]/g, '').replace(/^00/, '+') ?? ''
  return /^\+\d{6,15}$/.test(plain) ? plain : written
}

function idIn(value: unknown): string | null {
  return typeof value === 'string' ? filled(value) : textIn(value, ['segmentId', 'tierId', 'id'])
}

function nameIn(value: unknown): string | null {
  return textIn(value, ['name', 'tierName', 'segmentName', 'title'])
}

function textIn(value: unknown, names: readonly string[]): string | null {
  if (typeof value !== 'object' || value === null) return null
  const found = names.map((name) => (value as Record<string, unknown>)[name])
  return filled(found.find((each) => typeof each === 'string'))
}
