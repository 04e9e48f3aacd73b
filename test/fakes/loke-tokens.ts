import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { LokeReply } from './loke-desk.ts'

/** The token endpoint of LOKE's issuer: client credentials as RFC 6749 has them, and nothing else. */
export interface LokeTokens {
  answer(request: IncomingMessage, text: string): LokeReply
  /** Whether an `authorization` header holds a token that has not ended. */
  isGood(header: string | undefined): boolean
  endAll(): void
  granted(): number
  asked(): number
}

/** Tokens for one client. */
export function createTokens(id: string, secret: string, seconds: number): LokeTokens {
  const ends = new Map<string, number>()
  let granted = 0
  let asked = 0
  const fail = (status: number, error: string): LokeReply => ({
    status,
    body: { error, error_description: 'In words' },
    headers: {
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Basic realm="loke"' } : {}),
    },
  })
  return {
    answer: (request, text) => {
      asked += 1
      if (request.method !== 'POST' || request.url !== '/token') return fail(405, 'invalid_request')
      const type = request.headers['content-type'] ?? ''
      if (!/^application\/x-www-form-urlencoded(?:;|$)/.test(type)) return fail(400, 'invalid_request')
      const form = new URLSearchParams(text)
      const names = [...form.keys()]
      const odd = names.filter(
        (name) => !['grant_type', 'client_id', 'client_secret', 'scope'].includes(name),
      )
      if (odd.length > 0 || new Set(names).size !== names.length) return fail(400, 'invalid_request')
      if (form.get('grant_type') !== 'client_credentials') return fail(400, 'unsupported_grant_type')
      const basic = basicOf(request.headers.authorization)
      const inBody = form.has('client_id') || form.has('client_secret')
      // Section 2.3: not more than one way at once.
      if (basic !== null && inBody) return fail(400, 'invalid_request')
      const given = basic ?? { id: form.get('client_id'), secret: form.get('client_secret') }
      if (given.id !== id || given.secret !== secret) return fail(401, 'invalid_client')
      granted += 1
      const token = `t-${randomUUID()}`
      ends.set(token, Date.now() + seconds * 1_000)
      const body = { access_token: token, token_type: 'Bearer', expires_in: seconds }
      return { status: 200, body, headers: { 'cache-control': 'no-store', pragma: 'no-cache' } }
    },
    isGood: (header) => {
      const token = /^Bearer (\S+)$/.exec(header ?? '')?.[1]
      return token !== undefined && (ends.get(token) ?? 0) > Date.now()
    },
    endAll: () => ends.clear(),
    granted: () => granted,
    asked: () => asked,
  }
}

/** Both halves are form-encoded before they are joined (section 2.3.1). */
function basicOf(header: string | undefined): { readonly id: string; readonly secret: string } | null {
  const packed = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header ?? '')?.[1]
  if (packed === undefined) return null
  const [id = '', ...rest] = Buffer.from(packed, 'base64').toString('utf8').split(':')
  const plain = (text: string): string => new URLSearchParams(`v=${text}`).get('v') ?? ''
  return { id: plain(id), secret: plain(rest.join(':')) }
}
