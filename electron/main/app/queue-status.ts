import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { QueueStatus, QueueSummary, WaitingElsewhere } from '../../../shared/domain/operation.ts'
import type { Outbox } from '../outbox/types.ts'

/** What waits at the shop that is open, and at the others of its profile. */
export interface QueueWatch {
  /** Counted anew. */
  readonly now: () => QueueStatus
  readonly stop: () => void
}

/**
 * Follows the queues of all shops of a profile and tells them as one. It counts nothing by itself: an outbox goes on
 * counting for each of its shops, at its own pace, and a word on another shop is passed on where its figures changed.
 * Practice and live have an outbox each, so neither hears of the other.
 */
export function watchQueues(options: {
  readonly outbox: Pick<Outbox, 'summary' | 'onQueue'>
  /** Every shop of the profile. */
  readonly connections: () => readonly Pick<Connection, 'id' | 'name'>[]
  /** The shop that is open. */
  readonly here: Ulid
  readonly tell: (status: QueueStatus) => void
}): QueueWatch {
  const { outbox, connections, here, tell } = options
  const known = new Map<Ulid, QueueSummary>()

  const elsewhere = (): readonly WaitingElsewhere[] =>
    connections().flatMap(({ id, name }): readonly WaitingElsewhere[] => {
      const queue = id === here ? undefined : known.get(id)
      if (queue === undefined || queue.waiting === 0) return []
      return [{ connectionId: id, name, waiting: queue.waiting, needsYou: queue.needsYou }]
    })
  const status = (): QueueStatus => ({
    ...(known.get(here) ?? outbox.summary(here)),
    elsewhere: elsewhere(),
  })
  const count = (): QueueStatus => {
    for (const { id } of connections()) known.set(id, outbox.summary(id))
    return status()
  }

  count()
  const stop = outbox.onQueue((id, summary) => {
    const before = known.get(id)
    known.set(id, summary)
    const same = before?.waiting === summary.waiting && before.needsYou === summary.needsYou
    if (id === here || !same) tell(status())
  })
  return { now: count, stop }
}
