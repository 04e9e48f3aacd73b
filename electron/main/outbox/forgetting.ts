import type { Ulid } from '../../../shared/domain/ids.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import { dropForgotten, forgottenHashes, noteForgotten } from '../db/tables/forgotten.ts'
import { remoteHash, stripLanes, workOnLanes } from '../db/tables/forgotten.ts'
import { removeSetting, settingsUnder, writeSettings } from '../db/tables/settings.ts'
import { keptKey, lanesOfMember, remoteIdOf } from '../db/tables/members.ts'
import { leadingTo } from '../db/tables/merges.ts'
import type { Core } from './core.ts'
import { notSaved } from './enqueue.ts'
import type { Forgetting } from './pure/forgetting.ts'

/** Who is to be forgotten, over an open file. Every row of a list is asked about: the few hashes are held in memory. */
export function createForgetting(core: Core): Forgetting {
  const { db } = core
  const held = new Map<Ulid, Set<string>>()
  const hashes = (connectionId: Ulid): Set<string> => {
    const known = held.get(connectionId) ?? new Set(forgottenHashes(db, connectionId))
    held.set(connectionId, known)
    return known
  }
  /** What was overwritten in the file stands in its log until that is brought in. A reader in between: the next one does. */
  const tidy = (): void => {
    try {
      db.pragma('wal_checkpoint(truncate)')
    } catch (error) {
      core.deps.log.warn('people.log-not-emptied', { error })
    }
  }
  /** Where an id stands until the member copy, a file of its own, has let go of it. */
  const begun = (connectionId: Ulid): string => `forgetting:${connectionId}`
  const placeOf = (connectionId: Ulid, remoteId: string): string =>
    `${begun(connectionId)}:${remoteHash(connectionId, remoteId)}`
  return {
    isForgotten(connectionId, remoteId) {
      const known = hashes(connectionId)
      return known.size > 0 && known.has(remoteHash(connectionId, remoteId))
    },
    forget(connectionId, key, cards) {
      const kept = keptKey(db, connectionId, key)
      const entries = [kept, ...leadingTo(db, connectionId, kept)]
      const remoteIds = entries.flatMap((entry) => remoteIdOf(db, connectionId, entry) ?? [])
      const lanes = entries.flatMap((entry) => lanesOfMember(db, connectionId, entry))
      const waiting = workOnLanes(db, connectionId, lanes)
      if (waiting > 0) return err({ kind: 'work-waiting', waiting })
      if (remoteIds.length === 0) return err({ kind: 'not-found' })
      const made = remoteIds.map((remoteId) => remoteHash(connectionId, remoteId))
      try {
        core.space.writeNew(() =>
          core.transact(() => {
            for (const hash of made) noteForgotten(db, connectionId, hash, core.now())
            for (const remoteId of remoteIds)
              writeSettings(db, { [placeOf(connectionId, remoteId)]: remoteId })
            stripLanes(db, { connectionId, lanes, cards })
          }),
        )
      } catch (error) {
        core.deps.log.warn('people.not-forgotten', { error })
        return err(notSaved(error))
      }
      tidy()
      const known = hashes(connectionId)
      for (const hash of made) known.add(hash)
      return ok(remoteIds)
    },
    unfinished: (connectionId) =>
      settingsUnder(db, begun(connectionId)).filter((remoteId) => typeof remoteId === 'string'),
    finished(connectionId, remoteIds) {
      try {
        core.transact(() => {
          for (const remoteId of remoteIds) removeSetting(db, placeOf(connectionId, remoteId))
        })
        tidy()
      } catch (error) {
        // The next opening does it once more.
        core.deps.log.warn('people.not-noted', { error })
      }
    },
    comeBack(connectionId, remoteId) {
      const hash = remoteHash(connectionId, remoteId)
      if (!hashes(connectionId).has(hash)) return
      try {
        core.transact(() => {
          dropForgotten(db, connectionId, hash)
          removeSetting(db, placeOf(connectionId, remoteId))
        })
        hashes(connectionId).delete(hash)
      } catch (error) {
        // They are shown all the same, and asked for again when they are next opened.
        core.deps.log.warn('people.not-kept', { error })
      }
    },
  }
}
