// What the SellAuth fake knows: shops, customers and the lines of their balances. Money is kept in hundredths.

/** A customer as the shop's database holds one. */
export interface FakeCustomer {
  readonly id: number
  email: string
  discordId: string | null
  discordUsername: string | null
  balance: number
  completed: number
  spentUsd: number
  lastCompletedAt: string | null
  newsletterAt: string | null
  affiliateCode: string | null
  referrer: number | null
}

/** A line of a balance's history. */
export interface FakeLine {
  readonly id: number
  readonly customer: number
  readonly amount: number
  readonly description: string | null
  readonly at: number
}

/** Everything, at one moment. */
export interface FakeState {
  readonly customers: Map<number, FakeCustomer>
  readonly lines: FakeLine[]
}

export interface SellAuthBooks {
  readonly shop: number
  /** As it is now. */
  readonly now: FakeState
  /** As reads see it: now, or what was frozen. */
  seen(): FakeState
  /** From here on reads see the present moment only. */
  freeze(): void
  thaw(): void
  customer(id: number): FakeCustomer
  /** Books a change; `line` false forgets its line, as a server that dies halfway would. */
  change(id: number, amount: number, description: string | null, line?: boolean): void
  /** Lines of a customer, newest first. */
  linesOf(id: number, state?: FakeState): FakeLine[]
}

/** Deterministic books: `C n` has the address `member<n>@example.com`, every fifth takes the newsletter. */
export function createSellAuthBooks(count: number, clock: { now(): number }, shop = 38): SellAuthBooks {
  const now: FakeState = { customers: new Map(), lines: [] }
  for (let n = 1; n <= count; n += 1) {
    const id = 239 + n
    now.customers.set(id, {
      id,
      email: `member${n}@example.com`,
      discordId: n % 3 === 0 ? `10000000000000${String(n).padStart(4, '0')}` : null,
      discordUsername: n % 3 === 0 ? `member_${n}` : null,
      balance: n * 105,
      completed: n,
      spentUsd: n * 135,
      lastCompletedAt: n % 2 === 1 ? '2025-07-27 18:04:28' : null,
      newsletterAt: n % 5 === 0 ? '2025-01-02 03:04:05' : null,
      affiliateCode: n === 2 ? 'FRIENDS' : null,
      referrer: n === 4 ? 241 : null,
    })
  }
  let frozen: FakeState | null = null
  let lineId = 9_000

  const books: SellAuthBooks = {
    shop,
    now,
    seen: () => frozen ?? now,
    freeze: () => {
      frozen = structuredClone(now)
    },
    thaw: () => {
      frozen = null
    },
    customer: (id) => {
      const found = now.customers.get(id)
      if (found === undefined) throw new Error(`no customer ${id}`)
      return found
    },
    change: (id, amount, description, line = true) => {
      books.customer(id).balance += amount
      lineId += 1
      if (line) now.lines.push({ id: lineId, customer: id, amount, description, at: clock.now() })
    },
    linesOf: (id, state = now) => state.lines.filter((each) => each.customer === id).reverse(),
  }
  return books
}

/** `1250` is `"12.50"`. */
export function money(hundredths: number): string {
  const sign = hundredths < 0 ? '-' : ''
  const whole = Math.trunc(Math.abs(hundredths) / 100)
  return `${sign}${whole}.${String(Math.abs(hundredths) % 100).padStart(2, '0')}`
}

/** A row as the documentation shows it. */
export function customerRow(customer: FakeCustomer, state: FakeState): Record<string, unknown> {
  const referrer = customer.referrer === null ? undefined : state.customers.get(customer.referrer)
  return {
    id: customer.id,
    email: customer.email,
    discord_id: customer.discordId,
    discord_username: customer.discordUsername,
    balance: money(customer.balance),
    total_completed: customer.completed,
    total_spent_usd: money(customer.spentUsd),
    last_completed_at: customer.lastCompletedAt,
    newsletter_at: customer.newsletterAt,
    affiliate_code: customer.affiliateCode,
    affiliate_referrer_id: customer.referrer,
    affiliate_referrer: referrer === undefined ? null : { id: referrer.id, email: referrer.email },
  }
}

/** A line, as third-party clients read it. */
export function lineRow(line: FakeLine): Record<string, unknown> {
  return {
    id: line.id,
    customer_id: line.customer,
    amount: money(line.amount),
    description: line.description,
    created_at: new Date(line.at).toISOString().replace('Z', '000Z'),
  }
}

/** A shop with the secrets that the real answer carries as well. */
export function shopRow(id: number): Record<string, unknown> {
  return {
    created_at: '2025-07-27T17:56:11.000000Z',
    updated_at: '2025-07-27T18:04:28.000000Z',
    name: 'Corner Shop',
    subdomain: 'corner-shop',
    owner_id: 19,
    discord_bot_token: 'bot-token-that-must-not-travel',
    stripe_api_key: null,
    webhook_secret: 'webhook-secret-that-must-not-travel',
    terminated_at: null,
    deleted_at: null,
    total_customers: 1,
    average_rating: '0.00',
    currency: 'EUR',
    id,
  }
}

/** One page in the words of Laravel's paginator. */
export function paginator(
  rows: readonly Record<string, unknown>[],
  url: URL,
  page: number,
  perPage: number,
): Record<string, unknown> {
  const path = `${url.origin}${url.pathname}`
  const last = Math.max(1, Math.ceil(rows.length / perPage))
  const data = rows.slice((page - 1) * perPage, page * perPage)
  // The links of the real thing name the page alone: neither filters nor `perPage`.
  const link = (number: number): string | null =>
    number >= 1 && number <= last ? `${path}?page=${number}` : null
  return {
    current_page: page,
    data,
    first_page_url: link(1),
    from: data.length === 0 ? null : (page - 1) * perPage + 1,
    last_page: last,
    last_page_url: link(last),
    links: [
      { url: link(page - 1), label: '&laquo; Previous', active: false },
      { url: link(page), label: String(page), active: true },
      { url: link(page + 1), label: 'Next &raquo;', active: false },
    ],
    next_page_url: link(page + 1),
    path,
    per_page: perPage,
    prev_page_url: link(page - 1),
    to: data.length === 0 ? null : (page - 1) * perPage + data.length,
    total: rows.length,
  }
}
