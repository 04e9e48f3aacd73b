import type { Connection } from '../../../shared/domain/connection.ts'
import type { TillView } from '../../../shared/domain/till.ts'
import type { Start } from '../../../shared/ipc/contract.ts'
import type { KeyRing } from './key-ring.ts'
import type { OpenShop } from './open-shop.ts'
import type { Practice } from './practice.ts'
import { tourOf } from './tour.ts'

/** What the first screen is told of the shop that is open. */
export function startView(here: {
  readonly open: OpenShop
  /** Every shop of this till. */
  readonly connections: readonly Connection[]
  readonly practice: Practice | null
  readonly keys: Pick<KeyRing, 'isKept'>
  readonly till: TillView
  readonly wedges: Start['wedges']
  readonly wedgesLost: boolean
  readonly version: string
}): Start {
  const { open, practice } = here
  const { shop, profile, capabilities } = open
  return {
    version: here.version,
    till: here.till,
    mode: profile.mode,
    connection: shop.connection,
    connections: here.connections.map(({ id, name, mode, provider }) => ({ id, name, mode, provider })),
    capabilities,
    programme: shop.programme(),
    cashiers: profile.staff.list(),
    cashierId: profile.staff.atTheTill()?.id ?? null,
    settings: shop.settings(),
    link: profile.outbox.link(shop.connection.id),
    queue: open.queue(),
    directory: open.progress(),
    practice: profile.mode === 'practice' && practice !== null ? { condition: practice.condition() } : null,
    tour: tourOf(profile),
    keysNotKept: profile.mode === 'live' && !here.keys.isKept(shop.connection.id),
    wedges: here.wedges,
    wedgesLost: here.wedgesLost,
  }
}
