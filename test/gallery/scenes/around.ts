import { askToClose } from '../../../renderer/stores/leaving.ts'
import { goTo, openOverlay, openTier, setTesting } from '../../../renderer/stores/navigation.ts'
import type { AttentionReason, OperationView } from '../../../shared/domain/operation.ts'
import type { Start } from '../../../shared/ipc/contract.ts'
import { ok } from '../../../shared/ipc/result.ts'
import { customerDisplay } from '../../ui/fake-answers.ts'
import { operation, startOf } from '../../ui/fake-shop.ts'
import { rowOf } from '../../ui/fake-terminal.ts'
import type { FakeTerminal } from '../../ui/fake-terminal.ts'
import type { SceneName } from '../scene-names.ts'
import type { Scene, Stage } from '../stage.ts'
import { everybody, people } from './people.ts'

const all = { undo: false, retry: true, fix: true, confirm: true, drop: true }
const stamps = { kind: 'stamps.add', amount: 2 } as const

function needsYou(reason: AttentionReason, change: Partial<OperationView> = {}): OperationView {
  return operation(stamps, 'Ana Schröder', 'r:1', {
    plain: 'needs-you',
    state: 'attention',
    reason,
    choices: { ...all, fix: false },
    ...change,
  })
}

/** Forty answers of one outage that never came. */
function outage(): readonly OperationView[] {
  return Array.from({ length: 40 }, (_, n) =>
    needsYou(
      { kind: 'undecided', before: 4, now: n % 7 === 0 ? 4 : n % 11 === 0 ? null : 6, adding: 2 },
      { who: { name: `Member ${String(n + 1)}` }, lostAt: Date.now() - 3_600_000 + n * 30_000 },
    ),
  )
}

const usualQueue: readonly OperationView[] = [
  operation(stamps, 'Bernd Zufall', 'r:2', { plain: 'sent', state: 'done' }),
  operation(stamps, people.longName.details.firstName, 'r:7', { plain: 'saved', state: 'queued' }),
  operation(
    { kind: 'reward.redeem', rewardName: 'Free coffee', cost: 10, provisional: true },
    'Dana',
    'r:4',
    {
      plain: 'checking',
      state: 'unknown',
    },
  ),
  needsYou({ kind: 'undecided', before: 4, now: 6, adding: 2 }),
  needsYou(
    { kind: 'contact-taken', field: 'email', other: { key: 'r:2', name: 'Bernd Zufall' } },
    { facts: { kind: 'member.edit', fields: ['email'] }, choices: { ...all, confirm: false } },
  ),
]

const keeps = (list: readonly OperationView[]) => (fake: FakeTerminal) => {
  for (const each of list) fake.operations.set(each.id, each)
}

function queue(name: SceneName, list: readonly OperationView[], more: Partial<Scene> = {}): Scene {
  return {
    name,
    people: everybody,
    prepare: keeps(list),
    ...more,
    play: async (stage) => {
      goTo(stage.till, 'queue')
      await stage.see('Waiting list')
      await more.play?.(stage)
    },
  }
}

function settings(name: SceneName, play?: (stage: Stage) => Promise<void>, more: Partial<Scene> = {}): Scene {
  return {
    name,
    ...more,
    play: async (stage) => {
      goTo(stage.till, 'settings')
      await stage.see('Shops on this till')
      await play?.(stage)
    },
  }
}

const live: Partial<Start> = {
  mode: 'live',
  practice: null,
  connection: { ...startOf().connection, mode: 'live' },
}

