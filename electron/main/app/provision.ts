import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Provision } from '../config.ts'
import { saveConnection } from '../db/tables/connections.ts'
import type { Profile } from './profile.ts'

/** Saves the shop that the file for this till's setting up names; one that is known stays what it has become since. */
export function saveProvision(
  profile: Profile,
  { key, ...shop }: Provision,
  newId: () => Ulid,
  now: number,
): { readonly id: Ulid; readonly key: string } {
  const known = profile
    .connections()
    .find((one) => one.provider === shop.provider && one.baseUrl === shop.baseUrl && one.store === shop.store)
  const connection: Connection = {
    ...shop,
    // Another till may have been prepared since: the file that set this one up knows nothing of it.
    singleTill: shop.singleTill && known?.singleTill !== false,
    tills: Math.max(shop.tills ?? 1, known?.tills ?? 1),
    id: known?.id ?? newId(),
    mode: 'live',
  }
  saveConnection(profile.db, connection, now)
  return { id: connection.id, key }
}
