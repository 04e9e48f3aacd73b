import type { AdjustLimits } from '../../../shared/domain/unit.ts'
import type { CardView } from '../../../shared/domain/views.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { chosenCard } from './add-stamps.ts'
import { viewOf } from './open-member.ts'
import { saveOnce, someoneAtTheTill, stamped, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { undoMs } from './shop.ts'
import type { Shop } from './shop.ts'

/**
 * Adds to a member's balance, or takes from it. Nothing is taken while the provider cannot be asked, and nothing that
 * is not there: what a provider does with a balance below zero, none of them documents.
 */
export async function adjustBalance(shop: Shop, asked: RequestArgs<'adjust'>): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  const limits = shop.provider?.capabilities.adjust ?? null
  if (limits === null) return err({ kind: 'not-offered' })
  const member = await viewOf(shop, asked.key)
  if (member === null) return err({ kind: 'not-found' })
  const target = chosenCard(member, asked.card)
  if (!target.ok) return target
  const card = member.cards.find((one) =>
    target.value.kind === 'held'
      ? one.id === target.value.cardId
      : target.value.kind === 'only' || one.templateId === target.value.templateId,
  )
  const allowed = allows(shop, limits, asked.amount, card)
  if (!allowed.ok) return allowed
  const note = asked.note === null ? '' : asked.note.trim()
  if (note.length > limits.noteLength) return err({ kind: 'note-too-long', most: limits.noteLength })
  return saveOnce(
    shop,
    {
      ...stamped(shop, asked.intent),
      kind: 'balance.adjust',
      target: { kind: 'member', key: member.key },
      payload: {
        who: whoIs(member.details),
        amount: asked.amount,
        unit: limits.unit,
        card: target.value,
        note: note === '' ? null : note,
      },
      undoMs: undoMs(shop),
    },
    asked.again,
  )
}

function allows(
  shop: Shop,
  limits: AdjustLimits,
  amount: number,
  card: CardView | undefined,
): Result<null, RequestFailure> {
  const { unit, most, mostTaken } = limits
  if (amount === 0 || amount > most || amount < -mostTaken) {
    return err({ kind: 'amount-out-of-range', most, mostTaken, unit })
  }
  if (amount > 0) return ok(null)
  if (shop.outbox.link(shop.connection.id).kind !== 'online') return err({ kind: 'offline-deduct' })
  // A deduction whose outcome is not known may have been made.
  const have = (card?.stamps ?? 0) + Math.min(0, card?.waiting ?? 0) + Math.min(0, card?.checking ?? 0)
  return have >= -amount ? ok(null) : err({ kind: 'not-enough-balance', have, need: -amount, unit })
}

/** Takes back an adjustment that has arrived, where the provider can do that by its mark. */
export async function revertAdjustment(shop: Shop, asked: RequestArgs<'revert'>): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  if (shop.provider?.capabilities.revert !== true) return err({ kind: 'not-offered' })
  const made = shop.outbox.adjustment(asked.id)
  if (made === null || made.connectionId !== shop.connection.id) return err({ kind: 'not-found' })
  // Twice would take it twice in the cashier's eyes, once at the provider: only the first is said to be saved.
  if (made.reverted || !made.arrived) return err({ kind: 'too-late' })
  const { who, amount, unit, card } = made.payload
  return saveOnce(
    shop,
    {
      ...stamped(shop, asked.intent),
      kind: 'balance.revert',
      target: { kind: 'member', key: made.key },
      payload: { who, amount, unit, card, operationId: made.id, key: made.madeAs },
      undoMs: undoMs(shop),
    },
    true,
  )
}
