import { z } from 'zod'

/*
 * LOKE Developer API (beta). Sources: developers.loke.global/docs/api/{customer, customer-list, points, payment},
 * .../docs/guides/paging, and the vendor's own client github.com/LOKE/addon-fidel (src/loke). Organizations,
 * locations and some statistics are named by that client alone. A row that cannot be read spoils its page: a page of
 * which some rows were left out would look like members who are gone. Only what is shown and never acted on may be
 * unreadable on its own.
 */

/** An id: a ULID or UUID in the vendor's samples; a whole number is taken as well. */
const id = z.union([z.string().trim().min(1).max(64), z.int().nonnegative().transform(String)])

/** A whole number, or one written as digits: points, or money in the lowest denomination. Never a fraction. */
const whole = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^-?\d{1,15}$/)
      .transform(Number),
  ])
  // Minus nought is nought.
  .transform((value) => value + 0)

/** Null where absent: an unknown figure, never 0. */
const figure = whole.nullish().transform((value) => value ?? null)

/** A text that may be absent, null or (a phone, say) a number. */
const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value ?? null)

/** Shown only: unreadable is the same as absent. */
const decoration = text.catch(null)

/** A yes or no that may be written as a word; anything else is unknown, and unknown consent is no consent. */
const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
  .nullish()
  .transform((value) => value ?? null)
  .catch(null)

/** The times have two spellings: the documentation's, and the one of the vendor's own client. */
const statisticsSchema = z.object({
  pointsBalance: figure,
  totalPointsEarned: figure,
  totalPointsRedeemed: figure,
  totalSpend: figure,
  lastSpentAt: decoration,
  lastSpend: decoration,
  lastPointsEarnedAt: decoration,
  lastPointsEarned: decoration,
  lastPointsRedeemedAt: decoration,
  lastPointsRedeemed: decoration,
})

/** `Customer`. `statistics` may be absent as a whole, and each of its figures. */
export const customerSchema = z.object({
  id,
  firstName: text,
  lastName: text,
  email: text,
  phoneNumber: text,
  dob: decoration,
  gender: decoration,
  hasAgreedToMarketing: flag,
  createdAt: decoration,
  updatedAt: decoration,
  statistics: statisticsSchema.nullish().transform((value) => value ?? null),
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

export type WireCustomer = z.output<typeof customerSchema>
export type WireCustomerList = z.output<typeof customerListSchema>
export type WireListMember = z.output<typeof listMemberSchema>
export type WireOrganization = z.output<typeof organizationSchema>
export type WireLocation = z.output<typeof locationSchema>
export type WirePayment = z.output<typeof paymentSchema>