/** Every other screen, and what lies over screens. */
export const otherScenes: readonly Scene[] = [
  queue('waiting-list-empty', []),
  queue('waiting-list', usualQueue),
  queue('waiting-list-outage', outage()),
  queue('waiting-list-drop', usualQueue, { dialog: true, play: ({ press }) => press('Drop it') }),
  queue('waiting-list-fix', usualQueue, { dialog: true, play: ({ press }) => press('Fix and send') }),
  queue('waiting-list-pairs', [], {
    dialog: true,
    prepare: (fake) => {
      fake.answer('pairs', async () =>
        ok([
          {
            keys: ['r:1', 'r:7'],
            one: rowOf(people.ana),
            other: rowOf(people.longName),
            cause: 'phone',
            stays: 'r:1',
          },
        ]),
      )
    },
    play: ({ press }) => press('Compare'),
  }),
  {
    name: 'practice',
    play: async ({ till, see }) => {
      goTo(till, 'practice')
      await see('Chiara O’Neill-Vázquez')
    },
  },
  settings('settings'),
  settings(
    'settings-customer-display',
    async ({ see }) => {
      await see('Customer display')
      document.querySelector('[aria-label="Customer display"]')?.scrollIntoView()
    },
    {
      prepare: (fake) => {
        const { settings: usual } = customerDisplay
        fake.answer('customerDisplay', async () =>
          ok({ window: 'open', settings: { ...usual, invitation: 'https://join.example/corner-cafe' } }),
        )
      },
    },
  ),
  settings('key', ({ press }) => press('Enter the key again…'), {
    dialog: true,
    start: { ...live, link: { kind: 'signed-out', since: Date.now() - 60_000 } },
  }),
  settings('prepare-till', ({ press }) => press('Prepare another till…'), { dialog: true, start: live }),
  settings('rebuild-list', ({ press }) => press('Read the member list anew…'), { dialog: true }),
  settings('connect', ({ press }) => press('Connect a shop…'), { dialog: true }),
  settings('code-rules', ({ press }) => press('Change or try'), { dialog: true }),
  settings('move-unsent', ({ press }) => press('Move unsent work to another till…'), { dialog: true }),
  {
    name: 'who-is-here',
    dialog: true,
    start: {
      cashiers: [
        ...startOf().cashiers,
        { id: '01J0000000000000000000LNG0', name: 'Wolfeschlegelsteinhausenbergerdorff Maximiliana' },
        { id: '01J0000000000000000000ARB0', name: 'ليلى الحسيني' },
      ],
    },
    play: ({ till }) => {
      openOverlay(till, 'staff')
    },
  },
  {
    name: 'scanner-set-up',
    dialog: true,
    play: ({ till }) => {
      openOverlay(till, 'scanner-setup')
    },
  },
  {
    name: 'scanner-sheet',
    dialog: true,
    play: ({ till }) => {
      openOverlay(till, 'scanner-sheet')
    },
  },
  {
    name: 'scanner-tester',
    dialog: true,
    play: ({ till }) => {
      setTesting(till, true)
    },
  },
  {
    name: 'closing',
    dialog: true,
    play: ({ till }) => {
      const { name, mode, zone } = startOf().connection
      const first = [
        operation(stamps, 'Ana Schröder', 'r:1'),
        operation(stamps, people.longName.details.firstName, 'r:7'),
      ]
      const shop = {
        name,
        mode,
        zone,
        keyKept: true,
        waiting: 2,
        needsYou: 1,
        oldestAt: Date.now() - 60_000,
        first,
      }
      askToClose(till, { waiting: 2, shops: [shop] })
    },
  },
  {
    name: 'tier',
    shows: 'Enrol a shop customer into a tier',
    start: {
      connection: { ...startOf().connection, provider: 'inveterate' },
      capabilities: {
        ...startOf().capabilities,
        enrol: 'waits',
        stamps: null,
        redeem: false,
        codes: 'till',
        tiers: { leastCredits: 100, mostCredits: 10_000_000, birthday: 'needed' },
      },
    },
    prepare: (fake) => {
      fake.answer('tiers', async () =>
        ok([
          { id: 'silver', name: 'Silver', kind: 'free', spendThreshold: 0, rank: null, benefits: [] },
          {
            ...{ id: 'gold', name: 'Gold, for those who come every day', kind: 'spend', rank: null },
            ...{ spendThreshold: 50_000, benefits: ['Free shipping', 'Welcome credits'] },
          },
        ] as const),
      )
    },
    play: ({ till }) => {
      openTier(till, '4006381333931')
    },
  },
  {
    name: 'blocked',
    shows: /newer/,
    prepare: (fake) => {
      fake.answer('start', async () => ok({ blocked: { kind: 'database-newer', found: 31, known: 29 } }))
    },
  },
]
