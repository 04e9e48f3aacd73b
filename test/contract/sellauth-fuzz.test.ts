import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Transport } from '../../electron/main/outbound/transport.ts'
import { TransportError } from '../../electron/main/outbound/transport-error.ts'
import type { Http } from '../../electron/main/providers/http.ts'
import type { Answer, Failure } from '../../electron/main/providers/provider.ts'
import {
  createSellAuthClient,
  listSellAuthShops,
} from '../../electron/main/providers/sellauth/sellauth-client.ts'
import type { SellAuthClient } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import {
  findCustomers,
  findTransaction,
  readCustomer,
} from '../../electron/main/providers/sellauth/sellauth-find.ts'
import { createSellAuthBooks } from '../fakes/sellauth-books.ts'
import { judgeSellAuth } from '../fakes/sellauth-rules.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import { asCashier, clientOf, sellAuthOver } from './sellauth-subject.ts'

const kinds: Record<Failure['kind'], true> = {
  'not-sent': true,
  'no-answer': true,
  'bad-answer': true,
  unauthorized: true,
  forbidden: true,
  'not-found': true,
  refused: true,
  'rate-limited': true,
  'server-error': true,
}

const origin = 'https://sellauth.invalid'
const calls: Readonly<Record<string, (client: SellAuthClient, http: Http) => Promise<Answer<unknown>>>> = {
  shops: (_client, http) => listSellAuthShops(http, asCashier),
  ping: (client) => client.ping(asCashier),
  customers: (client) => client.customers({ page: 1, perPage: 3 }, asCashier),
  customer: (client) => client.customer('240', asCashier),
  readCustomer: (client) => readCustomer(client, '240', asCashier),
  findCustomers: (client) => findCustomers(client, { email: 'member1@example.com' }, asCashier),
  changeBalance: (client) => client.changeBalance('240', { amountMinor: 5, tag: 'T1-1' }, asCashier),
  history: (client) => client.balanceTransactions('240', 1, asCashier),
  findTransaction: (client) => findTransaction(client, '240', 'T1-1', asCashier),
  affiliate: (client) => client.setAffiliateCode('240', 'NEW', asCashier),
}
const runs = process.env['STAMPWELL_FULL'] === '1' ? 2_000 : 80
const counted = ['customers', 'history', 'shops']

function over(transport: Transport, call: (typeof calls)[string]): Promise<Answer<unknown>> {
  const http = sellAuthOver(transport, origin, 'key')
  return call(createSellAuthClient(http, { shop: '38', clock: Date }), http)
}

/** A failure of a known kind, or a value in which every amount is a whole number of hundredths or unknown. */
function expectTyped(answer: Answer<unknown>): void {
  expect(answer.evidence.ms).toBeGreaterThanOrEqual(0)
  if (!answer.ok) {
    expect(kinds[answer.failure.kind]).toBe(true)
    return
  }
  JSON.stringify(answer.value, (name, value: unknown) => {
    const figure = /Minor$|^completedOrders$|^utcMs$/.test(name)
    if (figure && value !== null && !Number.isSafeInteger(value))
      throw new Error(`${name}: ${JSON.stringify(value)}`)
    return value
  })
}

const names = [
  ...['data', 'meta', 'customer', 'current_page', 'last_page', 'next_page_url', 'total', 'id', 'email'],
  ...['balance', 'discord_id', 'discord_username', 'total_completed', 'total_spent_usd', 'affiliate_code'],
  ...['last_completed_at', 'newsletter_at', 'affiliate_referrer_id', 'affiliate_referrer', 'amount'],
  ...['description', 'created_at', 'name', 'currency', 'success', 'error', 'errors', 'message', 'status'],
]
/** JSON that has the right names in it, and anything at all under them. */
const almost = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 0, 1, -1, 240, 3.5, 1e21, '', '1', '0.00', '-1.005', 'NaN', '1e3'),
    fc.constantFrom(
      '__proto__',
      '2025-07-27 18:04:28',
      '[T1-1]',
      'x'.repeat(300),
      '\ud800',
      '０.００',
      'ü🎂',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor'), tie('value'), { maxKeys: 12 }),
}))

const status = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(200, 200, 201) },
  fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code)),
)
const type = fc.constantFrom(
  'application/json',
  'application/json',
  'application/problem+json',
  'text/html',
  '',
)

