// What the core relies on, asked of all four adapters over real sockets. What is one system's own has its own file.
import { afterAll, beforeAll, describe } from 'vitest'
import { changesOf } from './parts/changes.ts'
import { faultsOf } from './parts/faults.ts'
import { notOfferedOf } from './parts/not-offered.ts'
import { readsOf } from './parts/reads.ts'
import { systems } from './systems/systems.ts'
import type { ContractSystem } from './systems/system.ts'

describe.each(systems)('%s', (name, { start, kinds, reads }) => {
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
