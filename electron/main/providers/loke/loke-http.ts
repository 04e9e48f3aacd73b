import { createHttp } from '../http.ts'
import type { Http, ProviderTools } from '../http.ts'
import { createClientCredentials } from '../http-session.ts'
import type { Session } from '../http-session.ts'
import type { Failure } from '../provider.ts'
import { readRefusal } from './loke-refusal.ts'

/** Where LOKE's Developer API answers. */
export const lokeBaseUrl = 'https://api.loke.global'

/** Where a client id and secret are exchanged for a token. */
export const lokeTokenUrl = 'https://auth.loke.global/token'

/**
 * The token address that goes with an API address: `auth.` where the API is `api.`, as in the documentation; anywhere
 * else (a stand-in on this machine) the API's own host [inferred].
 */
export function tokenUrlOf(baseUrl: string): string {
  const url = URL.parse(baseUrl)
  if (url === null) return lokeTokenUrl
  const host = url.host.replace(/^api\./, 'auth.')
  return `${url.protocol}//${host}/token`
}

/**
 * Statuses of which a change certainly did nothing [inferred, but for 404 and 409]. 409 too: whatever is there was done
 * by an earlier request. After every other failure (no answer, an answer in other words, 5xx) the outcome is unknown;
 * points settle it by being sent again with the same reference, list members by being sent again, a rename by being
 * read; a list that was perhaps made is looked for by its name.
 */
export const lokeNeverApplied: readonly number[] = [400, 401, 403, 404, 409, 422, 429]

/** Where LOKE is reached, and by whose clock. */
export interface LokeReach {
  readonly http: Http
  readonly baseUrl: string
  readonly clock: { now(): number }
}

/** HTTP for LOKE: the key is `client_id:client_secret`, exchanged for a bearer token. */
export function createLokeHttp(
  tools: ProviderTools,
  where: {
    readonly baseUrl: string
    readonly tokenUrl: string
    /** Told what the issuer answered, where it gave no token. */
    readonly onTokenFailure?: (failure: Failure) => void
  },
): Http {
  const { transport, clock } = tools
  const { tokenUrl, onTokenFailure } = where
  return createHttp({
    ...tools,
    baseUrl: where.baseUrl,
    requestsPerSecond: null,
    authorize: (token) => ({ authorization: `Bearer ${token}` }),
    session: mayBeTold(tokenUrl)
      ? createClientCredentials({
          tokenUrl,
          transport,
          clock,
          ...(onTokenFailure === undefined ? {} : { onFailure: onTokenFailure }),
        })
      : unsafeSession,
    readRefusal,
  })
}

/** The secret itself goes to the issuer: encrypted, or not beyond this machine. */
function mayBeTold(tokenUrl: string): boolean {
  const url = URL.parse(tokenUrl)
  return url?.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url?.hostname ?? '')
}

const unsafeSession: Session = {
  token: async () => Promise.resolve({ ok: false, failure: { kind: 'not-sent', cause: 'tls' } }),
  refused: () => undefined,
}
