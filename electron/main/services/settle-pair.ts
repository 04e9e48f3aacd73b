import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { canonicalKey } from './known-member.ts'
import { refreshSoon, viewOf } from './open-member.ts'
import { someoneAtTheTill } from './saved.ts'
import { actorOf } from './shop.ts'
import type { Shop } from './shop.ts'

/** Pairs of one member that are looked through. */
const mostPairs = 100

/** A person says whether two members are one. */
export async function answerPair(
  shop: Shop,
  { one, other, keep }: RequestArgs<'answerPair'>,
): Promise<Result<MemberView | null, RequestFailure>> {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  const { people } = shop.outbox
  const { id } = shop.connection
  const { actor } = actorOf(shop)
  if (keep === null) {
    const told = people.tellApart(id, [[one, other]], actor)
    if (!told.ok) return told
    await publish(shop, [one, other])
    return ok(null)
  }
  const keeps = canonicalKey(shop, keep)
  const [kept, gone] = keeps === canonicalKey(shop, one) ? [one, other] : [other, one]
  if (canonicalKey(shop, kept) !== keeps) return err({ kind: 'not-found' })
  const isAsked = people.suspected(id, kept, mostPairs).some((pair) => [pair.one, pair.other].includes(gone))
  const cause = isAsked ? 'two-tills' : 'asked'
  const joined = people.join(id, { kept, gone, cause }, actor)
  if (!joined.ok) return joined
  return ok((await publish(shop, [joined.value, kept, gone])) ?? null)
}

/** A person takes back that two entries are one person. */
export async function undoMerge(
  shop: Shop,
  { id }: RequestArgs<'undoMerge'>,
): Promise<Result<MemberView | null, RequestFailure>> {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  const { people } = shop.outbox
  const merge = people.merge(id)
  if (merge?.connectionId !== shop.connection.id) return err({ kind: 'not-found' })
  const parted = people.part(id, actorOf(shop).actor)
  if (!parted.ok) return parted
  // What became of the other one meanwhile was not looked at.
  refreshSoon(shop, merge.gone)
  return ok((await publish(shop, [merge.kept, merge.gone])) ?? null)
}

/**
 * A panel that shows one of them takes it as it is now; answers the first of whom anything is known. What was said is
 * saved, whether there is anything to show or not.
 */
async function publish(shop: Shop, keys: readonly MemberKey[]): Promise<MemberView | undefined> {
  const views = new Map<MemberKey, MemberView>()
  for (const key of keys) {
    const view = await viewOf(shop, key)
    if (view !== null) views.set(view.key, view)
  }
  for (const view of views.values()) shop.publishMember(view)
  return [...views.values()][0]
}
