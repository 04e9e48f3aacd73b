import { describe, expect, test } from 'vitest'
import {
  breakerDelay,
  chanceOf,
  probeDelay,
  rateLimitDelay,
  retryDelay,
} from '../../../electron/main/outbox/backoff.ts'
import { classify, gateEventOf, isGivenUp } from '../../../electron/main/outbox/classify.ts'
import { createBusinessDay } from '../../../electron/main/outbox/pure/business-day.ts'
import { clampGate, linkOf, nextGate, openGate } from '../../../electron/main/outbox/pure/gate.ts'
import type { Gate } from '../../../electron/main/outbox/pure/gate.ts'
import { hasEdit, joinEdits, mergeEdit, sameField } from '../../../electron/main/outbox/pure/merge.ts'
import { owedOf, waitingMember } from '../../../electron/main/outbox/pure/owed.ts'
import { choicesOf, plainOf } from '../../../electron/main/outbox/pure/plain.ts'
import type { Failure } from '../../../electron/main/providers/provider.ts'
import type { AttentionReason, OperationState } from '../../../shared/domain/operation.ts'

const base = { firstName: 'Ada', lastName: 'L', email: 'a@x.example', phone: null, birthday: null }

describe('waiting', () => {
  test('grows to its cap and never falls below its floor', () => {
    expect([0, 1, 2, 3].map((tries) => retryDelay(tries, 0.5))).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(retryDelay(60, 0.999_999)).toBeLessThanOrEqual(300_000)
    expect(retryDelay(5, 0)).toBe(250)
    expect([0, 3, 40].map((tries) => probeDelay(tries, 1))).toEqual([1_000, 8_000, 30_000])
    expect([0, 1, 40].map((tries) => breakerDelay(tries, 1))).toEqual([30_000, 60_000, 600_000])
  })

  test('a provider’s own wish is kept within 1 s and 1 h', () => {
    expect([null, 0, 30_000, 9e9].map(rateLimitDelay)).toEqual([5_000, 1_000, 30_000, 3_600_000])
  })

  test('a chance is below one', () => {
    expect(chanceOf(Uint8Array.of(255, 255, 255, 255))).toBeLessThan(1)
    expect(chanceOf(Uint8Array.of(0, 0, 0, 0))).toBe(0)
    expect(chanceOf(Uint8Array.of(128, 0, 0, 0))).toBe(0.5)
  })
})

describe('a failure', () => {
  const cases: readonly [Failure, string, string][] = [
    [{ kind: 'not-sent', cause: 'refused' }, 'not-applied', 'unreachable'],
    [{ kind: 'not-sent', cause: 'aborted' }, 'not-applied', 'nothing'],
    [{ kind: 'no-answer', cause: 'timeout' }, 'lost', 'failed'],
    [{ kind: 'no-answer', cause: 'aborted' }, 'lost', 'nothing'],
    [{ kind: 'bad-answer', status: 200 }, 'lost', 'impostor'],
    [{ kind: 'bad-answer', status: 404 }, 'lost', 'impostor'],
    [{ kind: 'unauthorized' }, 'not-applied', 'unauthorized'],
    [{ kind: 'forbidden' }, 'forbidden', 'nothing'],
    [{ kind: 'not-found' }, 'refused', 'reached'],
    [{ kind: 'refused', status: 422, fields: {} }, 'refused', 'reached'],
    [{ kind: 'rate-limited', retryAfterMs: 1 }, 'not-applied', 'limited'],
    [{ kind: 'server-error', status: 500 }, 'lost', 'failed'],
    [{ kind: 'server-error', status: 503 }, 'not-applied', 'failed'],
  ]
  test.each(cases)('%j is %s and tells the gate %s', (failure, outcome, gate) => {
    const classified = classify(failure, [422, 503])
    expect([classified.outcome.kind, classified.gate.kind]).toEqual([outcome, gate])
    expect(gateEventOf(failure).kind).toBe(gate)
  })

  test('only answers count towards giving up', () => {
    expect(isGivenUp(0, 0, 1e12)).toBe(false)
    expect(isGivenUp(1, 0, 24 * 3_600_000)).toBe(true)
    expect(isGivenUp(19, 0, 1)).toBe(false)
    expect(isGivenUp(20, 0, 1)).toBe(true)
  })
})

