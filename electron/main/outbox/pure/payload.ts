import type { OperationFacts, OperationKind, PayloadOf, Who } from '../../../../shared/domain/operation.ts'
import { stampUnit } from '../../../../shared/domain/unit.ts'
import { changedFields } from './merge.ts'

/** A payload with the kind that tells its shape. */
export type ParsedPayload = {
  readonly [K in OperationKind]: { readonly kind: K; readonly payload: PayloadOf[K] }
}[OperationKind]

/** The figures that a sentence needs. */
export function factsOf(parsed: ParsedPayload): OperationFacts {
  switch (parsed.kind) {
    case 'member.create':
      return { kind: parsed.kind, code: parsed.payload.code, welcome: parsed.payload.welcome }
    case 'card.attach':
      return { kind: parsed.kind, code: parsed.payload.code }
    case 'stamps.add':
      return { kind: parsed.kind, amount: parsed.payload.amount }
    case 'reward.redeem':
      return {
        kind: parsed.kind,
        rewardName: parsed.payload.rewardName,
        cost: parsed.payload.cost,
        provisional: parsed.payload.provisional,
      }
    case 'member.edit':
      return { kind: parsed.kind, fields: changedFields(parsed.payload.changes) }
    case 'balance.adjust':
      return { kind: parsed.kind, amount: parsed.payload.amount, unit: parsed.payload.unit }
    case 'affiliate.set':
      return { kind: parsed.kind, code: parsed.payload.code }
    case 'list.set':
      return { kind: parsed.kind, listName: parsed.payload.listName, on: parsed.payload.on }
    case 'tier.enrol':
      return { kind: parsed.kind, tierName: parsed.payload.tierName }
    case 'balance.revert': {
      const { amount, unit, operationId } = parsed.payload
      return { kind: parsed.kind, amount, unit, operationId }
    }
  }
}

/** What can be said of an operation whose payload is stripped or unreadable. */
export function bareFacts(kind: OperationKind): OperationFacts {
  switch (kind) {
    case 'member.create':
      return { kind, code: null, welcome: 0 }
    case 'card.attach':
      return { kind, code: '' }
    case 'stamps.add':
      return { kind, amount: 0 }
    case 'reward.redeem':
      return { kind, rewardName: '', cost: 0, provisional: false }
    case 'member.edit':
      return { kind, fields: [] }
    case 'balance.adjust':
      return { kind, amount: 0, unit: stampUnit }
    case 'affiliate.set':
      return { kind, code: null }
    case 'list.set':
      return { kind, listName: '', on: true }
    case 'tier.enrol':
      return { kind, tierName: '' }
    case 'balance.revert':
      return { kind, amount: 0, unit: stampUnit, operationId: '' }
    // A file may hold what this version has no name for.
    default:
      return { kind: 'unknown' }
  }
}

/** The name of somebody whose payload is stripped or unreadable. */
export const nobody: Who = { name: '' }
