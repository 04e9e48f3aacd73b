import type { OperationState } from '../../../shared/domain/operation.ts'

/** Every state of an operation, in the order of its life. */
export const operationStates: readonly OperationState[] = [
  'held',
  'queued',
  'sending',
  'unknown',
  'attention',
  'done',
  'cancelled',
  'discarded',
]
