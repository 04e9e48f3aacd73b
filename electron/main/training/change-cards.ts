import { writeEntry } from './books.ts'
import type { Change } from './change-customers.ts'
import { good, invalid, notFound, objectIn, refusedBecause } from './replies.ts'
import type { Reply } from './replies.ts'
import { cardJson, cardRow, iso } from './wire-customers.ts'

/** Most stamps in one request; the vendor names no limit, and no till sends nearly as many. */
const mostStamps = 100

/** `POST .../stamp`: answers the card after stamping. */
export function stamp(change: Change, customerId: number, cardId: number): Reply {
  const { db, now } = change
  if (cardRow(db, customerId, cardId) === undefined) return notFound
  const stamps = objectIn(change.body)?.['stamps'] ?? 1
  if (typeof stamps !== 'number' || !Number.isInteger(stamps) || stamps < 1 || stamps > mostStamps) {
    return invalid({ stamps: ['must be between 1 and 100'] })
  }
  move(change, cardId, stamps)
  writeEntry(db, {
    at: now,
    kind: 'stamp',
    customerId,
    customerCardId: cardId,
    rewardId: null,
    amount: stamps,
    references: [],
    fingerprint: change.fingerprint,
  })
  const after = cardRow(db, customerId, cardId)
  return after === undefined ? notFound : good(cardJson(db, after))
}

/** `POST .../redeem`: takes the reward's stamps off the card, or refuses. */
export function redeem(change: Change, customerId: number, cardId: number): Reply {
  const { db, now } = change
  const card = cardRow(db, customerId, cardId)
  const reward = db
    .prepare<[unknown, number], { id: number; name: string; stamps_required: number; active: number }>(
      'SELECT id, name, stamps_required, active FROM reward WHERE id = ? AND card_id = ?',
    )
    .get(Number(objectIn(change.body)?.['reward_id'] ?? 0), card?.card_id ?? 0)
  if (card === undefined || reward === undefined) return notFound
  if (reward.active !== 1) return refusedBecause('Reward is inactive')
  if (card.stamps < reward.stamps_required) return refusedBecause('Not enough stamps')
  move(change, cardId, -reward.stamps_required)
  writeEntry(db, {
    at: now,
    kind: 'redeem',
    customerId,
    customerCardId: cardId,
    rewardId: reward.id,
    amount: -reward.stamps_required,
    references: [],
    fingerprint: change.fingerprint,
  })
  const id = db.prepare<[], number>('SELECT max(id) FROM ledger').pluck().get()
  return good({
    success: true,
    redemption: {
      id,
      reward_id: reward.id,
      reward_name: reward.name,
      stamps_spent: reward.stamps_required,
      stamps_remaining: card.stamps - reward.stamps_required,
      redeemed_at: iso(now),
    },
  })
}

function move({ db, now }: Change, cardId: number, stamps: number): void {
  db.prepare('UPDATE customer_card SET stamps = stamps + ?, updated_at = ? WHERE id = ?').run(
    stamps,
    now,
    cardId,
  )
}
