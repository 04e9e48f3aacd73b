import { z } from 'zod'
import { isObject, readBy, Unreadable } from '../read-by.ts'

const id = readBy(idIn)
const count = readBy(countIn)
const text = readBy(textIn)

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
export interface LealCustomerCard {
  readonly id: string
  readonly uuid: string | null
  readonly card_id: string
  readonly card_name: string | null
  readonly stamps_count: number
  readonly pass_installed: boolean | null
  readonly apple_wallet_url: string | null
  readonly google_wallet_url: string | null
}

export const customerCardSchema = readBy((value): LealCustomerCard => {
  if (!isObject(value)) throw new Unreadable()
  return {
    id: idIn(value['id']),
    uuid: textIn(value['uuid']),
    card_id: idIn(value['card_id']),
    card_name: textIn(value['card_name']),
    stamps_count: countIn(value['stamps_count']),
    pass_installed: flagIn(value['pass_installed']),
    apple_wallet_url: textIn(value['apple_wallet_url']),
    google_wallet_url: textIn(value['google_wallet_url']),
  }
})

/** `{source, external_id, metadata}`. */
export const externalReferenceSchema = z.object({ source: z.string(), external_id: z.coerce.string() })

/** A customer. `customer_cards` and `external_references` are null where the answer does not tell them. */
export interface LealCustomer {
  readonly id: string
  readonly first_name: string | null
  readonly last_name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly birthday: string | null
  readonly customer_cards: readonly unknown[] | null
  readonly external_references: readonly unknown[] | null
  readonly updated_at: string | null
}

export const customerSchema = readBy((value): LealCustomer => {
  if (!isObject(value)) throw new Unreadable()
  return {
    id: idIn(value['id']),
    first_name: textIn(value['first_name']),
    last_name: textIn(value['last_name']),
    email: textIn(value['email']),
    phone: textIn(value['phone']),
    birthday: textIn(value['birthday']),
    customer_cards: looseIn(value['customer_cards']),
    external_references: looseIn(value['external_references']),
    updated_at: textIn(value['updated_at']),
  }
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

export type LealCardTemplate = z.output<typeof cardTemplateSchema>
export type LealReward = z.output<typeof rewardSchema>
export type LealPagination = z.output<typeof paginationSchema>

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** An id: a number in the vendor's samples; a string is taken as well. */
function idIn(value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value)
  const trimmed = typeof value === 'string' ? value.trim() : ''
  if (trimmed === '' || trimmed.length > 64) throw new Unreadable()
  return trimmed
}

/** A count that may come as a number or as digits. */
function countIn(value: unknown): number {
  const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  if (typeof count !== 'number' || !Number.isSafeInteger(count)) throw new Unreadable()
  return count
}

/** A text that may be absent, null or (a phone, say) a number. */
function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (isNothing(value)) return null
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  throw new Unreadable()
}

function flagIn(value: unknown): boolean | null {
  if (isNothing(value)) return null
  if (typeof value !== 'boolean') throw new Unreadable()
  return value
}

/** What a list may hold where prose says objects and the generated types say strings. */
function looseIn(value: unknown): readonly unknown[] | null {
  if (isNothing(value)) return null
  if (!Array.isArray(value)) throw new Unreadable()
  return value as readonly unknown[]
}
