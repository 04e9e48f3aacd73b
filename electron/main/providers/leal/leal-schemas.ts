import { z } from 'zod'

/** An id: a number in the vendor's samples; a string is taken as well. */
const id = z.union([z.int().nonnegative().transform(String), z.string().trim().min(1).max(64)])

/** A count that may come as a number or as digits. */
const count = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
])

/** A text that may be absent, null or (a phone, say) a number. */
const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value ?? null)

/** `{id, name, stamps_required, initial_stamps, archived_at}`, of which the first three are needed. */
export const cardTemplateSchema = z.object({
  id,
  name: z.string(),
  stamps_required: count,
  initial_stamps: count.nullish().transform((value) => value ?? 0),
  archived_at: text,
})

/** `{id, card_id, name, stamps_required, active}`. */
export const rewardSchema = z.object({
  id,
  card_id: id,
  name: z.string(),
  stamps_required: count,
  active: z
    .boolean()
    .nullish()
    .transform((value) => value ?? true),
})

/** A customer's card. */
export const customerCardSchema = z.object({
  id,
  uuid: text,
  card_id: id,
  card_name: text,
  stamps_count: count,
  pass_installed: z
    .boolean()
    .nullish()
    .transform((value) => value ?? null),
  apple_wallet_url: text,
  google_wallet_url: text,
})

/** `{source, external_id, metadata}`. */
export const externalReferenceSchema = z.object({ source: z.string(), external_id: z.coerce.string() })

/** What a list may hold where prose says objects and the generated types say strings. */
const loose = z
  .array(z.unknown())
  .nullish()
  .transform((value) => value ?? null)

/** A customer. `customer_cards` and `external_references` are null where the answer does not tell them. */
export const customerSchema = z.object({
  id,
  first_name: text,
  last_name: text,
  email: text,
  phone: text,
  birthday: text,
  customer_cards: loose,
  external_references: loose,
  updated_at: text,
})

/** `{count, items, page, pages}`, each of them optional to us. */
export const paginationSchema = z.object({
  count: count.nullish(),
  page: count.nullish(),
  pages: count.nullish(),
})

const pagination = { pagination: paginationSchema.nullish() }

/** One object, bare or under its own name: the vendor's pages show no whole answer. */
function single<S extends z.ZodType>(name: string, schema: S) {
  return z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null && !('id' in value) && name in value
        ? (value as Record<string, unknown>)[name]
        : value,
    schema,
  )
}

export const customerAnswer = single('customer', customerSchema)
export const customerCardAnswer = single('customer_card', customerCardSchema)
export const accountAnswer = single('account', z.object({ id }))

/** `{accounts: [{id, name}]}`, or the bare list: the vendor's pages show no whole answer. */
const accountRow = z.object({ id, name: text })
export const accountsAnswer = z.union([
  z.object({ accounts: z.array(accountRow) }).transform(({ accounts }) => accounts),
  z.array(accountRow),
])

export const customersAnswer = z.object({ customers: z.array(customerSchema), ...pagination })
export const cardsAnswer = z.object({ cards: z.array(cardTemplateSchema), ...pagination })
export const rewardsAnswer = z.object({ rewards: z.array(rewardSchema), ...pagination })
export const customerCardsAnswer = z.union([
  z.object({ customer_cards: z.array(customerCardSchema), ...pagination }),
  z.array(customerCardSchema).transform((list) => ({ customer_cards: list, pagination: undefined })),
])

/** `success` false under status 200 would be an answer that nobody documented: not taken for either. */
export const redeemAnswer = z.object({
  success: z.literal(true),
  redemption: z.object({ id, stamps_spent: count, stamps_remaining: count }),
})

export type LealCustomer = z.output<typeof customerSchema>
export type LealCustomerCard = z.output<typeof customerCardSchema>
export type LealCardTemplate = z.output<typeof cardTemplateSchema>
export type LealReward = z.output<typeof rewardSchema>
export type LealPagination = z.output<typeof paginationSchema>
