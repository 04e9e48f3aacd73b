import type { Link } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { QueueSummary } from '../../../shared/domain/operation.ts'
import type { Suspected } from './pure/suspicion.ts'
import type { OperationChange, OutboxDependencies } from './types.ts'

/** Listeners of one thing. A listener that throws harms nobody else. */
export interface Channel<A extends readonly unknown[]> {
  add(listener: (...args: A) => void): () => void
  tell(...args: A): void
}

function channel<A extends readonly unknown[]>(name: string, log: OutboxDependencies['log']): Channel<A> {
  const listeners = new Set<(...args: A) => void>()
  return {
    add: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: (...args) => {
      for (const listener of [...listeners]) {
        try {
          listener(...args)
        } catch (error) {
          log.warn('outbox.listener-failed', {
            channel: name,
            error,
          })
        }
      }
    },
  }
}

/** Everybody who wants to know. */
export interface Listeners {
  readonly operation: Channel<[OperationChange]>
  readonly queue: Channel<[Ulid, QueueSummary]>
  readonly link: Channel<[Ulid, Link]>
  readonly suspected: Channel<[Suspected]>
}

/** No listeners yet. */
export function createListeners(log: OutboxDependencies['log']): Listeners {
  return {
    operation: channel('operation', log),
    queue: channel('queue', log),
    link: channel('link', log),
    suspected: channel('suspected', log),
  }
}

/** How often the figures of the queue are told at most, ms. */
const betweenSummariesMs = 250
/** Counting 100,000 operations takes milliseconds: it may take up a hundredth of the time and no more. */
const restTimes = 100

/** Tells the figures of queues, often enough and not more often. */
export interface Summaries {
  changed(connectionId: Ulid): void
  stop(): void
}

/** Tells the figures of a queue at once, and while much happens only now and then. */
export function createSummaries(
  deps: Pick<OutboxDependencies, 'clock' | 'timers'>,
  tell: (connectionId: Ulid) => void,
): Summaries {
  const steady = (): number => (deps.clock.steady ?? deps.clock.now)()
  const told = new Map<Ulid, number>()
  const rest = new Map<Ulid, number>()
  const waiting = new Map<Ulid, () => void>()
  const tellNow = (connectionId: Ulid): void => {
    waiting.delete(connectionId)
    told.set(connectionId, deps.clock.now())
    const from = steady()
    tell(connectionId)
    rest.set(connectionId, Math.max(betweenSummariesMs, (steady() - from) * restTimes))
  }
  return {
    changed: (connectionId) => {
      if (waiting.has(connectionId)) return
      const since = deps.clock.now() - (told.get(connectionId) ?? -Infinity)
      // A clock set back must not silence the queue.
      const pause = rest.get(connectionId) ?? betweenSummariesMs
      if (since >= pause || since < 0) {
        tellNow(connectionId)
        return
      }
      const cancel = deps.timers.set(() => tellNow(connectionId), pause - since)
      waiting.set(connectionId, cancel)
    },
    stop: () => {
      for (const cancel of waiting.values()) cancel()
      waiting.clear()
    },
  }
}
