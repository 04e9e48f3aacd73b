import type { Ulid } from '../../../shared/domain/ids.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'

/** Operations by id. */
export type OperationMap = ReadonlyMap<Ulid, OperationView>

/** How many operations one request brings at most; the contract allows no more. */
export const listLimit = 500

/** How many settled operations are listed. */
export const recentLimit = 50

function newerOf(known: OperationView | undefined, told: OperationView): OperationView {
  return known !== undefined && known.changedAt > told.changedAt ? known : told
}

/** The list after main told of one operation. */
export function withOperation(known: OperationMap, told: OperationView): OperationMap {
  return new Map(known).set(told.id, newerOf(known.get(told.id), told))
}

/**
 * The list as it was just read. What main told meanwhile and is newer than the reading stays, so that an operation
 * that settled while the list was on its way does not fall back.
 */
export function withReading(known: OperationMap, reading: readonly OperationView[]): OperationMap {
  const newest = new Map<Ulid, OperationView>()
  for (const told of reading) newest.set(told.id, newerOf(known.get(told.id), told))
  const readAt = Math.max(0, ...reading.map(({ changedAt }) => changedAt))
  for (const [id, operation] of known)
    if (!newest.has(id) && operation.changedAt > readAt) newest.set(id, operation)
  return newest
}
