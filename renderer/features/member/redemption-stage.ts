import type { OperationView } from '../../../shared/domain/operation.ts'
import { canUndo } from '../../stores/operations.ts'

/** Where a redemption stands, for the hand that holds the reward. */
export type RedemptionStage = 'give' | 'give-provisionally' | 'undoable' | 'asking' | 'checking' | 'refused'

/** "Give" only once the provider has confirmed, or where the shop allows it without. */
export function stageOf(operation: OperationView, now: number): RedemptionStage {
  const { facts, plain } = operation
  if (plain === 'sent') return 'give'
  if (plain === 'needs-you' || plain === 'dropped') return 'refused'
  if (facts.kind === 'reward.redeem' && facts.provisional) return 'give-provisionally'
  if (plain === 'checking') return 'checking'
  return canUndo(operation, now) ? 'undoable' : 'asking'
}
