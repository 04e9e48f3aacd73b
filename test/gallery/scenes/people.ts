import type { CardView, MemberView } from '../../../shared/domain/views.ts'
import { cardView, memberView, programme } from '../../ui/fake-shop.ts'

/** People who try every layout: those of a usual day, and those at the ends of what a name or a balance can be. */
export const people = {
  ana: memberView('1', 'Ana', 'Schröder', [cardView('tpl-coffee', 6, { id: 'c1' })], {
    details: {
      firstName: 'Ana',
      lastName: 'Schröder',
      email: 'ana.schroeder@example.com',
      phone: '+491712340001',
      birthday: '1990-11-21',
    },
  }),
  waiting: memberView('1', 'Ana', 'Schröder', [
    cardView('tpl-coffee', 6, { id: 'c1', waiting: 2, checking: 1 }),
  ]),
  ready: memberView('2', 'Bernd', 'Zufall', [cardView('tpl-coffee', 10, { id: 'c2' })]),
  twoRewards: memberView('4', 'Дмитрий', 'Соколов', [cardView('tpl-cake', 6, { id: 'c5' })]),
  twoCards: memberView('3', 'Chiara', 'O’Neill-Vázquez', [
    cardView('tpl-coffee', 3, { id: 'c3' }),
    cardView('tpl-cake', 3, { id: 'c4' }),
  ]),
  twelveCards: memberView(
    '12',
    'Twelve',
    'Cards',
    Array.from({ length: 12 }, (_, at) => ({
      ...cardView(at % 2 === 0 ? 'tpl-coffee' : 'tpl-cake', at % 6, { id: `twelve-${String(at)}` }),
      name:
        at === 7
          ? 'Lunch card of the branch at the central station, Tuesdays and Thursdays'
          : `Card ${String(at + 1)}`,
    })),
  ),
  none: memberView('6', 'Anabel', 'Müller', []),
  longName: memberView(
    '7',
    'Wolfeschlegelsteinhausenbergerdorff Maximiliana Alexandrina Theophania',
    'von und zu Hohenlohe-Schillingsfürst-Waldenburg',
    [cardView('tpl-coffee', 4, { id: 'c7' })],
    {
      details: {
        firstName: 'Wolfeschlegelsteinhausenbergerdorff Maximiliana Alexandrina Theophania',
        lastName: 'von und zu Hohenlohe-Schillingsfürst-Waldenburg',
        email: 'wolfeschlegelsteinhausenbergerdorff.maximiliana@an-uncommonly-long-domain.example.com',
        phone: '+491712340007',
        birthday: null,
      },
    },
  ),
  oneLetter: memberView('8', 'Q', null, [cardView('tpl-coffee', 1, { id: 'c8' })]),
  mixed: memberView('9', 'נועה Smith', 'الحسيني (VIP) 3', [cardView('tpl-coffee', 5, { id: 'c9' })]),
  stamps21: memberView('10', 'Grace', 'Hopper', [
    { ...cardView('tpl-coffee', 13, { id: 'c10', waiting: 2 }), name: 'Big card', stampsRequired: 21 },
  ]),
  tooMany: memberView('11', 'Otto', 'Übervoll', [cardView('tpl-coffee', 4_000_000, { id: 'c11' })]),
  millions: memberView('13', 'Ada', 'Byron', [
    {
      id: 'balance',
      templateId: 'balance',
      name: 'SellAuth',
      unit: { kind: 'money', decimals: 2 },
      stampsRequired: 0,
      stamps: 1_234_567_890,
      waiting: 250_000_000,
      welcome: 0,
      checking: 0,
      rewards: [],
    } satisfies CardView,
  ]),
  withoutRewards: memberView('15', 'Nell', 'Plain', [
    { ...cardView('tpl-coffee', 6, { id: 'c15' }), rewards: [] },
  ]),
  lost: memberView('14', 'Rosa', 'Lost', [cardView('tpl-coffee', 2, { id: 'c14' })], {
    replaced: [{ code: '400638130099', at: Date.now() - 86_400_000, by: 'Mira' }],
  }),
} as const satisfies Readonly<Record<string, MemberView>>

/** Everybody of them, each once. */
export const everybody: readonly MemberView[] = Object.values(people).filter((one) => one !== people.waiting)

/** A programme in which nothing can be had for stamps. */
export const withoutRewards = {
  ...programme,
  cards: programme.cards.map((card) => ({ ...card, rewards: [] })),
}
