import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Query } from '../db/handle.ts'
import { detailLanes, liveOpsOnLane } from '../db/tables/op.ts'
import type { Core } from './core.ts'
import { keyOfLane } from './lanes.ts'
import { waitingMember } from './pure/owed.ts'
import { toLive } from './reading.ts'
import type { WaitingMember } from './types.ts'

/** Rows that were ever written since the file was opened; nobody else writes. */
const everChanged: Query<{ readonly changes: number }> = { sql: 'select total_changes() as changes' }

interface Known {
  readonly version: string
  readonly member: WaitingMember | null
}

/**
 * Members that only the outbox knows, or knows better than the copy. Asked at each key that a cashier types: after an
 * outage thousands wait, and only the lanes that changed since are read again.
 */
export function createWaiting(core: Core): (connectionId: Ulid) => readonly WaitingMember[] {
  const known = new Map<Ulid, ReadonlyMap<string, Known>>()
  const answers = new Map<Ulid, { readonly changes: number; readonly members: readonly WaitingMember[] }>()
  const read = (connectionId: Ulid, lane: string): WaitingMember | null => {
    const key = keyOfLane(lane)
    return key === null ? null : waitingMember(key, liveOpsOnLane(core.db, connectionId, lane).map(toLive))
  }
  return (connectionId) => {
    // Nothing at all was written since: the answer is the same, and the same object.
    const changes = core.db.get(everChanged)?.changes ?? 0
    const answered = answers.get(connectionId)
    if (answered?.changes === changes) return answered.members
    const before = known.get(connectionId)
    const now = new Map<string, Known>()
    for (const { lane, version } of detailLanes(core.db, connectionId)) {
      const same = before?.get(lane)
      now.set(lane, same?.version === version ? same : { version, member: read(connectionId, lane) })
    }
    known.set(connectionId, now)
    const members = [...now.values()].flatMap(({ member }) => (member === null ? [] : [member]))
    answers.set(connectionId, { changes, members })
    return members
  }
}
