import { z } from 'zod'
import { isObject, readBy, Unreadable } from '../read-by.ts'
import { amount, optionalAmount, optionalAmountIn, parseAmount } from './inveterate-amount-schemas.ts'
import type { Amount } from './inveterate-amount-schemas.ts'

/*
 * Inveterate's answers. The vendor documents an envelope `{message, data}` with an untyped `data`; the member's
 * fields and, for the older version, whole samples. So each list is looked for under every name that the samples
 * use, and a row that cannot be read spoils its page.
 */

/** A tier's or a benefit's name for itself. */
const key = z.union([z.int().nonnegative().transform(String), z.string().trim().min(1).max(128)])

const told = readBy(toldIn)
const shown = readBy(shownIn)
const time = readBy(timeIn)
const count = readBy(countIn)
const flag = readBy(flagIn)
/** An amount for the eye alone. */
const shownAmount = readBy(parseAmount)

/** A member, by the names of the vendor's Schemas page; `segmentId` and `birthday` are not listed there. */
export interface WireMember {
  readonly customerId: string
  readonly email: string | null | undefined
  readonly firstName: string | null | undefined
  readonly lastName: string | null | undefined
  readonly notes: string | null | undefined
  readonly phoneNumber: string | null | undefined
  readonly birthday: string | null | undefined
  readonly credit: Amount | null
  readonly creditsEarned: Amount | null
  readonly totalSpend: Amount | null
  readonly orderCount: number | null
  readonly numberOfCreditRedemptions: number | null
  readonly referrals: boolean | null
  readonly anonymized: boolean | null
  readonly status: string | null
  readonly accountState: string | null
  readonly segmentId: string | null
  readonly tierId: string | null
  readonly tierName: string | null
  readonly segmentName: string | null
  readonly tier: unknown
  readonly segment: unknown
  readonly createdAt: string | number | null
  readonly joinedAt: string | number | null
  readonly updatedAt: string | number | null
  readonly lastPurchaseAt: string | number | null
  readonly lastCreditRedemptionAt: string | number | null
}

export const memberSchema = readBy((value): WireMember => {
  if (!isObject(value)) throw new Unreadable()
  return {
    customerId: customerIdIn(value['customerId'] ?? value['id']),
    email: toldIn(value['email']),
    firstName: toldIn(value['firstName']),
    lastName: toldIn(value['lastName']),
    notes: toldIn(value['notes']),
    phoneNumber: toldIn(value['phoneNumber']),
    birthday: toldIn(value['birthday']),
    credit: optionalAmountIn(value['credit']),
    creditsEarned: optionalAmountIn(value['creditsEarned']),
    totalSpend: parseAmount(value['totalSpend']),
    orderCount: countIn(value['orderCount']),
    numberOfCreditRedemptions: countIn(value['numberOfCreditRedemptions']),
    referrals: flagIn(value['referrals']),
    anonymized: flagIn(value['anonymized']),
    status: shownIn(value['status']),
    accountState: shownIn(value['accountState']),
    segmentId: shownIn(value['segmentId']),
    tierId: shownIn(value['tierId']),
    tierName: shownIn(value['tierName']),
    segmentName: shownIn(value['segmentName']),
    tier: value['tier'],
    segment: value['segment'],
    createdAt: timeIn(value['createdAt']),
    joinedAt: timeIn(value['joinedAt']),
    updatedAt: timeIn(value['updatedAt']),
    lastPurchaseAt: timeIn(value['lastPurchaseAt']),
    lastCreditRedemptionAt: timeIn(value['lastCreditRedemptionAt']),
  }
})

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

/** A Shopify id, a number or text or a `gid://`; we keep the digits as text. */
function customerIdIn(value: unknown): string {
  const whole = Number.isSafeInteger(value) ? String(value) : value
  const text = typeof whole === 'string' ? whole.trim() : ''
  const digits = /^(?:gid:\/\/shopify\/Customer\/)?([1-9]\d{0,19})$/.exec(text)?.[1]
  if (digits === undefined) throw new Unreadable()
  return digits
}

/** A text that can be edited. Absent (undefined) and told as empty (null) are not the same. */
function toldIn(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return value
  const text = shownIn(value)
  if (text === null) throw new Unreadable()
  return text
}

/** A text for the eye alone: whatever else stands there counts as nothing. */
function shownIn(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
}

/** A time, read later; one that nobody can read spoils nothing. */
function timeIn(value: unknown): string | number | null {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)) ? value : null
}

function countIn(value: unknown): number | null {
  if (typeof value === 'string') return /^\d{1,9}$/.test(value) ? Number(value) : null
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
}

function flagIn(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value !== 0 : null
  if (value === 'true' || value === '1') return true
  return value === 'false' || value === '0' ? false : null
}
