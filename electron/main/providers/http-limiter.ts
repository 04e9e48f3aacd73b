import type { Priority } from './provider.ts'
import { clampWait, headerSeconds } from './http-headers.ts'

/** Whether a request may leave now. */
export type Pass =
  | { readonly kind: 'go' }
  /** It would have to wait longer than this kind of caller should; nothing was sent. */
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  | { readonly kind: 'aborted' }

/** Keeps one key below the provider's request limit, cashiers first. */
export interface RateLimiter {
  acquire(priority: Priority, signal: AbortSignal | null): Promise<Pass>
  /** Learns from an answer's `RateLimit-*` and `Retry-After` headers. */
  observe(status: number, headers: Headers): void
}

/** What a limiter is built from. */
export interface RateLimiterOptions {
  readonly now: () => number
  /** Ends early, without failing, when the signal says so. */
  readonly sleep: (ms: number, signal: AbortSignal | null) => Promise<void>
  /** Requests a second that the provider declares; null where it declares none. */
  readonly requestsPerSecond: number | null
  /** How many tills share the limit: each takes its part. One where absent. */
  readonly tills?: number
}

/** How long a caller is held back before it is told to come again. */
const patienceMs: Readonly<Record<Priority, number>> = { cashier: 2_000, background: 30_000 }

/**
 * A bucket that refills at 80 % of the limit and holds 20 % of it, so that no window of the provider's can see
 * more than the limit, wherever it begins. The lowest fifth of the bucket is kept for cashiers.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { now, sleep, requestsPerSecond, tills = 1 } = options
  let rate: { readonly perMs: number; readonly capacity: number } | null =
    requestsPerSecond === null ? null : rateOf(requestsPerSecond / tills, 1_000)
  let tokens = rate?.capacity ?? 0
  let filledAt = now()
  /** Let go while no limit was known. */
  let leftUnlimited = 0
  let windowMs: number | null = null
  let cashiersWaiting = 0
  const shutUntil: Record<Priority, number> = { cashier: 0, background: 0 }
  let shutAt = 0

  const shut = (priorities: readonly Priority[], ms: number): void => {
    shutAt = now()
    for (const priority of priorities) {
      shutUntil[priority] = Math.max(shutUntil[priority], shutAt + clampWait(ms))
    }
  }

  /** Takes a token and answers 0, or answers how long to wait, ms. */
  const take = (priority: Priority): number => {
    const at = now()
    if (at < shutAt) shutUntil.cashier = shutUntil.background = 0 // the clock was set back
    if (at < shutUntil[priority]) return shutUntil[priority] - at
    if (rate === null) {
      leftUnlimited += 1
      return 0
    }
    tokens = Math.min(rate.capacity, tokens + Math.max(0, at - filledAt) * rate.perMs)
    filledAt = at
    const kept = priority === 'cashier' ? 0 : rate.capacity * 0.2 + cashiersWaiting
    if (tokens - 1 >= kept) {
      tokens -= 1
      return 0
    }
    // At least a moment: rounding may find nothing missing where nothing was taken either.
    return Math.max(1, Math.ceil((kept + 1 - tokens) / rate.perMs))
  }

  const wait = async (priority: Priority, signal: AbortSignal | null): Promise<Pass> => {
    const patience = patienceMs[priority]
    let waited = 0
    for (;;) {
      if (signal?.aborted === true) return { kind: 'aborted' }
      const ms = take(priority)
      if (ms === 0) return { kind: 'go' }
      if (waited + ms > patience) return { kind: 'limited', retryAfterMs: clampWait(ms) }
      await sleep(ms, signal)
      waited += ms
    }
  }

  return {
    acquire: async (priority, signal) => {
      if (priority === 'background') return await wait(priority, signal)
      cashiersWaiting += 1
      try {
        return await wait(priority, signal)
      } finally {
        cashiersWaiting -= 1
      }
    },
    observe: (status, headers) => {
      const limit = wholeNumber(headers.get('ratelimit-limit'))
      const remaining = wholeNumber(headers.get('ratelimit-remaining'))
      const resetMs = resetIn(headers, now())
      windowMs = policyWindow(headers.get('ratelimit-policy')) ?? larger(windowMs, resetMs)
      if (limit !== null && limit > 0 && windowMs !== null && windowMs > 0) {
        const before = rate
        rate = rateOf(limit / tills, windowMs)
        if (before === null) {
          // What left before the limit was known counts in the provider's window too.
          tokens = Math.max(0, rate.capacity - leftUnlimited)
          filledAt = now()
        }
      }
      if (status === 429)
        shut(['cashier', 'background'], headerSeconds(headers, 'retry-after', now()) ?? 1_000)
      else if (remaining !== null && resetMs !== null && resetMs > 0) {
        if (remaining === 0) shut(['cashier', 'background'], resetMs)
        else if (limit !== null && remaining <= limit * 0.2) shut(['background'], resetMs)
      }
    },
  }
}

function rateOf(limit: number, windowMs: number): { readonly perMs: number; readonly capacity: number } {
  return { perMs: (limit * 0.8) / windowMs, capacity: Math.max(2, limit * 0.2) }
}

function wholeNumber(text: string | null): number | null {
  const found = /^\s*(\d{1,9})\b/.exec(text ?? '')
  return found === null ? null : Number(found[1])
}

/** `RateLimit-Reset`: seconds from now, or (as some send) a time in seconds. */
function resetIn(headers: Headers, now: number): number | null {
  const seconds = /^\s*(\d{1,12})\b/.exec(headers.get('ratelimit-reset') ?? '')
  if (seconds === null) return null
  const value = Number(seconds[1])
  return value > 100_000_000 ? Math.max(0, value * 1_000 - now) : value * 1_000
}

/** `100;w=60`: the window in ms. */
function policyWindow(text: string | null): number | null {
  const found = /;\s*w=(\d{1,7})/.exec(text ?? '')
  return found === null ? null : Number(found[1]) * 1_000
}

function larger(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.max(a, b)
}
