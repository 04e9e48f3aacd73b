import { describe, expect, test } from 'vitest'
import { tierMovement } from '../../../shared/domain/tier.ts'
import type { TierCandidate, TierMovement, TierView } from '../../../shared/domain/tier.ts'

const tier = (id: string, more: Partial<TierView> = {}): TierView => ({
  id,
  name: id,
  kind: 'spend',
  spendThreshold: null,
  rank: null,
  benefits: null,
  ...more,
})
const memberIn = (tierId: string | null): TierCandidate => ({
  customerId: '1',
  member: { name: 'Ada', tierId, birthday: null },
})
/** Where a choice moves a member of the first of these tiers who gets the second. */
const step = (tiers: readonly [TierView, TierView, ...TierView[]]): TierMovement =>
  tierMovement(memberIn(tiers[0].id), tiers, tiers[1])

const silver = tier('silver', { kind: 'free', spendThreshold: 0 })
const gold = tier('gold', { spendThreshold: 50_000 })
const elite = tier('elite', { kind: 'paid', spendThreshold: 0 })

describe('where a choice of tier moves somebody', () => {
  test('who is no member yet is new in every tier', () => {
    expect(tierMovement({ customerId: '1', member: null }, [silver, gold], gold)).toBe('new')
  })

  test('by what the tiers take, up and down', () => {
    expect([step([silver, gold]), step([gold, silver])]).toEqual(['up', 'down'])
    expect(tierMovement(memberIn('gold'), [silver, gold], gold)).toBe('same')
  })

  test('a tier that is not told, or not there, leaves it unknown', () => {
    expect(tierMovement(memberIn(null), [silver, gold], gold)).toBe('unknown')
    expect(tierMovement(memberIn('gone'), [silver, gold], gold)).toBe('unknown')
    expect(step([tier('a'), tier('b')])).toBe('unknown')
    expect(step([tier('a', { spendThreshold: 1 }), tier('b', { spendThreshold: 1 })])).toBe('unknown')
  })

  test('nobody spends their way out of a paid tier: its figure proves nothing', () => {
    expect([step([elite, gold]), step([tier('x', { kind: 'unknown', spendThreshold: 0 }), gold])]).toEqual([
      'unknown',
      'unknown',
    ])
  })

  test.each([
    ['higher', { low: 1, high: 2, top: 3 }],
    ['lower', { low: 3, high: 2, top: 1 }],
  ])('which end of the ranks is the top is read from the tiers themselves (%s)', (_end, rank) => {
    const low = { ...silver, rank: rank.low }
    const high = { ...gold, rank: rank.high }
    const top = { ...elite, rank: rank.top }
    expect(step([high, top, low])).toBe('up')
    expect(step([top, low, high])).toBe('down')
  })

  test('ranks alone, or ranks that go both ways, prove nothing', () => {
    expect(step([tier('a', { rank: 1 }), tier('b', { rank: 2 })])).toBe('unknown')
    const mixed = [
      tier('c', { spendThreshold: 1, rank: 2 }),
      tier('d', { spendThreshold: 2, rank: 1 }),
    ] as const
    const told = [
      { ...silver, rank: 1 },
      { ...gold, rank: 2 },
    ] as const
    expect(step([{ ...elite, rank: 1 }, { ...elite, id: 'more', rank: 2 }, ...told, ...mixed])).toBe(
      'unknown',
    )
  })
})
