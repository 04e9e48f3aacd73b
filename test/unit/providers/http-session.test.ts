import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TransportError } from '../../../electron/main/outbound/transport-error.ts'
import type { Trouble } from '../../../electron/main/outbound/transport-error.ts'
import { createClientCredentials } from '../../../electron/main/providers/http-session.ts'
import { createHttp } from '../../../electron/main/providers/http.ts'
import type { Http } from '../../../electron/main/providers/http.ts'
import type { Answer } from '../../../electron/main/providers/provider.ts'

const tokenUrl = 'https://auth.example/token'

interface Api {
  readonly http: Http
  /** Bodies and heads of the requests for a token. */
  readonly tokens: { readonly body: string; readonly authorization: string | null }[]
  /** The bearer of each request to the API itself. */
  readonly bearers: (string | null)[]
  now: number
  /** Tokens that the API takes no more. */
  readonly ended: Set<string>
}

interface Manner {
  readonly key?: string | null
  readonly expiresIn?: number | string | null
  readonly token?: (index: number) => Response | Trouble
  readonly hold?: Promise<void>
  readonly everEnded?: boolean
}

function apiThat(manner: Manner = {}): Api {
  const api: Omit<Api, 'http'> = { tokens: [], bearers: [], now: 1_000_000, ended: new Set() }
  const give = (index: number): Response | Trouble =>
    manner.token?.(index) ??
    Response.json({
      access_token: `t${index}`,
      token_type: 'Bearer',
      ...(manner.expiresIn === null ? {} : { expires_in: manner.expiresIn ?? 3_600 }),
    })
  const fetches: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.url === tokenUrl) {
      const index = api.tokens.push({
        body: await request.text(),
        authorization: request.headers.get('authorization'),
      })
      await manner.hold
      const told = give(index)
      if (told instanceof Response) return told
      throw new TransportError(told)
    }
    const bearer = request.headers.get('authorization')
    api.bearers.push(bearer)
    return manner.everEnded === true || api.ended.has(bearer ?? '')
      ? Response.json({ message: 'expired' }, { status: 401 })
      : Response.json({ ok: true })
  }
  const transport = { read: fetches, write: fetches }
  const clock = { now: () => api.now }
  const http = createHttp({
    transport,
    key: () => (manner.key === undefined ? 'id:s3cret' : manner.key),
    clock,
    sleep: async () => undefined,
    baseUrl: 'https://api.example',
    requestsPerSecond: null,
    authorize: (token) => ({ authorization: `Bearer ${token}` }),
    session: createClientCredentials({ tokenUrl, transport, clock }),
    readRefusal: () => ({}),
  })
  return Object.assign(api, { http })
}

const schema = z.object({ ok: z.boolean() })
const post = (api: Api, signal?: AbortSignal): Promise<Answer<{ ok: boolean }>> =>
  api.http.call({
    method: 'POST',
    path: '/thing',
    body: {},
    schema,
    priority: 'background',
    ...(signal === undefined ? {} : { signal }),
  })
async function kindOf(asked: Promise<Answer<unknown>>): Promise<string> {
  const answer = await asked
  return answer.ok ? 'ok' : answer.failure.kind
}

