import { newIntent } from '../../renderer/api/intent.ts'
import type { CustomerDisplay } from '../../shared/domain/customer-display.ts'
import type { ShiftSummary } from '../../shared/domain/shift.ts'
import type { RequestName } from '../../shared/ipc/channels.ts'
import type { RequestAnswer, RequestArgs } from '../../shared/ipc/contract.ts'
import { err, ok } from '../../shared/ipc/result.ts'

/** One answer per request, as main has one handler per request. */
export type Handlers = { [N in RequestName]: (args: RequestArgs<N>) => Promise<RequestAnswer<N>> }

/** A day of a shop that counts stamps: hours from eight on, with a pause, of which one was offline. */
export function shiftOf(): ShiftSummary {
  const begin = Date.parse('2026-11-21T08:00:00Z')
  const counts = [
    [4, 0, 1, 0, 0],
    [19, 2, 1, 1, 0],
    [0, 0, 0, 0, 0],
    [33, 5, 2, 1, 21],
    [12, 1, 0, 2, 0],
  ] as const
  const figures = counts.map(([stamps, rewards, enrolments, undone, offline]) => {
    const done = stamps + rewards + enrolments
    return { stamps, changes: 0, added: 0, taken: 0, rewards, enrolments, undone, done, offline }
  })
  const sum = (name: keyof (typeof figures)[number]): number =>
    figures.reduce((all, hour) => all + hour[name], 0)
  return {
    day: '2026-11-21',
    today: '2026-11-21',
    days: ['2026-11-21', '2026-11-20', '2026-11-18'],
    cashiers: [
      { id: '01KM0000000000000000000000', name: 'Kim' },
      { id: '01RB0000000000000000000000', name: 'Robin' },
    ],
    hours: figures.map((hour, at) => ({ at: begin + at * 3_600_000, ...hour })),
    total: {
      stamps: sum('stamps'),
      changes: 0,
      added: 0,
      taken: 0,
      rewards: sum('rewards'),
      enrolments: sum('enrolments'),
      undone: sum('undone'),
      done: sum('done'),
      offline: sum('offline'),
    },
    unit: null,
    unread: 0,
  }
}

/** A till with no second screen. */
export const customerDisplay: CustomerDisplay = {
  window: 'no-screen',
  settings: { mode: 'second-screen', names: true, seconds: 30, language: null, invitation: null },
}

/** What the terminal in memory answers whatever was done before. */
export const fixedAnswers = {
  sampleCards: async () =>
    ok([
      { purpose: 'member', code: '400638130001', symbology: 'code128', name: 'Ana Schröder' },
      { purpose: 'reward-ready', code: '400638130002', symbology: 'code128', name: 'Bernd Zufall' },
      { purpose: 'two-cards', code: '400638130003', symbology: 'code128', name: 'Chiara O’Neill-Vázquez' },
      { purpose: 'unknown', code: '4006381333931', symbology: 'ean13', name: null },
    ]),
  cards: async () => ok({ count: 1_234 }),
  exportCards: async () => ok({ kind: 'exported', file: 'cards.csv', count: 1_233, waiting: 1 }),
  importCards: async () =>
    ok({
      kind: 'imported',
      file: 'cards.csv',
      added: 120,
      known: 3,
      others: { count: 0, first: [] },
      unreadable: { count: 0, first: [] },
    }),
  prepareTill: async () =>
    ok({ kind: 'prepared', file: 'T7.till', shops: 1, cards: 1_234, members: 5_000, reopened: false }),
  takeTill: async () =>
    ok({
      kind: 'taken',
      file: 'T7.till',
      ...{ from: null, named: null },
      shops: [{ name: 'Corner Café', baseUrl: 'https://app.getleal.com', isNew: true }],
      cards: 1_234,
      members: 5_000,
      others: 0,
      reopened: true,
    }),
  lastAction: async () => ok(null),
  takeBack: async () => err({ kind: 'too-late' }),
  tour: async ({ step }: RequestArgs<'tour'>) => ok(step),
  shift: async () => ok(shiftOf()),
  exportShift: async () => ok({ kind: 'exported', file: 'day.csv' }),
  usableCard: async () => ok(null),
  setAsideDatabase: async () => ok(null),
  scanners: async () => ok([]),
  chooseScanner: async () => ok(null),
  expectScanner: async () => ok(null),
  changeScanner: async () => err({ kind: 'not-found' }),
  removeScanner: async () => ok(null),
  showCustomer: async () => ok(null),
  askCustomer: async () => ok({ id: newIntent() }),
  customerDisplay: async () => ok(customerDisplay),
  setCustomerDisplay: async (changes: RequestArgs<'setCustomerDisplay'>) =>
    ok({ ...customerDisplay, settings: { ...customerDisplay.settings, ...changes } }),
} satisfies Partial<Handlers>
