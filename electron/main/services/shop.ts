import { dayIn } from '../../../shared/domain/birthday.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { Programme } from '../../../shared/domain/programme.ts'
import type { Cashier, GoneMember, MemberView } from '../../../shared/domain/views.ts'
import type { Settings } from '../../../shared/ipc/contract.ts'
import type { Directory } from '../directory/types.ts'
import type { Outbox } from '../outbox/types.ts'
import type { Provider } from '../providers/provider.ts'
import type { FreshMembers } from './fresh-members.ts'
import type { SearchMemory } from './search-memory.ts'
import type { DetailRules } from './validate-details.ts'

/** One open shop: what every use case works on. Built in app.ts. */
export interface Shop {
  readonly connection: Connection
  /** Null while its key is missing. */
  readonly provider: Provider | null
  readonly outbox: Outbox
  readonly directory: Directory
  readonly fresh: FreshMembers
  readonly search: SearchMemory
  readonly programme: () => Programme | null
  readonly settings: () => Settings
  readonly cashier: () => Cashier | null
  readonly clock: { now(): number }
  /** Counts changes of a member's lane, so that a read knows whether it was overtaken. */
  readonly laneVersion: (key: MemberKey) => number
  /** Tells the renderer how a member looks now. */
  readonly publishMember: (view: MemberView) => void
  /** Tells the renderer that the loyalty system does not know a member any more. */
  readonly publishGone: (gone: GoneMember) => void
  /** Whether the copy of the member list is complete. */
  readonly copyComplete: () => boolean
  readonly log: {
    info(event: string, fields?: Readonly<Record<string, unknown>>): void
    warn(event: string, fields?: Readonly<Record<string, unknown>>): void
  }
}

/** Who is recorded on an operation. */
export function actorOf(shop: Shop): { readonly by: string | null; readonly actor: Ulid | null } {
  const cashier = shop.cashier()
  return { by: cashier?.name ?? null, actor: cashier?.id ?? null }
}

/** For how long what is saved now can be undone before it is sent, ms: as this till is set. */
export function undoMs(shop: Shop): number {
  return shop.settings().counter.undoSeconds * 1_000
}

/** The rules by which a member's details are judged in this shop, today. */
export function detailRules(shop: Shop): DetailRules {
  return { country: shop.settings().country, today: shopDay(shop.connection.zone, shop.clock.now()) }
}

/** The shop's own day, ISO date. */
export function shopDay(zone: string, now: number): string {
  return dayIn(zone, now)
}
