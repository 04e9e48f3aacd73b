import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import type { SampleCard } from '../../../shared/domain/views.ts'
import { readEntries } from './books.ts'
import type { BookEntry } from './books.ts'
import { openPracticeDb, refill } from './practice-db.ts'
import type { Found } from './practice-db.ts'
import type { Reply } from './replies.ts'
import { route, status } from './router.ts'
import { sampleCards } from './sample-cards.ts'

/** What the practice backend is made of. */
export interface PracticeOptions {
  /** Its own file; `:memory:` keeps nothing. */
  readonly file: string
  /** Made-up members in an empty file; at least three. */
  readonly members: number
  /** The key that it accepts. */
  readonly token: string
  readonly clock: { now(): number }
  /** The same seed gives the same members. */
  readonly seed?: number
  readonly storeName?: string
  /** Requests in a window, ms; generous by default. */
  readonly rateLimit?: { readonly limit: number; readonly windowMs: number }
  /** Told of a defect in here; the caller sees a 500. */
  readonly onFault?: (error: unknown) => void
}

/** A whole loyalty provider, in this process. */
export interface PracticeBackend {
  /** Whether the file was new, kept from before, or set aside because it could not be read. */
  readonly found: Found
  /** One request, one response, in the provider's dialect. Never throws. */
  readonly handle: (request: Request) => Promise<Response>
  /** Cards to scan: as they are now, also after hours of practice. */
  readonly sampleCards: () => readonly SampleCard[]
  /** What it applied, in order. */
  readonly books: () => readonly BookEntry[]
  /** The shop as on the first day. */
  readonly reset: () => void
  readonly close: () => void
}

/** Name of the practice shop. */
export const practiceStoreName = 'Practice Café'

const longestBody = 1_000_000

/** Opens the practice provider, filling an empty file. Throws where the file cannot be opened at all. */
export function createPracticeBackend(options: PracticeOptions): PracticeBackend {
  const { clock, file } = options
  const limits = options.rateLimit ?? { limit: 6_000, windowMs: 60_000 }
  const filling = (): { members: number; seed: number; now: number } => ({
    members: options.members,
    seed: options.seed ?? 20_261_120,
    now: clock.now(),
  })
  const { db, found } = openPracticeDb(file, filling())
  let window = { startedAt: clock.now(), used: 0 }

  /** Counts a request; the headers tell what is left. */
  const count = (now: number): { headers: Record<string, string>; allowed: boolean } => {
    if (now < window.startedAt || now >= window.startedAt + limits.windowMs)
      window = { startedAt: now, used: 0 }
    window.used += 1
    const reset = String(Math.ceil((window.startedAt + limits.windowMs - now) / 1_000))
    const allowed = window.used <= limits.limit
    return {
      allowed,
      headers: {
        'ratelimit-limit': String(limits.limit),
        'ratelimit-remaining': String(Math.max(0, limits.limit - window.used)),
        'ratelimit-reset': reset,
        'ratelimit-policy': `${limits.limit};w=${limits.windowMs / 1_000}`,
        ...(allowed ? {} : { 'retry-after': reset }),
      },
    }
  }

  const answer = (request: Request, url: URL, text: string, now: number, allowed: boolean): Reply => {
    if (!allowed) return { status: 429, body: { error: 'Rate limit exceeded' } }
    if (url.pathname === '/api/v1/status' && request.method === 'GET') {
      return status(limits.limit, limits.windowMs)
    }
    if (!isAuthorized(request.headers.get('authorization'), options.token)) {
      return { status: 401, body: { error: 'Invalid or missing API token' } }
    }
    const body = text.length > longestBody ? undefined : parsed(text === '' ? '{}' : text)
    if (body === undefined) return { status: 422, body: { error: 'Malformed JSON' } }
    const storeName = options.storeName ?? practiceStoreName
    const asked = { db, method: request.method, path: url.pathname, query: url.searchParams, text, body, now }
    // One transaction a request: what is answered is what was written.
    const transaction = db.transaction(() => route({ ...asked, storeName }))
    return request.method === 'GET' ? transaction() : transaction.immediate()
  }

  return {
    found,
    handle: async (request) => {
      const now = clock.now()
      const { headers, allowed } = count(now)
      let reply: Reply
      try {
        reply = answer(request, new URL(request.url), await request.text(), now, allowed)
      } catch (error) {
        options.onFault?.(error)
        reply = { status: 500, body: { error: 'Internal error' } }
      }
      return new Response(JSON.stringify(reply.body), {
        status: reply.status,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          date: new Date(now).toUTCString(),
          'x-request-id': randomUUID(),
          ...headers,
        },
      })
    },
    sampleCards: () => sampleCards(db),
    books: () => readEntries(db),
    reset: () => {
      refill(db, filling())
    },
    close: () => {
      db.close()
    },
  }
}

function isAuthorized(header: string | null, token: string): boolean {
  const given = /^Bearer (.+)$/.exec(header ?? '')?.[1] ?? ''
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
