import type { Brought } from '../outbox/types.ts'
import type { Shop } from './shop.ts'

/**
 * Takes in what a settled operation brought back: into memory in this turn, so that no panel falls back to an
 * older figure, and then into the copy on disk.
 */
export function takeIn(shop: Shop, brought: Brought): Promise<void> {
  const now = shop.clock.now()
  // Something was done for them here: they are at the counter again.
  shop.outbox.forgetting.comeBack(shop.connection.id, remoteIdIn(brought))
  switch (brought.kind) {
    case 'member':
      shop.fresh.putWritten(brought.member, now)
      return shop.directory.apply([brought.member], now)
    case 'card':
      shop.fresh.putCard(brought.remoteId, brought.card, now)
      return keep(shop, brought.remoteId)
    case 'stamps-left':
      shop.fresh.putStamps(brought.remoteId, brought.cardId, brought.stamps, now)
      return keep(shop, brought.remoteId)
    case 'moved':
      return move(shop, brought, now)
  }
}

function remoteIdIn(brought: Brought): string {
  return brought.kind === 'member' ? brought.member.remoteId : brought.remoteId
}

/** Nobody knows the new balance where nobody knew the old one: it is read when the member is next opened. */
async function move(shop: Shop, brought: Extract<Brought, { kind: 'moved' }>, now: number): Promise<void> {
  const { remoteId, cardId, by } = brought
  const cached = await shop.directory.member(remoteId)
  const card = shop.fresh.over(remoteId, cached)?.member.cards.find((one) => one.id === cardId)
  if (card === undefined) return
  shop.fresh.putStamps(remoteId, cardId, card.stamps + by, now)
  await keep(shop, remoteId)
}

/**
 * Writes the cards that memory knows of a member through to the copy. Nothing else was told: the rest keeps its
 * age, so that a list page read meanwhile still counts.
 */
async function keep(shop: Shop, remoteId: string): Promise<void> {
  const cached = await shop.directory.member(remoteId)
  const known = shop.fresh.over(remoteId, cached)
  if (known === null) return
  const { member, fetchedAt, detailsAt } = cached ?? known
  const { cards, cardsKnown, facts } = known.member
  const told = { ...member, cards, cardsKnown, ...(facts === undefined ? {} : { facts }) }
  await shop.directory.apply([told], detailsAt ?? fetchedAt)
}
