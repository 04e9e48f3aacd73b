import type { MemberDetails } from '../../../../shared/domain/member.ts'
import type { CardTarget, OperationState } from '../../../../shared/domain/operation.ts'
import type { Owed, OwedCard, WaitingMember } from '../types.ts'
import type { ParsedPayload } from './payload.ts'

/** A live operation of one member. */
export interface LiveOperation {
  readonly id: string
  readonly state: OperationState
  /** How often bytes may have left. */
  readonly attempts: number
  /** Null where it cannot be read: it is then shown in the queue, and owes nothing that could be shown. */
  readonly parsed: ParsedPayload | null
}

/** What this till still owes a member: laid over what the provider said, never written into it. */
export function owedOf(operations: readonly LiveOperation[]): Owed {
  const cards = new Map<string, { card: CardTarget; waiting: number; checking: number }>()
  const codes: string[] = []
  let edits: Partial<MemberDetails> = {}
  let creation: Owed['creation'] = null
  let onTheWire = false
  for (const { id, state, attempts, parsed } of operations) {
    if (state === 'sending') onTheWire = true
    if (parsed === null) continue
    switch (parsed.kind) {
      case 'member.create':
        creation = { operationId: id, payload: parsed.payload }
        if (parsed.payload.code !== null) codes.push(parsed.payload.code)
        break
      case 'card.attach':
        codes.push(parsed.payload.code)
        break
      case 'member.edit':
        edits = { ...edits, ...parsed.payload.changes }
        break
      case 'affiliate.set':
      case 'list.set':
      case 'tier.enrol':
        break
      case 'stamps.add':
      case 'reward.redeem':
      case 'balance.adjust':
      case 'balance.revert': {
        const amount = amountOf(parsed)
        const { card } = parsed.payload
        const sum = cards.get(JSON.stringify(card)) ?? { card, waiting: 0, checking: 0 }
        // Sent before and about to be sent again it may be in the provider's figure already.
        const mayBeThere = state === 'queued' && attempts > 0
        if (state === 'unknown' || state === 'attention' || mayBeThere) sum.checking += amount
        else sum.waiting += amount
        cards.set(JSON.stringify(card), sum)
        break
      }
    }
  }
  return { cards: [...cards.values()].map(toOwedCard), edits, creation, codes, onTheWire }
}

/** What an operation adds to a card: stamps, or the smallest part of its unit. */
export function amountOf(parsed: ParsedPayload): number {
  switch (parsed.kind) {
    case 'stamps.add':
      return parsed.payload.amount
    case 'reward.redeem':
      return -parsed.payload.cost
    case 'balance.adjust':
      return parsed.payload.amount
    case 'balance.revert':
      return -parsed.payload.amount
    case 'member.create':
    case 'card.attach':
    case 'member.edit':
    case 'affiliate.set':
    case 'list.set':
    case 'tier.enrol':
      return 0
  }
}

/**
 * The figure from before an attempt, where it is what a card showed. Of a kind that changes no card the attempt keeps
 * what the kind itself needs to judge by; nobody is shown that as a figure.
 */
export function figureBefore(parsed: ParsedPayload | null, base: number | null | undefined): number | null {
  switch (parsed?.kind) {
    case 'stamps.add':
    case 'reward.redeem':
    case 'balance.adjust':
    case 'balance.revert':
      return base ?? null
    case 'member.create':
    case 'card.attach':
    case 'member.edit':
    case 'affiliate.set':
    case 'list.set':
    case 'tier.enrol':
    case undefined:
      return null
  }
}

function toOwedCard(sum: { card: CardTarget; waiting: number; checking: number }): OwedCard {
  return {
    cardId: sum.card.kind === 'held' ? sum.card.cardId : null,
    templateId: sum.card.kind === 'template' ? sum.card.templateId : null,
    waiting: sum.waiting,
    checking: sum.checking,
  }
}

/** A member that search must find although no provider told it; null where nothing of it would be found. */
export function waitingMember(
  key: WaitingMember['key'],
  operations: readonly LiveOperation[],
): WaitingMember | null {
  const { creation, codes, edits } = owedOf(operations)
  if (creation !== null) {
    return { key, details: { ...creation.payload.details, ...edits }, whole: true, edits, codes }
  }
  const edit = operations.findLast((operation) => operation.parsed?.kind === 'member.edit')?.parsed
  if (edit?.kind !== 'member.edit') return null
  return { key, details: { ...edit.payload.base, ...edits }, whole: false, edits, codes }
}
