import { expect, test } from 'vitest'
import { memberView } from '../../../electron/main/services/member-view.ts'
import type { MemberParts } from '../../../electron/main/services/member-view.ts'
import type { Owed } from '../../../electron/main/outbox/types.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { Programme } from '../../../shared/domain/programme.ts'

const details: MemberDetails = {
  firstName: 'Ana',
  lastName: 'Silva',
  email: 'ana@example.com',
  phone: '+442079460142',
  birthday: null,
}
const programme: Programme = {
  fetchedAt: 1,
  cards: [
    {
      id: 'coffee',
      name: 'Coffee',
      stampsRequired: 10,
      initialStamps: 1,
      rewards: [
        { id: 'r5', name: 'Cookie', stampsRequired: 5 },
        { id: 'r10', name: 'Coffee', stampsRequired: 10 },
      ],
    },
    { id: 'lunch', name: 'Lunch', stampsRequired: 8, initialStamps: 0, rewards: [] },
  ],
}
const owed = (more: Partial<Owed> = {}): Owed => ({
  cards: [],
  edits: {},
  creation: null,
  codes: [],
  onTheWire: false,
  ...more,
})
const parts = (more: Partial<MemberParts> = {}): MemberParts => ({
  key: 'r:1',
  remoteId: '1',
  people: null,
  replaced: [],
  known: {
    fetchedAt: 50,
    member: {
      remoteId: '1',
      details,
      cards: [
        { id: 'c1', templateId: 'coffee', name: 'Coffee', stamps: 4, passInstalled: false },
        { id: 'c2', templateId: 'lunch', name: 'Lunch', stamps: 2, passInstalled: null },
      ],
      cardsKnown: true,
      codes: ['2900000000001'],
      tags: [],
      updatedAt: null,
    },
  },
  owed: owed(),
  programme,
  history: [],
  codes: [],
  ...more,
})

test('what waits stands beside what the provider said, never inside it', () => {
  const view = memberView(
    parts({ owed: owed({ cards: [{ cardId: 'c1', templateId: 'coffee', waiting: 2, checking: 3 }] }) }),
  )
  expect(view?.cards[0]).toMatchObject({ stamps: 4, waiting: 2, checking: 3, welcome: 0 })
  expect(view?.cards[1]).toMatchObject({ stamps: 2, waiting: 0, checking: 0 })
  expect(view?.asOf).toBe(50)
})

test('a reward is ready when known stamps and waiting ones suffice; those being checked do not count', () => {
  const ready = (waiting: number, checking: number) =>
    memberView(
      parts({ owed: owed({ cards: [{ cardId: 'c1', templateId: null, waiting, checking }] }) }),
    )?.cards[0]?.rewards.map((reward) => reward.ready)
  expect(ready(0, 5)).toEqual([false, false])
  expect(ready(1, 0)).toEqual([true, false])
  expect(ready(6, 0)).toEqual([true, true])
  expect(ready(-4, 0)).toEqual([false, false])
})

test('an operation that names a template lands on the card of that template', () => {
  const view = memberView(
    parts({ owed: owed({ cards: [{ cardId: null, templateId: 'lunch', waiting: 1, checking: 0 }] }) }),
  )
  expect(view?.cards.map((card) => card.waiting)).toEqual([0, 1])
})

test('a member that only this till knows shows welcome stamps apart from waiting ones and no balance', () => {
  const view = memberView(
    parts({
      key: 'l:01HZZZZZZZZZZZZZZZZZZZZZZZ',
      remoteId: null,
      known: null,
      owed: owed({
        creation: {
          operationId: '01HZZZZZZZZZZZZZZZZZZZZZZZ',
          payload: {
            who: { name: 'Ana Silva' },
            details,
            code: '2900000000001',
            templateId: 'coffee',
            welcome: 1,
            sendLinks: false,
          },
        },
        cards: [{ cardId: null, templateId: 'coffee', waiting: 3, checking: 0 }],
        codes: ['2900000000001'],
      }),
    }),
  )
  expect(view).toMatchObject({ asOf: null, remoteId: null, codes: ['2900000000001'] })
  expect(view?.cards).toEqual([
    expect.objectContaining({ id: null, templateId: 'coffee', stamps: null, waiting: 3, welcome: 1 }),
  ])
})

test('welcome stamps are not counted again once the provider tells the member', () => {
  const view = memberView(
    parts({
      owed: owed({
        creation: {
          operationId: '01HZZZZZZZZZZZZZZZZZZZZZZZ',
          payload: {
            who: { name: '' },
            details,
            code: null,
            templateId: 'coffee',
            welcome: 1,
            sendLinks: false,
          },
        },
      }),
    }),
  )
  expect(view?.cards[0]).toMatchObject({ stamps: 4, welcome: 0 })
})

test('edits that have not arrived lie over the details and are named', () => {
  const view = memberView(
    parts({ owed: owed({ edits: { email: 'new@example.com', birthday: '1990-02-01' } }) }),
  )
  expect(view?.details).toEqual({ ...details, email: 'new@example.com', birthday: '1990-02-01' })
  expect(view?.waitingFields).toEqual(['email', 'birthday'])
})

test('a provider that said "no cards" is believed; a list row that did not say is not', () => {
  const base = parts()
  if (base.known === null) throw new Error('the fixture has a known member')
  const none = { ...base.known, member: { ...base.known.member, cards: [] } }
  expect(memberView({ ...base, known: none })?.cards).toEqual([])
  const unsaid = { ...none, member: { ...none.member, cardsKnown: false } }
  const single = { ...programme, cards: programme.cards.slice(0, 1) }
  expect(memberView({ ...base, known: unsaid, programme: single })?.cards).toEqual([
    expect.objectContaining({ id: null, templateId: 'coffee', stamps: null }),
  ])
})

test('nothing known makes no member', () => {
  expect(memberView(parts({ known: null, remoteId: null }))).toBeNull()
})
