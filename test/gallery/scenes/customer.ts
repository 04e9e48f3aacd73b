import type { CustomerCard, CustomerView } from '../../../shared/domain/customer-display.ts'
import type { SceneName } from '../scene-names.ts'
import type { Scene } from '../stage.ts'

const invitation = 'https://join.example/corner-cafe'
const question = '01J0000000000000000000QST0'

function stampCard(
  required: number,
  stamps: number,
  change: Partial<Extract<CustomerCard, { kind: 'stamps' }>> = {},
): CustomerCard {
  return {
    kind: 'stamps',
    name: 'Coffee card',
    figures: { required, stamps, waiting: 0, welcome: 0, checking: 0 },
    rewardsAt: [required],
    next: { missing: required - stamps, reward: 'Free coffee' },
    ...change,
  }
}

function member(change: Partial<Extract<CustomerView, { kind: 'member' }>>): CustomerView {
  return {
    kind: 'member',
    firstName: 'Ana',
    phoneEnd: '001',
    card: stampCard(10, 6),
    ready: [],
    news: null,
    ...change,
  }
}

function customer(name: SceneName, view: CustomerView): Scene {
  return { name, customer: view }
}

/** Everything that the customer's screen can show. */
export const customerScenes: readonly Scene[] = [
  customer('customer-idle', { kind: 'idle', invitation }),
  customer('customer-member', member({})),
  customer(
    'customer-added',
    member({
      card: stampCard(10, 6, { figures: { required: 10, stamps: 6, waiting: 2, welcome: 0, checking: 0 } }),
      news: { kind: 'added', amount: 2, unit: { kind: 'stamps', decimals: 0 } },
    }),
  ),
  customer(
    'customer-ready',
    member({
      firstName: 'Wolfeschlegelsteinhausenbergerdorff Maximiliana Alexandrina Theophania',
      card: stampCard(21, 21, { next: null }),
      ready: ['Free coffee', 'A piece of cake of the day, with cream'],
    }),
  ),
  customer(
    'customer-balance',
    member({
      firstName: 'نועה Smith',
      card: {
        kind: 'balance',
        name: 'Corner Café',
        unit: { kind: 'money', decimals: 2 },
        amount: 1_484_567_890,
      },
      news: { kind: 'taken', amount: 250_000_000, unit: { kind: 'money', decimals: 2 } },
    }),
  ),
  customer('customer-nameless', member({ firstName: null, phoneEnd: null, card: null })),
  customer('customer-pass', {
    kind: 'pass',
    apple: 'https://pass.example/apple/1234567890',
    google: 'https://pass.example/google/1234567890',
  }),
  customer('customer-joining', { kind: 'joining', invitation }),
  customer('customer-question', { kind: 'question', id: question, phone: '+49 171 234 0001' }),
  customer('customer-keypad', { kind: 'keypad', id: question }),
  customer('customer-thanks', { kind: 'thanks' }),
]
