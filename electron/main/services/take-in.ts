import type { Brought } from '../outbox/types.ts'
import type { Shop } from './shop.ts'

/**
 * Takes in what a settled operation brought back: into memory in this turn, so that no panel falls back to an
 * older figure, and then into the copy on disk.
 */
export function takeIn(shop: Shop, brought: Brought): Promise<void> {
  const now = shop.clock.now()
  switch (brought.kind) {
    case 'member':
      shop.fresh.put(brought.member, now)
      return shop.directory.apply([brought.member], now)
    case 'card':
      shop.fresh.putCard(brought.remoteId, brought.card, now)
      return keep(shop, brought.remoteId, now)
    case 'stamps-left':
      shop.fresh.putStamps(brought.remoteId, brought.cardId, brought.stamps, now)
      return keep(shop, brought.remoteId, now)
  }
}

/** Writes what memory knows of a member through to the copy. */
async function keep(shop: Shop, remoteId: string, now: number): Promise<void> {
  const known = shop.fresh.over(remoteId, await shop.directory.member(remoteId))
  if (known === null) return
  await shop.directory.apply([known.member], now)
}
