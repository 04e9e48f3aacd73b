import { describe, expect, test } from 'vitest'
import { slowDelay } from '../../../electron/main/outbox/backoff.ts'
import { readPayload } from '../../../electron/main/outbox/payloads.ts'
import { amountOf, figureBefore, owedOf } from '../../../electron/main/outbox/pure/owed.ts'
import { factsOf } from '../../../electron/main/outbox/pure/payload.ts'
import type { ParsedPayload } from '../../../electron/main/outbox/pure/payload.ts'
import type { CardTarget } from '../../../shared/domain/operation.ts'
import type { Unit } from '../../../shared/domain/unit.ts'

const who = { name: 'Ada' }
const card: CardTarget = { kind: 'held', cardId: 'balance' }
const unit: Unit = { kind: 'money', decimals: 2 }
const operationId = '01JD0000000000000000000000'

const adjust = (amount: number): ParsedPayload => ({
  kind: 'balance.adjust',
  payload: { who, amount, unit, card, note: null },
})
const revert = (amount: number): ParsedPayload => ({
  kind: 'balance.revert',
  payload: { who, amount, unit, card, operationId, key: operationId },
})
const affiliate: ParsedPayload = { kind: 'affiliate.set', payload: { who, code: 'ADA15' } }
const list: ParsedPayload = {
  kind: 'list.set',
  payload: { who, listId: '7', listName: 'Regulars', on: false },
}
const terms = { referred: true, overrideSpend: false, keepInTier: true, credits: 250, birthday: null }
const tier: ParsedPayload = {
  kind: 'tier.enrol',
  payload: { who, tierId: 'g', tierName: 'Gold', terms, wasMember: true },
}
const live = (id: string, parsed: ParsedPayload) => ({ id, state: 'queued', attempts: 0, parsed }) as const

describe('what a change beside stamps is', () => {
  test.each([
    [adjust(-1_250), { kind: 'balance.adjust', amount: -1_250, unit }],
    [revert(500), { kind: 'balance.revert', amount: 500, unit, operationId }],
    [affiliate, { kind: 'affiliate.set', code: 'ADA15' }],
    [list, { kind: 'list.set', listName: 'Regulars', on: false }],
    [tier, { kind: 'tier.enrol', tierName: 'Gold' }],
  ])('is told by its own figures: %j', (parsed, facts) => {
    expect(factsOf(parsed)).toEqual(facts)
  })

  test('moves a balance by its amount, a taking back by the opposite, and everything else by nothing', () => {
    expect([adjust(-1_250), adjust(5), revert(500), revert(-3), affiliate, list, tier].map(amountOf)).toEqual(
      [-1_250, 5, -500, 3, 0, 0, 0],
    )
  })

  test('is owed where it moves a balance, and nowhere else', () => {
    const owed = owedOf([
      live('1', adjust(700)),
      live('2', revert(200)),
      live('3', affiliate),
      live('4', list),
      live('5', tier),
    ])
    expect(owed.cards).toEqual([{ cardId: 'balance', templateId: null, waiting: 500, checking: 0 }])
    expect([owed.edits, owed.codes, owed.creation]).toEqual([{}, [], null])
  })

  test('keeps the figure from before only where a card showed one', () => {
    expect([adjust(1), revert(1)].map((parsed) => figureBefore(parsed, 40))).toEqual([40, 40])
    expect([affiliate, list, tier, null].map((parsed) => figureBefore(parsed, 40))).toEqual(
      Array(4).fill(null),
    )
    expect([adjust(1), revert(1)].map((parsed) => figureBefore(parsed, undefined))).toEqual([null, null])
    expect(figureBefore(adjust(1), 0)).toBe(0)
  })
})

test('stamps and rewards keep the figure from before as well, a new member, a card and an edit none', () => {
  const details = { firstName: 'Ada', lastName: null, email: null, phone: null, birthday: null }
  const kinds: readonly ParsedPayload[] = [
    { kind: 'stamps.add', payload: { who, amount: 1, card } },
    {
      kind: 'reward.redeem',
      payload: { who, rewardId: '1', rewardName: 'Free', cost: 4, card, provisional: true },
    },
    {
      kind: 'member.create',
      payload: { who, details, code: null, templateId: null, welcome: 0, sendLinks: false },
    },
    { kind: 'card.attach', payload: { who, code: '1' } },
    { kind: 'member.edit', payload: { who, changes: {}, base: details } },
  ]
  expect(kinds.map((parsed) => figureBefore(parsed, 7))).toEqual([7, 7, null, null, null])
})

test.each(['stamps', 'points', 'credits', 'money'] as const)('a payload may count %s', (kind) => {
  const payload = { who, amount: 5, unit: { kind, decimals: 0 }, card, note: null }
  const row = { kind: 'balance.adjust', v: 1, payload: JSON.stringify(payload) } as const
  expect(readPayload(row)).toEqual({ kind: 'read', parsed: { kind: 'balance.adjust', payload } })
})

test('the wait for somebody elsewhere doubles from half a minute to ten minutes and no further', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 50].map(slowDelay)).toEqual([
    30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000, 600_000,
  ])
})
