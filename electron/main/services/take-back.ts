import type { Ulid } from '../../../shared/domain/ids.ts'
import { memberFields } from '../../../shared/domain/member.ts'
import type { MemberDetails, MemberField } from '../../../shared/domain/member.ts'
import type { AdjustPayload, EditPayload, OperationView } from '../../../shared/domain/operation.ts'
import type { LastAction, NoWayBack, WayBack } from '../../../shared/ipc/counter-contract.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { OwnAction } from '../outbox/pure/guards.ts'
import { revertAdjustment } from './adjust-balance.ts'
import { viewOf } from './open-member.ts'
import { keyOf, savedAnswer, someoneAtTheTill, stamped, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { undoOperation } from './settle-operation.ts'
import { undoMs } from './shop.ts'
import type { Shop } from './shop.ts'

/** What the record says of something that never left and was taken back after its window. */
const takenBack = 'taken back'
/** More operations of one member are not looked through for what came after an enrolment. */
const mostLooked = 50

/** The last thing that the cashier at the till did today, and how it can be taken back. Nobody takes back another's. */
export async function lastAction(shop: Shop): Promise<Result<LastAction | null, RequestFailure>> {
  const cashier = shop.cashier()
  if (cashier === null) return err({ kind: 'nobody-at-the-till' })
  const own = shop.outbox.guards.lastBy(shop.connection.id, cashier.id)
  return ok(own === null ? null : { operation: own.view, way: await wayBack(shop, own) })
}

/**
 * Takes the last action back. What has left since it was shown is reversed where that is possible: the cashier wants it
 * gone, by whatever way.
 */
export async function takeBack(shop: Shop, asked: RequestArgs<'takeBack'>): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  const own = ownLast(shop, asked.id)
  if (own === null) return err({ kind: 'too-late' })
  const way = await wayBack(shop, own)
  if (ownLast(shop, asked.id) === null) return err({ kind: 'too-late' })
  switch (way.kind) {
    case 'none':
      return err({ kind: 'too-late' })
    case 'unsent': {
      if (own.tookIn !== null) return reverse(shop, asked, own)
      if (own.view.choices.undo) return undoOperation(shop, { id: asked.id })
      const dropped = { kind: 'drop', reason: takenBack } as const
      return savedAnswer(shop, shop.outbox.answer(asked.id, dropped, shop.cashier()?.name ?? null))
    }
    case 'reversal':
      return reverse(shop, asked, own)
  }
}

/** The operation, if it is still the last action of whoever is at the till now. */
function ownLast(shop: Shop, id: Ulid): OwnAction | null {
  const cashier = shop.cashier()
  const own = cashier === null ? null : shop.outbox.guards.lastBy(shop.connection.id, cashier.id)
  return own?.view.id === id ? own : null
}

const unsent: WayBack = { kind: 'unsent' }
const reversal: WayBack = { kind: 'reversal' }
const none = (why: NoWayBack): WayBack => ({ kind: 'none', why })

async function wayBack(shop: Shop, own: OwnAction): Promise<WayBack> {
  const { view } = own
  switch (view.state) {
    case 'held':
    case 'queued':
      if (!view.choices.undo && !view.choices.drop) return none('checking')
      return isBuiltUpon(shop, view) ? none('changed') : unsent
    case 'sending':
      return none('on-its-way')
    case 'unknown':
      return none('checking')
    case 'attention':
      return none('needs-you')
    case 'done':
      return reversalOf(shop, own)
    case 'cancelled':
    case 'discarded':
      return none('gone')
  }
}

/** Whether something else waits for somebody who would not be enrolled at all. */
function isBuiltUpon(shop: Shop, { facts, target, seq }: OperationView): boolean {
  if (facts.kind !== 'member.create' || target.kind !== 'member') return false
  return shop.outbox
    .history(shop.connection.id, target.key, mostLooked)
    .some((one) => one.seq > seq && one.facts.kind !== 'card.attach' && isLive(one))
}

function isLive({ state }: OperationView): boolean {
  return state !== 'done' && state !== 'cancelled' && state !== 'discarded'
}

async function reversalOf(shop: Shop, own: OwnAction): Promise<WayBack> {
  const { parsed } = own
  switch (parsed.kind) {
    case 'balance.adjust':
      return reversalOfAmount(shop, own, parsed.payload)
    case 'member.edit':
      return reversalOfEdit(shop, own, ownPart(own, parsed.payload))
    case 'list.set':
      return shop.provider?.capabilities.lists === true ? reversal : none('system')
    case 'stamps.add':
    case 'reward.redeem':
    case 'member.create':
    case 'card.attach':
    case 'balance.revert':
    case 'affiliate.set':
    case 'tier.enrol':
      return none('system')
  }
}

