import type { MemberDetails } from '../../../../shared/domain/member.ts'
import type {
  WireCustomer,
  WireCustomerList,
  WireListMember,
  WireLocation,
  WireOrganization,
  WirePayment,
} from './loke-schemas.ts'

/** A time as told. LOKE's samples all name UTC; one without a zone is read as UTC, and `zoneTold` says so. */
export interface LokeTime {
  /** UTC ms. */
  readonly at: number
  readonly zoneTold: boolean
}

/** A customer. Every figure that was not told is null: unknown, never 0. */
export interface LokeCustomer {
  readonly id: string
  readonly details: MemberDetails
  readonly gender: string | null
  /** Whether they agreed to marketing; null where not told. */
  readonly marketing: boolean | null
  /** Whole points. */
  readonly pointsBalance: number | null
  /** Whole points, over the customer's life. */
  readonly pointsEarned: number | null
  /** Whole points, over the customer's life. */
  readonly pointsRedeemed: number | null
  /** In the lowest denomination of the organization's currency, tax included. */
  readonly totalSpend: number | null
  readonly lastSpentAt: LokeTime | null
  readonly lastEarnedAt: LokeTime | null
  readonly lastRedeemedAt: LokeTime | null
  readonly createdAt: LokeTime | null
  readonly updatedAt: LokeTime | null
}

/** What a customer belongs to, by the provider's own rules. */
export interface LokeMembership {
  readonly id: string
  readonly name: string
}

/** A customer list. */
export interface LokeList {
  readonly id: string
  readonly name: string
  readonly memberCount: number | null
  readonly createdAt: LokeTime | null
}

/** A row of a customer list. */
export interface LokeListMember {
  readonly customerId: string
  readonly firstName: string
  readonly lastName: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly addedAt: LokeTime | null
}

/** An organization that this client may use. */
export interface LokeOrganization {
  readonly id: string
  readonly name: string
  /** ISO 4217; null where not told. */
  readonly currency: string | null
  /** IANA; null where not told. */
  readonly zone: string | null
}

/** A location of an organization. */
export interface LokeLocation {
  readonly id: string
  readonly name: string
  readonly zone: string | null
  readonly locality: string | null
}

/** A payment. Amounts are in the lowest denomination of `currency`, tax included. */
export interface LokePayment {
  readonly id: string
  readonly locationId: string | null
  readonly customerId: string | null
  readonly billingType: string | null
  readonly state: string | null
  /** ISO 4217; null where not told. */
  readonly currency: string | null
  readonly total: number | null
  readonly charged: number | null
  readonly credit: number | null
  readonly discount: number | null
  readonly external: number | null
  readonly fee: number | null
  readonly payout: number | null
  readonly tip: number | null
  readonly createdAt: LokeTime | null
  readonly completedAt: LokeTime | null
  readonly refundedAt: LokeTime | null
}

export function customerOf(wire: WireCustomer): LokeCustomer {
  const { statistics } = wire
  return {
    id: wire.id,
    details: {
      firstName: wire.firstName?.trim() ?? '',
      lastName: filled(wire.lastName),
      email: filled(wire.email),
      phone: phoneOf(wire.phoneNumber),
      birthday: dateOf(wire.dob),
    },
    gender: filled(wire.gender),
    marketing: wire.hasAgreedToMarketing,
    pointsBalance: statistics?.pointsBalance ?? null,
    pointsEarned: statistics?.totalPointsEarned ?? null,
    pointsRedeemed: statistics?.totalPointsRedeemed ?? null,
    totalSpend: statistics?.totalSpend ?? null,
    lastSpentAt: timeOf(statistics?.lastSpentAt ?? statistics?.lastSpend ?? null),
    lastEarnedAt: timeOf(statistics?.lastPointsEarnedAt ?? statistics?.lastPointsEarned ?? null),
    lastRedeemedAt: timeOf(statistics?.lastPointsRedeemedAt ?? statistics?.lastPointsRedeemed ?? null),
    createdAt: timeOf(wire.createdAt),
    updatedAt: timeOf(wire.updatedAt),
  }
}

