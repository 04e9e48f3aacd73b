import type { CardTarget } from '../../shared/domain/operation.ts'
import type { CardView, MemberView } from '../../shared/domain/views.ts'

/** How a card is named on screen: by the provider's id, or by its template while it waits to be made. */
export function cardName(card: Pick<CardView, 'id' | 'templateId'>): string {
  return card.id ?? `template:${card.templateId}`
}

/** The card of that name. */
export function cardOf(view: MemberView, name: string | null): CardView | null {
  return view.cards.find((card) => cardName(card) === name) ?? null
}

/** Whether a reward of the card can be had. */
export function isReady(card: CardView): boolean {
  return card.rewards.some((reward) => reward.ready)
}

function soon(card: CardView): number {
  return (card.stamps ?? 0) + card.waiting
}

function only(cards: readonly CardView[]): string | null {
  const [card] = cards
  return card !== undefined && cards.length === 1 ? cardName(card) : null
}

/**
 * The card that fits: the only one with a reward ready, else the one used last, else the fullest. Null where that
 * is a guess, for the cashier to choose.
 */
export function fittingCard(view: MemberView, lastUsed: string | null): string | null {
  if (view.cards.length === 1) return only(view.cards)
  const ready = view.cards.filter(isReady)
  if (ready.length > 0) return only(ready)
  if (cardOf(view, lastUsed) !== null) return lastUsed
  const most = Math.max(...view.cards.map(soon))
  return only(view.cards.filter((card) => soon(card) === most))
}

/** The card chosen before, under the name it has in a newer view (it gets an id when its member arrives). */
export function sameCard(now: MemberView, before: MemberView, name: string | null): string | null {
  if (name === null || cardOf(now, name) !== null) return name
  const old = cardOf(before, name)
  return old === null ? null : only(now.cards.filter((card) => card.templateId === old.templateId))
}

/** What stamps and rewards go to: the chosen card. A member without one gets none here: it comes with enrolment. */
export function targetOf(view: MemberView, name: string | null): CardTarget | null {
  const card = cardOf(view, name)
  if (card === null) return null
  return card.id === null
    ? { kind: 'template', templateId: card.templateId }
    : { kind: 'held', cardId: card.id }
}
