import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { CachedMember } from '../directory/types.ts'
import { remoteRow, waitingRow } from './member-rows.ts'
import type { RowMade } from './member-rows.ts'
import type { Shop } from './shop.ts'

/**
 * The key of the member that a cashier sees for another key: the one under which this till keeps them, or another where
 * somebody said that the two are one person.
 */
export function canonicalKey(shop: Shop, key: MemberKey): MemberKey {
  return shop.outbox.people.keptOf(shop.connection.id, key)
}

/**
 * The member that is shown for a key: as {@link canonicalKey}, where that one is known here. While it is not (it is gone,
 * was to be forgotten, or is being read again) the entry itself is, so that nobody is lost behind somebody unknown.
 */
export async function shownKey(shop: Shop, key: MemberKey): Promise<MemberKey> {
  const kept = canonicalKey(shop, key)
  if (kept === key) return key
  const own = shop.outbox.people.ownOf(shop.connection.id, key)
  return kept === own || (await isKnownHere(shop, kept)) ? kept : own
}

/** As {@link shownKey}, of many. */
export async function shownKeys(
  shop: Shop,
  keys: readonly MemberKey[],
): Promise<ReadonlyMap<MemberKey, MemberKey>> {
  const each = [...new Set(keys)].map(async (key) => [key, await shownKey(shop, key)] as const)
  return new Map(await Promise.all(each))
}

/** Whether there is anything to show of an entry. */
export async function isKnownHere(shop: Shop, key: MemberKey): Promise<boolean> {
  const isComing = shop.outbox.owed(shop.connection.id, key).creation !== null
  return isComing || (await knownMember(shop, key)) !== null
}

/** What the provider last said of a member, from memory or from the copy. */
export async function knownMember(shop: Shop, key: MemberKey): Promise<CachedMember | null> {
  const remoteId = shop.outbox.remoteIdOf(shop.connection.id, key)
  if (remoteId === null) return null
  const cached = await shop.directory.member(remoteId)
  return shop.fresh.over(remoteId, cached)
}

/** Members as rows, each as it is known here: with edits that wait laid over; null for one of whom nothing is known. */
export function rowsOf(shop: Shop, keys: readonly MemberKey[]): Promise<readonly (RowMade | null)[]> {
  const { outbox, connection } = shop
  const waiting = keys.length === 0 ? [] : outbox.waitingMembers(connection.id)
  return Promise.all(
    keys.map(async (key) => {
      const here = waiting.find((one) => one.key === key && one.whole)
      if (here !== undefined) return waitingRow(shop, here)
      const known = await knownMember(shop, key)
      if (known === null) return null
      const { edits } = outbox.owed(connection.id, key)
      return remoteRow(shop, key, { ...known.member, details: { ...known.member.details, ...edits } })
    }),
  )
}