export function listOf(wire: WireCustomerList): LokeList {
  return { id: wire.id, name: wire.name, memberCount: wire.memberCount, createdAt: timeOf(wire.createdAt) }
}

export function listMemberOf(wire: WireListMember): LokeListMember {
  return {
    customerId: wire.id,
    firstName: wire.firstName?.trim() ?? '',
    lastName: filled(wire.lastName),
    email: filled(wire.email),
    phone: phoneOf(wire.phoneNumber),
    addedAt: timeOf(wire.addedAt),
  }
}

export function organizationOf(wire: WireOrganization): LokeOrganization {
  return { id: wire.id, name: wire.name, currency: filled(wire.currency), zone: filled(wire.timezone) }
}

export function locationOf(wire: WireLocation): LokeLocation {
  return { id: wire.id, name: wire.name, zone: filled(wire.timezone), locality: filled(wire.locality) }
}

export function paymentOf(wire: WirePayment): LokePayment {
  return {
    id: wire.id,
    locationId: wire.locationId,
    customerId: wire.customer?.id ?? null,
    billingType: filled(wire.billingType),
    state: filled(wire.state),
    currency: wire.currency,
    total: wire.total,
    charged: wire.chargedAmount,
    credit: wire.creditAmount,
    discount: wire.discountAmount,
    external: wire.externalAmount,
    fee: wire.feeAmount,
    payout: wire.payoutAmount,
    tip: wire.tipAmount,
    createdAt: timeOf(wire.createdAt),
    completedAt: timeOf(wire.completedAt),
    refundedAt: timeOf(wire.refundedAt),
  }
}

/** Which way a listing runs. The documentation names `sort` and never says its direction, so it is looked at. */
export function observedOrder(
  times: readonly (LokeTime | null)[],
): 'rising' | 'falling' | 'neither' | 'unknown' {
  const known = times.flatMap((time) => (time === null ? [] : [time.at]))
  let rises = false
  let falls = false
  for (const [index, at] of known.entries()) {
    const before = known[index - 1] ?? at
    rises ||= at > before
    falls ||= at < before
  }
  if (rises && falls) return 'neither'
  if (rises) return 'rising'
  return falls ? 'falling' : 'unknown'
}

function filled(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

/** E.164 where the number has its prefix; else as it was written, so that nothing is lost. */
function phoneOf(text: string | null): string | null {
  const written = filled(text)
  if (written === null) return null
  const plain = written.replace(/[\s().\-/]/g, '').replace(/^00/, '+')
  return /^\+\d{6,15}$/.test(plain) ? plain : written
}

/** Whether a number told is the one asked for: one of them may lack its country or begin with a nought. */
export function samePhone(told: string | null, asked: string): boolean {
  const [one, other] = [told ?? '', asked].map((text) => text.replace(/\D/g, '').replace(/^0+/, ''))
  if (one === undefined || other === undefined || Math.min(one.length, other.length) < 6) return false
  return one.endsWith(other) || other.endsWith(one)
}

/** A calendar day that exists, from a date or a time. */
function dateOf(text: string | null): string | null {
  const day = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(text?.trim() ?? '')?.[0]
  return day !== undefined && exists(day) ? day : null
}

const isoTime = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i

/** ISO 8601 as UTC ms; null where absent or no time that exists. */
export function timeOf(text: string | null): LokeTime | null {
  const [, day, clock, zone] = isoTime.exec(text?.trim() ?? '') ?? []
  if (day === undefined || !exists(day)) return null
  const offset = zone === undefined ? 'Z' : zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const at = Date.parse(`${day}T${clock ?? '00:00'}${offset}`)
  return Number.isNaN(at) ? null : { at, zoneTold: zone !== undefined }
}

/** `Date.parse` takes the 30th of February for the 2nd of March; no other day of a month is ever another's. */
function exists(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).getUTCDate() === Number(day.slice(8))
}
