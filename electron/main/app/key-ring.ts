import type { Ulid } from '../../../shared/domain/ids.ts'
import type { SecretStore } from '../secrets/secret-store.ts'

/** Keys of the open shops, in memory; on disk only where the operating system keeps them safe. */
export interface KeyRing {
  /** The key of a shop; null where there is none. */
  keyOf(connectionId: Ulid): string | null
  /** Takes a key in and tells whether it will still be known after a restart. */
  take(connectionId: Ulid, key: string): Promise<{ readonly kept: boolean }>
  /** Reads what was kept for these shops. */
  load(connectionIds: readonly Ulid[]): Promise<void>
  /** Whether keys survive a restart here. */
  keeps(): Promise<boolean>
}

/** Makes an empty ring over the store. */
export function createKeyRing(secrets: SecretStore): KeyRing {
  const keys = new Map<Ulid, string>()
  return {
    keyOf: (connectionId) => keys.get(connectionId) ?? null,
    async take(connectionId, key) {
      keys.set(connectionId, key)
      return { kept: (await secrets.put(connectionId, key)).ok }
    },
    async load(connectionIds) {
      for (const id of connectionIds) {
        const kept = await secrets.get(id)
        if (kept.ok) keys.set(id, kept.value)
      }
    },
    keeps: () => secrets.keeps(),
  }
}
