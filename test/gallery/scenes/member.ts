import { setCounting } from '../../../renderer/stores/balance.ts'
import { setForgetting } from '../../../renderer/stores/forget.ts'
import { setEditing, setExtra } from '../../../renderer/stores/member-actions.ts'
import { openMember } from '../../../renderer/stores/open-member.ts'
import { redeem } from '../../../renderer/stores/redeem.ts'
import { addStamps } from '../../../renderer/stores/stamps.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import type { Start } from '../../../shared/ipc/contract.ts'
import { operation, startOf } from '../../ui/fake-shop.ts'
import { rowOf } from '../../ui/fake-terminal.ts'
import type { SceneName } from '../scene-names.ts'
import type { Scene, Stage } from '../stage.ts'
import { everybody, people, withoutRewards } from './people.ts'

function member(
  name: SceneName,
  one: MemberView,
  play: (stage: Stage) => void | Promise<void> = () => undefined,
  more: Omit<Scene, 'name' | 'play'> = {},
): Scene {
  return {
    name,
    people: [...everybody.filter(({ key }) => key !== one.key), one],
    ...more,
    play: async (stage) => {
      await openMember(stage.till, one.key)
      await play(stage)
    },
  }
}

/** A shop whose loyalty system keeps amounts instead of stamps. */
const money: Partial<Start> = {
  connection: { ...startOf().connection, provider: 'sellauth' },
  capabilities: {
    ...startOf().capabilities,
    enrol: 'waits',
    edit: ['firstName', 'lastName', 'phone'],
    stamps: null,
    redeem: false,
    adjust: {
      unit: { kind: 'money', decimals: 2 },
      most: 100_000,
      mostTaken: 100_000,
      quick: [500, 1_000, 2_000],
      noteLength: 20,
    },
    revert: true,
    ledger: true,
    wallet: true,
    codes: 'till',
    affiliate: { longest: 50 },
  },
}

async function redeemed(stage: Stage, plain: 'saved' | 'sent' | 'needs-you' | 'checking'): Promise<void> {
  await redeem(stage.till, 'rw-coffee')
  const { redeemed: made } = stage.till.member.getState()
  if (made === null) throw new Error('nothing was redeemed')
  if (plain === 'saved') return
  const state = { sent: 'done', checking: 'unknown', 'needs-you': 'attention' } as const
  stage.fake.settle(made.id, {
    plain,
    state: state[plain],
    undoUntil: null,
    choices: {
      undo: false,
      retry: false,
      fix: false,
      confirm: plain === 'needs-you',
      drop: plain === 'needs-you',
    },
    ...(plain === 'needs-you'
      ? { reason: { kind: 'not-enough-stamps', balance: 4, cost: 10 } as const }
      : {}),
  })
}

/** A member at the counter. */
export const memberScenes: readonly Scene[] = [
  member('member', people.ana),
  member('member-stamped', people.waiting, ({ till }) => addStamps(till, 2)),
  member('member-two-cards', people.twoCards),
  member('member-twelve-cards', people.twelveCards),
  member('member-no-card', people.none),
  member('member-ready', people.ready),
  member('member-two-rewards', people.twoRewards, ({ till }) => addStamps(till, 1)),
  member('member-21-stamps', people.stamps21),
  member('member-too-many-stamps', people.tooMany),
  member('member-long-name', people.longName, ({ till }) => addStamps(till, 1)),
  member('member-one-letter', people.oneLetter),
  member('member-mixed-directions', people.mixed),
  member('member-lost-card', people.lost),
  member('member-no-rewards', people.withoutRewards, undefined, { start: { programme: withoutRewards } }),
  member('member-millions', people.millions, undefined, { start: money }),
  member('balance', people.millions, ({ till }) => setCounting(till, true), { start: money, dialog: true }),
  member('ledger', people.millions, ({ till }) => setExtra(till, 'ledger'), { start: money, dialog: true }),
  member('wallet', people.millions, ({ till }) => setExtra(till, 'wallet'), { start: money, dialog: true }),
  member('reward-undo', people.ready, (stage) => redeemed(stage, 'saved')),
  member('reward-given', people.ready, (stage) => redeemed(stage, 'sent')),
  member('reward-checking', people.ready, (stage) => redeemed(stage, 'checking')),
  member('reward-refused', people.ready, (stage) => redeemed(stage, 'needs-you')),
  member(
    'again',
    people.ana,
    async ({ till, fake }) => {
      const earlier = operation({ kind: 'stamps.add', amount: 1 }, 'Ana Schröder', 'r:1')
      fake.answer('addStamps', async () => err({ kind: 'just-done', earlier }))
      await addStamps(till, 1)
    },
    { dialog: true },
  ),
  member('edit', people.longName, ({ till }) => setEditing(till, true), { dialog: true }),
  member('forget', people.longName, ({ till }) => setForgetting(till, true), { dialog: true }),
  member(
    'one-person',
    {
      ...people.ana,
      people: {
        entries: [{ row: rowOf(people.oneLetter), remoteId: '77', waiting: 3, codes: [] }],
        offers: [
          {
            keys: ['r:1', 'r:7'],
            one: rowOf(people.ana),
            other: rowOf(people.longName),
            cause: 'phone',
            stays: 'r:1',
          },
        ],
        words: [],
      },
    },
    ({ press }) => press('Compare'),
    {
      dialog: true,
      prepare: (fake) => {
        fake.answer('sides', async () =>
          ok({ own: rowOf(people.ana), other: rowOf(people.longName), changes: [], left: [] }),
        )
      },
    },
  ),
]
