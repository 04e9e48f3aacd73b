import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Provision } from '../config.ts'
import { saveConnection } from '../db/tables/connections.ts'
import type { Log } from '../log.ts'
import type { KeyRing } from './key-ring.ts'
import { within } from './patience.ts'
import type { Profile, Time } from './profile.ts'

/** The till does not open before its keys are there, and not later than this for them: somebody may have to unlock them, ms. */
const keyPatience = 1_500

/** What the live side's shops are made ready with. */
export interface ReadyOptions extends Time {
  /** The shop that the file for this till's setting up names; null where there is none. */
  readonly provision: Provision | null
  readonly keys: KeyRing
  /** The live side as it is when keys come late; none where it was closed meanwhile. */
  readonly live: () => Profile | undefined
  readonly newId: () => Ulid
  readonly log: Pick<Log, 'warn' | 'error'>
}

/** Saves the shop that this till is set up for, and has the keys of all of them read. */
export async function readyLiveShops(profile: Profile, options: ReadyOptions): Promise<void> {
  const { keys, provision, log } = options
  const kept = profile.connections().map((one) => one.id)
  const given = provision === null ? null : saveProvision(profile, provision, options)
  const asked = Promise.all([
    ...(given === null || provision === null ? [] : [keys.take(given, provision.key)]),
    keys.load(kept.filter((id) => id !== given)),
  ])
  // Without its key a shop takes everything in and sends nothing: better than no till until the system is unlocked.
  if (await within(options.timers, keyPatience, asked)) return
  log.warn('key.awaited')
  asked.then(
    () => {
      const open = options.live()
      for (const { id } of open?.connections() ?? []) void open?.outbox.probe(id)
    },
    (error: unknown) => {
      log.error('key.failed', { error })
    },
  )
}

/** A shop that is known stays what it has become since. */
function saveProvision(
  profile: Profile,
  { key: _key, ...shop }: Provision,
  { newId, clock }: ReadyOptions,
): Ulid {
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
  saveConnection(profile.db, connection, clock.now())
  return connection.id
}
