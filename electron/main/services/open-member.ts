import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { canonicalKey, isKnownHere, shownKey } from './known-member.ts'
import { letGo } from './let-go.ts'
import { lastVisitOf } from './member-rows.ts'
import { memberView } from './member-view.ts'
import { peopleOf } from './people-of.ts'
import { letLostCodesGo } from './cards/let-lost-codes-go.ts'
import type { Shop } from './shop.ts'

/** How many operations a panel shows. */
const historyLength = 20
/** More entries of one person are not read whenever they are opened. */
const mostEntries = 3
/** How long a cashier waits for the entry that is shown for another one, ms. */
const patience = 4_000

/** The member as the panel shows it now; null where this till knows nothing of it. */
export async function viewOf(shop: Shop, asked: MemberKey): Promise<MemberView | null> {
  const key = await shownKey(shop, asked)
  const connectionId = shop.connection.id
  const before = shop.outbox.remoteIdOf(connectionId, key)
  const cached = before === null ? null : await shop.directory.member(before)
  const people = await peopleOf(shop, key)
  // Everything below is read in one turn: a figure never counts an operation that another figure lost.
  const remoteId = shop.outbox.remoteIdOf(connectionId, key)
  const known = remoteId === null ? null : shop.fresh.over(remoteId, cached)
  const view = memberView({
    key,
    remoteId,
    known,
    owed: shop.outbox.owed(connectionId, key),
    programme: shop.programme(),
    history: shop.outbox.history(connectionId, key, historyLength),
    // Where the provider has no place for codes, nobody but this till can say which are theirs.
    codes:
      shop.provider?.capabilities.codes === 'till' ? shop.outbox.register.codesOf(connectionId, key) : [],
    people,
    // Of every entry of the person.
    replaced: [key, ...shop.outbox.people.entriesOf(connectionId, key)]
      .flatMap((entry) => shop.outbox.replaced.of(connectionId, entry))
      .map(({ code, at, by }) => ({ code, at, by })),
  })
  return view === null ? null : { ...view, ...lastVisitOf(shop, key, known?.member.facts) }
}

/** Opens a member from what this till knows, at once, and asks the provider behind the cashier's back. */
export async function openMember(
  shop: Shop,
  asked: MemberKey,
  signal?: AbortSignal,
): Promise<Result<MemberView, RequestFailure>> {
  await readKept(shop, asked)
  const view = await viewOf(shop, asked)
  if (view !== null) {
    refreshPerson(shop, view.key)
    return ok(view)
  }
  // Without a copy there is nothing to show at once: then the provider is worth waiting for.
  const own = shop.outbox.people.ownOf(shop.connection.id, asked)
  await refreshMember(shop, own, { wanted: true, ...(signal === undefined ? {} : { signal }) })
  const told = await viewOf(shop, asked)
  return told === null ? err({ kind: 'not-found' }) : ok(told)
}

/**
 * Reads the entry that is shown for another one, where this till does not know it: the cashier asked for the person. Then
 * they are shown by what is known all the same.
 */
export async function readKept(shop: Shop, entry: MemberKey): Promise<void> {
  const kept = canonicalKey(shop, entry)
  if (kept === shop.outbox.people.ownOf(shop.connection.id, entry) || (await isKnownHere(shop, kept))) return
  await refreshMember(shop, kept, { wanted: true, signal: AbortSignal.timeout(patience) })
}

/**
 * Reads a member of whom this till knows nothing, for a list that names them: nobody asked for them, and whoever was to be
 * forgotten here stays so.
 */
export async function readUnknown(shop: Shop, key: MemberKey): Promise<void> {
  if (await isKnownHere(shop, key)) return
  await refreshMember(shop, key, { signal: AbortSignal.timeout(patience) })
}

/** Every entry of a person is read: each has figures of its own on the panel. */
export function refreshPerson(shop: Shop, key: MemberKey): void {
  refreshSoon(shop, key)
  for (const entry of shop.outbox.people.entriesOf(shop.connection.id, key).slice(0, mostEntries)) {
    refreshSoon(shop, entry)
  }
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
async function refreshMember(
  shop: Shop,
  key: MemberKey,
  /** `wanted`: the cashier asked for this member, and whoever was to be forgotten here is kept again. */
  { wanted = false, signal }: { readonly wanted?: boolean; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { outbox, connection, provider } = shop
  const remoteId = outbox.remoteIdOf(connection.id, key)
  if (remoteId === null || provider === null || outbox.link(connection.id).kind !== 'online') return
  if (!wanted && outbox.forgetting.isForgotten(connection.id, remoteId)) return
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
    const isGone = answer.failure.kind === 'not-found' && holds()
    const gone = isGone ? await letGo(shop, key, remoteId) : null
    if (gone !== null) shop.publishGone(gone)
    return
  }
  if (!holds()) return
  if (shop.laneVersion(key) !== version || outbox.owed(connection.id, key).onTheWire) return
  if (wanted) outbox.forgetting.comeBack(connection.id, remoteId)
  shop.fresh.put(answer.value, readAt)
  await shop.directory.apply([answer.value], readAt)
  await letLostCodesGo(shop, answer.value, readAt)
  const view = await viewOf(shop, key)
  if (view !== null) shop.publishMember(view)
}
