import ky from 'ky'
import type { z } from 'zod'
import type { Transport } from '../outbound/transport.ts'
import { transportErrorIn } from '../outbound/transport-error.ts'
import { failureOfStatus, failureOfTrouble } from './http-failure.ts'
import type { RefusedFields } from './http-failure.ts'
import { dateOf, requestIdOf, saysJson } from './http-headers.ts'
import { createRateLimiter } from './http-limiter.ts'
import type { Session } from './http-session.ts'
import type { Answer, Evidence, Failure, Priority } from './provider.ts'

/** What every adapter is given to reach its provider. */
export interface ProviderTools {
  readonly transport: Transport
  /** The API key; null where there is none yet. Asked for each request, never kept. */
  readonly key: () => string | null | Promise<string | null>
  readonly clock: { now(): number }
  /** Ends early, without failing, when the signal says so. */
  readonly sleep: (ms: number, signal: AbortSignal | null) => Promise<void>
  /** How many tills share the key, and so the provider's limit; one where absent. */
  readonly tills?: number
}

/** One provider's HTTP. */
export interface HttpOptions extends ProviderTools {
  readonly baseUrl: string
  readonly requestsPerSecond: number | null
  /** The headers that carry a key, or the session's token. */
  readonly authorize: (key: string) => Readonly<Record<string, string>>
  /** Where the key is first exchanged for a token. */
  readonly session?: Session
  /** Codes for what the provider's refusal says; texts are left behind, they may name people. */
  readonly readRefusal: (body: unknown, status: number) => RefusedFields
  /** What of a complaint's words may be kept as evidence: nothing that could name anybody. */
  readonly readMessage?: (body: unknown) => string | null
}

/** One call. */
export interface Call<S extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Begins with a slash; its parts are already encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  /** The only statuses that mean success; any 2xx where absent. A 204 gives the schema `undefined`. */
  readonly succeeds?: readonly number[]
  /** The answer's shape; what it does not name is allowed. */
  readonly schema: S
  readonly priority: Priority
  readonly signal?: AbortSignal | undefined
}

/** Calls a provider. Never throws; never sends anything twice. */
export interface Http {
  call<S extends z.ZodType>(call: Call<S>): Promise<Answer<z.output<S>>>
  /** For providers that say in a header what belongs to the answer, such as the next page. */
  callWithHeaders<S extends z.ZodType>(call: Call<S>): Promise<Answer<Headed<z.output<S>>>>
}

/** An answer with its headers. */
export interface Headed<T> {
  readonly body: T
  header(name: string): string | null
}