async function reversalOfAmount(shop: Shop, { view }: OwnAction, payload: AdjustPayload): Promise<WayBack> {
  const { capabilities } = shop.provider ?? {}
  const limits = capabilities?.adjust ?? null
  if (limits === null) return none('system')
  const key = keyOf(view)
  const member = key === null ? null : await viewOf(shop, key)
  if (member === null) return none('gone')
  if (payload.amount < 0) return -payload.amount <= limits.most ? reversal : none('system')
  // Reverting what bears our mark takes nothing that is not there, and may wait for the connection.
  if (capabilities?.revert === true) return reversal
  if (payload.amount > limits.mostTaken) return none('system')
  if (shop.outbox.link(shop.connection.id).kind !== 'online') return none('offline')
  const { card } = payload
  const held = member.cards.find((one) =>
    card.kind === 'held'
      ? one.id === card.cardId
      : card.kind === 'only' || one.templateId === card.templateId,
  )
  // What may have been taken already is not there for certain.
  const have = (held?.stamps ?? 0) + Math.min(0, held?.waiting ?? 0) + Math.min(0, held?.checking ?? 0)
  return have >= payload.amount ? reversal : none('spent')
}

async function reversalOfEdit(shop: Shop, { view }: OwnAction, { changes }: EditPayload): Promise<WayBack> {
  const fields = changedOf(changes)
  const editable = shop.provider?.capabilities.edit ?? memberFields
  if (fields.some((field) => !editable.includes(field))) return none('system')
  const key = keyOf(view)
  const member = key === null ? null : await viewOf(shop, key)
  if (member === null) return none('gone')
  return fields.every((field) => member.details[field] === changes[field]) ? reversal : none('changed')
}

/** What the cashier changed, and what stood there before; not what an earlier change that was taken in had changed. */
function ownPart({ tookIn }: OwnAction, payload: EditPayload): EditPayload {
  if (tookIn === null) return payload
  const before = { ...payload.base, ...tookIn.changes }
  const changed = changedOf(payload.changes).filter((field) => payload.changes[field] !== before[field])
  const changes = Object.fromEntries(changed.map((field) => [field, payload.changes[field]] as const))
  return { ...payload, base: before, changes }
}

function changedOf(changes: Partial<MemberDetails>): readonly MemberField[] {
  return memberFields.filter((field) => field in changes)
}

async function reverse(shop: Shop, asked: RequestArgs<'takeBack'>, own: OwnAction): SavedAnswer {
  const { view, parsed, madeAs } = own
  const key = keyOf(view)
  const member = key === null ? null : await viewOf(shop, key)
  if (member === null) return err({ kind: 'not-found' })
  // Asked twice at once, or by somebody else by now: from here to the record nothing comes in between.
  if (ownLast(shop, asked.id)?.view.state !== view.state) return err({ kind: 'too-late' })
  const head = {
    ...stamped(shop, asked.intent),
    target: { kind: 'member', key: member.key } as const,
    undoMs: undoMs(shop),
  }
  switch (parsed.kind) {
    case 'balance.adjust': {
      if (shop.provider?.capabilities.revert === true) return revertAdjustment(shop, asked)
      const { who, amount, unit, card } = parsed.payload
      const payload = { who, amount: -amount, unit, card, note: null, takesBack: madeAs }
      return savedAnswer(shop, shop.outbox.enqueue({ ...head, kind: 'balance.adjust', payload }))
    }
    case 'member.edit': {
      const { changes, base } = ownPart(own, parsed.payload)
      const back = Object.fromEntries(changedOf(changes).map((field) => [field, base[field]] as const))
      const details = { ...member.details, ...back }
      const payload = { who: whoIs(details), changes: back, base: member.details, takesBack: madeAs }
      return savedAnswer(shop, shop.outbox.enqueue({ ...head, kind: 'member.edit', payload, undoMs: 0 }))
    }
    case 'list.set': {
      const { who, listId, listName, on } = parsed.payload
      const payload = { who, listId, listName, on: !on, takesBack: madeAs }
      return savedAnswer(shop, shop.outbox.enqueue({ ...head, kind: 'list.set', payload }))
    }
    case 'stamps.add':
    case 'reward.redeem':
    case 'member.create':
    case 'card.attach':
    case 'balance.revert':
    case 'affiliate.set':
    case 'tier.enrol':
      return err({ kind: 'too-late' })
  }
}