describe('client credentials', () => {
  it('are exchanged once, in a form, with both parts encoded for the head', async () => {
    const api = apiThat({ key: 'till 1:p+ss:w/rd' })
    // A blank is no character of a key: the call is refused before anything leaves.
    expect(await kindOf(post(api))).toBe('unauthorized')
    expect(api.tokens).toEqual([])
    const good = apiThat({ key: 'till1:p+ss:w/rd' })
    expect(await kindOf(post(good))).toBe('ok')
    expect(good.tokens).toEqual([
      {
        body: 'grant_type=client_credentials',
        authorization: `Basic ${Buffer.from('till1:p%2Bss%3Aw%2Frd').toString('base64')}`,
      },
    ])
    expect(good.bearers).toEqual(['Bearer t1'])
  })

  it('bring one token, however many calls ask at once', async () => {
    let open = (): void => undefined
    const hold = new Promise<void>((resolve) => {
      open = resolve
    })
    const api = apiThat({ hold })
    const all = Promise.all(Array.from({ length: 20 }, () => post(api)))
    await new Promise((resolve) => setImmediate(resolve))
    open()
    expect((await all).every(({ ok }) => ok)).toBe(true)
    expect(api.tokens).toHaveLength(1)
    expect(api.bearers).toEqual(Array.from({ length: 20 }, () => 'Bearer t1'))
  })

  it('one caller who gives up takes the token from nobody', async () => {
    let open = (): void => undefined
    const hold = new Promise<void>((resolve) => {
      open = resolve
    })
    const api = apiThat({ hold })
    const leaving = new AbortController()
    const gone = post(api, leaving.signal)
    const stays = post(api)
    await new Promise((resolve) => setImmediate(resolve))
    leaving.abort()
    expect(await gone).toMatchObject({ failure: { kind: 'not-sent', cause: 'aborted' } })
    open()
    expect(await kindOf(stays)).toBe('ok')
    expect([api.tokens.length, api.bearers.length]).toEqual([1, 1])
  })

  it.each<[number | string | null, number, number]>([
    // A minute before the end, or a tenth of a short life.
    [3_600, 3_539_000, 1],
    [3_600, 3_540_000, 2],
    ['60', 53_000, 1],
    ['60', 54_000, 2],
    [null, 999_000_000, 1],
  ])('a token of %s s is, after %i ms, asked for %i times', async (expiresIn, later, times) => {
    const api = apiThat({ expiresIn })
    await post(api)
    api.now += later
    await post(api)
    expect(api.tokens).toHaveLength(times)
  })

  it('a clock that was set back makes no old token young', async () => {
    const api = apiThat()
    await post(api)
    api.now -= 86_400_000
    await post(api)
    expect(api.tokens).toHaveLength(2)
  })

  it('a token that ended early is renewed once, and the refused call goes again with the new one', async () => {
    const api = apiThat()
    await post(api)
    api.ended.add('Bearer t1')
    expect(await kindOf(post(api))).toBe('ok')
    expect(api.bearers).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2'])
    expect(api.tokens).toHaveLength(2)
  })

  it('an API that takes no token is asked twice a call, not for ever', async () => {
    const api = apiThat({ everEnded: true })
    expect(await kindOf(post(api))).toBe('unauthorized')
    expect(api.bearers).toEqual(['Bearer t1', 'Bearer t2'])
    expect(await kindOf(post(api))).toBe('unauthorized')
    expect(api.tokens).toHaveLength(4)
  })

  it.each<[string, Response | Trouble, object]>([
    ['401', Response.json({ error: 'invalid_client' }, { status: 401 }), { kind: 'unauthorized' }],
    ['400', Response.json({ error: 'invalid_client' }, { status: 400 }), { kind: 'unauthorized' }],
    [
      '429',
      Response.json({}, { status: 429, headers: { 'retry-after': '5' } }),
      { kind: 'rate-limited', retryAfterMs: 5_000 },
    ],
    ['500', Response.json({}, { status: 500 }), { kind: 'not-sent', cause: 'unreachable' }],
    [
      'HTML',
      new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      { kind: 'not-sent', cause: 'unreachable' },
    ],
    ['no token', Response.json({ expires_in: 5 }), { kind: 'not-sent', cause: 'unreachable' }],
    [
      'a token with a line break',
      Response.json({ access_token: 'a\nb' }),
      { kind: 'not-sent', cause: 'unreachable' },
    ],
    [
      'another kind of token',
      Response.json({ access_token: 'a', token_type: 'mac' }),
      { kind: 'not-sent', cause: 'unreachable' },
    ],
    ['silence', { kind: 'no-answer', cause: 'timeout' }, { kind: 'not-sent', cause: 'unreachable' }],
    ['no connection', { kind: 'not-sent', cause: 'refused' }, { kind: 'not-sent', cause: 'refused' }],
  ])(
    '%s instead of a token: nothing reaches the API, and the next call asks again',
    async (_, told, failure) => {
      let first = true
      const api = apiThat({
        token: () => {
          const answer = first ? told : Response.json({ access_token: 'later' })
          first = false
          return answer
        },
      })
      expect(await post(api)).toMatchObject({ ok: false, failure })
      expect(api.bearers).toEqual([])
      expect(await kindOf(post(api))).toBe('ok')
      expect(api.bearers).toEqual(['Bearer later'])
    },
  )

  it.each(['nocolon', ':secret', 'id:'])('%s is no pair, and is sent nowhere', async (key) => {
    const api = apiThat({ key })
    expect(await kindOf(post(api))).toBe('unauthorized')
    expect([api.tokens, api.bearers]).toEqual([[], []])
  })
})
