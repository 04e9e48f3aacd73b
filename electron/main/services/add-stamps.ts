import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { CardTarget, OperationTarget } from '../../../shared/domain/operation.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { knownMember } from './known-member.ts'
import { usableCode } from './lost-cards.ts'
import { viewOf } from './open-member.ts'
import { savedAnswer, saveOnce, someoneAtTheTill, stamped, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { undoMs } from './shop.ts'
import type { Shop } from './shop.ts'

/** Stamps that a shop may give where its provider has not said. */
const usualRange = { min: 1, max: 5 }

/** Adds stamps to a member's card, or to a code whose member is not known on this till. */
export async function addStamps(shop: Shop, asked: RequestArgs<'addStamps'>): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  const amount = inRange(shop, asked.amount)
  if (!amount.ok) return amount
  const meant = await whoIsMeant(shop, asked.target, asked.card)
  if (!meant.ok) return meant
  if (asked.overCap !== true) {
    const within = withinDayCap(shop, meant.value.target, amount.value, asked.intent)
    if (!within.ok) return within
  }
  return saveOnce(
    shop,
    {
      ...stamped(shop, asked.intent),
      kind: 'stamps.add',
      target: meant.value.target,
      payload: { who: meant.value.who, amount: amount.value, card: meant.value.card },
      undoMs: undoMs(shop),
    },
    asked.again,
  )
}

/** Another number within the undo window: the same operation, never a second one. */
export async function changeStamps(shop: Shop, asked: RequestArgs<'changeStamps'>): SavedAnswer {
  const amount = inRange(shop, asked.amount)
  if (!amount.ok) return amount
  const before = shop.outbox.view(asked.id)
  if (asked.overCap !== true && before?.facts.kind === 'stamps.add' && amount.value > before.facts.amount) {
    const within = withinDayCap(shop, before.target, amount.value, before.id)
    if (!within.ok) return within
  }
  return savedAnswer(shop, shop.outbox.changeAmount(asked.id, amount.value, shop.cashier()?.name ?? null))
}

/**
 * Whether so many stamps more are within what a member may have on one business day without a question: by what this till
 * has recorded. A person with several entries is one person.
 */
function withinDayCap(
  shop: Shop,
  target: OperationTarget,
  amount: number,
  except: Ulid,
): Result<null, RequestFailure> {
  const cap = shop.settings().counter.dayCap
  if (cap === 0) return ok(null)
  const { id } = shop.connection
  const others = target.kind === 'member' ? shop.outbox.people.entriesOf(id, target.key) : []
  const targets = [target, ...others.map((key) => ({ kind: 'member', key }) as const)]
  const given = shop.outbox.guards.givenToday(id, targets, except)
  return given + amount <= cap ? ok(null) : err({ kind: 'day-cap', given, cap })
}

function inRange(shop: Shop, amount: number): Result<number, RequestFailure> {
  const range = shop.provider === null ? usualRange : shop.provider.capabilities.stamps
  if (range === null) return err({ kind: 'not-offered' })
  return amount >= range.min && amount <= range.max ? ok(amount) : err({ kind: 'out-of-range', ...range })
}

interface Meant {
  readonly target: OperationTarget
  readonly card: CardTarget
  readonly who: { readonly name: string }
}

async function whoIsMeant(
  shop: Shop,
  target: OperationTarget,
  card: CardTarget,
): Promise<Result<Meant, RequestFailure>> {
  switch (target.kind) {
    case 'code': {
      const code = usableCode(shop, target.code)
      if (!code.ok) return code
      return ok({ target: { kind: 'code', code: code.value }, card: { kind: 'only' }, who: { name: '' } })
    }
    case 'member': {
      const member = await viewOf(shop, target.key)
      if (member === null) return err({ kind: 'not-found' })
      if (member.cards.length === 0 && (await hasNoCard(shop, member.key)))
        return err({ kind: 'not-offered' })
      const chosen = chosenCard(member, card)
      if (!chosen.ok) return chosen
      return ok({
        target: { kind: 'member', key: member.key },
        card: chosen.value,
        who: whoIs(member.details),
      })
    }
  }
}

/** Whether it is known that there is no card to stamp; a list row that does not speak of cards says nothing. */
async function hasNoCard(shop: Shop, key: MemberKey): Promise<boolean> {
  const known = await knownMember(shop, key)
  if (known !== null) return known.member.cardsKnown
  return shop.outbox.owed(shop.connection.id, key).creation !== null
}

/** Which card an operation names: the provider's id where it is known, else what the cashier meant. */
export function chosenCard(member: MemberView, card: CardTarget): Result<CardTarget, RequestFailure> {
  if (card.kind === 'held') {
    return member.cards.some((one) => one.id === card.cardId) ? ok(card) : err({ kind: 'not-found' })
  }
  const fits =
    card.kind === 'only' ? member.cards : member.cards.filter((one) => one.templateId === card.templateId)
  const [first, ...others] = fits
  if (first === undefined) return ok(card)
  if (others.length > 0) return err({ kind: 'choose-card' })
  return ok(
    first.id === null
      ? { kind: 'template', templateId: first.templateId }
      : { kind: 'held', cardId: first.id },
  )
}
