import { afterEach, describe, expect, test, vi } from 'vitest'
import { breakerDelay, chanceOf, probeDelay, retryDelay } from '../../../electron/main/outbox/backoff.ts'
import { classify, isGivenUp } from '../../../electron/main/outbox/classify.ts'
import { createBusinessDay } from '../../../electron/main/outbox/pure/business-day.ts'
import { clampGate, linkOf, nextGate, openGate } from '../../../electron/main/outbox/pure/gate.ts'
import type { GateEvent } from '../../../electron/main/outbox/classify.ts'
import type { Gate } from '../../../electron/main/outbox/pure/gate.ts'
import { hasEdit, sameField } from '../../../electron/main/outbox/pure/merge.ts'

const shutBy = (event: GateEvent, now = 0, chance = 1): Gate => nextGate(openGate, event, now, chance)

describe('waiting for a provider', () => {
  test('is spread over a quarter, so that many tills do not knock together', () => {
    expect([0, 0.5, 1].map((chance) => probeDelay(2, chance))).toEqual([3_000, 3_500, 4_000])
    expect([0, 0.5, 1].map((chance) => breakerDelay(1, chance))).toEqual([45_000, 52_500, 60_000])
  })

  test('never overflows, however often it was tried', () => {
    for (const tries of [31, 1_024, Number.MAX_SAFE_INTEGER]) {
      expect([retryDelay(tries, 1), probeDelay(tries, 1), breakerDelay(tries, 1)]).toEqual([
        300_000, 30_000, 600_000,
      ])
    }
  })

  test('a chance can be made of any number of bytes, and only four count', () => {
    expect(chanceOf(Uint8Array.of(128))).toBe(0.5)
    expect(chanceOf(Uint8Array.of(0, 0, 0, 128, 255))).toBe(128 / 2 ** 32)
    expect(chanceOf(Uint8Array.of())).toBe(0)
  })
})

describe('an answer', () => {
  test('counts towards giving up only where the provider itself gave it', () => {
    expect(classify({ kind: 'rate-limited', retryAfterMs: 1 }, []).outcome).toEqual({
      kind: 'not-applied',
      answered: false,
    })
    expect(classify({ kind: 'server-error', status: 503 }, [503]).outcome).toEqual({
      kind: 'not-applied',
      answered: true,
    })
  })

  test('of something that is not the provider proves nothing, whatever its status', () => {
    for (const status of [200, 302, 404, 422, 503]) {
      expect(classify({ kind: 'bad-answer', status }, [302, 404, 422, 503]).outcome.kind).toBe('lost')
    }
  })

  test('is waited for a day from the first error on, not from the beginning of time', () => {
    const day = 24 * 3_600_000
    expect(isGivenUp(1, day, 2 * day - 1)).toBe(false)
    expect(isGivenUp(1, day, 2 * day)).toBe(true)
  })
})

describe('a gate', () => {
  test('of a refused key is knocked at every minute, for ever', () => {
    let gate = shutBy({ kind: 'unauthorized' })
    expect(gate).toMatchObject({ kind: 'signed-out', nextTryAt: 60_000 })
    gate = nextGate(gate, { kind: 'unauthorized' }, 60_000, 1)
    expect(gate).toMatchObject({ kind: 'signed-out', nextTryAt: 120_000 })
  })

  test('keeps its name when a knock gets no answer at an outage, and waits longer', () => {
    for (const kind of ['unreachable', 'impostor'] as const) {
      const shut = shutBy({ kind })
      const after = nextGate(shut, { kind: 'failed' }, 1_000, 1)
      expect(after).toEqual({ ...shut, nextTryAt: 3_000, tries: 1 })
    }
  })

  test('the wait that the provider named is ended by nothing but its end, and made longer by the provider alone', () => {
    const limited = shutBy({ kind: 'limited', retryAfterMs: 30_000 })
    const others = ['reached', 'unreachable', 'impostor', 'unauthorized', 'failed', 'nothing'] as const
    for (const kind of others) expect(nextGate(limited, { kind }, 29_999, 1)).toBe(limited)
    expect(nextGate(limited, { kind: 'limited', retryAfterMs: 60_000 }, 10_000, 1)).toMatchObject({
      kind: 'rate-limited',
      nextTryAt: 70_000,
    })
    expect(nextGate(limited, { kind: 'reached' }, 30_000, 1)).toEqual(openGate)
    // Only a rate limit is such a wait: a refused key that works again is heard at once.
    expect(nextGate(shutBy({ kind: 'unauthorized' }), { kind: 'reached' }, 1, 1)).toEqual(openGate)
  })

  test('a provider that fails after having refused the key is failing', () => {
    expect(nextGate(shutBy({ kind: 'unauthorized' }), { kind: 'failed' }, 1, 1)).toMatchObject({
      kind: 'failing',
      nextTryAt: 30_001,
    })
  })

  test('a clock that jumped leaves a wish of the provider for an hour, all else for ten minutes', () => {
    const limited = shutBy({ kind: 'limited', retryAfterMs: 3_600_000 }, 1e12)
    expect(clampGate(limited, 0)).toMatchObject({ nextTryAt: 3_600_000 })
    expect(clampGate(shutBy({ kind: 'unreachable' }, 1e12), 0)).toMatchObject({ nextTryAt: 600_000 })
    expect(clampGate(limited, 1e12)).toEqual(limited)
  })

  test('each is shown by its own word, with the time that matters', () => {
    expect(linkOf(shutBy({ kind: 'limited', retryAfterMs: 2_000 }, 5))).toEqual({
      kind: 'rate-limited',
      until: 2_005,
    })
    expect(linkOf(shutBy({ kind: 'unreachable' }, 5))).toEqual({
      kind: 'offline',
      since: 5,
      nextTryAt: 1_005,
    })
    const failing: Gate = { kind: 'failing', since: 5, nextTryAt: 9, tries: 0 }
    expect(linkOf(failing)).toEqual({ kind: 'failing', since: 5, nextTryAt: 9 })
  })
})

describe('an edit', () => {
  test('has arrived when every field of it has', () => {
    const theirs = { firstName: 'Ada', lastName: null, email: 'a@x.example', phone: null, birthday: null }
    expect(hasEdit(theirs, { email: 'a@x.example', phone: '+491' })).toBe(false)
    expect(hasEdit(theirs, { email: 'a@x.example', phone: null })).toBe(true)
    expect(hasEdit(theirs, {})).toBe(true)
  })

  test('spaces around and nothing at all are the same, letters that only look alike are not', () => {
    expect(sameField('lastName', '  ', null)).toBe(true)
    expect(sameField('email', ' ', null)).toBe(true)
    expect(sameField('lastName', 'Zoe\u0308', ' Zo\u00eb')).toBe(true)
    expect(sameField('email', 'stra\u00dfe@x.example', 'STRASSE@x.example')).toBe(false)
  })
})

describe('the business day', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('of a zone that nobody knows is UTC’s, wherever this machine stands', () => {
    vi.stubEnv('TZ', 'Pacific/Kiritimati')
    expect(createBusinessDay()(Date.UTC(2026, 0, 1, 12), 'Nowhere/Town')).toBe('2026-01-01')
  })

  test('makes one formatter for each zone, however much is saved', () => {
    const made = vi.spyOn(Intl, 'DateTimeFormat')
    const day = createBusinessDay()
    for (let i = 0; i < 5; i += 1) day(i, 'Europe/Berlin')
    day(0, 'Europe/Paris')
    expect(made).toHaveBeenCalledTimes(2)
    made.mockRestore()
  })
})
