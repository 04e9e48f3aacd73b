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
    // One that was given since is newer, and what is kept of it is known already.
    if (keys.has(connection)) return
    const found = await secrets.get(connection)
    if (!found.ok) {
      log.warn('key.not-loaded', { connection, kind: found.error.kind })
      return
    }
    // Given while this one was read: whether that one will be kept is for its own turn to say.
    if (keys.has(connection)) return
    keys.set(connection, found.value)
    kept.add(connection)
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
  /**
   * For each shop one after the other: two keys on their way to the same file would spoil each other, and so would one
   * that is read, for the store encrypts it anew and writes it back where the system asks for it.
   */
  const turns = new Map<Ulid, Promise<void>>()
  const inTurn = (connection: Ulid, work: () => Promise<void>): Promise<void> => {
    const mine = (turns.get(connection) ?? Promise.resolve()).then(work)
    turns.set(
      connection,
      mine.catch(() => undefined),
    )
    return mine
  }

  return {
    keyOf: (connectionId) => keys.get(connectionId) ?? null,
    take(connection, key) {
      keys.set(connection, key)
      kept.delete(connection)
      return inTurn(connection, () => keep(connection, key))
    },
    async load(connectionIds) {
      await Promise.all(connectionIds.map((id) => inTurn(id, () => loadOne(id))))
    },
    isKept: (connectionId) => kept.has(connectionId),
  }
}
