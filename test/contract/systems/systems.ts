import { inveterate } from './inveterate.ts'
import { inOtherWords, leal } from './leal.ts'
import { loke } from './loke.ts'
import { sellauth } from './sellauth.ts'
import type { ChangeKind, ContractSystem, ReadName } from './system.ts'

/** How a system is started, the changes that it offers, and the reads for which it is asked. */
export interface Spoken {
  readonly start: (members?: number) => Promise<ContractSystem>
  readonly kinds: readonly ChangeKind[]
  readonly reads: readonly ReadName[]
}

const lealOffers = {
  kinds: ['create', 'attach', 'stamps', 'redeem', 'edit'],
  reads: [
    ...(['ping', 'programme', 'members', 'member', 'search', 'findByCode', 'findByContact'] as const),
    ...(['findByTag', 'wallet'] as const),
  ],
} as const

/** The four systems. What is not named here is refused, or answered at the till. */
export const systems: readonly (readonly [name: string, spoken: Spoken])[] = [
  ['Leal', { start: (members) => leal(undefined, members), ...lealOffers }],
  ['Leal in other words', { start: (members) => leal(inOtherWords, members), ...lealOffers }],
  [
    'LOKE',
    {
      start: loke,
      kinds: ['adjust', 'revert', 'list'],
      reads: ['ping', 'members', 'member', 'search', 'findByContact', 'lists'],
    },
  ],
  [
    'Inveterate',
    {
      start: inveterate,
      kinds: ['edit', 'adjust', 'tier'],
      reads: ['ping', 'members', 'member', 'readBack', 'ledger', 'tiers', 'candidate'],
    },
  ],
  [
    'SellAuth',
    {
      start: sellauth,
      kinds: ['adjust', 'affiliate'],
      reads: ['ping', 'members', 'member', 'search', 'findByContact', 'readBack', 'ledger'],
    },
  ],
]
