import ky from 'ky'
import type { z } from 'zod'
import type { Transport } from '../outbound/transport.ts'
import { transportErrorIn } from '../outbound/transport-error.ts'
import { failureOfStatus, failureOfTrouble } from './http-failure.ts'
import type { RefusedFields } from './http-failure.ts'
import { dateOf, requestIdOf, saysJson } from './http-headers.ts'
import { createRateLimiter } from './http-limiter.ts'
import type { Answer, Evidence, Failure, Priority } from './provider.ts'

/** What every adapter is given to reach its provider. */
export interface ProviderTools {
  readonly transport: Transport
  /** The API key; null where there is none yet. Asked for each request, never kept. */
  readonly key: () => string | null | Promise<string | null>
  readonly clock: { now(): number }
  /** Ends early, without failing, when the signal says so. */
  readonly sleep: (ms: number, signal: AbortSignal | null) => Promise<void>
}

/** One provider's HTTP. */
export interface HttpOptions extends ProviderTools {
  readonly baseUrl: string
  readonly requestsPerSecond: number | null
  /** The headers that carry a key. */
  readonly authorize: (key: string) => Readonly<Record<string, string>>
  /** Codes for what the provider's refusal says; texts are left behind, they may name people. */
  readonly readRefusal: (body: unknown) => RefusedFields
}

/** One call. */
export interface Call<S extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Begins with a slash; its parts are already encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  /** The answer's shape; what it does not name is allowed. */
  readonly schema: S
  readonly priority: Priority
  readonly signal?: AbortSignal | undefined
}

/** Calls a provider. Never throws; never sends anything twice. */
export interface Http {
  call<S extends z.ZodType>(call: Call<S>): Promise<Answer<z.output<S>>>
}

/** ky without its own retries, limits and errors, over our own fetch. */
export function createHttp(options: HttpOptions): Http {
  const { transport, clock } = options
  const limiter = createRateLimiter({
    now: () => clock.now(),
    sleep: options.sleep,
    requestsPerSecond: options.requestsPerSecond,
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
      return { ...(await judge(response, call.schema)), seen }
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
    schema: S,
  ): Promise<{ ok: true; value: z.output<S> } | { ok: false; failure: Failure }> => {
    const { status, headers } = response
    const body = saysJson(headers) ? parseJson(await response.text()) : undefined
    if (!response.ok) {
      const failure = failureOfStatus(status, headers, body, clock.now(), options.readRefusal)
      return { ok: false, failure }
    }
    const parsed = schema.safeParse(body)
    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, failure: { kind: 'bad-answer', status } }
  }

  /** What must be in place before anything is sent. */
  const prepare = async (
    call: Call<z.ZodType>,
  ): Promise<{ url: URL; headers: Readonly<Record<string, string>> } | Failure> => {
    const url = addressOf(options.baseUrl, call.path, call.query)
    if (url === null) return { kind: 'not-sent', cause: 'unreachable' }
    if (!isSafeForKeys(url)) return { kind: 'not-sent', cause: 'tls' }
    const key = await readKey(options.key)
    // A key with a line break would be refused by the headers with a message that quotes it.
    if (key === null || !/^[\x21-\x7e]+$/.test(key)) return { kind: 'unauthorized' }
    const pass = await limiter.acquire(call.priority, call.signal ?? null)
    switch (pass.kind) {
      case 'go':
        return { url, headers: options.authorize(key) }
      case 'limited':
        return { kind: 'rate-limited', retryAfterMs: pass.retryAfterMs }
      case 'aborted':
        return { kind: 'not-sent', cause: 'aborted' }
    }
  }

  return {
    call: async (call) => {
      const startedAt = clock.now()
      const evidence = (seen: Seen | null): Evidence => ({
        http: seen?.status ?? null,
        requestId: seen === null ? null : requestIdOf(seen.headers),
        startedAt,
        ms: Math.max(0, clock.now() - startedAt),
        serverDate: seen === null ? null : dateOf(seen.headers.get('date')),
      })
      const prepared = await prepare(call)
      if ('kind' in prepared) return { ok: false, failure: prepared, evidence: evidence(null) }
      const outcome = await send(call, prepared.url, prepared.headers)
      return outcome.ok
        ? { ok: true, value: outcome.value, evidence: evidence(outcome.seen) }
        : { ok: false, failure: outcome.failure, evidence: evidence(outcome.seen) }
    },
  }
}

interface Seen {
  readonly status: number
  readonly headers: Headers
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly seen: Seen | null }
  | { readonly ok: false; readonly failure: Failure; readonly seen: Seen | null }

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
