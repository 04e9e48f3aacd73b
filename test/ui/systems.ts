import { inveterateCapabilities } from '../../electron/main/providers/inveterate/inveterate-provider.ts'
import { lokeCapabilities } from '../../electron/main/providers/loke/loke-provider.ts'
import { sellAuthCapabilities } from '../../electron/main/providers/sellauth/sellauth-provider.ts'
import type { CapabilityView } from '../../shared/domain/connection.ts'
import type { MemberFact } from '../../shared/domain/member-fact.ts'
import type { Unit } from '../../shared/domain/unit.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import type { Start } from '../../shared/ipc/contract.ts'
import { memberView, startOf } from './fake-shop.ts'

/** The systems that count a balance. */
export type BalanceSystem = 'loke' | 'inveterate' | 'sellauth'

const capabilitiesOf: Readonly<Record<BalanceSystem, CapabilityView>> = {
  loke: lokeCapabilities,
  inveterate: inveterateCapabilities,
  sellauth: sellAuthCapabilities,
}

const names = { loke: 'LOKE', inveterate: 'Inveterate', sellauth: 'SellAuth' } as const

const points: Unit = { kind: 'points', decimals: 0 }
const credits: Unit = { kind: 'credits', decimals: 2 }

const factsOf: Readonly<Record<BalanceSystem, readonly MemberFact[]>> = {
  loke: [
    { kind: 'earned', amount: 4_120, unit: points },
    { kind: 'redeemed', amount: null, unit: points },
    { kind: 'spent', minor: 38_450 },
    { kind: 'last-spend', at: Date.UTC(2026, 10, 18, 9, 40), zoned: true },
    { kind: 'marketing', agreed: true },
    { kind: 'memberships', lists: [{ id: 'm1', name: 'Gold' }] },
    { kind: 'lists', lists: null },
  ],
  inveterate: [
    { kind: 'tier', id: '3a636361', name: null },
    { kind: 'status', text: 'active' },
    { kind: 'earned', amount: 20_000, unit: credits },
    { kind: 'spent', minor: 64_900 },
    { kind: 'orders', count: 12 },
    { kind: 'last-spend', at: Date.UTC(2026, 10, 18), zoned: false },
    { kind: 'joined', at: null, zoned: true },
  ],
  sellauth: [
    { kind: 'spent', minor: 12_999, currency: 'USD' },
    { kind: 'orders', count: 4 },
    { kind: 'marketing', agreed: false },
    { kind: 'affiliate-code', text: 'ADA-10' },
    { kind: 'discord', text: '' },
  ],
}

/** What a terminal starts with in a live shop at one of these systems. */
export function startAt(provider: BalanceSystem, change: Partial<Start> = {}): Partial<Start> {
  const connection = {
    ...startOf().connection,
    provider,
    mode: 'live' as const,
    name: `Harbour Café at ${names[provider]}`,
  }
  const { id, name, mode } = connection
  const capabilities = capabilitiesOf[provider]
  const unit = capabilities.adjust?.unit ?? points
  return {
    mode: 'live',
    connection,
    connections: [{ id, name, mode, provider }],
    capabilities,
    practice: null,
    programme: {
      cards: [
        { id: 'balance', name: names[provider], unit, stampsRequired: 0, initialStamps: 0, rewards: [] },
      ],
      fetchedAt: 0,
    },
    ...change,
  }
}

/** A member there, with so much on the balance, in the unit's smallest part. */
export function memberAt(
  provider: BalanceSystem,
  balance: number,
  change: Partial<MemberView> = {},
): MemberView {
  const unit = capabilitiesOf[provider].adjust?.unit ?? points
  const card = {
    id: 'balance',
    templateId: 'balance',
    name: names[provider],
    unit,
    stampsRequired: 0,
    stamps: balance,
    waiting: 0,
    welcome: 0,
    checking: 0,
    rewards: [],
  }
  return memberView('9', 'Ada', 'Byron', [card], { facts: factsOf[provider], ...change })
}
