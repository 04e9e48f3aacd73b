import type { Connection, Link } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { isDiskFailure } from '../db/failure.ts'
import { dueOps, opBySeq } from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import {
  clampDue,
  connectionsWithWork,
  dueLooks,
  farthestDueAt,
  nextDueAt,
  sendableOnLane,
  sendableOps,
  stripSettled,
} from '../db/tables/op-queue.ts'
import { createCommitter } from './commit.ts'
import type { Core } from './core.ts'
import { createGates } from './gates.ts'
import type { Gates } from './gates.ts'
import { lanesOf } from './lanes.ts'
import { ask, move } from './ledger.ts'
import { lookOne } from './look.ts'
import { isOwner } from './outcomes.ts'
import { longestWaitMs, recoverForgotten, setAside } from './recovery.ts'
import { sendOne } from './send.ts'
import type { Sending } from './send.ts'
import { createUnwritten } from './unwritten.ts'

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
  /** Somebody at the counter waits for this operation: it and what is before it on its lane go first. */
  hurry(connectionId: Ulid, seq: number): void
  probe(connectionId: Ulid): Promise<Link>
  stop(ms: number): Promise<void>
}

/** Builds the sender; nothing is sent before `start`. */
export function createSender(core: Core): Sender {
  let running = false
  let nextStripAt = 0
  let cancelTick: (() => void) | null = null
  const wakes = new Map<Ulid, () => void>()
  const kicked = new Set<Ulid>()
  /** Operations for which somebody waits, by seq. Those of an earlier run are not here: nobody waits any more. */
  const hurried = new Map<number, Ulid>()
  /** Operations that are worked on, by seq: a lane is worked on once. */
  const busy = new Map<number, { readonly row: OpRow; readonly work: Promise<void> }>()
  const unwritten = createUnwritten(core)
  const commits = createCommitter(core)
  const gates = createGates(core, (connectionId) => pump(connectionId))

  const halt = (): void => {
    if (!running) return
    running = false
    core.deps.log.warn('outbox.not-owner')
    gates.replaced(core.deps.connections().map((connection) => connection.id))
  }
  const sendingOf = (row: OpRow, urgent: boolean): Sending => ({
    core,
    urgent,
    gates,
    commits,
    mayClaim: () => running && !unwritten.diskFails(),
    lostOwnership: halt,
    record: async (work) => {
      const owned = (): OpRow | null => {
        if (isOwner(core)) return work()
        // Another run has put this operation in order and may be sending it now: what is known here is old.
        halt()
        return null
      }
      try {
        await commits.run(owned)
      } catch (error) {
        unwritten.keep(row, owned, error)
      }
    },
  })

  /** Lanes of a connection on which somebody works, or an outcome waits to be written. */
  const takenLanes = (connectionId: Ulid): Set<string> =>
    new Set(
      [...[...busy.values()].map((one) => one.row), ...unwritten.rows()]
        .filter((row) => row.connection_id === connectionId)
        .flatMap(lanesOf),
    )
  const begin = (row: OpRow, urgent: boolean, work: (sending: Sending) => Promise<void>): void => {
    const sending = sendingOf(row, urgent)
    const done = work(sending)
      .catch((error: unknown) => {
        core.deps.log.warn('outbox.defect', {
          seq: row.seq,
          error,
        })
        return sending.record(() => setAside(core, row.seq))
      })
      .then(() => {
        busy.delete(row.seq)
        // Soon, not now: what one commit settles makes room for others together, and they are sought once.
        kick(row.connection_id)
      })
    busy.set(row.seq, { row, work: done })
  }

  /** Ends undo windows; false where one could not be ended now. One that the file refuses keeps no other. */
  const releaseDue = (connectionId: Ulid, all: boolean): boolean => {
    const now = all ? Number.MAX_SAFE_INTEGER : core.now()
    const over = dueOps(core.db, { connectionId, state: 'held', now, limit: 1_000 })
    if (over.length === 0) return true
    const release = (rows: readonly OpRow[]): boolean => {
      try {
        core.space.write(() =>
          core.transact(() => {
            for (const row of rows) move(core, row, 'release', { changes: { due_at: core.now() } })
          }),
        )
        return true
      } catch (error) {
        core.deps.log.warn('outbox.release-failed', {
          count: rows.length,
          error,
        })
        if (rows.length === 1 || isDiskFailure(error)) return false
        for (const row of rows) release([row])
        return false
      }
    }
    return release(over)
  }

  const fill = (connection: Connection): void => {
    const provider = core.deps.provider(connection)
    // The ticker asks about what no adapter can carry.
    if (provider === null) return
    const mine = [...busy.values()].filter((one) => one.row.connection_id === connection.id)
    const lanesAtOnce = gates.lanesAtOnce(connection.id)
    let free = lanesAtOnce - mine.length
    const taken = takenLanes(connection.id)
    const start = (row: OpRow, work: typeof sendOne, urgent = false): void => {
      const lanes = lanesOf(row)
      if (busy.has(row.seq) || lanes.some((lane) => taken.has(lane))) return
      if (free <= 0 && !urgent) return
      for (const lane of lanes) taken.add(lane)
      free -= 1
      begin(row, urgent, (sending) => work(sending, row, connection, provider))
    }
    const now = core.now()
    const maySend = !unwritten.diskFails()
    if (maySend) {
      for (const seq of urgentHeads(connection.id, now)) startAt(seq, (row) => start(row, sendOne, true))
    }
    if (free <= 0) return
    // What is worked on or held is found as well and passed over: it must not hide what could go.
    const at = { connectionId: connection.id, now, limit: free + taken.size }
    const sendable = maySend ? sendableOps(core.db, at).filter((seq) => !busy.has(seq)) : []
    // Where both wait each has half of the lanes: after a restore looks alone would keep everybody waiting for hours.
    const looking = mine.filter(({ row }) => row.state === 'unknown').length
    const share = sendable.length === 0 ? free : Math.max(0, Math.ceil(lanesAtOnce / 2) - looking)
    const least = Math.max(0, free - share)
    // One of each lane is begun; others may stand behind many of that lane.
    for (let before = -1; free > least && before !== free;) {
      before = free
      const due = dueLooks(core.db, { connectionId: connection.id, now, taken, limit: free - least })
      for (const seq of due) startAt(seq, (row) => start(row, lookOne))
    }
    for (const seq of sendable) {
      if (free <= 0) break
      startAt(seq, (row) => start(row, sendOne))
    }
  }
  const startAt = (seq: number, start: (row: OpRow) => void): void => {
    // Much of what is found is worked on already: its row need not be read for that.
    const row = busy.has(seq) ? null : opBySeq(core.db, seq)
    if (row !== null) start(row)
  }
  /** What goes next on the lanes of those for whom somebody waits. However busy the rest is, these find room. */
  const urgentHeads = (connectionId: Ulid, now: number): readonly number[] =>
    [...hurried]
      .filter(([, of]) => of === connectionId)
      .flatMap(([seq]) => {
        const row = opBySeq(core.db, seq)
        if (row?.state !== 'held' && row?.state !== 'queued') {
          // It is on its way, or it waits for a person.
          hurried.delete(seq)
          return []
        }
        return sendableOnLane(core.db, { connectionId, lane: row.lane, now }) ?? []
      })

  const pump = (connectionId: Ulid): void => {
    if (!running) return
    const connection = core.connection(connectionId)
    if (connection === null) return
    try {
      const released = releaseDue(connectionId, false)
      if (gates.isOpen(connectionId)) fill(connection)
      // What could not be released is due all the time: the ticker comes back to it.
      wakeAt(connectionId, released ? nextDueAt(core.db, connectionId, core.now()) : null)
    } catch (error) {
      // A full disk or a failing one: the ticker comes back.
      core.deps.log.warn('outbox.pump-failed', { error })
    }
  }

  const kick = (connectionId: Ulid): void => {
    if (kicked.has(connectionId)) return
    kicked.add(connectionId)
    // Who saved something is answered first.
    core.soon(() => {
      kicked.delete(connectionId)
      pump(connectionId)
    })
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

  /** Operations whose connection or adapter is gone ask a person; they are never dropped. */
  const askOrphans = (connectionId: Ulid, kind: 'connection-gone' | 'adapter-gone'): void => {
    releaseDue(connectionId, false)
    const open = (['queued', 'unknown'] as const).flatMap((state) =>
      dueOps(core.db, { connectionId, state, now: Number.MAX_SAFE_INTEGER, limit: 1_000 }),
    )
    core.space.write(() =>
      core.transact(() => {
        for (const row of open) {
          ask(core, row, row.state === 'queued' ? 'ask' : 'undecidable', { kind })
        }
      }),
    )
  }

  const everyConnection = (): ReadonlySet<Ulid> =>
    new Set([...core.deps.connections().map((connection) => connection.id), ...connectionsWithWork(core.db)])

  const guarded = (event: string, work: () => void): void => {
    try {
      work()
    } catch (error) {
      core.deps.log.warn(event, { error })
    }
  }
  /** One shop's turn: what fails here concerns no other. */
  const tickOne = (connectionId: Ulid): void => {
    guarded('outbox.not-recovered', () =>
      recoverForgotten(core, connectionId, (row) => busy.has(row.seq) || unwritten.has(row.seq)),
    )
    guarded('outbox.tick-failed', () => {
      const connection = core.connection(connectionId)
      if (connection === null) {
        askOrphans(connectionId, 'connection-gone')
        return
      }
      // A clock that was set back, perhaps after it had been set ahead, leaves due times that never come.
      if ((farthestDueAt(core.db, connectionId) ?? 0) > core.now() + longestWaitMs) {
        core.space.write(() => clampDue(core.db, core.now(), longestWaitMs))
      }
      if (core.deps.provider(connection) === null) askOrphans(connectionId, 'adapter-gone')
      gates.tick(connectionId)
      pump(connectionId)
    })
  }

  const tick = (): void => {
    if (!running) return
    cancelTick = core.deps.timers.set(tick, tickMs)
    try {
      if (!isOwner(core)) {
        halt()
        return
      }
      core.space.recheck()
      unwritten.retry()
      const sure = core.sureTime()
      if (sure !== null && (sure >= nextStripAt || nextStripAt > sure + betweenStripsMs)) {
        nextStripAt = sure + betweenStripsMs
        core.space.write(() => stripSettled(core.db, sure - keepDetailsMs))
      }
      for (const connectionId of everyConnection()) tickOne(connectionId)
    } catch (error) {
      core.deps.log.warn('outbox.tick-failed', { error })
    }
  }

  return {
    gates,
    start: () => {
      running = true
      tick()
    },
    kick,
    hurry: (connectionId, seq) => {
      hurried.set(seq, connectionId)
      kick(connectionId)
    },
    probe: async (connectionId) => (await gates.probe(connectionId)).link,
    stop: async (ms) => {
      if (running) {
        // The cashier leaves: what could be undone cannot be any more.
        try {
          for (const connectionId of everyConnection()) releaseDue(connectionId, true)
        } catch (error) {
          core.deps.log.warn('outbox.release-failed', { error })
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
      unwritten.retry()
      core.stopTelling()
    },
  }
}
