import type { OperationView, PlainState } from '../../../shared/domain/operation.ts'

/** The sections of the queue screen, in the order in which a cashier should look at them. */
export type GroupName = 'needs-you' | 'checking' | 'saved' | 'recent'

/** One section. */
export interface Group {
  readonly name: GroupName
  readonly operations: readonly OperationView[]
}

const groupOf: Readonly<Record<PlainState, GroupName>> = {
  'needs-you': 'needs-you',
  checking: 'checking',
  saved: 'saved',
  sent: 'recent',
  undone: 'recent',
  dropped: 'recent',
  moved: 'recent',
}

const order: readonly GroupName[] = ['needs-you', 'checking', 'saved', 'recent']

/**
 * Sorts operations into sections: what waits in the order in which it is sent, what is settled newest first.
 * Empty sections are left out.
 */
export function groupOperations(operations: Iterable<OperationView>): readonly Group[] {
  const groups = new Map<GroupName, OperationView[]>(order.map((name) => [name, []]))
  for (const operation of operations) groups.get(groupOf[operation.plain])?.push(operation)
  return order.flatMap((name) => {
    const found = groups.get(name) ?? []
    if (found.length === 0) return []
    const operationsInOrder =
      name === 'recent'
        ? found.toSorted((a, b) => b.changedAt - a.changedAt || b.seq - a.seq)
        : found.toSorted((a, b) => a.seq - b.seq)
    return [{ name, operations: operationsInOrder }]
  })
}

/** Cuts sections to `limit` rows altogether, from the top; `hidden` is how many rows were cut. */
export function windowed(
  groups: readonly Group[],
  limit: number,
): { readonly groups: readonly Group[]; readonly hidden: number } {
  let room = limit
  let hidden = 0
  const shown: Group[] = []
  for (const group of groups) {
    const operations = group.operations.slice(0, Math.max(0, room))
    room -= operations.length
    hidden += group.operations.length - operations.length
    if (operations.length > 0) shown.push({ name: group.name, operations })
  }
  return { groups: shown, hidden }
}

/** How many operations are not settled, and when the oldest of them was made. */
export function openSummary(operations: Iterable<OperationView>): {
  readonly count: number
  readonly oldestAt: number | null
} {
  let count = 0
  let oldestAt: number | null = null
  for (const operation of operations) {
    if (groupOf[operation.plain] === 'recent') continue
    count += 1
    if (oldestAt === null || operation.createdAt < oldestAt) oldestAt = operation.createdAt
  }
  return { count, oldestAt }
}