/** True answers of the fake's, without a socket between. */
function trueAnswers(spoilt: (body: unknown) => unknown): Transport {
  const books = createSellAuthBooks(7, Date)
  for (let n = 1; n <= 4; n += 1) books.change(240, n, `[T1-${n}]`)
  const dialect = {
    history: 'paginator',
    customer: 'bare',
    changes: 'customer',
    filters: 'exact',
    overdraft: false,
  } as const
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const { method } = request
    const headers = Object.fromEntries(request.headers)
    const body = await request.text()
    const reply = judgeSellAuth({ method, url: new URL(request.url), headers, body }, books, dialect, 'key')
    return Response.json(spoilt(reply.body), { status: reply.status })
  }
  return { read: send, write: send }
}

describe('nothing that comes back throws, and no page is ever half taken', () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`${name}: any body under any status is a value or a typed failure`, async () => {
      const body = fc.oneof(
        almost.object.map((value) => JSON.stringify(value)),
        fc.json(),
        fc.string({ unit: 'binary' }),
      )
      await fc.assert(
        fc.asyncProperty(status, type, body, async (code, contentType, text) => {
          const send = async (): Promise<Response> =>
            new Response(text, { status: code, headers: { 'content-type': contentType } })
          const answer = await over({ read: send, write: send }, call)
          expectTyped(answer)
          // A look-up that cannot be made concludes nothing, which is an answer.
          if (code >= 300 && name !== 'findTransaction') expect(answer.ok).toBe(false)
        }),
        { numRuns: runs },
      )
    })

    it(`${name}: a true answer with one part replaced is a value or a typed failure`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(), almost.value, async (at, other) => {
          let rows = 0
          const transport = trueAnswers((body) => {
            const spoilt = spoil(body, at, other)
            rows = rowsIn(spoilt)
            return spoilt
          })
          const answer = await over(transport, call)
          expectTyped(answer)
          if (!answer.ok || !counted.includes(name)) return
          const { value } = answer as { value: { rows: unknown[] } | unknown[] }
          expect((Array.isArray(value) ? value : value.rows).length).toBe(rows)
        }),
        { numRuns: runs },
      )
    })

    it(`${name}: whatever the transport throws is a typed failure`, async () => {
      const anything: readonly unknown[] = [
        new TransportError({ kind: 'not-sent', cause: 'dns' }),
        new TransportError({ kind: 'unusable', status: 200 }),
        new TypeError('fetch failed'),
        'a string',
        null,
      ]
      const told: string[] = []
      // The type is a lie on purpose: code that we did not write may throw anything.
      for (const error of anything as readonly Error[]) {
        const send = async (): Promise<Response> => Promise.reject(error)
        const answer = await over({ read: send, write: send }, call)
        told.push(answer.ok ? 'ok' : answer.failure.kind)
      }
      expect(told).toEqual(['not-sent', 'bad-answer', 'no-answer', 'no-answer', 'no-answer'])
    })
  }
})

describe('over the socket', () => {
  it('deep, huge and wrongly encoded bodies are typed failures or values', async () => {
    const server = await startSellAuth()
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const page = '{"current_page":1,"last_page":1,"data":[{"id":1,"balance":"0.00","affiliate_referrer":'
    const bodies: readonly (Buffer | string)[] = [
      deep,
      `${page}${deep}}]}`,
      Buffer.alloc(9 * 1024 * 1024, '{'),
      Buffer.from('\ufeff{"data":[]}', 'utf16le'),
      Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0xa0]),
      Buffer.from(`${page}"\u00e9\u00ff"}]}`, 'latin1'),
      '\ufeff[]',
      '',
      'null',
    ]
    try {
      const client = clientOf(server)
      for (const body of bodies) {
        const fault = { kind: 'raw', done: true, status: 200, body } as const
        server.fault('any', fault)
        expectTyped(await client.customers({ page: 1, perPage: 3 }, asCashier))
        const before = server.mutations().length
        server.fault('any', fault)
        expectTyped(await client.changeBalance('240', { amountMinor: 1, tag: 'T1-1' }, asCashier))
        expect(server.mutations()).toHaveLength(before + 1)
      }
    } finally {
      await server.close()
    }
  })
})

/** Rows that an answer holds by its own shape. */
function rowsIn(body: unknown): number {
  if (Array.isArray(body)) return body.length
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : null
  return Array.isArray(data) ? data.length : -1
}

/** Replaces the `at`-th value of a JSON tree. */
function spoil(tree: unknown, at: number, other: unknown): unknown {
  let left = at % Math.max(1, sizeOf(tree))
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return other
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(tree)
}

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 1)
}
