import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { Saved } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { NewOperation } from '../outbox/types.ts'
import { viewOf } from './open-member.ts'
import { actorOf } from './shop.ts'
import type { Shop } from './shop.ts'

/** The answer of every action: what became durable, and the member as it is now. */
export type SavedAnswer = Promise<Result<Saved, RequestFailure>>

/** The member an operation is for, or null for a code without a member. */
export function keyOf(view: OperationView): MemberKey | null {
  return view.target.kind === 'member' ? view.target.key : null
}

/** Wraps a durable operation for the screen. */
export async function savedAnswer(shop: Shop, result: Result<OperationView, RequestFailure>): SavedAnswer {
  if (!result.ok) return result
  const key = keyOf(result.value)
  const member =
    key === null
      ? null
      : await viewOf(shop, key).catch((error: unknown) => {
          // It is saved, whatever becomes of the picture of it: the till may be closing or switching shops.
          shop.log.warn('member.not-shown', { error })
          return null
        })
  return ok({ operation: result.value, member })
}

/** What every new operation carries. */
export function stamped(shop: Shop, intent: Ulid) {
  return { connectionId: shop.connection.id, intent, ...actorOf(shop) }
}

/** Refuses what would be recorded under nobody's name. */
export function someoneAtTheTill(shop: Shop): Result<null, RequestFailure> {
  return shop.cashier() === null ? err({ kind: 'nobody-at-the-till' }) : ok(null)
}

/** Saves, unless the same was done moments ago and the cashier has not said that it is meant. */
export async function saveOnce(shop: Shop, operation: NewOperation, again: boolean): SavedAnswer {
  if (!again) {
    const earlier = shop.outbox.justDone(operation, shop.settings().againSeconds * 1_000)
    if (earlier !== null) return err({ kind: 'just-done', earlier })
  }
  return savedAnswer(shop, shop.outbox.enqueue(operation))
}

/** The name that the queue shows. */
export function whoIs(details: MemberDetails): { readonly name: string } {
  return { name: memberName(details) }
}
