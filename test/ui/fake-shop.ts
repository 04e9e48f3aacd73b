import { tourOver } from '../../shared/domain/tour.ts'
import { usualCounter } from '../../shared/domain/counter-settings.ts'
import type { OperationFacts, OperationView, PlainState } from '../../shared/domain/operation.ts'
import type { Programme } from '../../shared/domain/programme.ts'
import type { CardView, MemberView } from '../../shared/domain/views.ts'
import type { Start } from '../../shared/ipc/contract.ts'
import { defaultCodeRules } from '../../shared/scan/code-meaning.ts'

/** Made-up data that every component test and every picture starts from. */
export const programme: Programme = {
  cards: [
    {
      id: 'tpl-coffee',
      name: 'Coffee card',
      stampsRequired: 10,
      initialStamps: 1,
      rewards: [{ id: 'rw-coffee', name: 'Free coffee', stampsRequired: 10 }],
    },
    {
      id: 'tpl-cake',
      name: 'Cake card',
      stampsRequired: 6,
      initialStamps: 0,
      rewards: [
        { id: 'rw-slice', name: 'Slice of cake', stampsRequired: 4 },
        { id: 'rw-cake', name: 'Whole cake', stampsRequired: 6 },
      ],
    },
  ],
  fetchedAt: 0,
}

export function cardView(template: string, stamps: number | null, change: Partial<CardView> = {}): CardView {
  const card = programme.cards.find((other) => other.id === template)
  if (card === undefined) throw new Error(`no card ${template}`)
  return withReadiness({
    id: `card-${template}-${String(stamps)}`,
    templateId: card.id,
    name: card.name,
    stampsRequired: card.stampsRequired,
    stamps,
    waiting: 0,
    welcome: 0,
    checking: 0,
    rewards: card.rewards.map((reward) => ({ ...reward, ready: false })),
    ...change,
  })
}

/** The same card with `ready` as its figures say. */
export function withReadiness(card: CardView): CardView {
  const soon = (card.stamps ?? 0) + card.waiting
  return {
    ...card,
    rewards: card.rewards.map((reward) => ({ ...reward, ready: soon >= reward.stampsRequired })),
  }
}

export function memberView(
  id: string,
  firstName: string,
  lastName: string | null,
  cards: readonly CardView[],
  change: Partial<MemberView> = {},
): MemberView {
  return {
    key: `r:${id}`,
    remoteId: id,
    details: {
      firstName,
      lastName,
      email: `${firstName.toLowerCase().replaceAll(/\W/gu, '')}@example.com`,
      phone: `+49171234${id.padStart(4, '0')}`,
      birthday: null,
    },
    phoneShown: `0171 234${id.padStart(4, '0')}`,
    asOf: Date.now() - 5 * 60_000,
    cards,
    codes: [`40063813${id.padStart(4, '0')}`],
    waitingFields: [],
    history: [],
    ...change,
  }
}

export function madeUpMembers(): readonly MemberView[] {
  return [
    memberView('1', 'Ana', 'Schröder', [cardView('tpl-coffee', 6, { id: 'c1', waiting: 2 })]),
    memberView('2', 'Bernd', 'Zufall', [cardView('tpl-coffee', 10, { id: 'c2' })]),
    memberView('3', 'Chiara', 'O’Neill-Vázquez', [
      cardView('tpl-coffee', 3, { id: 'c3' }),
      cardView('tpl-cake', 3, { id: 'c4' }),
    ]),
    memberView('4', 'Дмитрий', 'Соколов', [cardView('tpl-cake', 6, { id: 'c5' })]),
    memberView('5', 'Anastasia', 'Ωνάση', [cardView('tpl-coffee', 2, { id: 'c6', checking: 1 })]),
    memberView('6', 'Anabel', 'Müller', []),
    memberView(
      '7',
      'Wolfeschlegelsteinhausenbergerdorff Maximiliana Alexandrina Theophania',
      'von und zu Hohenlohe-Schillingsfürst-Waldenburg',
      [cardView('tpl-coffee', 4_000_000, { id: 'c7' })],
    ),
  ]
}

let serial = 0

export function operation(
  facts: OperationFacts,
  who: string,
  key: MemberView['key'],
  change: Partial<OperationView> = {},
): OperationView {
  serial += 1
  const plain: PlainState = change.plain ?? 'saved'
  return {
    id: `01J${String(serial).padStart(23, '0')}`,
    seq: serial,
    facts,
    state: 'held',
    plain,
    target: { kind: 'member', key },
    who: { name: who },
    by: 'Mira',
    actor: '01J0000000000000000000MRA0',
    createdAt: Date.now(),
    changedAt: Date.now(),
    lostAt: null,
    undoUntil: null,
    reason: null,
    proof: null,
    attempts: 0,
    choices: { undo: false, retry: false, fix: false, confirm: false, drop: false },
    ...change,
  }
}

export function startOf(change: Partial<Start> = {}): Start {
  return {
    version: '0.1.0',
    till: { id: 'TQ4', name: null },
    mode: 'practice',
    connection: {
      id: '01J00000000000000000000CNN',
      name: 'Corner Café',
      provider: 'leal',
      mode: 'practice',
      baseUrl: 'https://practice.invalid',
      store: '1',
      zone: 'Europe/Berlin',
      singleTill: true,
      readLagMs: 0,
      lateBoundMs: 0,
    },
    connections: [
      { id: '01J00000000000000000000CNN', name: 'Corner Café', mode: 'practice', provider: 'leal' },
    ],
    capabilities: {
      enrol: 'makes',
      edit: ['firstName', 'lastName', 'email', 'phone', 'birthday'],
      stamps: { min: 1, max: 5 },
      redeem: true,
      adjust: null,
      revert: false,
      ledger: false,
      affiliate: null,
      wallet: false,
      lists: false,
      tiers: null,
      attachCode: true,
      codes: 'provider',
      detachCode: false,
      sendLinks: true,
    },
    programme,
    cashiers: [
      { id: '01J0000000000000000000MRA0', name: 'Mira' },
      { id: '01J0000000000000000000JNA0', name: 'Jonas' },
    ],
    cashierId: '01J0000000000000000000MRA0',
    settings: {
      theme: 'light',
      locale: 'en',
      offlineRewards: 0,
      country: 'DE',
      nameLookUp: true,
      againSeconds: 30,
      counter: usualCounter,
      codeRules: defaultCodeRules,
    },
    link: { kind: 'online' },
    queue: { waiting: 0, oldestAt: null, checking: 0, needsYou: 0, elsewhere: [] },
    directory: { phase: 'complete', members: 5_000, total: 5_000, finishedAt: Date.now() },
    practice: { condition: 'online' },
    tour: tourOver,
    keysNotKept: false,
    wedges: [],
    wedgesLost: false,
    ...change,
  }
}
