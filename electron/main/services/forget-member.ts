import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { DirectoryFailure } from '../directory/failure.ts'
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
  const { outbox, connection, provider } = shop
  // Where nobody but this till knows whose a card is, forgetting it would make the card nobody's.
  const cards = provider?.capabilities.codes === 'till' ? 'keep' : 'forget'
  const noted = outbox.forgetting.forget(connection.id, key, cards)
  if (!noted.ok) return noted
  try {
    for (const remoteId of noted.value) {
      shop.fresh.forget(remoteId)
      await shop.directory.forget(remoteId)
    }
    return ok(null)
  } catch (error) {
    if (!(error instanceof DirectoryFailure)) throw error
    // A copy that was begun anew holds nobody; of any other it must not be said that they are gone.
    if (error.kind === 'rebuilt') return ok(null)
    shop.log.warn('people.not-removed', { kind: error.kind })
    return err({ kind: 'not-saved', cause: error.kind === 'disk-full' ? 'disk-full' : 'database' })
  }
}
