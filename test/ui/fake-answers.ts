import { newIntent } from '../../renderer/api/intent.ts'
import type { CustomerDisplay } from '../../shared/domain/customer-display.ts'
import type { RequestName } from '../../shared/ipc/channels.ts'
import type { RequestAnswer, RequestArgs } from '../../shared/ipc/contract.ts'
import { err, ok } from '../../shared/ipc/result.ts'

/** One answer per request, as main has one handler per request. */
export type Handlers = { [N in RequestName]: (args: RequestArgs<N>) => Promise<RequestAnswer<N>> }

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
