// What the core relies on, asked of all four adapters over real sockets. What is one system's own has its own file.
import { afterAll, beforeAll, describe } from 'vitest'
import { changesOf } from './parts/changes.ts'
import { faultsOf } from './parts/faults.ts'
import { notOfferedOf } from './parts/not-offered.ts'
import { readsOf } from './parts/reads.ts'
import { inveterate } from './systems/inveterate.ts'
import { inOtherWords, leal } from './systems/leal.ts'
import { loke } from './systems/loke.ts'
import { sellauth } from './systems/sellauth.ts'
import type { ChangeKind, ContractSystem, ReadName } from './systems/system.ts'

const lealKinds = ['create', 'attach', 'stamps', 'redeem', 'edit'] as const
const lealReads = [
  ...(['ping', 'programme', 'members', 'member', 'search', 'findByCode', 'findByContact'] as const),
  ...(['findByTag', 'wallet'] as const),
]
const systems: readonly (readonly [
  name: string,
  start: () => Promise<ContractSystem>,
  kinds: readonly ChangeKind[],
  reads: readonly ReadName[],
])[] = [
  ['Leal', () => leal(), lealKinds, lealReads],
  ['Leal in other words', () => leal(inOtherWords), lealKinds, lealReads],
  [
    'LOKE',
    loke,
    ['adjust', 'revert', 'list'],
    ['ping', 'members', 'member', 'search', 'findByContact', 'lists'],
  ],
  [
    'Inveterate',
    inveterate,
    ['edit', 'adjust', 'tier'],
    ['ping', 'members', 'member', 'readBack', 'ledger', 'tiers', 'candidate'],
  ],
  [
    'SellAuth',
    sellauth,
    ['adjust', 'affiliate'],
    ['ping', 'members', 'member', 'search', 'findByContact', 'readBack', 'ledger'],
  ],
]

describe.each(systems)('%s', (name, start, kinds, reads) => {
  let system: ContractSystem
  beforeAll(async () => {
    system = await start()
  })
  afterAll(() => system.close())

  readsOf(reads, () => system)
  changesOf(kinds, () => system)
  notOfferedOf(() => system)
  // What goes wrong on the way is the same whatever the words are.
  if (name !== 'Leal in other words') faultsOf(kinds, reads, () => system)
})