/** ky without its own retries, limits and errors, over our own fetch. */
export function createHttp(options: HttpOptions): Http {
  const { transport, clock } = options
  const limiter = createRateLimiter({
    now: () => clock.now(),
    sleep: options.sleep,
    requestsPerSecond: options.requestsPerSecond,
    ...(options.tills === undefined ? {} : { tills: options.tills }),
  })
  const never = { retry: 0, timeout: false, throwHttpErrors: false } as const
  const reading = ky.create({ ...never, fetch: transport.read })
  const writing = ky.create({ ...never, fetch: transport.write })

  const send = async <S extends z.ZodType>(
    call: Call<S>,
    url: URL,
    headers: Readonly<Record<string, string>>,
  ): Promise<Outcome<z.output<S>>> => {
    const client = call.method === 'GET' ? reading : writing
    try {
      const response = await client(url, {
        method: call.method,
        headers: { accept: 'application/json', ...headers },
        ...(call.body === undefined ? {} : { json: call.body }),
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      })
      limiter.observe(response.status, response.headers)
      const seen = { status: response.status, headers: response.headers }
      const { message, ...judged } = await judge(response, call)
      return { ...judged, seen: { ...seen, message } }
    } catch (error) {
      const trouble = transportErrorIn(error)?.trouble
      // Anything but our own error is a defect; bytes may have left, so it is told as the worse of the two.
      const failure: Failure =
        trouble === undefined ? { kind: 'no-answer', cause: 'other' } : failureOfTrouble(trouble)
      return { ok: false, failure, seen: null }
    }
  }

  const judge = async <S extends z.ZodType>(
    response: Response,
    call: Call<S>,
  ): Promise<
    ({ ok: true; value: z.output<S> } | { ok: false; failure: Failure }) & { message: string | null }
  > => {
    const { status, headers } = response
    const body = saysJson(headers) ? parseJson(await response.text()) : undefined
    if (!response.ok) {
      const failure = failureOfStatus(status, headers, body, clock.now(), options.readRefusal)
      return { ok: false, failure, message: options.readMessage?.(body) ?? null }
    }
    const expected = call.succeeds?.includes(status) ?? true
    const parsed = call.schema.safeParse(body)
    return parsed.success && expected
      ? { ok: true, value: parsed.data, message: null }
      : { ok: false, failure: { kind: 'bad-answer', status }, message: null }
  }

  /** What must be in place before anything is sent. */
  const prepare = async (call: Call<z.ZodType>): Promise<Prepared | Failure> => {
    const url = addressOf(options.baseUrl, call.path, call.query)
    if (url === null) return { kind: 'not-sent', cause: 'unreachable' }
    if (!isSafeForKeys(url)) return { kind: 'not-sent', cause: 'tls' }
    const key = await readKey(options.key)
    // A key with a line break would be refused by the headers with a message that quotes it.
    if (key === null || !/^[\x21-\x7e]+$/.test(key)) return { kind: 'unauthorized' }
    const token = await options.session?.token(key, call.signal ?? null)
    if (token?.ok === false) return token.failure
    const pass = await limiter.acquire(call.priority, call.signal ?? null)
    switch (pass.kind) {
      case 'go':
        return { url, pass: token?.token ?? key }
      case 'limited':
        return { kind: 'rate-limited', retryAfterMs: pass.retryAfterMs }
      case 'aborted':
        return { kind: 'not-sent', cause: 'aborted' }
    }
  }

  const attempt = async <S extends z.ZodType>(call: Call<S>): Promise<Tried<z.output<S>>> => {
    const prepared = await prepare(call)
    if ('kind' in prepared) return { ok: false, failure: prepared, seen: null, pass: null }
    const { url, pass } = prepared
    return { ...(await send(call, url, options.authorize(pass))), pass }
  }

  const run = async <S extends z.ZodType>(
    call: Call<S>,
  ): Promise<{ readonly outcome: Outcome<z.output<S>>; readonly evidence: Evidence }> => {
    const startedAt = clock.now()
    let outcome = await attempt(call)
    if (options.session !== undefined && outcome.pass !== null && isUnauthorized(outcome)) {
      // The token ended early. The API refused it before it did anything, so the same call may go with a new one.
      options.session.refused(outcome.pass)
      outcome = await attempt(call)
      if (outcome.pass !== null && isUnauthorized(outcome)) options.session.refused(outcome.pass)
    }
    const { seen } = outcome
    return {
      outcome,
      evidence: {
        http: seen?.status ?? null,
        requestId: seen === null ? null : requestIdOf(seen.headers),
        startedAt,
        ms: Math.max(0, clock.now() - startedAt),
        ...(seen === null || seen.message === null ? {} : { message: seen.message }),
        serverDate: seen === null ? null : dateOf(seen.headers.get('date')),
      },
    }
  }

  return {
    call: async (call) => {
      const { outcome, evidence } = await run(call)
      return outcome.ok
        ? { ok: true, value: outcome.value, evidence }
        : { ok: false, failure: outcome.failure, evidence }
    },
    callWithHeaders: async (call) => {
      const { outcome, evidence } = await run(call)
      if (!outcome.ok) return { ok: false, failure: outcome.failure, evidence }
      const header = (name: string): string | null => outcome.seen?.headers.get(name) ?? null
      return { ok: true, value: { body: outcome.value, header }, evidence }
    },
  }
}

interface Prepared {
  readonly url: URL
  /** The key or the token that goes with the request. */
  readonly pass: string
}

interface Seen {
  readonly status: number
  readonly message: string | null
  readonly headers: Headers
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly seen: Seen | null }
  | { readonly ok: false; readonly failure: Failure; readonly seen: Seen | null }

type Tried<T> = Outcome<T> & { readonly pass: string | null }

function isUnauthorized(outcome: Outcome<unknown>): boolean {
  return !outcome.ok && outcome.failure.kind === 'unauthorized'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function addressOf(baseUrl: string, path: string, query: Call<z.ZodType>['query']): URL | null {
  const base = URL.parse(baseUrl)
  if (base === null) return null
  const url = new URL(`${base.origin}${base.pathname.replace(/\/+$/, '')}${path}`)
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value))
  return url
}

/** A key crosses the network encrypted, or does not leave this machine. */
function isSafeForKeys(url: URL): boolean {
  return url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
}

async function readKey(key: ProviderTools['key']): Promise<string | null> {
  try {
    return await key()
  } catch {
    // The keychain is locked or gone: for the provider's purposes nobody is signed in, and the screen says so.
    return null
  }
}
