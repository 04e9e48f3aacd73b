import type { MemberView } from '../../../shared/domain/views.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { isSameCard } from '../../../shared/scan/card-forms.ts'
import type { LostOf } from '../outbox/types.ts'
import { attachCard } from './attach-card.ts'
import { viewOf } from './open-member.ts'
import { someoneAtTheTill } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { actorOf } from './shop.ts'
import type { Shop } from './shop.ts'

/**
 * Gives a member a card in the place of one that was lost. The balance is the member's, so nothing has to follow. No
 * loyalty system that is spoken here lets go of a code: that the old one is lost is this till's own knowledge.
 */
export async function replaceCard(shop: Shop, asked: RequestArgs<'replaceCard'>): SavedAnswer {
  const { lost, ...attach } = asked
  const member = await viewOf(shop, asked.key)
  const known = member === null ? [] : cardsOf(member)
  const before = member?.replaced ?? []
  const isBefore = (code: string): boolean => before.some((one) => isSameCard(one.code, code))
  const named = [...new Set(lost)].flatMap((code) => known.find((card) => isSameCard(card.code, code)) ?? [])
  // The form was open for a while: what is not theirs any more is nobody's to lose.
  const isTheirs = (code: string): boolean =>
    isBefore(code) || named.some((one) => isSameCard(one.code, code))
  if (lost.some((code) => !isTheirs(code) || isSameCard(code, asked.code))) return err({ kind: 'not-found' })
  const saved = await attachCard(shop, attach, named)
  if (saved.ok) shop.log.info('cards.replaced', { cashier: actorOf(shop).actor, count: lost.length })
  return saved
}

/** Cards that open a member, each with the entry of the person that has it. */
function cardsOf({ key, codes, people }: MemberView): readonly LostOf[] {
  const own = codes.map((code) => ({ code, key }))
  const others = people?.entries ?? []
  return [...own, ...others.flatMap((entry) => entry.codes.map((code) => ({ code, key: entry.row.key })))]
}

/** A lost card was found again. */
export async function cardFound(
  shop: Shop,
  { code }: RequestArgs<'cardFound'>,
): Promise<Result<MemberView | null, RequestFailure>> {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  const found = shop.outbox.replaced.foundAgain(
    shop.connection.id,
    code,
    shop.provider?.capabilities.codes !== 'provider',
  )
  if (!found.ok) return found
  shop.log.info('cards.said-found', { cashier: actorOf(shop).actor })
  const view = await viewOf(shop, found.value)
  if (view !== null) shop.publishMember(view)
  return ok(view)
}
