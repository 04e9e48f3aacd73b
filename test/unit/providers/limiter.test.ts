import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRateLimiter } from '../../../electron/main/providers/http-limiter.ts'
import type { RateLimiter } from '../../../electron/main/providers/http-limiter.ts'
import type { Priority } from '../../../electron/main/providers/provider.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'

/** A limiter on a clock that only sleeping moves. */
function limiter(requestsPerSecond: number | null): { limit: RateLimiter; clock: { at: number } } {
  const clock = { at: 1_000_000 }
  const limit = createRateLimiter({
    now: () => clock.at,
    sleep: async (ms) => {
      clock.at += ms
    },
    requestsPerSecond,
  })
  return { limit, clock }
}

const go = async (limit: RateLimiter, priority: Priority = 'cashier'): Promise<string> =>
  (await limit.acquire(priority, null)).kind

describe('the request limit', () => {
  it('nothing is held back while no limit is known', async () => {
    const { limit, clock } = limiter(null)
    for (let index = 0; index < 1_000; index += 1) expect(await go(limit, 'background')).toBe('go')
    expect(clock.at).toBe(1_000_000)
  })

  it('no window of the provider ever sees more than its limit, wherever it begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10, max: 200 }),
        fc.array(fc.tuple(fc.constantFrom<Priority>('cashier', 'background'), fc.nat(900)), {
          minLength: 50,
          maxLength: 400,
        }),
        async (perSecond, arrivals) => {
          const { limit, clock } = limiter(perSecond)
          const passed: number[] = []
          for (const [priority, pause] of arrivals) {
            clock.at += pause > 800 ? pause : 0
            if ((await go(limit, priority)) === 'go') passed.push(clock.at)
          }
          for (const from of passed) {
            expect(passed.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(
              perSecond,
            )
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('tills that share a limit stay below it together, each by its own part', async () => {
    const time = createFakeTime(1_000_000)
    const tills = 4
    const passed: number[] = []
    const limits = Array.from({ length: tills }, () =>
      createRateLimiter({
        now: () => time.now(),
        sleep: (ms) => new Promise((resolve) => time.timers.set(resolve, ms)),
        requestsPerSecond: 40,
        tills,
      }),
    )
    const run = { going: true }
    for (const limit of limits) {
      void (async () => {
        while (run.going) if ((await limit.acquire('background', null)).kind === 'go') passed.push(time.now())
      })()
    }
    await time.advance(20_000)
    run.going = false
    await time.advance(60_000)
    for (const from of passed) {
      expect(passed.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(40)
    }
    // And together they use what the provider allows.
    expect(passed.filter((at) => at < 1_020_000).length).toBeGreaterThan(0.75 * 40 * 18)
  })

  it('a limit that is learned is shared as well', async () => {
    const limit = createRateLimiter({
      now: () => 1_000_000,
      sleep: async () => undefined,
      requestsPerSecond: null,
      tills: 5,
    })
    limit.observe(200, new Headers({ 'ratelimit-limit': '100', 'ratelimit-policy': '100;w=60' }))
    const passes: string[] = []
    for (let i = 0; i < 30; i += 1) passes.push((await limit.acquire('cashier', null)).kind)
    // A fifth of a hundred, of which a bucket holds a fifth.
    expect(passes.filter((kind) => kind === 'go')).toHaveLength(4)
  })

  it('the last fifth of the bucket is kept for cashiers', async () => {
    const { limit, clock } = limiter(100) // holds 20
    const start = clock.at
    const stamps: number[] = []
    for (let index = 0; index < 30; index += 1) {
      await go(limit, 'background')
      stamps.push(clock.at)
    }
    const background = stamps.filter((at) => at === start).length
    expect(background).toBe(16)
    const before = clock.at
    // Three and a fraction are left; a fourth cashier would wait for a hundredth of a second.
    for (let index = 0; index < 3; index += 1) await go(limit, 'cashier')
    expect(clock.at).toBe(before)
  })

  it('a cashier waits for moments while a hundred thousand wait behind a tight limit', async () => {
    const time = createFakeTime(1_000_000)
    const limit = createRateLimiter({
      now: () => time.now(),
      sleep: (ms) => new Promise((resolve) => time.timers.set(resolve, ms)),
      requestsPerSecond: 10,
    })
    const passed: number[] = []
    const call = async (priority: Priority): Promise<number> => {
      const from = time.now()
      if ((await limit.acquire(priority, null)).kind === 'go') passed.push(time.now())
      return time.now() - from
    }
    // As many as the outbox has lanes, for as long as there is anything to send.
    let left = 100_000
    const lane = async (): Promise<void> => {
      while (left > 0) {
        left -= 1
        await call('background')
      }
    }
    const lanes = Array.from({ length: 16 }, lane)
    const waits: number[] = []
    for (let second = 0; second < 40; second += 1) {
      await time.advance(700 + ((second * 137) % 300))
      void call('cashier').then((ms) => waits.push(ms))
    }
    await time.advance(1_000)
    left = 0
    expect(waits).toHaveLength(40)
    // Two tokens' time at 80 % of ten a second.
    expect(Math.max(...waits)).toBeLessThanOrEqual(250)
    for (const from of passed) {
      expect(passed.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(10)
    }
    // And what the provider allows is used.
    expect(passed.length).toBeGreaterThan(0.75 * 10 * 35)
    await time.advance(60_000)
    await Promise.all(lanes)
  })

  it('learns from the headers, and stops when nothing remains', async () => {
    const { limit } = limiter(null)
    const headers = new Headers({
      'ratelimit-limit': '60',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '40',
      'ratelimit-policy': '60;w=60',
    })
    limit.observe(200, headers)
    expect(await limit.acquire('cashier', null)).toEqual({ kind: 'limited', retryAfterMs: 40_000 })
  })

  it('what left before the limit was known counts; what is left of it is not waited for', async () => {
    const { limit, clock } = limiter(null)
    const start = clock.at
    const passed: number[] = []
    const pass = async (times: number): Promise<void> => {
      for (let index = 0; index < times; index += 1) {
        if ((await go(limit)) === 'go') passed.push(clock.at)
      }
    }
    await pass(7)
    limit.observe(
      200,
      new Headers({ 'ratelimit-limit': '100', 'ratelimit-remaining': '93', 'ratelimit-reset': '1' }),
    )
    await pass(120)
    // A fifth of a hundred may leave at once, and seven had left.
    expect(passed.filter((at) => at === start)).toHaveLength(20)
    for (const from of passed) {
      expect(passed.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(100)
    }
  })

  it('background work rests when a fifth remains, cashiers go on', async () => {
    const { limit, clock } = limiter(null)
    limit.observe(
      200,
      new Headers({ 'ratelimit-limit': '600', 'ratelimit-remaining': '100', 'ratelimit-reset': '45' }),
    )
    expect(await go(limit, 'cashier')).toBe('go')
    expect(await go(limit, 'background')).toBe('limited')
    clock.at += 45_000
    expect(await go(limit, 'background')).toBe('go')
  })

  it('after 429 nobody is sent before the named time, and a clock that is set back does not lock the till', async () => {
    const { limit, clock } = limiter(null)
    limit.observe(429, new Headers({ 'retry-after': '3000' }))
    expect(await limit.acquire('cashier', null)).toEqual({ kind: 'limited', retryAfterMs: 3_000_000 })
    clock.at -= 500_000
    expect(await go(limit)).toBe('go')
  })

  it('a short wait is waited for', async () => {
    const { limit, clock } = limiter(null)
    limit.observe(429, new Headers({ 'retry-after': '1' }))
    expect(await go(limit)).toBe('go')
    expect(clock.at).toBe(1_001_000)
  })

  it('one who gives up is let go', async () => {
    const { limit } = limiter(1)
    expect((await limit.acquire('cashier', AbortSignal.abort())).kind).toBe('aborted')
  })
})
