import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TransportError } from '../../../electron/main/outbound/transport-error.ts'
import { failureAhead } from '../../../electron/main/providers/http-failure.ts'
import { createHttp } from '../../../electron/main/providers/http.ts'
import type { Http, HttpOptions } from '../../../electron/main/providers/http.ts'
import type { Answer, Failure } from '../../../electron/main/providers/provider.ts'
import { readRefusal } from '../../../electron/main/providers/leal/leal-normalize.ts'

const json = { 'content-type': 'application/json' }

interface Sent {
  readonly request: Request
  readonly by: 'read' | 'write'
}

function httpOver(
  answer: (request: Request) => Response | Promise<Response>,
  over: Partial<HttpOptions> = {},
): { http: Http; sent: Sent[] } {
  const sent: Sent[] = []
  const by = (way: Sent['by']): typeof fetch => {
    return async (input, init) => {
      const request = new Request(input, init)
      sent.push({ request, by: way })
      return await answer(request)
    }
  }
  const http = createHttp({
    transport: { read: by('read'), write: by('write') },
    key: () => 'k3y',
    clock: { now: () => 1_000_000 },
    sleep: async () => undefined,
    baseUrl: 'https://leal.example/base/',
    requestsPerSecond: null,
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    readRefusal,
    ...over,
  })
  return { http, sent }
}

const schema = z.object({ ok: z.boolean() })
const get = (http: Http): Promise<Answer<{ ok: boolean }>> =>
  http.call({ method: 'GET', path: '/api/thing', schema, priority: 'cashier' })
const post = (http: Http): Promise<Answer<{ ok: boolean }>> =>
  http.call({ method: 'POST', path: '/api/thing', body: { a: 1 }, schema, priority: 'background' })

async function failureOf(response: Response): Promise<Failure | 'ok'> {
  const answer = await post(httpOver(() => response).http)
  return answer.ok ? 'ok' : answer.failure
}

describe('a call', () => {
  it('carries key, address, query and body; changes go by the writing way, reads by the reading one', async () => {
    const { http, sent } = httpOver(() => Response.json({ ok: true }))
    await http.call({
      method: 'GET',
      path: '/a',
      query: { search: 'ä+&b', page: 2 },
      schema,
      priority: 'cashier',
    })
    await post(http)
    expect(sent.map(({ by, request }) => [by, request.method, request.url])).toEqual([
      ['read', 'GET', 'https://leal.example/base/a?search=%C3%A4%2B%26b&page=2'],
      ['write', 'POST', 'https://leal.example/base/api/thing'],
    ])
    expect(sent[0]?.request.headers.get('authorization')).toBe('Bearer k3y')
    expect(await sent[1]?.request.json()).toEqual({ a: 1 })
  })

  it("tells the server's clock and request id, and keeps no request id that could hold more", async () => {
    const headers = { ...json, date: 'Fri, 20 Nov 2026 10:00:00 GMT', 'x-request-id': 'req-1' }
    const told = await get(httpOver(() => new Response('{"ok":true}', { headers })).http)
    expect(told.evidence).toEqual({
      http: 200,
      requestId: 'req-1',
      startedAt: 1_000_000,
      ms: 0,
      serverDate: Date.UTC(2026, 10, 20, 10),
    })
    const odd = { ...json, date: 'yesterday', 'x-request-id': 'Ada Lovelace <ada@example.com>' }
    const quiet = await get(httpOver(() => new Response('{"ok":true}', { headers: odd })).http)
    expect(quiet.evidence).toMatchObject({ requestId: null, serverDate: null })
  })

  it('is sent once, whatever comes back', async () => {
    for (const status of [301, 307, 401, 408, 413, 421, 425, 429, 500, 502, 503, 504]) {
      const { http, sent } = httpOver(
        () =>
          new Response('{}', { status, headers: { ...json, 'retry-after': '0', location: '/elsewhere' } }),
      )
      expect((await post(http)).ok).toBe(false)
      expect((await get(http)).ok).toBe(false)
      expect(sent.length, String(status)).toBe(status === 429 ? 1 : 2)
    }
  })
})