describe('a gate', () => {
  test('opens only when something went through', () => {
    const shut = nextGate(openGate, { kind: 'unreachable' }, 1_000, 1)
    expect(shut).toEqual({ kind: 'offline', since: 1_000, nextTryAt: 2_000, tries: 0 })
    expect(nextGate(shut, { kind: 'nothing' }, 2_000, 1)).toBe(shut)
    expect(nextGate(shut, { kind: 'unreachable' }, 2_000, 1)).toEqual({
      kind: 'offline',
      since: 1_000,
      nextTryAt: 4_000,
      tries: 1,
    })
    expect(nextGate(shut, { kind: 'reached' }, 2_000, 1)).toEqual(openGate)
  })

  test('what was still on the wire when it shut does not make it wait longer', () => {
    const shut = nextGate(openGate, { kind: 'unreachable' }, 1_000, 1)
    expect(nextGate(shut, { kind: 'unreachable' }, 1_500, 1)).toEqual(shut)
    const limited = nextGate(openGate, { kind: 'limited', retryAfterMs: 5_000 }, 0, 1)
    expect(nextGate(limited, { kind: 'limited', retryAfterMs: 9_000 }, 100, 1)).toMatchObject({
      nextTryAt: 9_100,
    })
  })

  test('the breaker opens at the fifth failure in a row, and a success starts the count anew', () => {
    let gate: Gate = openGate
    for (let i = 0; i < 4; i += 1) gate = nextGate(gate, { kind: 'failed' }, 0, 1)
    expect(gate).toEqual({ kind: 'open', failures: 4 })
    expect(nextGate(gate, { kind: 'reached' }, 0, 1)).toEqual(openGate)
    expect(nextGate(gate, { kind: 'failed' }, 0, 1)).toMatchObject({ kind: 'failing', nextTryAt: 30_000 })
  })

  test('silence during an outage is still the outage', () => {
    const shut = nextGate(openGate, { kind: 'unreachable' }, 0, 1)
    expect(nextGate(shut, { kind: 'failed' }, 1_000, 1)).toMatchObject({ kind: 'offline', since: 0 })
  })

  test('is one outage until something goes through, whatever it is called meanwhile', () => {
    let gate = nextGate(openGate, { kind: 'unreachable' }, 1_000, 1)
    const events = ['impostor', 'unreachable', 'unauthorized', 'failed', 'unreachable'] as const
    const kinds = events.map((kind, i) => {
      gate = nextGate(gate, { kind }, 60_000 * (i + 1), 1)
      expect(gate).toMatchObject({ since: 1_000, tries: 0 })
      return gate.kind
    })
    expect(kinds).toEqual(['not-the-provider', 'offline', 'signed-out', 'failing', 'offline'])
    gate = nextGate(gate, { kind: 'reached' }, 400_000, 1)
    expect(nextGate(gate, { kind: 'unreachable' }, 500_000, 1)).toMatchObject({ since: 500_000 })
  })

  test('shows its own word, and a clock that jumped leaves no knock far away', () => {
    expect(linkOf(openGate)).toEqual({ kind: 'online' })
    const signedOut = nextGate(openGate, { kind: 'unauthorized' }, 5, 1)
    expect(linkOf(signedOut)).toEqual({ kind: 'signed-out', since: 5 })
    const impostor = nextGate(openGate, { kind: 'impostor' }, 1e12, 1)
    expect(linkOf(impostor)).toMatchObject({ kind: 'not-the-provider' })
    expect(clampGate(impostor, 7)).toMatchObject({ since: 7, nextTryAt: 600_007 })
    expect(clampGate(openGate, 7)).toBe(openGate)
  })
})

describe('an edit', () => {
  test('sends only what the provider does not have', () => {
    const wanted = { email: 'A@X.example', phone: '+491' }
    expect(mergeEdit(base, wanted, base, false)).toEqual({ send: { phone: '+491' }, conflicts: [] })
  })
  test('a field changed elsewhere to something else is a conflict, to the same is none', () => {
    expect(mergeEdit(base, { phone: '+491' }, { ...base, phone: '+492' }, false).conflicts).toEqual(['phone'])
    expect(mergeEdit(base, { phone: '+491' }, { ...base, phone: '+491' }, false)).toEqual({
      send: {},
      conflicts: [],
    })
    expect(mergeEdit(base, { phone: '+491' }, { ...base, lastName: 'M' }, false)).toEqual({
      send: { phone: '+491' },
      conflicts: [],
    })
  })
  test('a person who has seen the conflict may insist', () => {
    expect(mergeEdit(base, { phone: null }, { ...base, phone: '+492' }, true)).toEqual({
      send: { phone: null },
      conflicts: [],
    })
  })
  test('two become one that keeps what was seen first', () => {
    const joined = joinEdits(
      { base, changes: { email: 'b@x.example' } },
      {
        base: { ...base, email: 'b@x.example', phone: '+495' },
        changes: { email: 'c@x.example', phone: '+491' },
      },
    )
    expect(joined.base).toMatchObject({ email: 'a@x.example', phone: '+495' })
    expect(joined.changes).toEqual({ email: 'c@x.example', phone: '+491' })
  })
  test('empty and absent are the same, case of an e-mail does not count', () => {
    expect(sameField('lastName', '', null)).toBe(true)
    expect(sameField('email', 'A@x.example ', 'a@X.example')).toBe(true)
    expect(sameField('firstName', 'ada', 'Ada')).toBe(false)
    expect(hasEdit(base, { email: 'A@x.example' })).toBe(true)
    expect(hasEdit(base, { phone: '+491' })).toBe(false)
  })
})

