// What the SellAuth fake answers, and what it refuses: written from the vendor's pages and stricter than they are,
// in that a name it does not know is an error.
import { customerRow, lineRow, paginator, shopRow } from './sellauth-books.ts'
import type { FakeCustomer, SellAuthBooks } from './sellauth-books.ts'
import { affiliate, balance } from './sellauth-changes.ts'
import { invalid, noModel, noRoute, prohibited } from './sellauth-replies.ts'
import type { SellAuthDialect, SellAuthReply, SellAuthRequest } from './sellauth-replies.ts'

const orderColumns: Readonly<Record<string, (row: FakeCustomer) => number | string | null>> = {
  id: (row) => row.id,
  email: (row) => row.email,
  discord_id: (row) => row.discordId,
  discord_username: (row) => row.discordUsername,
  balance: (row) => row.balance,
  total_completed: (row) => row.completed,
  total_spent_usd: (row) => row.spentUsd,
  last_completed_at: (row) => row.lastCompletedAt,
  newsletter_at: (row) => row.newsletterAt,
  affiliate_code: (row) => row.affiliateCode,
}
const pageNames = ['page', 'perPage']
const listNames = [
  ...pageNames,
  ...['orderColumn', 'orderDirection', 'id', 'email', 'discord_id', 'discord_username', 'subscribed'],
  ...['affiliate_code', 'affiliate_referrer_email'],
]

/** Judges one request. Nothing is changed before `apply`. */
export function judgeSellAuth(
  request: SellAuthRequest,
  books: SellAuthBooks,
  dialect: SellAuthDialect,
  key: string,
): SellAuthReply {
  const { method, url, headers } = request
  if (headers['accept']?.includes('application/json') !== true) {
    // The framework takes such a client for a browser.
    return { status: 302, body: undefined }
  }
  if (headers['authorization'] !== `Bearer ${key}`)
    return { status: 401, body: { message: 'Unauthenticated.' } }
  if (headers['content-type']?.split(';')[0] !== 'application/json') {
    return { status: 400, body: { message: 'The Content-Type header must be application/json.' } }
  }
  if (method === 'GET' && request.body !== '') return { status: 400, body: { message: 'A GET has no body.' } }
  if (url.pathname === '/v1/shops') {
    return only('GET', request, [], () => ({ status: 200, body: [shopRow(books.shop)] }))
  }
  const [, shop, rest = ''] = /^\/v1\/shops\/(\d+)(\/.*)?$/.exec(url.pathname) ?? []
  if (shop === undefined) return noRoute(url)
  if (Number(shop) !== books.shop) return noModel('Shop', shop)
  if (rest === '/customers') return only('GET', request, listNames, () => listing(url, books, dialect))
  const [, id, part] = /^\/customers\/(\d+)(\/[a-z-]+)?$/.exec(rest) ?? []
  if (id === undefined) return noRoute(url)
  if (dialect.customer === 'no-such-path' && part === undefined) return noRoute(url)
  if (dialect.history === 'no-such-path' && part === '/balance-transactions') return noRoute(url)
  const customer = books.seen().customers.get(Number(id))
  const missing = noModel('Customer', id)
  switch (part) {
    case undefined:
      return only('GET', request, [], () => {
        if (customer === undefined) return missing
        const row = customerRow(customer, books.seen())
        return { status: 200, body: dialect.customer === 'data' ? { data: row } : row }
      })
    case '/balance-transactions':
      return only('GET', request, pageNames, () =>
        customer === undefined ? missing : history(url, books, dialect, customer.id),
      )
    case '/balance':
      return only('POST', request, [], () =>
        customer === undefined ? missing : balance(request, books, dialect, customer.id),
      )
    case '/affiliate-code':
      return only('PUT', request, [], () =>
        customer === undefined ? missing : affiliate(request, books, dialect, customer.id),
      )
    default:
      return noRoute(url)
  }
}

