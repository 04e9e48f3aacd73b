import ky from 'ky'
import { z } from 'zod'
import type { Transport } from '../outbound/transport.ts'
import { transportErrorIn } from '../outbound/transport-error.ts'
import { failureAhead, failureOfStatus, failureOfTrouble } from './http-failure.ts'
import { saysJson } from './http-headers.ts'
import type { Failure } from './provider.ts'

/** What a session answers when it is asked for a token. */
export type Token =
  { readonly ok: true; readonly token: string } | { readonly ok: false; readonly failure: Failure }

/** A key that is exchanged for a token which ends after a while. */
export interface Session {
  /** The token for a key; asks for one where there is none that is good. A failure here sent nothing to the API. */
  token(key: string, signal: AbortSignal | null): Promise<Token>
  /** The API answered 401 to this token: it is forgotten, and the next call asks for another. */
  refused(token: string): void
}

/** OAuth 2 client credentials, RFC 6749 section 4.4. */
export interface ClientCredentialsOptions {
  /** `https://auth.loke.global/token`, for example. */
  readonly tokenUrl: string
  readonly transport: Transport
  readonly clock: { now(): number }
  /** Told what became of a request for a token, in full: callers hear only whether anything was sent to the API. */
  readonly onFailure?: (failure: Failure) => void
}

/** Seconds may come as a number or as digits; absent, the token is used until the API refuses it. */
const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .nullish(),
  expires_in: z
    .union([
      z.number().positive(),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ])
    .nullish(),
})

/** A token is renewed this long before it ends, or a tenth of its life where that is shorter. */
const aheadMs = 60_000

interface Held {
  readonly key: string
  readonly token: string
  readonly startedAt: number
  readonly endsAt: number
}

/**
 * Exchanges `client_id:client_secret` for a bearer token. However many calls ask at once, one request for a token is
 * on its way; none of the callers' signals ends it, since others wait for it too.
 */
export function createClientCredentials(options: ClientCredentialsOptions): Session {
  const { clock } = options
  const asking = ky.create({
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    fetch: options.transport.write,
  })
  let held: Held | null = null
  let inFlight: { readonly key: string; readonly answer: Promise<Token> } | null = null

  const fail = (failure: Failure): Token => {
    options.onFailure?.(failure)
    return { ok: false, failure: failureAhead(failure) }
  }

  const ask = async (key: string): Promise<Token> => {
    const secret = readPair(key)
    if (secret === null) return fail({ kind: 'unauthorized' })
    const startedAt = clock.now()
    try {
      const response = await asking(options.tokenUrl, {
        method: 'POST',
        headers: { accept: 'application/json', authorization: basic(secret) },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      })
      const body: unknown = saysJson(response.headers) ? parse(await response.text()) : undefined
      if (!response.ok) return fail(refusal(response, body, startedAt))
      const told = tokenAnswer.safeParse(body)
      if (!told.success) return fail({ kind: 'bad-answer', status: response.status })
      const lifeMs = (told.data.expires_in ?? Number.POSITIVE_INFINITY) * 1_000
      const endsAt = startedAt + lifeMs - Math.min(aheadMs, lifeMs / 10)
      held = {
        key,
        token: told.data.access_token,
        startedAt,
        endsAt: Number.isNaN(endsAt) ? Infinity : endsAt,
      }
      return { ok: true, token: held.token }
    } catch (error) {
      const trouble = transportErrorIn(error)?.trouble
      const failure: Failure =
        trouble === undefined ? { kind: 'no-answer', cause: 'other' } : failureOfTrouble(trouble)
      return fail(failure)
    }
  }

  return {
    token: async (key, signal) => {
      const now = clock.now()
      // A clock that was set back says nothing about a token's age.
      if (held?.key === key && held.startedAt <= now && now < held.endsAt)
        return { ok: true, token: held.token }
      if (inFlight?.key !== key) {
        const answer = ask(key).finally(() => {
          if (inFlight?.answer === answer) inFlight = null
        })
        inFlight = { key, answer }
      }
      return signal === null ? inFlight.answer : Promise.race([inFlight.answer, aborted(signal)])
    },
    refused: (token) => {
      if (held?.token === token) held = null
    },
  }
}

function aborted(signal: AbortSignal): Promise<Token> {
  return new Promise((resolve) => {
    const give = (): void => resolve({ ok: false, failure: { kind: 'not-sent', cause: 'aborted' } })
    if (signal.aborted) give()
    else signal.addEventListener('abort', give, { once: true })
  })
}

/** RFC 6749 answers 400 `invalid_client` as well as 401: both mean that the id or the secret is wrong. */
function refusal(response: Response, body: unknown, now: number): Failure {
  const failure = failureOfStatus(response.status, response.headers, body, now, () => ({}))
  return failure.kind === 'refused' && response.status === 400 ? { kind: 'unauthorized' } : failure
}

function readPair(key: string): { readonly id: string; readonly secret: string } | null {
  const at = key.indexOf(':')
  return at < 1 || at === key.length - 1 ? null : { id: key.slice(0, at), secret: key.slice(at + 1) }
}

/** Both parts are form-encoded before they are joined: RFC 6749 section 2.3.1. */
function basic(pair: { readonly id: string; readonly secret: string }): string {
  const encode = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2)
  return `Basic ${Buffer.from(`${encode(pair.id)}:${encode(pair.secret)}`).toString('base64')}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