describe('what an answer means', () => {
  it.each<[string, Response, Failure | 'ok']>([
    ['the right shape', Response.json({ ok: true, more: 1 }), 'ok'],
    ['the wrong shape', Response.json({ ok: 'yes' }), { kind: 'bad-answer', status: 200 }],
    [
      'no JSON under 200',
      new Response('<html>Welcome to Free Wi-Fi', { headers: { 'content-type': 'text/html' } }),
      { kind: 'bad-answer', status: 200 },
    ],
    ['JSON that is cut', new Response('{"ok":tr', { headers: json }), { kind: 'bad-answer', status: 200 }],
    [
      'JSON under another type',
      new Response('{"ok":true}', { headers: { 'content-type': 'text/plain' } }),
      { kind: 'bad-answer', status: 200 },
    ],
    ['an empty answer', new Response(null, { status: 204 }), { kind: 'bad-answer', status: 204 }],
    [
      'a redirect',
      new Response('{}', { status: 302, headers: { ...json, location: '/login' } }),
      { kind: 'bad-answer', status: 302 },
    ],
    ['401', new Response('', { status: 401 }), { kind: 'unauthorized' }],
    [
      '401 of a portal',
      new Response('<html>', { status: 401, headers: { 'content-type': 'text/html' } }),
      { kind: 'bad-answer', status: 401 },
    ],
    ['403', Response.json({ error: 'plan' }, { status: 403 }), { kind: 'forbidden' }],
    [
      '403 of a filter',
      new Response('<html>', { status: 403, headers: { 'content-type': 'text/html' } }),
      { kind: 'bad-answer', status: 403 },
    ],
    ['404', Response.json({ error: 'Not found' }, { status: 404 }), { kind: 'not-found' }],
    [
      '404 of a filter',
      new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } }),
      { kind: 'bad-answer', status: 404 },
    ],
    [
      '409',
      Response.json({ error: 'Email already exists' }, { status: 409 }),
      { kind: 'refused', status: 409, fields: { email: ['taken'] } },
    ],
    [
      '410',
      Response.json({ error: 'Version retired' }, { status: 410 }),
      { kind: 'refused', status: 410, fields: { base: ['other'] } },
    ],
    ['421', Response.json({}, { status: 421 }), { kind: 'bad-answer', status: 421 }],
    [
      '422',
      Response.json({ errors: { 'customer.phone': ['is invalid'] } }, { status: 422 }),
      { kind: 'refused', status: 422, fields: { phone: ['invalid'] } },
    ],
    ['422 without a word', new Response('', { status: 422 }), { kind: 'bad-answer', status: 422 }],
    [
      '429 in plain text',
      new Response('Retry later', { status: 429, headers: { 'retry-after': '7' } }),
      { kind: 'rate-limited', retryAfterMs: 7_000 },
    ],
    [
      '429 that names no time',
      Response.json({}, { status: 429 }),
      { kind: 'rate-limited', retryAfterMs: null },
    ],
    [
      '429 that names a year',
      Response.json({}, { status: 429, headers: { 'retry-after': '31536000' } }),
      { kind: 'rate-limited', retryAfterMs: 3_600_000 },
    ],
    [
      "429 with a date, by the server's clock",
      Response.json(
        {},
        {
          status: 429,
          headers: { date: 'Fri, 20 Nov 2026 10:00:00 GMT', 'retry-after': 'Fri, 20 Nov 2026 10:00:30 GMT' },
        },
      ),
      { kind: 'rate-limited', retryAfterMs: 30_000 },
    ],
    [
      '429 with a date in the past',
      Response.json({}, { status: 429, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:00:01 GMT' } }),
      { kind: 'rate-limited', retryAfterMs: 1_000 },
    ],
    ['500', Response.json({}, { status: 500 }), { kind: 'server-error', status: 500 }],
    [
      '502 of a gateway, in HTML',
      new Response('<html>', { status: 502, headers: { 'content-type': 'text/html' } }),
      { kind: 'server-error', status: 502 },
    ],
  ])('%s', async (_name, response, failure) => {
    expect(await failureOf(response)).toEqual(failure)
  })

  it("a transport's verdict is passed on as it is", async () => {
    for (const trouble of [
      { kind: 'not-sent', cause: 'refused' },
      { kind: 'no-answer', cause: 'reset' },
    ] as const) {
      const { http } = httpOver(() => {
        throw new TransportError(trouble)
      })
      expect(await post(http)).toMatchObject({ ok: false, failure: trouble, evidence: { http: null } })
    }
  })

  it('a read that fails ahead of a change never looks like an answer to the change', () => {
    const ahead: readonly [Failure, Failure][] = [
      [
        { kind: 'no-answer', cause: 'timeout' },
        { kind: 'not-sent', cause: 'unreachable' },
      ],
      [
        { kind: 'server-error', status: 502 },
        { kind: 'not-sent', cause: 'unreachable' },
      ],
      [{ kind: 'not-found' }, { kind: 'not-sent', cause: 'unreachable' }],
      [{ kind: 'unauthorized' }, { kind: 'unauthorized' }],
      [
        { kind: 'rate-limited', retryAfterMs: 5 },
        { kind: 'rate-limited', retryAfterMs: 5 },
      ],
    ]
    for (const [read, change] of ahead) expect(failureAhead(read)).toEqual(change)
  })
})

describe('the key', () => {
  it.each<[string, HttpOptions['key']]>([
    ['there is none', () => null],
    ['the keychain fails', () => Promise.reject(new Error('locked'))],
    ['it could not be a header', () => 'line\nbreak'],
    ['it is empty', () => ''],
  ])('nothing is sent when %s', async (_name, key) => {
    const { http, sent } = httpOver(() => Response.json({ ok: true }), { key })
    expect(await post(http)).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } })
    expect(sent).toHaveLength(0)
  })

  it('never leaves this machine in clear', async () => {
    const plain = httpOver(() => Response.json({ ok: true }), { baseUrl: 'http://leal.example' })
    expect(await get(plain.http)).toMatchObject({ failure: { kind: 'not-sent', cause: 'tls' } })
    expect(plain.sent).toHaveLength(0)
    const local = httpOver(() => Response.json({ ok: true }), { baseUrl: 'http://127.0.0.1:9' })
    expect((await get(local.http)).ok).toBe(true)
  })

  it('a base address that is none is "not sent"', async () => {
    const { http } = httpOver(() => Response.json({ ok: true }), { baseUrl: 'leal' })
    expect(await get(http)).toMatchObject({ failure: { kind: 'not-sent' } })
  })
})