function listing(url: URL, books: SellAuthBooks, dialect: SellAuthDialect): SellAuthReply {
  const asked = (name: string): string | null => url.searchParams.get(name)
  const column = asked('orderColumn') ?? 'id'
  const direction = asked('orderDirection') ?? 'desc'
  const by = Object.hasOwn(orderColumns, column) ? orderColumns[column] : undefined
  if (by === undefined) return invalid({ orderColumn: ['The selected orderColumn is invalid.'] })
  if (!['asc', 'desc'].includes(direction)) {
    return invalid({ orderDirection: ['The selected orderDirection is invalid.'] })
  }
  const state = books.seen()
  const referrerOf = (row: FakeCustomer): string | null =>
    row.referrer === null ? null : (state.customers.get(row.referrer)?.email ?? null)
  const fits = (name: string, has: string | null): boolean => {
    const wanted = asked(name)?.toLowerCase()
    if (dialect.filters === 'ignored' || wanted === undefined || wanted === '') return true
    const plain = has?.toLowerCase() ?? ''
    return dialect.filters === 'exact' ? plain === wanted : plain.includes(wanted)
  }
  const subscribed = asked('subscribed')
  if (subscribed !== null && !['0', '1', 'true', 'false'].includes(subscribed)) {
    return invalid({ subscribed: ['The selected subscribed is invalid.'] })
  }
  const found = [...state.customers.values()]
    .filter(
      (row) =>
        fits('id', String(row.id)) &&
        fits('email', row.email) &&
        fits('discord_id', row.discordId) &&
        fits('discord_username', row.discordUsername) &&
        fits('affiliate_code', row.affiliateCode) &&
        fits('affiliate_referrer_email', referrerOf(row)) &&
        (subscribed === null ||
          dialect.filters === 'ignored' ||
          (row.newsletterAt !== null) === ['1', 'true'].includes(subscribed)),
    )
    .sort((a, b) => compare(by(a), by(b)) * (direction === 'asc' || dialect.direction === 'ignored' ? 1 : -1))
  return paged(
    url,
    found.map((row) => customerRow(row, state)),
    (body) => body,
  )
}

function history(url: URL, books: SellAuthBooks, dialect: SellAuthDialect, id: number): SellAuthReply {
  const rows = books.linesOf(id, books.seen()).map(lineRow)
  switch (dialect.history) {
    case 'bare':
      return { status: 200, body: rows }
    case 'unfamiliar':
      return { status: 200, body: { balance_transactions: rows } }
    case 'without-description':
      return paged(
        url,
        rows.map(({ description: _description, ...row }) => row),
        (body) => body,
      )
    case 'resource':
      return paged(url, rows, ({ data, next_page_url: next, ...meta }) => ({
        data,
        links: { next },
        meta,
      }))
    case 'paginator':
    case 'no-such-path':
      return paged(url, rows, (body) => body)
  }
}

function paged(
  url: URL,
  rows: readonly Record<string, unknown>[],
  shape: (body: Record<string, unknown>) => unknown,
): SellAuthReply {
  const number = (name: string, otherwise: string): number => {
    const text = url.searchParams.get(name) ?? otherwise
    return /^[1-9]\d*$/.test(text) ? Number(text) : 0
  }
  const page = number('page', '1')
  const perPage = number('perPage', '15')
  if (page < 1) return invalid({ page: ['The page field must be an integer.'] })
  if (perPage < 1) return invalid({ perPage: ['The perPage field must be at least 1.'] })
  if (perPage > 100) return invalid({ perPage: ['The perPage field must not be greater than 100.'] })
  return { status: 200, body: shape(paginator(rows, url, page, perPage)) }
}

/** The right method, and no query name that the page does not list, nor one twice. */
function only(
  method: string,
  request: SellAuthRequest,
  names: readonly string[],
  answer: () => SellAuthReply,
): SellAuthReply {
  if (request.method !== method) {
    const route = request.url.pathname.slice(1)
    const message = `The ${request.method} method is not supported for route ${route}. Supported methods: ${method}.`
    return { status: 405, body: { message } }
  }
  const given = [...request.url.searchParams.keys()]
  const strange = given.filter((name, index) => !names.includes(name) || given.indexOf(name) !== index)
  return strange.length > 0 ? invalid(prohibited(strange)) : answer()
}

/** Nulls first, as MySQL sorts them. */
function compare(a: number | string | null, b: number | string | null): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  return a < b ? -1 : 1
}
