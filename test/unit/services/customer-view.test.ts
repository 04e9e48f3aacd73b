import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calledBy, customerMember, customerNews } from '../../../electron/main/services/customer-view.ts'
import type { CustomerNews } from '../../../shared/domain/customer-display.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { OperationView, PlainState } from '../../../shared/domain/operation.ts'
import type { MemberView } from '../../../shared/domain/views.ts'

/** A word that stands nowhere else: found in what the customer is told, it came from the member. */
const letter = (at: number): string => String.fromCharCode(97 + at)
const secret = (at: number): string => `secret${letter(Math.floor(at / 26))}${letter(at % 26)}zz`

/** Every text of a member is a secret, but for those that the customer may read. */
function fullOfSecrets(phone: string, cards: number): { view: MemberView; secrets: readonly string[] } {
  const secrets: string[] = []
  const hidden = (): string => {
    const made = secret(secrets.length)
    secrets.push(made)
    return made
  }
  const key = `remote:${hidden()}` as MemberKey
  const row = {
    key,
    name: hidden(),
    phoneMasked: hidden(),
    emailMasked: hidden(),
    stamps: 3,
    cardEnd: hidden(),
    waiting: false,
    lastVisit: hidden(),
  }
  const operation = {
    id: hidden(),
    facts: { kind: 'balance.adjust', amount: 1, unit: { kind: 'points', decimals: 0 }, note: hidden() },
    who: { name: hidden() },
    by: hidden(),
    target: { kind: 'code', code: hidden() },
  } as unknown as OperationView
  const view = {
    key,
    remoteId: hidden(),
    details: {
      firstName: `Ana ${hidden()}`,
      lastName: hidden(),
      email: hidden(),
      phone,
      birthday: hidden(),
      note: hidden(),
    },
    phoneShown: hidden(),
    asOf: 1,
    cards: Array.from({ length: cards }, (_, at) => ({
      id: hidden(),
      templateId: `template-${String(at)}`,
      name: 'Coffee card',
      stampsRequired: 10,
      stamps: 4,
      waiting: 2,
      welcome: 0,
      checking: 0,
      rewards: [{ id: hidden(), name: 'Coffee', stampsRequired: 5, ready: true, note: hidden() }],
      passInstalled: hidden(),
    })),
    codes: [hidden(), hidden()],
    facts: [{ kind: 'affiliate-code', text: hidden() }],
    waitingFields: [],
    history: [operation],
    people: { entries: [{ row, remoteId: hidden(), waiting: 0, codes: [hidden()] }], offers: [], words: [] },
    replaced: [{ code: hidden(), at: 1, by: hidden() }],
    notes: hidden(),
  } as unknown as MemberView
  return { view, secrets }
}

describe('what a customer sees of a member', () => {
  test('nothing of a member gets there but the first name, three digits, the card and its rewards', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\+[1-9]\d{4,14}$/),
        fc.integer({ min: 0, max: 12 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 11 }),
        (phone, cards, names, chosen) => {
          const { view, secrets } = fullOfSecrets(phone, cards)
          const card = { kind: 'template', templateId: `template-${String(chosen)}` } as const
          const seen = customerMember(view, { card, names, news: null, rewards: true })
          const told = JSON.stringify(seen)
          expect(secrets.filter((word) => told.includes(word))).toEqual([])
          expect(told).not.toContain(phone.slice(-4))
          expect(seen.firstName).toBe(names ? 'Ana' : null)
          if (!names) expect(seen.phoneEnd).toBeNull()
          else expect(seen.phoneEnd).toBe(phone.length >= 8 ? phone.slice(-3) : null)
          expect(Object.keys(seen).toSorted()).toEqual(
            ['card', 'firstName', 'kind', 'news', 'phoneEnd', 'ready'].toSorted(),
          )
        },
      ),
      { seed: 20261121, numRuns: 200 },
    )
  })

  test('somebody is greeted by the first word of the given name, without a title, and never by an address', () => {
    expect(calledBy('Ana')).toBe('Ana')
    expect(calledBy('Ana María Gómez')).toBe('Ana')
    expect(calledBy('Dr. Ana')).toBe('Ana')
    expect(calledBy('J.')).toBe('J.')
    expect(calledBy('明日香')).toBe('明日香')
    expect(calledBy('  ')).toBeNull()
    expect(calledBy('ana@example.com')).toBeNull()
    expect(calledBy('0171 2345678')).toBeNull()
    expect(calledBy('هاتف ٠١٧١')).toBeNull()
    // Where one field holds the whole name, the family's may come first.
    expect(calledBy('Gómez, Ana')).toBeNull()
    expect(calledBy('Dr. Gómez,Ana')).toBeNull()
    expect(calledBy('A'.repeat(200))).toHaveLength(80)
  })

  test('of several cards the one is shown that the cashier uses, and none as long as nobody chose', () => {
    const { view } = fullOfSecrets('+491712345678', 3)
    expect(customerMember(view, { card: null, names: true, news: null, rewards: true }).card).toBeNull()
    const one = customerMember(view, {
      card: { kind: 'template', templateId: 'template-1' },
      names: true,
      news: null,
      rewards: true,
    })
    expect(one.card).toEqual({
      kind: 'stamps',
      name: 'Coffee card',
      figures: { required: 10, stamps: 4, waiting: 2, welcome: 0, checking: 0 },
      rewardsAt: [5],
      next: null,
    })
    expect(one.ready).toEqual(['Coffee'])
  })

  test('what was done is told in its own words, and what a person at the till must look at is not', () => {
    const stamps = { kind: 'stamps.add', amount: 2 } as const
    expect(customerNews({ facts: stamps, plain: 'saved' })).toMatchObject({ kind: 'added', amount: 2 })
    expect(customerNews({ facts: stamps, plain: 'undone' })).toEqual({ kind: 'undone' })
    expect(customerNews({ facts: stamps, plain: 'needs-you' })).toBeNull()
    const unit = { kind: 'points', decimals: 0 } as const
    expect(customerNews({ facts: { kind: 'balance.adjust', amount: -5, unit }, plain: 'sent' })).toEqual({
      kind: 'taken',
      amount: 5,
      unit,
    })
    expect(customerNews({ facts: { kind: 'member.edit', fields: ['phone'] }, plain: 'saved' })).toBeNull()
  })

  test('law: a reward is the customer’s once the loyalty system has confirmed it, and not before', () => {
    const told = {
      saved: { kind: 'asking', reward: 'Coffee' },
      checking: { kind: 'asking', reward: 'Coffee' },
      sent: { kind: 'given', reward: 'Coffee' },
      undone: { kind: 'undone' },
      'needs-you': null,
      dropped: null,
      moved: null,
    } as const satisfies Record<PlainState, CustomerNews | null>
    for (const provisional of [false, true])
      for (const plain of Object.keys(told) as PlainState[]) {
        const facts = { kind: 'reward.redeem', rewardName: 'Coffee', cost: 5, provisional } as const
        expect(customerNews({ facts, plain }), plain).toEqual(told[plain])
      }
  })
})
