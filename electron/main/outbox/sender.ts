import type { Connection, Link } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { dueOps, opBySeq } from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import { clampDue, connectionsWithWork, nextDueAt, sendableOps, stripSettled } from '../db/tables/op-queue.ts'
import { createCommitter } from './commit.ts'
import type { Core } from './core.ts'
import { createGates } from './gates.ts'
import type { Gates } from './gates.ts'
import { ask, move } from './ledger.ts'
import { lookOne } from './look.ts'
import { postpone } from './outcomes.ts'
import { longestWaitMs } from './recovery.ts'
import { sendOne } from './send.ts'
import type { Sending } from './send.ts'

/** Lanes of a connection that are worked on at the same time. */
export const lanesAtOnce = 4
/** Whatever timers and events do, everything is looked at this often, ms. */
export const tickMs = 15_000
/** Personal data of settled operations stays this long, ms. */
export const keepDetailsMs = 30 * 24 * 3_600_000
const betweenStripsMs = 6 * 3_600_000

/** Carries operations to their providers. */
export interface Sender {
  readonly gates: Gates
  start(): void
  /** Something may be sendable now. */
  kick(connectionId: Ulid): void
  probe(connectionId: Ulid): Promise<Link>
  stop(ms: number): Promise<void>
}

/** Builds the sender; nothing is sent before `start`. */
export function createSender(core: Core): Sender {
  let running = false
  let nextStripAt = 0
  let lastTickAt = 0
  let cancelTick: (() => void) | null = null
  const wakes = new Map<Ulid, () => void>()
  const kicked = new Set<Ulid>()
  /** Operations that are worked on, by seq: a lane is worked on once. */
  const busy = new Map<number, { readonly row: OpRow; readonly work: Promise<void> }>()
  /** Outcomes that could not be written. Nothing more is claimed until they are. */
  let unwritten: (() => OpRow | null)[] = []

  const commits = createCommitter(core)
  const gates = createGates(core, (connectionId) => pump(connectionId))

  const halt = (): void => {
    running = false
    core.deps.log.warn('outbox.not-owner')
  }
  const sending: Sending = {
    core,
    gates,
    commits,
    mayClaim: () => running && unwritten.length === 0,
    lostOwnership: halt,
    record: async (work) => {
      try {
        await commits.run(work)
      } catch (error) {
        unwritten.push(work)
        core.deps.log.warn('outbox.outcome-not-written', {
          error: error instanceof Error ? error.name : 'unknown',
        })
      }
    },
  }

  const writeAgain = (): void => {
    const jobs = unwritten
    unwritten = []
    for (const job of jobs) {
      try {
        core.space.write(() => core.transact(job))
      } catch {
        unwritten.push(job)
      }
    }
  }

  const isBusy = (row: OpRow): boolean => {
    if (busy.has(row.seq)) return true
    for (const { row: other } of busy.values()) {
      if (other.connection_id !== row.connection_id) continue
      const lanes = [other.lane, other.lane2]
      if (lanes.includes(row.lane) || (row.lane2 !== null && lanes.includes(row.lane2))) return true
    }
    return false
  }
  const begin = (row: OpRow, work: () => Promise<void>): void => {
    const done = work()
      .catch((error: unknown) => {
        core.deps.log.warn('outbox.defect', {
          seq: row.seq,
          error: error instanceof Error ? error.name : 'unknown',
        })
        return sending.record(() =>
          row.state === 'queued' ? postpone(core, row, { kind: 'bad-answer', status: 0 }) : null,
        )
      })
      .then(() => {
        busy.delete(row.seq)
        pump(row.connection_id)
      })
    busy.set(row.seq, { row, work: done })
  }

  const releaseDue = (connectionId: Ulid, all: boolean): void => {
    const now = all ? Number.MAX_SAFE_INTEGER : core.now()
    const over = dueOps(core.db, { connectionId, state: 'held', now, limit: 1_000 })
    if (over.length === 0) return
    core.space.write(() =>
      core.transact(() => {
        for (const row of over) move(core, row, 'release', { changes: { due_at: core.now() } })
      }),
    )
  }

  const fill = (connection: Connection): void => {
    const provider = core.deps.provider(connection)
    if (provider === null) {
      gates.tell(connection.id, { kind: 'unauthorized' })
      return
    }
    const mine = [...busy.values()].filter((one) => one.row.connection_id === connection.id).length
    let free = lanesAtOnce - mine
    if (free <= 0) return
    const at = { connectionId: connection.id, now: core.now(), limit: lanesAtOnce + mine }
    for (const row of dueOps(core.db, { ...at, state: 'unknown' })) {
      if (free === 0) return
      if (isBusy(row)) continue
      free -= 1
      begin(row, () => lookOne(sending, row, connection, provider))
    }
    if (unwritten.length > 0) return
    for (const seq of sendableOps(core.db, at)) {
      if (free === 0) return
      const row = opBySeq(core.db, seq)
      if (row === null || isBusy(row)) continue
      free -= 1
      begin(row, () => sendOne(sending, row, connection, provider))
    }
  }

  const pump = (connectionId: Ulid): void => {
    if (!running) return
    const connection = core.connection(connectionId)
    if (connection === null) return
    try {
      releaseDue(connectionId, false)
      if (gates.isOpen(connectionId)) fill(connection)
      wakeAt(connectionId, nextDueAt(core.db, connectionId, core.now()))
    } catch (error) {
      // A full disk or a failing one: the ticker comes back.
      core.deps.log.warn('outbox.pump-failed', { error: error instanceof Error ? error.name : 'unknown' })
    }
  }

  const wakeAt = (connectionId: Ulid, at: number | null): void => {
    wakes.get(connectionId)?.()
    wakes.delete(connectionId)
    if (at === null) return
    // The ticker covers what lies further away, and what a held row on a failing disk would make spin.
    const wait = Math.min(tickMs, Math.max(10, at - core.now()))
    wakes.set(
      connectionId,
      core.deps.timers.set(() => pump(connectionId), wait),
    )
  }

  /** Operations of a connection that is gone ask a person; they are never dropped. */
  const askOrphans = (connectionId: Ulid): void => {
    releaseDue(connectionId, true)
    const open = (['queued', 'unknown'] as const).flatMap((state) =>
      dueOps(core.db, { connectionId, state, now: Number.MAX_SAFE_INTEGER, limit: 1_000 }),
    )
    core.space.write(() =>
      core.transact(() => {
        for (const row of open) {
          ask(core, row, row.state === 'queued' ? 'ask' : 'undecidable', { kind: 'connection-gone' })
        }
      }),
    )
  }

  const everyConnection = (): ReadonlySet<Ulid> =>
    new Set([...core.deps.connections().map((connection) => connection.id), ...connectionsWithWork(core.db)])

  const tick = (): void => {
    if (!running) return
    cancelTick = core.deps.timers.set(tick, tickMs)
    try {
      core.space.recheck()
      writeAgain()
      // A clock that was set back leaves due times far ahead.
      if (core.now() < lastTickAt) core.space.write(() => clampDue(core.db, core.now(), longestWaitMs))
      lastTickAt = core.now()
      if (core.now() >= nextStripAt) {
        nextStripAt = core.now() + betweenStripsMs
        core.space.write(() => stripSettled(core.db, core.now() - keepDetailsMs))
      }
      for (const connectionId of everyConnection()) {
        if (core.connection(connectionId) === null) askOrphans(connectionId)
        else {
          gates.tick(connectionId)
          pump(connectionId)
        }
      }
    } catch (error) {
      core.deps.log.warn('outbox.tick-failed', { error: error instanceof Error ? error.name : 'unknown' })
    }
  }

  return {
    gates,
    start: () => {
      running = true
      tick()
    },
    kick: (connectionId) => {
      if (kicked.has(connectionId)) return
      kicked.add(connectionId)
      // Who saved something is answered first.
      core.soon(() => {
        kicked.delete(connectionId)
        pump(connectionId)
      })
    },
    probe: (connectionId) => gates.probe(connectionId),
    stop: async (ms) => {
      if (running) {
        // The cashier leaves: what could be undone cannot be any more.
        try {
          for (const connectionId of everyConnection()) releaseDue(connectionId, true)
        } catch {
          core.deps.log.warn('outbox.release-failed')
        }
      }
      running = false
      cancelTick?.()
      gates.stop()
      for (const cancel of wakes.values()) cancel()
      wakes.clear()
      const inFlight = [...busy.values()].map((one) => one.work)
      if (inFlight.length > 0) {
        let cancel = (): void => undefined
        const patience = new Promise<void>((resolve) => {
          cancel = core.deps.timers.set(resolve, ms)
        })
        await Promise.race([Promise.all(inFlight), patience])
        cancel()
      }
      writeAgain()
      core.stopTelling()
    },
  }
}
