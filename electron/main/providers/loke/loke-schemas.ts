import { z } from 'zod'
import { isObject, readBy, Unreadable } from '../read-by.ts'

/*
 * LOKE Developer API (beta). Sources: developers.loke.global/docs/api/{customer, customer-list, points, payment},
 * .../docs/guides/paging, and the vendor's own client github.com/LOKE/addon-fidel (src/loke). Organizations,
 * locations and some statistics are named by that client alone. A row that cannot be read spoils its page: a page of
 * which some rows were left out would look like members who are gone. Only what is shown and never acted on may be
 * unreadable on its own.
 */

const id = readBy(idIn)
/** Null where absent: an unknown figure, never 0. */
const figure = readBy(figureIn)
const text = readBy(textIn)
/** Shown only: unreadable is the same as absent. */
const decoration = readBy(decorationIn)

/** The times have two spellings: the documentation's, and the one of the vendor's own client. */
export interface WireStatistics {
  readonly pointsBalance: number | null
  readonly totalPointsEarned: number | null
  readonly totalPointsRedeemed: number | null
  readonly totalSpend: number | null
  readonly lastSpentAt: string | null
  readonly lastSpend: string | null
  readonly lastPointsEarnedAt: string | null
  readonly lastPointsEarned: string | null
  readonly lastPointsRedeemedAt: string | null
  readonly lastPointsRedeemed: string | null
}

/** `Customer`. `statistics` may be absent as a whole, and each of its figures. */
export interface WireCustomer {
  readonly id: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
  readonly phoneNumber: string | null
  readonly dob: string | null
  readonly gender: string | null
  readonly hasAgreedToMarketing: boolean | null
  readonly createdAt: string | null
  readonly updatedAt: string | null
  readonly statistics: WireStatistics | null
}

export const customerSchema = readBy((value): WireCustomer => {
  if (!isObject(value)) throw new Unreadable()
  return {
    id: idIn(value['id']),
    firstName: textIn(value['firstName']),
    lastName: textIn(value['lastName']),
    email: textIn(value['email']),
    phoneNumber: textIn(value['phoneNumber']),
    dob: decorationIn(value['dob']),
    gender: decorationIn(value['gender']),
    hasAgreedToMarketing: flagIn(value['hasAgreedToMarketing']),
    createdAt: decorationIn(value['createdAt']),
    updatedAt: decorationIn(value['updatedAt']),
    statistics: isNothing(value['statistics']) ? null : statisticsIn(value['statistics']),
  }
})

/** `{id, name}`. */
export const membershipSchema = z.object({ id, name: z.string() })

/** `{id, name, memberCount, createdAt}`. */
export const customerListSchema = z.object({
  id,
  name: z.string(),
  memberCount: figure,
  createdAt: decoration,
})

/** `{id, firstName, lastName, email, phoneNumber, addedAt}`. */
export const listMemberSchema = z.object({
  id,
  firstName: text,
  lastName: text,
  email: text,
  phoneNumber: text,
  addedAt: decoration,
})

/** `{id, name, currency, timezone, created}`. */
export const organizationSchema = z.object({
  id,
  name: z.string(),
  currency: decoration,
  timezone: decoration,
})

/** `{id, name, timezone, locality, ...}`. */
export const locationSchema = z.object({ id, name: z.string(), timezone: decoration, locality: decoration })

/** `Payment`. The customer's name and address are left on the wire. */
export const paymentSchema = z.object({
  id,
  locationId: id.nullish().transform((value) => value ?? null),
  customer: z
    .object({ id })
    .nullish()
    .transform((value) => value ?? null),
  billingType: decoration,
  state: decoration,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullish()
    .transform((value) => value ?? null),
  total: figure,
  chargedAmount: figure,
  creditAmount: figure,
  discountAmount: figure,
  externalAmount: figure,
  feeAmount: figure,
  payoutAmount: figure,
  tipAmount: figure,
  createdAt: decoration,
  completedAt: decoration,
  refundedAt: decoration,
})

/**
 * The answer to a change that has nothing to tell. `undefined` stands for a 204, but also for a body that is no JSON:
 * the client looks at the status as well.
 */
export const nothingAnswer = z.undefined()

/** Where the documentation's page was cut short before its answers: nothing, or any JSON. */
export const anyAnswer = z.unknown()

export type WireCustomerList = z.output<typeof customerListSchema>
export type WireListMember = z.output<typeof listMemberSchema>
export type WireOrganization = z.output<typeof organizationSchema>
export type WireLocation = z.output<typeof locationSchema>
export type WirePayment = z.output<typeof paymentSchema>

function statisticsIn(value: unknown): WireStatistics {
  if (!isObject(value)) throw new Unreadable()
  return {
    pointsBalance: figureIn(value['pointsBalance']),
    totalPointsEarned: figureIn(value['totalPointsEarned']),
    totalPointsRedeemed: figureIn(value['totalPointsRedeemed']),
    totalSpend: figureIn(value['totalSpend']),
    lastSpentAt: decorationIn(value['lastSpentAt']),
    lastSpend: decorationIn(value['lastSpend']),
    lastPointsEarnedAt: decorationIn(value['lastPointsEarnedAt']),
    lastPointsEarned: decorationIn(value['lastPointsEarned']),
    lastPointsRedeemedAt: decorationIn(value['lastPointsRedeemedAt']),
    lastPointsRedeemed: decorationIn(value['lastPointsRedeemed']),
  }
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** An id: a ULID or UUID in the vendor's samples; a whole number is taken as well. */
function idIn(value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value)
  const trimmed = typeof value === 'string' ? value.trim() : ''
  if (trimmed === '' || trimmed.length > 64) throw new Unreadable()
  return trimmed
}

/** A whole number, or one written as digits: points, or money in the lowest denomination. Never a fraction. */
function figureIn(value: unknown): number | null {
  if (isNothing(value)) return null
  const whole = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof whole !== 'number' || !Number.isSafeInteger(whole)) throw new Unreadable()
  // Minus nought is nought.
  return whole + 0
}

/** A text that may be absent, null or (a phone, say) a number. */
function textIn(value: unknown): string | null {
  const told = decorationIn(value)
  if (told === null && !isNothing(value)) throw new Unreadable()
  return told
}

function decorationIn(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
}

/** A yes or no that may be written as a word; anything else is unknown, and unknown consent is no consent. */
function flagIn(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  return value === 'true' || value === 'false' ? value === 'true' : null
}
