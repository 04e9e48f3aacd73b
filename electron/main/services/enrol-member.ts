import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import { err } from '../../../shared/ipc/result.ts'
import { localKey } from '../../../shared/domain/ids.ts'
import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import { usableCode } from './lost-cards.ts'
import { savedAnswer, someoneAtTheTill, stamped, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { actorOf, detailRules } from './shop.ts'
import type { Shop } from './shop.ts'
import { validateDetails } from './validate-details.ts'

/** Enrols a walk-in. The member exists on this till from here on; the provider hears of it later. */
export async function enrolMember(shop: Shop, asked: RequestArgs<'enrol'>): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  if (shop.provider !== null && shop.provider.capabilities.enrol === 'no') return err({ kind: 'not-offered' })
  const needsEmail = shop.provider?.capabilities.needsEmail === true
  const details = validateDetails(asked.details, { ...detailRules(shop), needsEmail })
  if (!details.ok) return err({ kind: 'invalid', fields: details.error })
  const code = asked.code === null || asked.code === '' ? null : usableCode(shop, asked.code)
  if (code !== null && !code.ok) return code
  const template = shop.programme()?.cards.find((card) => card.id === asked.templateId)
  const result = shop.outbox.enqueue({
    ...stamped(shop, asked.intent),
    kind: 'member.create',
    // The intent is unique on this till, so it serves as the member's own id: a repeat finds the same member.
    target: { kind: 'member', key: localKey(asked.intent) },
    payload: {
      who: whoIs(details.value),
      details: details.value,
      code: code === null ? null : code.value,
      templateId: asked.templateId,
      welcome: template?.initialStamps ?? 0,
      sendLinks: asked.sendLinks,
    },
    undoMs: 0,
  })
  if (result.ok && asked.somebodyElse !== undefined) tellApart(shop, asked.intent, asked.somebodyElse)
  return savedAnswer(shop, result)
}

/** Who was ruled out now is not asked about again when the enrolment has arrived. It hinders no enrolment. */
function tellApart(shop: Shop, intent: Ulid, others: readonly MemberKey[]): void {
  const pairs = others.map((other) => [localKey(intent), other] as const)
  if (pairs.length > 0) shop.outbox.people.tellApart(shop.connection.id, pairs, actorOf(shop).actor)
}
