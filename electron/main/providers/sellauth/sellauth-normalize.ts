import type { RefusedFields } from '../http-failure.ts'
import type { RefusalCode } from '../provider.ts'
import type { WireChange, WireCustomer, WireList, WireShop, WireTransaction } from './sellauth-schemas.ts'

/** A time as told. The vendor's times for customers carry no zone. */
export interface ToldTime {
  readonly text: string
  /** UTC ms; null where the text is no time. */
  readonly utcMs: number | null
  /** `assumed-utc`: no zone was told; the vendor's own sample fits UTC, and nothing promises it [I]. */
  readonly zone: 'told' | 'assumed-utc'
}

/** A customer in our words. Null is unknown, never zero and never empty. */
export interface SellAuthCustomer {
  readonly id: string
  readonly email: string | null
  readonly discordId: string | null
  readonly discordUsername: string | null
  /** Hundredths of the shop's currency; the currency stands at the shop. */
  readonly balanceMinor: number | null
  readonly completedOrders: number | null
  /** US cents, whatever the shop's currency. */
  readonly spentUsdMinor: number | null
  readonly lastCompletedAt: ToldTime | null
  /** Whether they take the newsletter [I: `newsletter_at` is set]. */
  readonly subscribed: boolean | null
  /** Empty where it is told that there is none. */
  readonly affiliateCode: string | null
  readonly affiliateReferrerId: string | null
  readonly affiliateReferrerEmail: string | null
}

/** A line of a balance's history [I]. */
export interface SellAuthTransaction {
  readonly id: string | null
  readonly amountMinor: number | null
  /** Undefined where the provider does not give the field: then no tag can be looked for. */
  readonly description: string | null | undefined
  readonly createdAt: ToldTime | null
}

/** A shop that the key opens. */
export interface SellAuthShop {
  readonly id: string
  readonly name: string
  readonly subdomain: string | null
  readonly currency: string | null
  /** Deleted or terminated. */
  readonly closed: boolean
}

/** One page. */
export interface SellAuthPage<T> {
  readonly rows: readonly T[]
  readonly page: number
  /** Number of the next page; null after the last. */
  readonly next: number | null
  readonly total: number | null
  /** `bare`: a list without page numbers, taken for the whole. */
  readonly listing: 'paged' | 'bare'
}

export function customerOf(wire: WireCustomer): SellAuthCustomer {
  const newsletter = wire.newsletter_at
  return {
    id: wire.id,
    email: filled(wire.email),
    discordId: filled(wire.discord_id),
    discordUsername: filled(wire.discord_username),
    balanceMinor: wire.balance === null ? null : minorOf(wire.balance),
    completedOrders: wire.total_completed,
    spentUsdMinor: wire.total_spent_usd === null ? null : minorOf(wire.total_spent_usd),
    lastCompletedAt: timeOf(wire.last_completed_at),
    subscribed: newsletter === undefined ? null : filled(newsletter) !== null,
    affiliateCode: wire.affiliate_code === undefined ? null : (filled(wire.affiliate_code) ?? ''),
    affiliateReferrerId: wire.affiliate_referrer_id,
    affiliateReferrerEmail: referrerEmail(wire.affiliate_referrer),
  }
}

export function transactionOf(wire: WireTransaction): SellAuthTransaction {
  return {
    id: wire.id,
    amountMinor: wire.amount === null ? null : minorOf(wire.amount),
    description: wire.description,
    createdAt: timeOf(wire.created_at),
  }
}

export function shopOf(wire: WireShop): SellAuthShop {
  return {
    id: wire.id,
    name: wire.name.trim(),
    subdomain: filled(wire.subdomain),
    currency: wire.currency,
    closed: filled(wire.deleted_at) !== null || filled(wire.terminated_at) !== null,
  }
}

/** The balance after a change, where the answer happens to tell it; the answer's shape is not documented. */
export function balanceTold(wire: WireChange): number | null {
  for (const place of [wire, inside(wire, 'customer'), inside(wire, 'data')]) {
    const balance = inside(place, 'balance')
    const text = typeof balance === 'number' ? String(balance) : balance
    if (typeof text === 'string' && /^-?\d{1,12}(?:\.\d{1,2}0{0,10})?$/.test(text)) return minorOf(text)
  }
  return null
}

/**
 * A page that fits what was asked, or null. An endpoint that passes over `page` would give the first one for ever,
 * and an empty page before the last would end a pull with members missing: neither is believed.
 */
