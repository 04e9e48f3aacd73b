import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../electron/main/providers/provider.ts'
import type { SellAuthClient } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import type {
  SellAuthCustomer,
  SellAuthPage,
} from '../../electron/main/providers/sellauth/sellauth-normalize.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import type { SellAuthServer } from '../fakes/sellauth-server.ts'
import { failureOf, valueOf } from './provider-contract.ts'
import { asCashier, clientOf } from './sellauth-subject.ts'

type Row = Record<string, unknown>

let server: SellAuthServer
let client: SellAuthClient
beforeEach(async () => {
  server = await startSellAuth()
  client = clientOf(server)
})
afterEach(async () => {
  await server.close()
})

describe('a page is taken whole or not at all', () => {
  const page = async (
    as: (body: Row, rows: Row[]) => unknown,
  ): Promise<Answer<SellAuthPage<SellAuthCustomer>>> => {
    server.fault('any', {
      kind: 'rewrite',
      body: (body) => {
        const whole = structuredClone(body) as Row
        return as(whole, whole['data'] as Row[])
      },
    })
    return await client.customers({ page: 1, perPage: 3 }, asCashier)
  }

  it('fields that nobody documented change nothing', async () => {
    const plain = valueOf(await client.customers({ page: 1, perPage: 3 }, asCashier))
    const answer = await page((body, rows) => {
      for (const row of rows) Object.assign(row, { name: null, tags: [{ deep: [[]] }] })
      return { ...body, meta: null, extra: 1 }
    })
    expect(valueOf(answer)).toEqual(plain)
  })

  it('numbers as text and text as numbers are the same figures', async () => {
    const plain = valueOf(await client.customers({ page: 1, perPage: 3 }, asCashier))
    const answer = await page((body, rows) => {
      for (const row of rows) {
        Object.assign(row, { id: String(row['id']), total_completed: String(row['total_completed']) })
        row['balance'] = Number(row['balance'])
      }
      return { ...body, current_page: '1', last_page: '3', total: '7' }
    })
    expect(valueOf(answer)).toEqual(plain)
  })

  it('what is absent is unknown, never zero', async () => {
    const answer = await page((body, rows) => ({ ...body, data: rows.map(({ id }) => ({ id })) }))
    expect(valueOf(answer).rows[0]).toEqual({
      id: '240',
      email: null,
      discordId: null,
      discordUsername: null,
      balanceMinor: null,
      completedOrders: null,
      spentUsdMinor: null,
      lastCompletedAt: null,
      subscribed: null,
      affiliateCode: null,
      affiliateReferrerId: null,
      affiliateReferrerEmail: null,
    })
  })

  it('a figure that is only shown may be unreadable, and is unknown then', async () => {
    const answer = await page((body, rows) => {
      Object.assign(rows[1] ?? {}, { total_spent_usd: '1.999', total_completed: -1, last_completed_at: [] })
      Object.assign(rows[1] ?? {}, { discord_id: 2 ** 60 })
      return body
    })
    expect(valueOf(answer).rows[1]).toMatchObject({
      spentUsdMinor: null,
      completedOrders: null,
      lastCompletedAt: null,
      discordId: null,
    })
  })

  const spoilt: readonly (readonly [string, Row])[] = [
    ['an id that is none', { id: 'abc' }],
    ['an id that JSON could not hold', { id: 2 ** 60 }],
    ['no id', { id: undefined }],
    ['a balance with a third decimal', { balance: '1.005' }],
    ['a balance with a comma', { balance: '1,00' }],
    ['a balance in exponents', { balance: 1e21 }],
    ['a balance that is an object', { balance: { amount: 1 } }],
    ['an e-mail that is a list', { email: ['a@example.com'] }],
  ]
  for (const [name, wrong] of spoilt) {
    it(`${name} spoils the page`, async () => {
      const answer = await page((body, rows) => {
        Object.assign(rows[1] ?? {}, wrong)
        return body
      })
      expect(failureOf(answer)).toEqual({ kind: 'bad-answer', status: 200 })
    })
  }

  it('page numbers that do not fit end a pull instead of turning in a circle or losing members', async () => {
    const wrong: readonly Row[] = [
      { current_page: 2 },
      { current_page: null },
      { last_page: null, next_page_url: undefined },
      { data: [] },
      { data: null },
    ]
    for (const over of wrong) {
      const answer = await page((body) => ({ ...body, ...over }))
      expect(failureOf(answer)).toEqual({ kind: 'bad-answer', status: 200 })
    }
  })

  it('another person than was asked for is nobody', async () => {
    server.fault('any', { kind: 'rewrite', body: (body) => ({ ...(body as object), id: 241 }) })
    expect(failureOf(await client.customer('240', asCashier))).toEqual({ kind: 'bad-answer', status: 200 })
  })
})
