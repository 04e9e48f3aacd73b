import { memberFields } from '../../../shared/domain/member.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import { err } from '../../../shared/ipc/result.ts'
import { viewOf } from './open-member.ts'
import { savedAnswer, someoneAtTheTill, stamped, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { detailRules } from './shop.ts'
import type { Shop } from './shop.ts'
import { validateDetails } from './validate-details.ts'

/** Changes details of a member. Only the fields that differ from what the form showed are sent. */
export async function editMember(shop: Shop, asked: RequestArgs<'edit'>): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  if (shop.provider !== null && shop.provider.capabilities.edit.length === 0)
    return err({ kind: 'not-offered' })
  const member = await viewOf(shop, asked.key)
  if (member === null) return err({ kind: 'not-found' })
  const details = validateDetails(asked.details, detailRules(shop))
  if (!details.ok) return err({ kind: 'invalid', fields: details.error })
  const changes = changesOf(asked.base, details.value)
  if (Object.keys(changes).length === 0) return err({ kind: 'nothing-changed' })
  const result = shop.outbox.enqueue({
    ...stamped(shop, asked.intent),
    kind: 'member.edit',
    target: { kind: 'member', key: member.key },
    payload: { who: whoIs(details.value), changes, base: asked.base },
    undoMs: 0,
  })
  return savedAnswer(shop, result)
}

/** The fields in which `now` differs from `base`. */
export function changesOf(base: MemberDetails, now: MemberDetails): Partial<MemberDetails> {
  return Object.fromEntries(
    memberFields.flatMap((field) => (now[field] === base[field] ? [] : [[field, now[field]]])),
  )
}