describe('what is owed', () => {
  const who = { name: 'Ada' }
  const card = { kind: 'held', cardId: 'k' } as const
  const stamp = (state: OperationState, amount: number): Parameters<typeof owedOf>[0][number] => ({
    id: `${state}${amount}`,
    state,
    attempts: 0,
    parsed: { kind: 'stamps.add', payload: { who, amount, card } },
  })
  test('waiting and checking are apart, and redemptions take away', () => {
    const owed = owedOf([
      stamp('held', 1),
      stamp('queued', 2),
      stamp('sending', 4),
      stamp('unknown', 8),
      stamp('attention', 16),
      {
        id: 'r',
        state: 'queued',
        attempts: 0,
        parsed: {
          kind: 'reward.redeem',
          payload: { who, rewardId: 'w', rewardName: 'Free', cost: 5, card, provisional: false },
        },
      },
      { id: 'x', state: 'queued', attempts: 0, parsed: null },
    ])
    expect(owed.cards).toEqual([{ cardId: 'k', templateId: null, waiting: 2, checking: 24 }])
    expect(owed.onTheWire).toBe(true)
  })
  test('the newest edit wins over an older one, and an edited member is found by both', () => {
    const edited = (email: string): Parameters<typeof owedOf>[0][number] => ({
      id: email,
      state: 'queued',
      attempts: 0,
      parsed: { kind: 'member.edit', payload: { who, base, changes: { email } } },
    })
    const operations = [edited('b@x.example'), edited('c@x.example')]
    expect(owedOf(operations).edits).toEqual({ email: 'c@x.example' })
    expect(waitingMember('r:1', operations)).toEqual({
      key: 'r:1',
      details: { ...base, email: 'c@x.example' },
      whole: false,
      edits: { email: 'c@x.example' },
      codes: [],
    })
    expect(waitingMember('r:1', [stamp('queued', 1)])).toBeNull()
  })
})

describe('the cashier’s words', () => {
  test('each state has one', () => {
    const states = [
      'held',
      'queued',
      'sending',
      'unknown',
      'attention',
      'done',
      'cancelled',
      'discarded',
    ] as const
    expect(states.map(plainOf)).toEqual([
      'saved',
      'saved',
      'saved',
      'checking',
      'needs-you',
      'sent',
      'undone',
      'dropped',
    ])
  })
  const choices = (
    state: OperationState,
    reason: AttentionReason | null,
    attempts = 1,
    suspect = 0,
  ): string =>
    Object.entries(choicesOf({ kind: 'stamps.add', state, reason, attempts, suspect }))
      .flatMap(([name, offered]) => (offered ? [name] : []))
      .join(' ')
  test('what may have been sent cannot be dropped without a question, what was not can', () => {
    expect(choices('held', null, 0)).toBe('undo')
    expect(choices('queued', null, 0)).toBe('retry drop')
    expect(choices('queued', null, 1)).toBe('retry')
    // A copy may have sent it.
    expect(choices('queued', null, 0, 1)).toBe('retry')
    expect(choices('held', null, 0, 1)).toBe('')
    expect(choices('attention', { kind: 'adapter-gone' }, 0, 1)).toBe('retry confirm drop')
    expect(choices('sending', null)).toBe('')
    expect(choices('unknown', null)).toBe('retry')
    expect(choices('done', null)).toBe('')
  })
  test('"it’s there" is offered where it can be true', () => {
    expect(choices('attention', { kind: 'undecided', before: 1, now: 2, adding: 1 })).toBe(
      'retry confirm drop',
    )
    expect(choices('attention', { kind: 'code-unknown' }, 0)).toBe('retry drop')
    expect(choices('attention', { kind: 'not-enough-stamps', balance: 3, cost: 10 })).toBe('retry drop')
  })
})

describe('the business day', () => {
  const day = createBusinessDay()
  test('is the shop’s own, also around midnight and when clocks change', () => {
    expect(day(Date.UTC(2026, 10, 20, 23, 30), 'Europe/Berlin')).toBe('2026-11-21')
    expect(day(Date.UTC(2026, 10, 20, 23, 30), 'America/New_York')).toBe('2026-11-20')
    expect(day(Date.UTC(2026, 2, 29, 0, 59), 'Europe/Berlin')).toBe('2026-03-29')
    expect(day(Date.UTC(2026, 2, 28, 22, 59), 'Europe/Berlin')).toBe('2026-03-28')
    expect(day(Date.UTC(2026, 11, 31, 10, 30), 'Pacific/Kiritimati')).toBe('2027-01-01')
  })
  test('a zone that nobody knows is UTC, not a refusal', () => {
    expect(day(Date.UTC(2026, 0, 1), 'Nowhere/Town')).toBe('2026-01-01')
  })
})
