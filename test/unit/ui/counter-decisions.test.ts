import { describe, expect, test } from 'vitest'
import { columnsOf, slotsOf } from '../../../renderer/components/stamp-slots.ts'
import { mainAction, nextReward, readyRewards } from '../../../renderer/features/member/balance.ts'
import { birthdayNear, dayIn } from '../../../shared/domain/birthday.ts'
import { stageOf } from '../../../renderer/features/member/redemption-stage.ts'
import { cardName, fittingCard, sameCard, targetOf } from '../../../renderer/stores/card-choice.ts'
import { redeemMode } from '../../../renderer/stores/redeem.ts'
import { cardView, memberView, operation } from '../../ui/fake-shop.ts'

describe('the stamps of a card', () => {
  test('are drawn in the order: known, leaving, being checked, waiting, free', () => {
    expect(slotsOf({ required: 6, stamps: 2, waiting: 1, welcome: 1, checking: 1 })).toEqual([
      'stamped',
      'stamped',
      'checking',
      'waiting',
      'waiting',
      'empty',
    ])
    expect(slotsOf({ required: 4, stamps: 4, waiting: -3, welcome: 0, checking: 0 })).toEqual([
      'stamped',
      'leaving',
      'leaving',
      'leaving',
    ])
  })

  test('are never more than the card has places, whatever the balance', () => {
    const slots = slotsOf({ required: 21, stamps: 4_000_000, waiting: 5, welcome: 1, checking: 2 })
    expect(slots).toEqual(Array.from({ length: 21 }, () => 'stamped'))
    expect(slotsOf({ required: 3, stamps: null, waiting: 0, welcome: 0, checking: 0 })).toEqual([
      'empty',
      'empty',
      'empty',
    ])
  })

  test('stand in at most three even rows', () => {
    for (let required = 1; required <= 21; required += 1) {
      expect(Math.ceil(required / columnsOf(required))).toBeLessThanOrEqual(3)
    }
    expect([5, 10, 12, 21].map(columnsOf)).toEqual([5, 5, 6, 7])
  })
})

describe('which card is used', () => {
  const coffee = cardView('tpl-coffee', 3, { id: 'a' })
  const cake = cardView('tpl-cake', 3, { id: 'b' })
  const ready = cardView('tpl-cake', 6, { id: 'c' })

  test('a reward that is ready comes before the last used, and that before the fullest', () => {
    expect(fittingCard(memberView('1', 'A', null, [coffee, ready]), 'a')).toBe('c')
    expect(fittingCard(memberView('1', 'A', null, [coffee, cake]), 'b')).toBe('b')
    expect(fittingCard(memberView('1', 'A', null, [coffee, { ...cake, waiting: 1 }]), null)).toBe(
      cardName(cake),
    )
  })

  test('a tie is a question, never a guess', () => {
    expect(fittingCard(memberView('1', 'A', null, [coffee, cake]), null)).toBeNull()
    expect(fittingCard(memberView('1', 'A', null, [ready, { ...ready, id: 'd' }]), 'd')).toBeNull()
    expect(fittingCard(memberView('1', 'A', null, []), null)).toBeNull()
  })

  test('a card keeps being chosen when its member arrives and it gets an id', () => {
    const before = memberView('1', 'A', null, [cardView('tpl-coffee', null, { id: null })])
    const after = memberView('1', 'A', null, [coffee])
    expect(sameCard(after, before, 'template:tpl-coffee')).toBe('a')
  })

  test('stamps go to the chosen card alone: a member without a card gets none', () => {
    expect(targetOf(memberView('1', 'A', null, []), null)).toBeNull()
    expect(targetOf(memberView('1', 'A', null, [coffee, cake]), null)).toBeNull()
    expect(targetOf(memberView('1', 'A', null, [coffee]), 'a')).toEqual({ kind: 'held', cardId: 'a' })
  })
})

describe('rewards', () => {
  test('the next one counts what is known, waiting and welcome, and not what is being checked', () => {
    const card = cardView('tpl-coffee', 4, { waiting: 2, welcome: 1, checking: 2 })
    expect(nextReward(card)).toMatchObject({ missing: 3, reward: { id: 'rw-coffee' } })
    expect(nextReward(cardView('tpl-cake', 4))).toMatchObject({ missing: 2, reward: { id: 'rw-cake' } })
    expect(nextReward(cardView('tpl-cake', 6))).toBeNull()
  })

  test('the dearest that is ready comes first', () => {
    expect(readyRewards(cardView('tpl-cake', 6)).map((reward) => reward.id)).toEqual(['rw-cake', 'rw-slice'])
  })

  test('are off without an answer from the provider, unless the shop allows some', () => {
    const offline = { kind: 'offline', since: 0, nextTryAt: null } as const
    expect(redeemMode({ kind: 'online' }, 0)).toBe('confirmed')
    expect(redeemMode(offline, 0)).toBe('off')
    expect(redeemMode(offline, 1)).toBe('provisional')
    expect(mainAction(1, false, true)).toBe('stamp')
    expect(mainAction(1, true, true)).toBe('redeem')
    expect(mainAction(0, true, false)).toBe('none')
  })

  test('no state before "sent" lets the cashier hand over a reward that must be confirmed', () => {
    const facts = { kind: 'reward.redeem', rewardName: 'Coffee', cost: 10, provisional: false } as const
    const at = (plain: 'saved' | 'checking' | 'needs-you' | 'sent'): string =>
      stageOf(operation(facts, 'Ana', 'r:1', { plain }), 0)
    expect([at('saved'), at('checking'), at('needs-you'), at('sent')]).toEqual([
      'asking',
      'checking',
      'refused',
      'give',
    ])
  })
})

describe('a birthday', () => {
  test('is today by the shop’s clock', () => {
    const lateInBerlin = Date.UTC(2026, 4, 9, 22, 30)
    expect(birthdayNear('1990-05-10', dayIn('Europe/Berlin', lateInBerlin))).toBe('today')
    expect(birthdayNear('1990-05-09', dayIn('Europe/London', lateInBerlin))).toBe('today')
    expect(birthdayNear(null, '2026-03-01')).toBeNull()
  })

  test('on 29 February is kept on the 28th where there is no 29th', () => {
    expect(birthdayNear('2000-02-29', '2026-02-28')).toBe('today')
    expect(birthdayNear('2000-02-29', '2028-02-28')).toBe('week')
    expect(birthdayNear('2000-02-29', '2028-02-29')).toBe('today')
  })

  test('is near for six days before it, also over the new year, and not on the day after', () => {
    const near = (today: string) => birthdayNear('1990-01-02', today)
    expect([near('2026-12-26'), near('2026-12-27'), near('2027-01-01')]).toEqual([null, 'week', 'week'])
    expect([near('2027-01-02'), near('2027-01-03')]).toEqual(['today', null])
  })
})
