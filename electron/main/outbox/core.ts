import { ulid } from 'ulid'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { WriteDb } from '../db/handle.ts'
import type { OpRow } from '../db/tables/op.ts'
import { summarise } from '../db/tables/op-queue.ts'
import { chanceOf } from './backoff.ts'
import { keyOfLane } from './lanes.ts'
import { isSettled } from './op-state.ts'
import { createListeners, createSummaries } from './listeners.ts'
import type { Listeners } from './listeners.ts'
import { createBusinessDay } from './pure/business-day.ts'
import type { BusinessDay } from './pure/business-day.ts'
import { createSpace } from './space.ts'
import type { Space } from './space.ts'
import type { Brought, OperationChange, OutboxDependencies } from './types.ts'
import { viewOf } from './views.ts'

/** What every part of the outbox works with. */
export interface Core {
  readonly db: WriteDb
  readonly deps: OutboxDependencies
  readonly listeners: Listeners
  readonly space: Space
  readonly day: BusinessDay
  now(): number
  /** After what the event loop has ready now. */
  soon(callback: () => void): void
  /** In [0, 1). */
  chance(): number
  newId(): Ulid
  /** A mark for the provider: short, since a customer may see it. */
  newTag(): string
  connection(id: Ulid): Connection | null
  /** One durable decision; what it told with {@link Core.changed} goes out after the commit. */
  transact<T>(work: () => T): T
  /** Tells listeners of a row as it is now, once the transaction is committed. */
  changed(row: OpRow, brought?: Brought | null): void
  /** Nothing is told later than this: the database may be closed. */
  stopTelling(): void
  /** Stamps on a card by our own last write. */
  readonly counters: Map<string, number>
  /** The outcome of an operation became unknown just now. */
  silent(seq: number): void
  /** For how long this run has waited since then, or since it began, ms. A clock that is set does not change it. */
  waited(seq: number): number
  /** A change of a member was on the wire just now. */
  wrote(connectionId: Ulid, remoteId: string): void
  /** For how long none was, ms; null where there was none in this run. A clock that is set does not change it. */
  sinceWrite(connectionId: Ulid, remoteId: string): number | null
  /** For how long this run has been there, ms. */
  sinceStart(): number
  /** A provider said what time it is. */
  toldTime(at: number): void
  /**
   * The time by the till's clock or by the provider's, whichever is earlier; null while no provider has told it in this
   * run. For what cannot be taken back: either clock alone may be ahead.
   */
  sureTime(): number | null
}

/** No provider is so slow that a change could be missing from its reads for longer, ms. */
const keepWritesMs = 24 * 3_600_000

const tagAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ties database, clock, chance and listeners together. */
export function createCore(db: WriteDb, deps: OutboxDependencies): Core {
  const listeners = createListeners(deps.log)
  const summaries = createSummaries(deps, (connectionId) => {
    try {
      listeners.queue.tell(connectionId, summarise(db, connectionId))
    } catch (error) {
      // The next change tells them again.
      deps.log.warn('outbox.not-summarised', { error })
    }
  })
  const steady = (): number => (deps.clock.steady ?? deps.clock.now)()
  const begun = steady()
  const silences = new Map<number, number>()
  const writes = new Map<string, number>()
  let time: { readonly at: number; readonly from: number } | null = null
  let told: OperationChange[] = []
  let depth = 0
  const tell = (): void => {
    const now = told
    told = []
    for (const { view } of now) if (isSettled(view.state)) silences.delete(view.seq)
    for (const change of now) listeners.operation.tell(change)
    for (const connectionId of new Set(now.map((change) => change.connectionId)))
      summaries.changed(connectionId)
  }
  return {
    db,
    deps,
    listeners,
    space: createSpace(db.ballast, deps.log),
    day: createBusinessDay(),
    stopTelling: () => summaries.stop(),
    counters: new Map(),
    silent: (seq) => {
      silences.set(seq, steady())
    },
    waited: (seq) => steady() - (silences.get(seq) ?? begun),
    wrote: (connectionId, remoteId) => {
      const key = `${connectionId} ${remoteId}`
      // The newest last, so that the oldest are found without looking through all of them.
      writes.delete(key)
      writes.set(key, steady())
      for (const [oldest, at] of writes) {
        if (steady() - at <= keepWritesMs) break
        writes.delete(oldest)
      }
    },
    sinceWrite: (connectionId, remoteId) => {
      const at = writes.get(`${connectionId} ${remoteId}`)
      return at === undefined ? null : steady() - at
    },
    sinceStart: () => steady() - begun,
    toldTime: (at) => {
      time = { at, from: steady() }
    },
    sureTime: () => (time === null ? null : Math.min(deps.clock.now(), time.at + steady() - time.from)),
    now: () => deps.clock.now(),
    soon: deps.soon ?? ((callback) => setImmediate(callback)),
    chance: () => chanceOf(deps.random(4)),
    newId: () => {
      const bytes = deps.random(16)
      let drawn = 0
      return ulid(deps.clock.now(), () => (bytes[drawn++ % bytes.length] ?? 0) / 256)
    },
    newTag: () => {
      const marks = Array.from(deps.random(8), (byte) => tagAlphabet.charAt(byte % 32)).join('')
      return `${deps.tillId.slice(-4)}-${marks}`
    },
    connection: (id) => deps.connections().find((connection) => connection.id === id) ?? null,
    transact: (work) => {
      depth += 1
      let result: ReturnType<typeof work>
      try {
        result = db.transaction(work)
      } catch (error) {
        // What was rolled back did not happen: nobody is told.
        if (depth === 1) told = []
        throw error
      } finally {
        depth -= 1
      }
      // Outside: what is committed has happened, and nobody may run it again because somebody could not be told.
      if (depth === 0) tell()
      return result
    },
    changed: (row, brought = null) => {
      told.push({ view: viewOf(row), key: keyOfLane(row.lane), brought, connectionId: row.connection_id })
    },
  }
}
