import type { MemberKey } from '../../../shared/domain/ids.ts'
import { parseMemberKey } from '../../../shared/domain/ids.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { CachedMember } from '../directory/types.ts'
import { memberView } from './member-view.ts'
import { letLostCodesGo } from './cards/let-lost-codes-go.ts'
import type { Shop } from './shop.ts'

/** How many operations a panel shows. */
const historyLength = 20

/** The key under which this till keeps a member, whatever key it was asked with. */
export function canonicalKey(shop: Shop, key: MemberKey): MemberKey {
  const { outbox, connection } = shop
  const { origin, id } = parseMemberKey(key)
  if (origin === 'remote') return outbox.keyOf(connection.id, id)
  // Who was enrolled here may have turned out to be another member.
  const remoteId = outbox.remoteIdOf(connection.id, key)
  return remoteId === null ? key : outbox.keyOf(connection.id, remoteId)
}

/** What the provider last said of a member, from memory or from the copy. */
export async function knownMember(shop: Shop, key: MemberKey): Promise<CachedMember | null> {
  const remoteId = shop.outbox.remoteIdOf(shop.connection.id, key)
  if (remoteId === null) return null
  const cached = await shop.directory.member(remoteId)
  return shop.fresh.over(remoteId, cached)
}

/** The member as the panel shows it now; null where this till knows nothing of it. */
export async function viewOf(shop: Shop, asked: MemberKey): Promise<MemberView | null> {
  const key = canonicalKey(shop, asked)
  const connectionId = shop.connection.id
  const before = shop.outbox.remoteIdOf(connectionId, key)
  const cached = before === null ? null : await shop.directory.member(before)
  // Everything below is read in one turn: a figure never counts an operation that another figure lost.
  const remoteId = shop.outbox.remoteIdOf(connectionId, key)
  return memberView({
    key,
    remoteId,
    known: remoteId === null ? null : shop.fresh.over(remoteId, cached),
    owed: shop.outbox.owed(connectionId, key),
    programme: shop.programme(),
    history: shop.outbox.history(connectionId, key, historyLength),
    // Where the provider has no place for codes, nobody but this till can say which are theirs.
    codes:
      shop.provider?.capabilities.codes === 'till' ? shop.outbox.register.codesOf(connectionId, key) : [],
  })
}

/** Opens a member from what this till knows, at once, and asks the provider behind the cashier's back. */
export async function openMember(
  shop: Shop,
  asked: MemberKey,
  signal?: AbortSignal,
): Promise<Result<MemberView, RequestFailure>> {
  const key = canonicalKey(shop, asked)
  const view = await viewOf(shop, key)
  if (view !== null) {
    refreshSoon(shop, key)
    return ok(view)
  }
  // Without a copy there is nothing to show at once: then the provider is worth waiting for.
  await refreshMember(shop, key, signal)
  const told = await viewOf(shop, key)
  return told === null ? err({ kind: 'not-found' }) : ok(told)
}

/** Asks the provider behind the cashier's back: a failure leaves the panel as it is, with its age. */
export function refreshSoon(shop: Shop, key: MemberKey): void {
  refreshMember(shop, key).catch((error: unknown) => {
    shop.log.warn('member.not-refreshed', { error })
  })
}

/**
 * Reads a member from the provider and shows it, unless one of its operations was on the wire meanwhile:
 * such a reading may or may not include it, and would be counted twice or lost for a moment.
 */
async function refreshMember(shop: Shop, key: MemberKey, signal?: AbortSignal): Promise<void> {
  const { outbox, connection, provider } = shop
  const remoteId = outbox.remoteIdOf(connection.id, key)
  if (remoteId === null || provider === null || outbox.link(connection.id).kind !== 'online') return
  if (outbox.owed(connection.id, key).onTheWire) return
  const version = shop.laneVersion(key)
  const readAt = shop.clock.now()
  const holds = shop.fresh.asking()
  const answer = await provider.member(remoteId, {
    priority: 'cashier',
    ...(signal === undefined ? {} : { signal }),
  })
  outbox.hint(connection.id, answer.ok || answer.failure.kind !== 'not-sent')
  if (!answer.ok) {
    shop.log.info('member.refresh-failed', { kind: answer.failure.kind })
    return
  }
  if (!holds()) return
  if (shop.laneVersion(key) !== version || outbox.owed(connection.id, key).onTheWire) return
  shop.fresh.put(answer.value, readAt)
  await shop.directory.apply([answer.value], readAt)
  await letLostCodesGo(shop, answer.value, readAt)
  const view = await viewOf(shop, key)
  if (view !== null) shop.publishMember(view)
}
