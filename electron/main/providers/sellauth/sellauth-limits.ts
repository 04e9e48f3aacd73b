import type { RefusalCode } from '../provider.ts'

/** What the documentation allows; refused here before a byte leaves. */
export const sellAuthLimits = {
  /** Hundredths, either way: -1000 to 1000 in the shop's currency. */
  amountMinor: 100_000,
  /** Characters. */
  description: 255,
  affiliateCode: 50,
  perPage: 100,
} as const

/** The columns that the list can be ordered by. */
export type OrderColumn =
  | 'id'
  | 'email'
  | 'discord_id'
  | 'discord_username'
  | 'balance'
  | 'total_completed'
  | 'total_spent_usd'
  | 'last_completed_at'
  | 'newsletter_at'
  | 'affiliate_code'

/** The documented filters. Whether they match exactly or in part is not stated. */
export interface CustomerFilters {
  readonly id?: string
  readonly email?: string
  readonly discordId?: string
  readonly discordUsername?: string
  readonly subscribed?: boolean
  readonly affiliateCode?: string
  readonly affiliateReferrerEmail?: string
}

/** One page of customers. Ordered by id unless told otherwise, so that a new customer never shifts a page. */
export interface CustomersQuery {
  readonly page: number
  readonly perPage: number
  readonly filters?: CustomerFilters
  readonly orderColumn?: OrderColumn
  readonly orderDirection?: 'asc' | 'desc'
}

/** An addition (positive) or deduction (negative) that can be found again by its tag. */
export interface BalanceChange {
  /** Hundredths of the shop's currency; never 0. */
  readonly amountMinor: number
  /** The operation's own mark: letters, digits, dots, colons, dashes and underscores. */
  readonly tag: string
  /** Words before the tag; cut where both together would be too long. */
  readonly note?: string
}

/** What is wrong with what we were about to send; null where nothing is. */
export type Fault = Readonly<Record<string, readonly RefusalCode[]>> | null

/** A numeric id, of a shop or a customer. */
export function faultOfId(field: string, id: string): Fault {
  return /^[1-9]\d{0,18}$/.test(id) ? null : { [field]: ['invalid'] }
}

export function faultOfPage(page: number, perPage: number): Fault {
  if (!Number.isSafeInteger(page) || page < 1) return { page: ['invalid'] }
  if (!Number.isSafeInteger(perPage) || perPage < 1 || perPage > sellAuthLimits.perPage) {
    return { perPage: ['limit'] }
  }
  return null
}

const filterNames = {
  id: 'id',
  email: 'email',
  discordId: 'discord_id',
  discordUsername: 'discord_username',
  affiliateCode: 'affiliate_code',
  affiliateReferrerEmail: 'affiliate_referrer_email',
} as const satisfies Record<Exclude<keyof CustomerFilters, 'subscribed'>, string>

/** The filters by the provider's names, or what is wrong with them. */
export function wireFilters(
  filters: CustomerFilters,
):
  | { readonly kind: 'query'; readonly query: Readonly<Record<string, string>> }
  | { readonly kind: 'fault'; readonly fault: NonNullable<Fault> } {
  const query: Record<string, string> = {}
  for (const name of Object.keys(filterNames) as (keyof typeof filterNames)[]) {
    const value = filters[name]?.trim()
    if (value === undefined) continue
    // The provider's framework drops an empty filter, and then answers everybody.
    if (value === '') return { kind: 'fault', fault: { [filterNames[name]]: ['missing'] } }
    query[filterNames[name]] = value
  }
  // Text by the documentation; its words are not stated. These two are what the framework reads as a yes and a no.
  if (filters.subscribed !== undefined) query['subscribed'] = filters.subscribed ? '1' : '0'
  return { kind: 'query', query }
}

export function faultOfChange(change: BalanceChange): Fault {
  const { amountMinor, tag } = change
  if (!Number.isSafeInteger(amountMinor) || amountMinor === 0) return { amount: ['invalid'] }
  if (Math.abs(amountMinor) > sellAuthLimits.amountMinor) return { amount: ['limit'] }
  // Without a tag that stands on its own, an unanswered change could never be found again.
  return /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/.test(tag) ? null : { description: ['invalid'] }
}

/** `note [tag]`: the tag always whole and last, the note cut to what is left of the 255 characters. */
export function descriptionOf(change: BalanceChange): string {
  const mark = `[${change.tag}]`
  const note = (change.note ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  const room = sellAuthLimits.description - mark.length - 1
  const cut = Array.from(note).slice(0, room).join('').trim()
  return cut === '' ? mark : `${cut} ${mark}`
}

/** Null clears, and is always right; a code is one to fifty characters without spaces around or controls within. */
export function faultOfAffiliateCode(code: string | null): Fault {
  if (code === null) return null
  if (code === '') return { affiliate_code: ['missing'] }
  if (!code.isWellFormed() || code.trim() !== code || /\p{Cc}/u.test(code)) {
    return { affiliate_code: ['invalid'] }
  }
  return Array.from(code).length > sellAuthLimits.affiliateCode ? { affiliate_code: ['limit'] } : null
}
