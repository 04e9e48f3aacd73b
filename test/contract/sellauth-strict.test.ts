import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import type { Failure } from '../../electron/main/providers/provider.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import type { SellAuthServer } from '../fakes/sellauth-server.ts'
import { failureOf } from './provider-contract.ts'
import { asCashier, clientOf, sellAuthOver } from './sellauth-subject.ts'

const balance = '/v1/shops/38/customers/240/balance'
const affiliate = '/v1/shops/38/customers/240/affiliate-code'
const customers = '/v1/shops/38/customers'

let server: SellAuthServer
beforeEach(async () => {
  server = await startSellAuth()
})
afterEach(async () => {
  await server.close()
})

interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}
const send = async (sent: Sent): Promise<Failure> => {
  const http = sellAuthOver(createTransport(), server.origin, server.key)
  return failureOf(await http.call({ ...sent, schema: z.unknown(), ...asCashier }))
}
const refused = (fields: object, status = 422): object => ({ kind: 'refused', status, fields })

describe('the fake refuses whatever the documentation does not allow, and does nothing', () => {
  const rows: readonly (readonly [string, Sent, object])[] = [
    [
      'a body that is no object',
      { method: 'POST', path: balance, body: [1] },
      refused({ base: ['invalid'] }, 400),
    ],
    [
      'no amount',
      { method: 'POST', path: balance, body: { description: 'x' } },
      refused({ amount: ['missing'] }),
    ],
    [
      'an amount as text',
      { method: 'POST', path: balance, body: { amount: '1.00' } },
      refused({ amount: ['other'] }),
    ],
    [
      'a third decimal',
      { method: 'POST', path: balance, body: { amount: 0.125 } },
      refused({ amount: ['other'] }),
    ],
    [
      'a float’s noise',
      { method: 'POST', path: balance, body: { amount: 0.1 + 0.2 } },
      refused({ amount: ['other'] }),
    ],
    [
      'too much',
      { method: 'POST', path: balance, body: { amount: 1000.01 } },
      refused({ amount: ['limit'] }),
    ],
    [
      'too little',
      { method: 'POST', path: balance, body: { amount: -1000.01 } },
      refused({ amount: ['limit'] }),
    ],
    [
      'a long description',
      { method: 'POST', path: balance, body: { amount: 1, description: 'x'.repeat(256) } },
      refused({ description: ['limit'] }),
    ],
    [
      'a number for a description',
      { method: 'POST', path: balance, body: { amount: 1, description: 1 } },
      refused({ description: ['invalid'] }),
    ],
    [
      'an unknown field',
      { method: 'POST', path: balance, body: { amount: 1, note: 'x' } },
      refused({ note: ['other'] }),
    ],
    [
      'a long code',
      { method: 'PUT', path: affiliate, body: { affiliate_code: 'x'.repeat(51) } },
      refused({ affiliate_code: ['limit'] }),
    ],
    [
      'a number for a code',
      { method: 'PUT', path: affiliate, body: { affiliate_code: 5 } },
      refused({ affiliate_code: ['invalid'] }),
    ],
    [
      'another verb for the code',
      { method: 'PATCH', path: affiliate, body: { affiliate_code: 'x' } },
      refused({ base: ['other'] }, 405),
    ],
    [
      'another verb for the balance',
      { method: 'PUT', path: balance, body: { amount: 1 } },
      refused({ base: ['other'] }, 405),
    ],
    [
      'an unknown query name',
      { method: 'GET', path: customers, query: { limit: '5' } },
      refused({ limit: ['other'] }),
    ],
    [
      'a column that is none',
      { method: 'GET', path: customers, query: { orderColumn: 'name' } },
      refused({ orderColumn: ['invalid'] }),
    ],
    [
      'a direction that is none',
      { method: 'GET', path: customers, query: { orderDirection: 'up' } },
      refused({ orderDirection: ['invalid'] }),
    ],
    [
      'a page of 101',
      { method: 'GET', path: customers, query: { perPage: '101' } },
      refused({ perPage: ['limit'] }),
    ],
    ['page nought', { method: 'GET', path: customers, query: { page: '0' } }, refused({ page: ['invalid'] })],
    ['nobody', { method: 'GET', path: '/v1/shops/38/customers/999' }, { kind: 'not-found' }],
    ['no such path', { method: 'GET', path: '/v1/shops/38/members' }, { kind: 'not-found' }],
    [
      'somebody else’s shop',
      { method: 'POST', path: balance.replace('38', '39'), body: { amount: 1 } },
      { kind: 'not-found' },
    ],
  ]
  for (const [name, sent, failure] of rows) {
    it(name, async () => {
      expect(await send(sent)).toEqual(failure)
      expect(server.requests).toHaveLength(1)
      expect(server.books.customer(240)).toMatchObject({ balance: 105, affiliateCode: null })
    })
  }

  it('a client without the documented headers', async () => {
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${server.origin}${customers}`, { headers, redirect: 'manual' })).status
    const whole = { accept: 'application/json', 'content-type': 'application/json' }
    const authorization = `Bearer ${server.key}`
    expect(await ask({ ...whole, authorization })).toBe(200)
    expect(await ask(whole)).toBe(401)
    expect(await ask({ ...whole, authorization: server.key })).toBe(401)
    expect(await ask({ authorization, accept: 'application/json' })).toBe(400)
    expect(await ask({ ...whole, authorization, accept: 'text/html' })).toBe(302)
  })
})

describe('each status of a change means one thing', () => {
  const rows: readonly (readonly [number, object])[] = [
    [400, refused({ base: ['other'] }, 400)],
    [401, { kind: 'unauthorized' }],
    [403, { kind: 'forbidden' }],
    [404, { kind: 'not-found' }],
    [405, refused({ base: ['other'] }, 405)],
    [408, { kind: 'bad-answer', status: 408 }],
    [409, refused({ base: ['other'] }, 409)],
    [413, refused({ base: ['other'] }, 413)],
    [415, refused({ base: ['other'] }, 415)],
    [422, refused({ base: ['other'] }, 422)],
    [500, { kind: 'server-error', status: 500 }],
    [503, { kind: 'server-error', status: 503 }],
  ]
  for (const [status, failure] of rows) {
    it(String(status), async () => {
      const body = JSON.stringify({ message: 'Words that stay behind.' })
      const fault = { kind: 'raw', done: true, status, body } as const
      server.fault('any', fault, fault)
      const client = clientOf(server)
      const change = { amountMinor: 1, tag: 'T1-1' }
      expect(failureOf(await client.changeBalance('240', change, asCashier))).toEqual(failure)
      expect(failureOf(await client.setAffiliateCode('240', 'X', asCashier))).toEqual(failure)
      expect(server.mutations()).toHaveLength(2)
    })
  }
})
