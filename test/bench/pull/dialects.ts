import type { Connection, ProviderId } from '../../../shared/domain/connection.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'

/** A request as the list server sees one. */
export interface Asked {
  readonly path: string
  readonly query: URLSearchParams
}

/** One page of a list, rendered. */
export interface RenderedPage {
  readonly body: string
  /** Beside the usual ones. */
  readonly headers: Readonly<Record<string, string>>
}

/** How one provider tells its list of members. */
export interface Dialect {
  /** Rows that the server puts into one page, whatever is asked for. */
  readonly perPage: number
  readonly store: string
  /** Where the list is, after the server's own address. */
  readonly path: string
  readonly row: (member: RemoteMember, at: number) => object
  readonly page: (rows: readonly object[], at: PageAt) => RenderedPage
  /** The number of the page that is asked for, from 0. */
  readonly asked: (asked: Asked) => number
}

/** Which page of how many. */
export interface PageAt {
  readonly index: number
  readonly pages: number
  readonly perPage: number
  readonly count: number
}

const firstInveterate = 6_082_598_928_000

/** Rows with everything that the documentation names, since what is not read is received and parsed all the same. */
export const dialects: Readonly<Record<ProviderId, Dialect>> = {
  leal: {
    perPage: 100,
    store: '7',
    path: '/api/v1/accounts/7/customers',
    row: ({ details, codes, cards }, at) => ({
      id: at + 1,
      first_name: details.firstName,
      last_name: details.lastName,
      email: details.email,
      phone: details.phone,
      birthday: details.birthday,
      customer_cards: cards.map((card) => ({
        id: 500_000 + at,
        uuid: `0a1b2c3d-0000-4000-8000-${String(at).padStart(12, '0')}`,
        card_id: 3,
        card_name: card.name,
        stamps_count: card.stamps,
        pass_installed: at % 2 === 0,
      })),
      external_references: codes.map((code) => ({ source: 'stampwell_card', external_id: code })),
      created_at: '2025-03-04T05:06:07Z',
      updated_at: '2026-03-04T05:06:07Z',
    }),
    page: (rows, { index, pages, perPage, count }) => ({
      body: JSON.stringify({
        customers: rows,
        pagination: { count, items: perPage, page: index + 1, pages },
      }),
      headers: {},
    }),
    asked: ({ query }) => Number(query.get('page') ?? '1') - 1,
  },
  loke: {
    perPage: 1_000,
    store: 'org-1',
    path: '/organizations/org-1/customers',
    row: ({ details }, at) => ({
      id: `01JCUSTOMER${String(at).padStart(15, '0')}`,
      firstName: details.firstName,
      lastName: details.lastName,
      email: details.email,
      phoneNumber: details.phone,
      dob: details.birthday,
      gender: null,
      hasAgreedToMarketing: at % 3 === 0,
      createdAt: '2025-03-04T05:06:07.000Z',
      updatedAt: '2026-03-04T05:06:07.000Z',
      statistics: {
        pointsBalance: at % 900,
        totalPointsEarned: (at % 900) + 50,
        totalPointsRedeemed: 50,
        totalSpend: at * 7,
        lastSpentAt: '2026-03-04T05:06:07.000Z',
        lastPointsEarnedAt: '2026-03-04T05:06:07.000Z',
        lastPointsRedeemedAt: null,
      },
    }),
    page: (rows, { index, pages }) => ({
      body: JSON.stringify(rows),
      headers:
        index + 1 < pages ? { 'x-next-page': `${dialectPath('loke')}?sort=created&after=${index + 1}` } : {},
    }),
    asked: ({ query }) => Number(query.get('after') ?? '0'),
  },
  inveterate: {
    perPage: 100,
    store: '1',
    path: '/v2.0/admin/members',
    row: ({ details }, at) => ({
      customerId: firstInveterate + at,
      firstName: details.firstName,
      lastName: details.lastName,
      email: details.email,
      phoneNumber: details.phone,
      birthday: details.birthday,
      notes: at % 4 === 0 ? 'likes the window seat' : '',
      segmentId: '3a636361',
      credit: (at % 900) / 4,
      creditsEarned: at % 900,
      totalSpend: at / 2,
      orderCount: at % 50,
      numberOfCreditRedemptions: at % 5,
      referrals: false,
      anonymized: false,
      status: 'ACTIVE',
      accountState: 'ENABLED',
      createdAt: '2025-03-04T05:06:07.000Z',
      joinedAt: '2025-03-04T05:06:07.000Z',
      updatedAt: '2026-03-04T05:06:07.000Z',
      lastPurchaseAt: '2026-03-04T05:06:07.000Z',
      lastCreditRedemptionAt: null,
    }),
    page: (rows, { index, pages, perPage }) => ({
      body: JSON.stringify({
        message: 'ok',
        data: {
          members: rows,
          lastCustomerId: index + 1 < pages ? String(firstInveterate + (index + 1) * perPage - 1) : null,
        },
      }),
      headers: {},
    }),
    asked: ({ query }) => {
      const last = query.get('lastCustomerId')
      return last === null || last === '' ? 0 : (Number(last) - firstInveterate + 1) / 100
    },
  },
  sellauth: {
    perPage: 100,
    store: '38',
    path: '/v1/shops/38/customers',
    row: ({ details }, at) => ({
      id: at + 1,
      email: details.email ?? `member${at}@example.com`,
      discord_id: at % 3 === 0 ? `10000000000${String(at).padStart(7, '0')}` : null,
      discord_username: at % 3 === 0 ? details.firstName : null,
      balance: (at / 100).toFixed(2),
      total_completed: at % 50,
      total_spent_usd: (at / 50).toFixed(2),
      last_completed_at: at % 2 === 0 ? '2025-07-27 18:04:28' : null,
      newsletter_at: null,
      affiliate_code: null,
      affiliate_referrer_id: null,
      affiliate_referrer: null,
    }),
    page: (rows, { index, pages, perPage, count }) => ({
      body: JSON.stringify({
        data: rows,
        current_page: index + 1,
        last_page: pages,
        per_page: perPage,
        total: count,
        next_page_url: index + 1 < pages ? `/?page=${index + 2}` : null,
      }),
      headers: {},
    }),
    asked: ({ query }) => Number(query.get('page') ?? '1') - 1,
  },
}

function dialectPath(provider: ProviderId): string {
  return dialects[provider].path
}

/** The connection to a list server. */
export function connectionTo(provider: ProviderId, baseUrl: string): Connection {
  return {
    id: '01BENCH000000000000000000A',
    name: 'Bench',
    provider,
    mode: 'live',
    baseUrl,
    store: dialects[provider].store,
    zone: 'Europe/Berlin',
    singleTill: true,
    readLagMs: 0,
    lateBoundMs: 0,
  }
}
