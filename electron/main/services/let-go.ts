import { parseMemberKey, remoteKey } from '../../../shared/domain/ids.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { GoneMember } from '../../../shared/domain/views.ts'
import { findDuplicates } from './find-duplicates.ts'
import { knownMember } from './known-member.ts'
import type { Shop } from './shop.ts'

/** A member who was told a moment ago may only not be there yet, ms. */
const shortestLagMs = 60_000

/** The same card, phone or e-mail: whoever has it now may be who is gone. */
const sure: ReadonlySet<string> = new Set(['code', 'phone', 'email'])

/**
 * The loyalty system answered that it does not know this member any more. The copy lets go of them, unless something
 * waits for them: then the outbox asks a person what becomes of it. Null where that word is not to be believed: where the
 * system does not answer for the shop itself, or where it told the member only just now.
 */
export async function letGo(shop: Shop, key: MemberKey, remoteId: string): Promise<GoneMember | null> {
  const { outbox, connection, provider, clock } = shop
  const known = await knownMember(shop, key)
  // Of somebody unknown here it matters only to whom another entry leads; who was enrolled here may not be there yet.
  const isLedTo =
    outbox.people.entriesOf(connection.id, key).length > 0 && parseMemberKey(key).origin === 'remote'
  if (provider === null || (known === null && !isLedTo)) return null
  const lag = Math.max(connection.readLagMs, shortestLagMs)
  if (known !== null && Math.abs(clock.now() - known.fetchedAt) < lag) return null
  const holds = shop.fresh.asking()
  const there = await provider.ping({ priority: 'cashier' })
  if (!there.ok || !holds()) return null
  if (known === null) {
    outbox.people.endInto(connection.id, key)
    return null
  }
  const { details, codes } = known.member
  const name = memberName(details)
  if (outbox.owesTo(connection.id, remoteKey(remoteId))) return { key, name, isKept: true, mayBe: null }
  shop.fresh.forget(remoteId)
  await shop.directory.remove(remoteId)
  outbox.people.endInto(connection.id, key)
  shop.log.info('member.gone')
  const others = await findDuplicates(shop, { details, code: codes[0] ?? null, except: key })
  const one = others.find(({ cause, row }) => sure.has(cause) && row.key !== key)
  return { key, name, isKept: false, mayBe: one?.row.name ?? null }
}
