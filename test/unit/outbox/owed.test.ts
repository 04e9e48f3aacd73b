import { describe, expect, test } from 'vitest'
import { amountOf, owedOf, waitingMember } from '../../../electron/main/outbox/pure/owed.ts'
import type { LiveOperation } from '../../../electron/main/outbox/pure/owed.ts'
import { bareFacts, factsOf, nobody } from '../../../electron/main/outbox/pure/payload.ts'
import type { ParsedPayload } from '../../../electron/main/outbox/pure/payload.ts'
import { operationKinds } from '../../../shared/domain/operation.ts'
import type { CardTarget, OperationKind, OperationState } from '../../../shared/domain/operation.ts'

const who = { name: 'Ada' }
const details = { firstName: 'Ada', lastName: null, email: null, phone: null, birthday: null }
const held: CardTarget = { kind: 'held', cardId: '9' }

function live(
  id: string,
  parsed: ParsedPayload | null,
  state: OperationState = 'queued',
  attempts = 0,
): LiveOperation {
  return { id, state, attempts, parsed }
}
const create = (code: string | null): ParsedPayload => ({
  kind: 'member.create',
  payload: { who, details, code, templateId: null, welcome: 2, sendLinks: false },
})
const attach = (code: string): ParsedPayload => ({ kind: 'card.attach', payload: { who, code } })
const stamps = (amount: number, card: CardTarget = held): ParsedPayload => ({
  kind: 'stamps.add',
  payload: { who, amount, card },
})
const redeem: ParsedPayload = {
  kind: 'reward.redeem',
  payload: { who, rewardId: '1', rewardName: 'Free', cost: 4, card: held, provisional: true },
}
const edit = (changes: { email?: string; phone?: string }): ParsedPayload => ({
  kind: 'member.edit',
  payload: { who, changes, base: details },
})

describe('what is owed', () => {
  test('to nobody in particular is nothing', () => {
    expect(owedOf([])).toEqual({ cards: [], edits: {}, creation: null, codes: [], onTheWire: false })
  })

  test('is on the wire only while something is being sent, readable or not', () => {
    const states = ['held', 'queued', 'unknown', 'attention', 'sending'] as const
    expect(states.map((state) => owedOf([live('1', null, state)]).onTheWire)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ])
    expect(owedOf([live('1', null, 'sending'), live('2', stamps(1))]).onTheWire).toBe(true)
  })

  test('that may be there already is not laid over the figure while it waits to be sent again', () => {
    expect(owedOf([live('1', stamps(2), 'queued', 1), live('2', stamps(1))]).cards).toEqual([
      { cardId: '9', templateId: null, waiting: 1, checking: 2 },
    ])
  })

  test('counts each card for itself, however it is named', () => {
    const template: CardTarget = { kind: 'template', templateId: 't' }
    const owed = owedOf([
      live('1', stamps(1)),
      live('2', stamps(2, template)),
      live('3', stamps(3, { kind: 'only' })),
      live('4', stamps(4, { kind: 'held', cardId: '8' })),
      live('5', redeem, 'unknown'),
    ])
    expect(owed.cards).toEqual([
      { cardId: '9', templateId: null, waiting: 1, checking: -4 },
      { cardId: null, templateId: 't', waiting: 2, checking: 0 },
      { cardId: null, templateId: null, waiting: 3, checking: 0 },
      { cardId: '8', templateId: null, waiting: 4, checking: 0 },
    ])
  })

  test('may be in the provider’s figure already once it was sent and waits to be sent again', () => {
    const once = (state: OperationState): unknown => owedOf([live('1', stamps(3), state, 1)]).cards[0]
    expect(once('queued')).toMatchObject({ waiting: 0, checking: 3 })
    // On the wire it is told apart by `onTheWire`.
    expect(once('sending')).toMatchObject({ waiting: 3, checking: 0 })
  })

  test('names the enrolment and every code on its way', () => {
    const enrolment = create('11')
    const owed = owedOf([live('made', enrolment), live('2', attach('12')), live('3', edit({ email: 'a' }))])
    expect(owed.creation).toEqual({ operationId: 'made', payload: enrolment.payload })
    expect(owed.codes).toEqual(['11', '12'])
    expect(owed.edits).toEqual({ email: 'a' })
    expect(owedOf([live('made', create(null))]).codes).toEqual([])
  })

  test('only stamps and rewards change a count', () => {
    expect([stamps(3), redeem, create('1'), attach('1'), edit({})].map(amountOf)).toEqual([3, -4, 0, 0, 0])
  })
})

describe('a member whom only the outbox knows', () => {
  test('is the enrolment with the edits after it, whole', () => {
    const operations = [live('1', create('11')), live('2', edit({ email: 'a' })), live('3', stamps(1))]
    expect(waitingMember('l:1', operations)).toEqual({
      key: 'l:1',
      details: { ...details, email: 'a' },
      whole: true,
      edits: { email: 'a' },
      codes: ['11'],
    })
  })

  test('is found by an edit, whatever else waits before or after it', () => {
    const operations = [
      live('0', null),
      live('1', edit({ phone: '1' })),
      live('2', edit({ email: 'a' })),
      live('3', stamps(1)),
      live('4', null),
    ]
    expect(waitingMember('r:1', operations)).toEqual({
      key: 'r:1',
      details: { ...details, phone: '1', email: 'a' },
      whole: false,
      edits: { phone: '1', email: 'a' },
      codes: [],
    })
    expect(waitingMember('r:1', [live('1', stamps(1)), live('2', null)])).toBeNull()
    expect(waitingMember('r:1', [])).toBeNull()
  })
})

describe('what a sentence needs of an operation', () => {
  test('is taken from its payload', () => {
    expect(factsOf(create('11'))).toEqual({ kind: 'member.create', code: '11', welcome: 2 })
    expect(factsOf(attach('12'))).toEqual({ kind: 'card.attach', code: '12' })
    expect(factsOf(stamps(3))).toEqual({ kind: 'stamps.add', amount: 3 })
    expect(factsOf(redeem)).toEqual({
      kind: 'reward.redeem',
      rewardName: 'Free',
      cost: 4,
      provisional: true,
    })
    expect(factsOf(edit({ phone: '1', email: 'a' }))).toEqual({
      kind: 'member.edit',
      fields: ['email', 'phone'],
    })
  })

  test('says nothing more than the kind where there is no payload, and not even that of a newer kind', () => {
    expect(operationKinds.map(bareFacts)).toEqual([
      { kind: 'member.create', code: null, welcome: 0 },
      { kind: 'card.attach', code: '' },
      { kind: 'stamps.add', amount: 0 },
      { kind: 'reward.redeem', rewardName: '', cost: 0, provisional: false },
      { kind: 'member.edit', fields: [] },
      { kind: 'balance.adjust', amount: 0, unit: { kind: 'stamps', decimals: 0 } },
      { kind: 'balance.revert', amount: 0, unit: { kind: 'stamps', decimals: 0 }, operationId: '' },
      { kind: 'affiliate.set', code: null },
      { kind: 'list.set', listName: '', on: true },
      { kind: 'tier.enrol', tierName: '' },
    ])
    expect(bareFacts('points.add' as OperationKind)).toEqual({ kind: 'unknown' })
    expect(nobody).toEqual({ name: '' })
  })
})
