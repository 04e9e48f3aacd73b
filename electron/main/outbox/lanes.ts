import type { MemberKey } from '../../../shared/domain/ids.ts'
import { isMemberKey } from '../../../shared/domain/ids.ts'
import type { OperationKind, OperationState, OperationTarget } from '../../../shared/domain/operation.ts'

/** The lane of a code: stamps on a card whose member is not known yet, and operations that move the card. */
export function codeLane(code: string): string {
  return `card:${code}`
}

/** The lane of an operation: strict order on each, lanes beside each other. */
export function laneOf(target: OperationTarget): string {
  return target.kind === 'member' ? target.key : codeLane(target.code)
}

/** Every lane that an operation holds while somebody works on it. */
export function lanesOf(row: { readonly lane: string; readonly lane2: string | null }): readonly string[] {
  return row.lane2 === null ? [row.lane] : [row.lane, row.lane2]
}

/** The member of a lane; null for a code's. */
export function keyOfLane(lane: string): MemberKey | null {
  return isMemberKey(lane) ? lane : null
}

/** The second lane of an operation that moves a card: it must be at the head of both. */
export function lane2Of(kind: OperationKind, code: string | null): string | null {
  return (kind === 'member.create' || kind === 'card.attach') && code !== null ? codeLane(code) : null
}

/**
 * Whether an operation may go past an earlier one on its lane.
 *
 * A stamp or an amount may pass an edit that waits for a person or for proof; nothing passes an enrolment, a redemption
 * passes nothing. db/tables/op-queue.ts asks the same in SQL.
 */
export function mayPass(
  later: { readonly kind: OperationKind },
  earlier: { readonly kind: OperationKind; readonly state: OperationState },
): boolean {
  return (
    (later.kind === 'stamps.add' || later.kind === 'balance.adjust') &&
    earlier.kind === 'member.edit' &&
    (earlier.state === 'attention' || earlier.state === 'unknown')
  )
}
