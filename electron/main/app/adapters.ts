import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Transport } from '../outbound/transport.ts'
import type { Provider } from '../providers/provider.ts'
import { createProvider } from '../providers/registry.ts'
import type { Practice } from './practice.ts'
import type { Time } from './profile.ts'

/** What adapters are made with. */
export interface AdapterOptions extends Pick<Time, 'clock'> {
  /** The practice provider, where it runs. */
  readonly practice: () => Practice | null
  readonly transport: Transport
  readonly keyOf: (connectionId: Ulid) => string | null
  readonly sleep: (ms: number, signal: AbortSignal | null) => Promise<void>
}

/** The adapter of each shop, made when it is first asked for. */
export interface Adapters {
  /** Null where the shop's loyalty system is none that this version speaks. */
  of(connection: Connection): Provider | null
  /** What a shop's adapter was made with has changed, like the number of tills that share its key: the next is made anew. */
  drop(connectionId: Ulid): void
  clear(): void
}

/** Makes and keeps adapters. */
export function createAdapters({ practice, transport, keyOf, clock, sleep }: AdapterOptions): Adapters {
  const made = new Map<Ulid, Provider | null>()

  const make = (connection: Connection): Provider | null => {
    // Where the practice provider runs may change from start to start; it is the same shop all the same.
    const trainer = connection.mode === 'practice' ? practice() : null
    return createProvider(
      { ...connection, baseUrl: trainer?.baseUrl ?? connection.baseUrl },
      {
        transport: trainer?.transport ?? transport,
        key: () => (connection.mode === 'practice' ? (practice()?.token ?? null) : keyOf(connection.id)),
        clock,
        sleep,
        tills: connection.tills ?? 1,
      },
    )
  }

  return {
    of(connection) {
      const known = made.get(connection.id)
      if (known !== undefined) return known
      const fresh = make(connection)
      made.set(connection.id, fresh)
      return fresh
    },
    drop(connectionId) {
      made.delete(connectionId)
    },
    clear() {
      made.clear()
    },
  }
}
