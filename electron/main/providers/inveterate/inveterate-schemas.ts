import { z } from 'zod'
import { amount, optionalAmount, parseAmount } from './inveterate-amount-schemas.ts'

/*
 * Inveterate's answers. The vendor documents an envelope `{message, data}` with an untyped `data`; the member's
 * fields and, for the older version, whole samples. So each list is looked for under every name that the samples
 * use, and a row that cannot be read spoils its page.
 */

/** A Shopify id, a number or text or a `gid://`; we keep the digits as text. */
const customerId = z.union([z.int().positive().transform(String), z.string()]).transform((value, context) => {
  const digits = /^(?:gid:\/\/shopify\/Customer\/)?([1-9]\d{0,19})$/.exec(value.trim())?.[1]
  if (digits === undefined) context.addIssue({ code: 'custom', message: 'not a customer id' })
  return digits ?? z.NEVER
})

/** A tier's or a benefit's name for itself. */
const key = z.union([z.int().nonnegative().transform(String), z.string().trim().min(1).max(128)])

/** A text that can be edited. Absent (undefined) and told as empty (null) are not the same. */
const told = z.union([z.string(), z.number().transform(String)]).nullish()

/** A text for the eye alone: whatever else stands there counts as nothing. */
const shown = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)

/** A time, read later; one that nobody can read spoils nothing. */
const time = z
  .union([z.string(), z.number()])
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)

const count = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)

const flag = z
  .union([
    z.boolean(),
    z.number().transform((value) => value !== 0),
    z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1'),
  ])
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)

/** An amount for the eye alone. */
const shownAmount = z
  .unknown()
  .optional()
  .transform((value) => parseAmount(value))

/** A member, by the names of the vendor's Schemas page; `segmentId` and `birthday` are not listed there. */
export const memberSchema = z.preprocess(
  (value) => named(value, 'customerId', ['id']),
  z.object({
    customerId,
    email: told,
    firstName: told,
    lastName: told,
    notes: told,
    phoneNumber: told,
    birthday: told,
    credit: optionalAmount,
    creditsEarned: optionalAmount,
    totalSpend: shownAmount,
    orderCount: count,
    numberOfCreditRedemptions: count,
    referrals: flag,
    anonymized: flag,
    status: shown,
    accountState: shown,
    segmentId: shown,
    tierId: shown,
    tierName: shown,
    segmentName: shown,
    tier: z.unknown().optional(),
    segment: z.unknown().optional(),
    createdAt: time,
    joinedAt: time,
    updatedAt: time,
    lastPurchaseAt: time,
    lastCreditRedemptionAt: time,
  }),
)

/** One line of the credit ledger. Only the older documentation shows one, and without the note. */
export const creditSchema = z.object({
  amount,
  newBalance: optionalAmount,
  createdAt: time,
  reason: told,
  note: told,
  notes: told,
  description: told,
  expiresAt: time,
})

/** A benefit: the documentation promises its `type` alone. */
export const benefitSchema = z.object({ type: key, name: shown })

/** A tier, also called a segment. */
export const tierSchema = z.preprocess(
  (value) => named(value, 'segmentId', ['id', 'tierId']),
  z.object({
    segmentId: key,
    name: shown,
    tierName: shown,
    segmentName: shown,
    title: shown,
    type: shown,
    tierType: shown,
    segmentType: shown,
    rank: count,
    level: count,
    spendThreshold: shownAmount,
    spendRequirement: shownAmount,
    benefits: z
      .preprocess(listed, z.array(benefitSchema))
      .nullish()
      .transform((value) => value ?? null),
  }),
)

/** The merchant, by the older documentation's sample. */
export const merchantSchema = z
  .object({
    merchantId: shown,
    merchantName: shown,
    myshopifyDomain: shown,
    currency: shown,
    creditsEnabled: flag,
  })
  // An object with none of these is somebody else's.
  .refine(({ merchantId, merchantName, myshopifyDomain }) =>
    [merchantId, merchantName, myshopifyDomain].some((one) => one !== null),
  )

