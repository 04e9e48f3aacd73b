import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Log } from '../log.ts'
import type { SecretStore } from '../secrets/secret-store.ts'

/** Keys of the open shops, in memory; on disk only where the operating system keeps them safe. */
export interface KeyRing {
  /** The key of a shop; null where there is none, or the system has not given it out yet. */
  keyOf(connectionId: Ulid): string | null
  /** Takes a key in, at once, and settles when it is known whether it is kept. The system may take its time, or for ever. */
  take(connectionId: Ulid, key: string): Promise<void>
  /** Reads what was kept for these shops. The same holds for it. */
  load(connectionIds: readonly Ulid[]): Promise<void>
  /** Whether the key of a shop will be known after a restart; false as long as nobody knows. */
  isKept(connectionId: Ulid): boolean
}

/** Makes an empty ring over the store. */
export function createKeyRing(secrets: SecretStore, log: Pick<Log, 'warn'>): KeyRing {
  const keys = new Map<Ulid, string>()
  const kept = new Set<Ulid>()

  const loadOne = async (connection: Ulid): Promise<void> => {
    const found = await secrets.get(connection)
    if (!found.ok) {
      log.warn('key.not-loaded', { connection, kind: found.error.kind })
      return
    }
    kept.add(connection)
    // One that was given since is newer.
    if (!keys.has(connection)) keys.set(connection, found.value)
  }

  const keep = async (connection: Ulid, key: string): Promise<void> => {
    // Another one was given before this one's turn came.
    if (keys.get(connection) !== key) return
    const put = await secrets.put(connection, key)
    if (put.ok) {
      if (keys.get(connection) === key) kept.add(connection)
      return
    }
    log.warn('key.not-kept', { connection, kind: put.error.kind })
    // The key before it is still there, and at the next start the shop would go on with that one.
    const gone = await secrets.forget(connection)
    if (!gone.ok) log.warn('key.not-forgotten', { connection, kind: gone.error.kind })
  }
  /** One after the other: two keys on their way to the same file would spoil each other. */
  let turn: Promise<void> = Promise.resolve()

  return {
    keyOf: (connectionId) => keys.get(connectionId) ?? null,
    take(connection, key) {
      keys.set(connection, key)
      kept.delete(connection)
      const mine = turn.then(() => keep(connection, key))
      turn = mine.catch(() => undefined)
      return mine
    },
    async load(connectionIds) {
      await Promise.all(connectionIds.map(loadOne))
    },
    isKept: (connectionId) => kept.has(connectionId),
  }
}
