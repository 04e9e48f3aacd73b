import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import { listSellAuthShops, sellAuthBase } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import type { SellAuthClient } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import { findCustomers, readCustomer } from '../../electron/main/providers/sellauth/sellauth-find.ts'
import type {
  CustomerFilters,
  CustomersQuery,
} from '../../electron/main/providers/sellauth/sellauth-limits.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import type { SellAuthServer } from '../fakes/sellauth-server.ts'
import { failureOf, valueOf } from './provider-contract.ts'
import { asCashier, clientOf, sellAuthOver } from './sellauth-subject.ts'

let server: SellAuthServer
let client: SellAuthClient
beforeEach(async () => {
  server = await startSellAuth({ customers: 7, clock: { now: () => Date.UTC(2026, 2, 1, 9, 30) } })
  client = clientOf(server)
})
afterEach(async () => {
  await server.close()
})

const ids = async (query: CustomersQuery): Promise<readonly string[]> =>
  valueOf(await client.customers(query, asCashier)).rows.map((row) => row.id)

describe('customers', () => {
  it('a page comes in our own words, from a GET without a body', async () => {
    const page = valueOf(await client.customers({ page: 1, perPage: 3 }, asCashier))
    expect(page).toMatchObject({ page: 1, next: 2, total: 7, listing: 'paged' })
    expect(page.rows[0]).toEqual({
      id: '240',
      email: 'member1@example.com',
      discordId: null,
      discordUsername: null,
      balanceMinor: 105,
      completedOrders: 1,
      spentUsdMinor: 135,
      lastCompletedAt: {
        text: '2025-07-27 18:04:28',
        utcMs: Date.UTC(2025, 6, 27, 18, 4, 28),
        zone: 'assumed-utc',
      },
      subscribed: false,
      affiliateCode: '',
      affiliateReferrerId: null,
      affiliateReferrerEmail: null,
    })
    expect(server.requests).toEqual([
      {
        method: 'GET',
        path: '/v1/shops/38/customers',
        query: { page: '1', perPage: '3', orderColumn: 'id', orderDirection: 'asc' },
        body: '',
        authorized: true,
        connection: expect.any(String) as string,
      },
    ])
  })

  it('every documented filter reaches the provider under its own name', async () => {
    const cases: readonly (readonly [CustomerFilters, string, string, readonly string[]])[] = [
      [{ id: '242' }, 'id', '242', ['242']],
      [{ email: 'Member4@example.com' }, 'email', 'Member4@example.com', ['243']],
      [{ discordId: '100000000000000003' }, 'discord_id', '100000000000000003', ['242']],
      [{ discordUsername: 'member_6' }, 'discord_username', 'member_6', ['245']],
      [{ subscribed: true }, 'subscribed', '1', ['244']],
      [{ subscribed: false }, 'subscribed', '0', ['240', '241', '242', '243', '245', '246']],
      [{ affiliateCode: 'FRIENDS' }, 'affiliate_code', 'FRIENDS', ['241']],
      [
        { affiliateReferrerEmail: 'member2@example.com' },
        'affiliate_referrer_email',
        'member2@example.com',
        ['243'],
      ],
    ]
    for (const [filters, name, sent, found] of cases) {
      expect(await ids({ page: 1, perPage: 100, filters })).toEqual(found)
      expect(server.requests.at(-1)?.query[name]).toBe(sent)
    }
  })

  it('every documented column orders, both ways', async () => {
    const columns = ['id', 'email', 'discord_id', 'discord_username', 'balance', 'total_completed'] as const
    const more = ['total_spent_usd', 'last_completed_at', 'newsletter_at', 'affiliate_code'] as const
    for (const orderColumn of [...columns, ...more]) {
      const up = await ids({ page: 1, perPage: 100, orderColumn, orderDirection: 'asc' })
      const down = await ids({ page: 1, perPage: 100, orderColumn, orderDirection: 'desc' })
      expect(new Set(up)).toEqual(new Set(down))
      expect(up).not.toEqual(down)
    }
  })

  it('what breaks a documented limit is refused here, and nothing is sent', async () => {
    const wrong: readonly (readonly [CustomersQuery, object])[] = [
      [{ page: 1, perPage: 101 }, { perPage: ['limit'] }],
      [{ page: 1, perPage: 0 }, { perPage: ['limit'] }],
      [{ page: 0, perPage: 10 }, { page: ['invalid'] }],
      [{ page: 1.5, perPage: 10 }, { page: ['invalid'] }],
      // Laravel drops an empty filter and answers everybody.
      [{ page: 1, perPage: 10, filters: { email: ' ' } }, { email: ['missing'] }],
    ]
    for (const [query, fields] of wrong) {
      const answer = await client.customers(query, asCashier)
      expect(failureOf(answer)).toEqual({ kind: 'refused', status: 422, fields })
      expect(answer.evidence.http).toBeNull()
    }
    const strange = clientOf(server, { shop: '../38' })
    expect(failureOf(await strange.ping(asCashier))).toMatchObject({ fields: { shop: ['invalid'] } })
    expect(failureOf(await client.customer('1/balance', asCashier))).toMatchObject({ kind: 'refused' })
    expect(server.requests).toEqual([])
  })

  it('one is read in either of the forms that the documentation leaves open', async () => {
    const bare = valueOf(await client.customer('243', asCashier))
    expect(bare).toMatchObject({ affiliateReferrerId: '241', affiliateReferrerEmail: 'member2@example.com' })
    server.dialect.customer = 'data'
    expect(valueOf(await client.customer('243', asCashier))).toEqual(bare)
  })

  it('one is found without the inferred path, and somebody who is gone is told from it', async () => {
    const bare = valueOf(await client.customer('243', asCashier))
    server.dialect.customer = 'no-such-path'
    for (const filters of ['exact', 'partial', 'ignored'] as const) {
      server.dialect.filters = filters
      expect(valueOf(await readCustomer(client, '243', asCashier))).toEqual(bare)
    }
    expect(failureOf(await readCustomer(client, '999', asCashier))).toEqual({ kind: 'not-found' })
  })

  it('filters that match in part, or not at all, never bring the wrong person', async () => {
    server.books.customer(245).email = 'xmember1@example.com'
    for (const filters of ['exact', 'partial', 'ignored'] as const) {
      server.dialect.filters = filters
      const found = valueOf(await findCustomers(client, { email: 'MEMBER1@example.com' }, asCashier))
      expect(found.customers.map((each) => each.id)).toEqual(['240'])
      expect(found.complete).toBe(true)
    }
  })

  it('a provider that filters nothing is noticed on the first page, not after the whole shop', async () => {
    const big = await startSellAuth({
      customers: 350,
      dialect: { filters: 'ignored', customer: 'no-such-path' },
    })
    try {
      const found = await findCustomers(clientOf(big), { email: 'member333@example.com' }, asCashier)
      expect(valueOf(found)).toEqual({ customers: [], complete: false })
      expect(big.requests).toHaveLength(1)
      const near = await findCustomers(clientOf(big), { email: 'member50@example.com' }, asCashier)
      expect(valueOf(near)).toMatchObject({ customers: [{ id: '289' }], complete: false })
      expect(big.requests).toHaveLength(2)
      // Not on that page is not the same as gone.
      const gone = await readCustomer(clientOf(big), '572', asCashier)
      expect(failureOf(gone)).toMatchObject({ kind: 'bad-answer' })
    } finally {
      await big.close()
    }
  })
})