/** A cursor: text, a number, or a key object that goes back as its JSON. Empty means that there is none. */
const cursor = z
  .union([
    z.string().max(4_096),
    z.int().transform(String),
    z.record(z.string(), z.unknown()).transform((value) => JSON.stringify(value)),
  ])
  .nullish()
  .transform((value) => (value === undefined || value === null || value === '' ? null : value))

/** What every answer has in common. A refusal dressed as a success is taken for neither. */
const envelope = z.looseObject({
  message: z.string().nullish(),
  data: z.unknown().optional(),
  success: z.literal(true).nullish(),
  errors: z.array(z.unknown()).max(0).nullish(),
  statusCode: z.int().min(200).max(299).nullish(),
})

/** What a change is answered with: the message confirms it, `data` may be anything or missing. */
export const changeAnswer = envelope
  .refine((value) => typeof value.message === 'string' || isObject(value.data))
  .transform(() => null)

export const memberAnswer = one(['member', 'customer'], memberSchema)
export const merchantAnswer = one(['merchant'], merchantSchema)
export const tierAnswer = one(['tier', 'segment'], tierSchema)
export const membersAnswer = page(['members', 'customers', 'items'], 'lastCustomerId', memberSchema)
export const creditsAnswer = page(
  ['credits', 'creditEntries', 'ledger', 'items'],
  'lastCreditEntry',
  creditSchema,
)
export const tiersAnswer = page(['tiers', 'segments', 'items'], 'lastTierId', tierSchema)
export const benefitsAnswer = page(['benefits', 'items'], 'lastBenefit', benefitSchema)

export type WireMember = z.output<typeof memberSchema>
export type WireCredit = z.output<typeof creditSchema>
export type WireTier = z.output<typeof tierSchema>
export type WireBenefit = z.output<typeof benefitSchema>
export type WireMerchant = z.output<typeof merchantSchema>

/** One object, bare in `data` or under a name of its own; null where the vendor says that there is nothing. */
function one<S extends z.ZodType>(names: readonly string[], schema: S) {
  return envelope.transform(({ data }, context): z.output<S> | null => {
    const inner = isObject(data) ? names.map((name) => data[name]).find((value) => value !== undefined) : data
    const value = inner ?? data
    if (inner === null || data === null || (isObject(value) && Object.keys(value).length === 0)) return null
    return accept(schema.safeParse(value), context)
  })
}

/** A list and its cursor, which may stand beside the list, above it, or in an object beside it. */
function page<S extends z.ZodType>(names: readonly string[], cursorName: string, schema: S) {
  const rows = z.array(schema)
  return envelope.transform((whole, context) => {
    const { data } = whole
    const list = Array.isArray(data)
      ? data
      : isObject(data)
        ? names.map((name) => data[name]).find((value) => value !== undefined)
        : undefined
    return {
      rows: accept(rows.safeParse(listed(list)), context),
      next: accept(cursor.safeParse(findCursor(whole, cursorName)), context),
      /** Credits that a live discount code holds: the older ledger tells them beside its lines. */
      held: isObject(data) && isObject(data['redemption']) ? parseAmount(data['redemption']['value']) : null,
    }
  })
}

const asides = ['pagination', 'meta', 'paging', 'page', 'cursor']

function findCursor(whole: Readonly<Record<string, unknown>>, name: string): unknown {
  const places = [whole['data'], whole].filter(isObject)
  const near = [...places, ...places.flatMap((place) => asides.map((aside) => place[aside]).filter(isObject))]
  return near.map((place) => place[name]).find((value) => value !== undefined)
}

/** A list as it is, or an object of named entries as a list of them. */
function listed(value: unknown): unknown {
  if (!isObject(value)) return value
  return Object.entries(value).map(([type, entry]) => (isObject(entry) ? { type, ...entry } : entry))
}

/** The same object with a field under its first name. */
function named(value: unknown, name: string, others: readonly string[]): unknown {
  if (!isObject(value) || (value[name] !== undefined && value[name] !== null)) return value
  const other = others.find((each) => value[each] !== undefined)
  return other === undefined ? value : { ...value, [name]: value[other] }
}

function accept<T>(parsed: z.ZodSafeParseResult<T>, context: z.RefinementCtx): T {
  if (parsed.success) return parsed.data
  context.addIssue({ code: 'custom', message: 'not of the expected shape' })
  return z.NEVER
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
