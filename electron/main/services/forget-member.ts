import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { DirectoryFailure } from '../directory/failure.ts'
import type { DirectoryFailureKind } from '../directory/failure.ts'
import { someoneAtTheTill } from './saved.ts'
import { actorOf } from './shop.ts'
import type { Shop } from './shop.ts'

/**
 * Takes what this till keeps of a member off it: the copy with its indexes, memory, what settled operations tell of them,
 * and cards that the loyalty system knows too. The next reading of the list does not bring them back; their card at the
 * counter, or enrolling them anew, does.
 */
export async function forgetMember(
  shop: Shop,
  { key }: { readonly key: MemberKey },
): Promise<Result<null, RequestFailure>> {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  const { outbox, connection, provider } = shop
  // Where nobody but this till knows whose a card is, forgetting it would make the card nobody's.
  const cards = provider?.capabilities.codes === 'till' ? 'keep' : 'forget'
  const noted = outbox.forgetting.forget(connection.id, key, cards)
  if (!noted.ok) return noted
  shop.log.info('people.forgotten', { cashier: actorOf(shop).actor })
  const failed = await erase(shop, noted.value)
  if (failed === null) return ok(null)
  return err({ kind: 'not-saved', cause: failed === 'disk-full' ? 'disk-full' : 'database' })
}

/** Finishes what a run began that ended before the copy had let go of everybody; done at the opening of the shop. */
export async function finishForgetting(shop: Shop): Promise<void> {
  const left = shop.outbox.forgetting.unfinished(shop.connection.id)
  if (left.length > 0) await erase(shop, left)
}

/** Takes members off memory and the copy; answers why that could not be done. */
async function erase(shop: Shop, remoteIds: readonly string[]): Promise<DirectoryFailureKind | null> {
  try {
    for (const remoteId of remoteIds) {
      shop.fresh.forget(remoteId)
      await shop.directory.forget(remoteId)
    }
  } catch (error) {
    if (!(error instanceof DirectoryFailure)) throw error
    // A copy that was begun anew holds nobody; of any other it must not be said that they are gone.
    if (error.kind !== 'rebuilt') {
      shop.log.warn('people.not-removed', { kind: error.kind })
      return error.kind
    }
  }
  shop.outbox.forgetting.finished(shop.connection.id, remoteIds)
  return null
}