export function pageOf<W, T>(
  wire: WireList<W>,
  asked: number,
  convert: (row: W) => T,
): SellAuthPage<T> | null {
  const rows = wire.rows.map(convert)
  if (wire.paging === null) {
    return asked === 1 ? { rows, page: 1, next: null, total: rows.length, listing: 'bare' } : null
  }
  const { page, last, nextUrl, total } = wire.paging
  if (page !== null && page !== asked) return null
  const told = last !== null || nextUrl !== undefined
  const more = last === null ? typeof nextUrl === 'string' : asked < last
  if (more && rows.length === 0) return null
  // Rows without any word on pages: whoever asks for a second page of them would get the first one again.
  if (!told && asked > 1) return null
  return { rows, page: asked, next: more ? asked + 1 : null, total, listing: told ? 'paged' : 'bare' }
}

/** Hundredths out of a decimal text, digit by digit: no float ever holds an amount. */
export function minorOf(text: string): number {
  const [whole = '0', places = ''] = text.replace('-', '').split('.')
  const minor = Number(`${whole}${places.padEnd(2, '0').slice(0, 2)}`)
  return text.startsWith('-') && minor !== 0 ? -minor : minor
}

/** The decimal text of hundredths: `-1250` is `-12.50`. */
export function decimalOf(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0')
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Reads both of the vendor's forms: with a zone (`2025-07-27T17:56:11.000000Z`) and without. */
export function timeOf(text: string | null): ToldTime | null {
  const written = filled(text)
  if (written === null) return null
  const found = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d{1,9})?(?:(Z)|([+-]\d{2}):?(\d{2}))?$/i.exec(
    written,
  )
  const [, date = '', clock = '', fraction = '', zulu, hours, minutes] = found ?? []
  const zone = zulu === undefined && hours === undefined ? 'assumed-utc' : 'told'
  const plain = Date.parse(`${date}T${clock}Z`)
  // `Date.parse` makes 2 March of 30 February; a time that does not read back as it was written is none.
  const real = !Number.isNaN(plain) && new Date(plain).toISOString().startsWith(`${date}T${clock}`)
  const offset =
    hours === undefined ? 0 : (Number(hours) * 60 + Math.sign(Number(`${hours}1`)) * Number(minutes)) * 60_000
  const ms = Number(fraction.slice(1, 4).padEnd(3, '0'))
  return { text: written, utcMs: real ? plain + ms - offset : null, zone }
}

/** What a refusal says, as codes. The texts stay behind: they may name people. */
export function readRefusal(body: unknown): RefusedFields {
  const fields: Record<string, readonly RefusalCode[]> = {}
  const add = (field: string, said: unknown): void => {
    const name = /^[a-z][A-Za-z0-9_]{0,39}$/.test(field) ? field : 'base'
    const refusal = refusalCode(typeof said === 'string' ? said : '')
    const known = fields[name] ?? []
    if (Object.keys(fields).length < 20 && !known.includes(refusal)) fields[name] = [...known, refusal]
  }
  const errors = inside(body, 'errors')
  if (Array.isArray(errors)) {
    for (const each of errors as unknown[]) add('base', each)
  } else if (typeof errors === 'object' && errors !== null) {
    for (const [path, texts] of Object.entries(errors)) {
      for (const each of Array.isArray(texts) ? (texts as unknown[]) : [texts]) add(path, each)
    }
  }
  if (Object.keys(fields).length === 0) {
    const said = [inside(body, 'error'), inside(body, 'message')].find((each) => typeof each === 'string')
    if (said !== undefined) add('base', said)
  }
  return fields
}

function refusalCode(said: string): RefusalCode {
  if (/\b(?:taken|already|exists|in use)\b/i.test(said)) return 'taken'
  if (/\b(?:not enough|insufficient|negative)\b/i.test(said)) return 'not-enough'
  if (/\b(?:greater than|less than|at least|at most|between|too (?:long|large|small))\b/i.test(said))
    return 'limit'
  if (/\b(?:required|missing|blank|empty)\b/i.test(said)) return 'missing'
  if (/\b(?:invalid|format|must be|must only)\b/i.test(said)) return 'invalid'
  return 'other'
}

/** A field of a JSON object, never of its prototype. */
function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

function referrerEmail(referrer: unknown): string | null {
  const email = typeof referrer === 'string' ? referrer : inside(referrer, 'email')
  return typeof email === 'string' && email.includes('@') ? filled(email) : null
}

function filled(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}