describe('connecting', () => {
  it('the shops that a key opens are listed, and their secrets end at the schema', async () => {
    const http = sellAuthOver(createTransport(), server.origin, server.key)
    const shops = valueOf(await listSellAuthShops(http, asCashier))
    expect(shops).toEqual([
      { id: '38', name: 'Corner Shop', subdomain: 'corner-shop', currency: 'EUR', closed: false },
    ])
    expect(JSON.stringify(shops)).not.toContain('must-not-travel')
  })

  it('a ping asks for one row, and everybody is read page by page, in order, each once', async () => {
    expect(valueOf(await client.ping(asCashier))).toBeNull()
    expect(server.requests.map(({ query }) => query)).toMatchObject([{ page: '1', perPage: '1' }])
    const pages = []
    for (const page of [1, 2, 3]) pages.push(valueOf(await client.customers({ page, perPage: 3 }, asCashier)))
    expect(pages.map(({ rows, next }) => [...rows.map(({ id }) => id), next])).toEqual([
      ['240', '241', '242', 2],
      ['243', '244', '245', 3],
      ['246', null],
    ])
    expect(server.requests).toHaveLength(1 + 3)
  })

  it('a base URL may be typed with or without its version', () => {
    for (const typed of [
      'https://api.sellauth.com/v1/',
      'https://api.sellauth.com/v1',
      ' https://api.sellauth.com/ ',
    ]) {
      expect(sellAuthBase(typed)).toBe('https://api.sellauth.com')
    }
  })
})
