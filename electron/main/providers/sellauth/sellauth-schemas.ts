import { z } from 'zod'

/**
 * An id: a whole number in the vendor's samples; digits are taken as well. A number that JSON could not hold
 * exactly names somebody else by now and is refused.
 */
const id = z.union([z.int().positive().transform(String), z.string().regex(/^[1-9]\d{0,18}$/)])

/** A text that may be absent or null. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null)

/** A code that may come as a number where it is all digits. Undefined where the answer does not tell. */
const toldCode = z.union([z.string(), z.int().transform(String)]).nullish()

const code = toldCode.transform((value) => value ?? null)

/** What may be wrong without harm: unreadable is told as unknown, and the row stands. */
const decorative = text.catch(null)

/**
 * Money as a decimal text of at most two places that count. A JSON number is taken by its shortest decimal,
 * which is what was written; with more places, or an exponent, it is no amount of ours and nothing is rounded.
 */
const decimal = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().regex(/^-?\d{1,12}(?:\.\d{1,2}0{0,10})?$/))

/** A figure that is shown and never calculated with: absent or unreadable is unknown, never zero. */
const count = z
  .union([
    z.int().nonnegative(),
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => value ?? null)
  .catch(null)

/** A customer row. No name and no phone: the provider has none. */
export const customerSchema = z.object({
  id,
  email: text,
  // An id of twenty digits as a JSON number has lost its last ones: unknown is better than wrong.
  discord_id: code.catch(null),
  discord_username: decorative,
  balance: decimal.nullish().transform((value) => value ?? null),
  total_completed: count,
  total_spent_usd: decimal
    .nullish()
    .transform((value) => value ?? null)
    .catch(null),
  last_completed_at: decorative,
  /** Undefined where the answer does not tell; null is told and means not subscribed [I]. */
  newsletter_at: z.string().nullish().catch(undefined),
  /** Null is told and means none; a row that leaves it out says nothing of it. */
  affiliate_code: toldCode,
  affiliate_referrer_id: id
    .nullish()
    .transform((value) => value ?? null)
    .catch(null),
  /** Null in the only sample; its shape is unknown. */
  affiliate_referrer: z.unknown().optional(),
})

/** A line of the balance's history. `description` is undefined where the provider does not give that field. */
export const transactionSchema = z.object({
  id: id
    .nullish()
    .transform((value) => value ?? null)
    .catch(null),
  amount: decimal.nullish().transform((value) => value ?? null),
  description: z.string().nullish(),
  created_at: decorative,
})

/**
 * A shop. The provider answers with its secrets as well (webhook, payment and bot keys); whatever is not named
 * here is dropped before anything else sees it.
 */
export const shopSchema = z.object({
  id,
  name: z.string(),
  subdomain: decorative,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullish()
    .transform((value) => value ?? null)
    .catch(null),
  deleted_at: decorative,
  terminated_at: decorative,
})

const pageNumber = z.union([
  z.int().positive(),
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
])

/** The part of Laravel's paginator that we use. Its URLs are looked at, never followed. */
const paging = z.object({
  current_page: pageNumber.nullish(),
  last_page: pageNumber.nullish(),
  next_page_url: z.string().nullish(),
  total: count,
})

/** Paging beside the rows, or under `meta` as Laravel's API resources have it. */
function paged<S extends z.ZodType>(row: S) {
  return z.object({ data: z.array(row), ...paging.shape, meta: paging.nullish() }).transform((answer) => ({
    rows: answer.data,
    paging: {
      page: answer.current_page ?? answer.meta?.current_page ?? null,
      last: answer.last_page ?? answer.meta?.last_page ?? null,
      // Undefined is not told, null is told: there is no next page.
      nextUrl: answer.next_page_url,
      total: answer.total ?? answer.meta?.total ?? null,
    },
  }))
}

/** The whole list at once, as Laravel answers where nobody asked it to page. */
function bare<S extends z.ZodType>(row: S) {
  return z.array(row).transform((rows) => ({ rows, paging: null }))
}

/** One object, bare or under `data` or its own name: no page of the vendor's shows this answer whole. */
function single<S extends z.ZodType>(names: readonly string[], schema: S) {
  return z.preprocess((value) => {
    if (typeof value !== 'object' || value === null || 'id' in value) return value
    const name = names.find((each) => each in value)
    return name === undefined ? value : (value as Record<string, unknown>)[name]
  }, schema)
}

/** The documented list: without its page numbers nobody could tell when it ends. */
export const customersAnswer = paged(customerSchema).refine(
  ({ paging: { page, last, nextUrl } }) => page !== null && (last !== null || nextUrl !== undefined),
)
export const customerAnswer = single(['data', 'customer'], customerSchema)
export const transactionsAnswer = z.union([paged(transactionSchema), bare(transactionSchema)])
export const shopsAnswer = z.union([
  bare(shopSchema),
  z.object({ data: z.array(shopSchema) }).transform(({ data }) => ({ rows: data, paging: null })),
])

/**
 * What a change answers: not documented, so any object or list will do, and nothing at all (a 204). An answer that
 * says of itself that it failed is taken for neither: under a 2xx nobody documented it.
 */
export const changeAnswer = z
  .union([z.record(z.string(), z.unknown()), z.array(z.unknown()), z.undefined()])
  .refine((body) => !saysFailed(body))

function saysFailed(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false
  const said = body as Readonly<Record<string, unknown>>
  const says = (name: string): unknown => (Object.hasOwn(said, name) ? said[name] : undefined)
  const bad = (value: unknown): boolean => value !== undefined && value !== null && value !== false
  return (
    [says('success'), says('ok')].some((value) => value === false || value === 0 || value === 'false') ||
    [says('error'), says('errors'), says('exception')].some((value) => bad(value) && !isEmpty(value)) ||
    /^(?:error|failed|failure)$/i.test(String(says('status')))
  )
}

function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
}

export type WireCustomer = z.output<typeof customerSchema>
export type WireTransaction = z.output<typeof transactionSchema>
export type WireShop = z.output<typeof shopSchema>
export type WireChange = z.output<typeof changeAnswer>

/** Rows with what the answer said about paging; null for a bare list. */
export interface WireList<T> {
  readonly rows: readonly T[]
  readonly paging: {
    readonly page: number | null
    readonly last: number | null
    readonly nextUrl: string | null | undefined
    readonly total: number | null
  } | null
}
