import { memberFields } from '../../../shared/domain/member.ts'
import type { MemberDetails, MemberField } from '../../../shared/domain/member.ts'
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
  const editable = shop.provider?.capabilities.edit ?? memberFields
  if (editable.length === 0) return err({ kind: 'not-offered' })
  const member = await viewOf(shop, asked.key)
  if (member === null) return err({ kind: 'not-found' })
  const details = validateDetails(asked.details, detailRules(shop))
  if (!details.ok) return err({ kind: 'invalid', fields: details.error })
  // A form shows only what can be changed; the rest may differ by its spelling here and is left alone.
  const changes = changesOf(asked.base, details.value, editable)
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

/** The fields of `among` in which `now` differs from `base`. */
export function changesOf(
  base: MemberDetails,
  now: MemberDetails,
  among: readonly MemberField[] = memberFields,
): Partial<MemberDetails> {
  return Object.fromEntries(
    among.flatMap((field) => (now[field] === base[field] ? [] : [[field, now[field]]])),
  )
}
