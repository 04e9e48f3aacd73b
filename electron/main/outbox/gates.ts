import { z } from 'zod'
import type { Connection, Link } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { readGate, writeGate } from '../db/tables/gates.ts'
import { gateEventOf } from './classify.ts'
import type { GateEvent } from './classify.ts'
import type { Core } from './core.ts'
import { clampGate, linkOf, nextGate, openGate } from './pure/gate.ts'
import type { Gate } from './pure/gate.ts'

const when = { since: z.number(), nextTryAt: z.number(), tries: z.number().int() }
const stored: z.ZodType<Gate> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), failures: z.number().int().min(0) }),
  z.object({ kind: z.enum(['offline', 'not-the-provider', 'signed-out', 'failing']), ...when }),
  z.object({ kind: z.literal('rate-limited'), ...when }),
])

/** After this long without a word an idle connection is asked whether it is still there, ms. */
const quietMs = 30_000

/** Lanes of a connection that are worked on at the same time, to begin with and after each failure. */
const fewLanes = 4
/** As many as it grows to while everything goes well. */
const manyLanes = 16
/** Good answers in a row that make room for one more. */
const answersForOneMore = 4

/** What one cheap read told, and where the gate stands after it. */
export interface Probed {
  readonly event: GateEvent
  readonly link: Link
}

/** The gates of all connections. */
export interface Gates {
  of(connectionId: Ulid): Gate
  isOpen(connectionId: Ulid): boolean
  /**
   * How many lanes may be worked on at once. Few after a failure: what is on the wire when a line breaks is a question
   * each, and a line that has just broken may break again.
   */
  lanesAtOnce(connectionId: Ulid): number
  tell(connectionId: Ulid, event: GateEvent): void
  /** One cheap read, now. */
  probe(connectionId: Ulid): Promise<Probed>
  /** What the screen shows of a gate. */
  link(connectionId: Ulid): Link
  /** Probes what is due or has been quiet. */
  tick(connectionId: Ulid): void
  /** Another run works with the file: nobody knocks any more, and whoever watches the way is told why. */
  replaced(connectionIds: Iterable<Ulid>): void
  stop(): void
}

/** Keeps the gates; `opened` hears of each that lets operations through again. */
export function createGates(core: Core, opened: (connectionId: Ulid) => void): Gates {
  const gates = new Map<Ulid, Gate>()
  const timers = new Map<Ulid, () => void>()
  /** How long each gate was meant to stay shut when it was last told to, ms. */
  const waits = new Map<Ulid, number>()
  const probes = new Map<Ulid, Promise<Probed>>()
  const heard = new Map<Ulid, number>()
  /** Good answers since the last that was none. */
  const streaks = new Map<Ulid, number>()
  let stopped = false
  let replacedAt: number | null = null

  const load = (connectionId: Ulid): Gate => {
    const kept = readGate(core.db, connectionId)
    const parsed = stored.safeParse(kept?.gate)
    if (kept === null || !parsed.success) return openGate
    const gate = parsed.data
    if (gate.kind !== 'open') waits.set(connectionId, Math.max(0, gate.nextTryAt - kept.changedAt))
    return clampGate(gate, core.now())
  }
  const of = (connectionId: Ulid): Gate => {
    const known = gates.get(connectionId) ?? load(connectionId)
    // A clock that was set back must not make a wait longer than it was named.
    const gate = clampGate(known, core.now(), waits.get(connectionId))
    gates.set(connectionId, gate)
    return gate
  }
  const link = (connectionId: Ulid): Link =>
    replacedAt === null ? linkOf(of(connectionId)) : { kind: 'replaced', since: replacedAt }
  /** The link without asking the file, which may be closed once everything has stopped. */
  const linkInMind = (connectionId: Ulid): Link =>
    replacedAt === null ? linkOf(gates.get(connectionId) ?? openGate) : link(connectionId)
  const save = (connectionId: Ulid, gate: Gate): void => {
    try {
      core.space.write(() => writeGate(core.db, connectionId, { ...gate }, core.now()))
    } catch (error) {
      // Only the beginning of an outage is lost, and only over a restart.
      core.deps.log.warn('outbox.gate-not-saved', { connection: connectionId, error })
    }
  }
  const arm = (connectionId: Ulid, gate: Gate): void => {
    timers.get(connectionId)?.()
    timers.delete(connectionId)
    if (gate.kind === 'open' || stopped) return
    const wait = Math.max(0, gate.nextTryAt - core.now())
    waits.set(connectionId, wait)
    timers.set(
      connectionId,
      core.deps.timers.set(() => void knock(connectionId), wait),
    )
  }
  const tell = (connectionId: Ulid, event: GateEvent): void => {
    if (event.kind === 'nothing' || stopped) return
    if (event.kind === 'reached') heard.set(connectionId, core.now())
    streaks.set(connectionId, event.kind === 'reached' ? (streaks.get(connectionId) ?? 0) + 1 : 0)
    const before = of(connectionId)
    // Every success tells it: chance, which costs a call to the system, is for waits alone.
    const after = nextGate(before, event, core.now(), event.kind === 'reached' ? 0 : core.chance())
    gates.set(connectionId, after)
    if (before.kind === 'open' && after.kind === 'open') return
    // Also a longer wish of the provider outlives this run; the knocks of an outage need not.
    const named = after.kind === 'rate-limited' && after !== before
    if (before.kind !== after.kind || named) save(connectionId, after)
    if (before.kind !== after.kind) {
      core.deps.log.info('outbox.gate', { connection: connectionId, from: before.kind, to: after.kind })
    }
    arm(connectionId, after)
    core.listeners.link.tell(connectionId, linkOf(after))
    if (after.kind === 'open') opened(connectionId)
  }
  const ask = async (connection: Connection): Promise<GateEvent> => {
    const provider = core.deps.provider(connection)
    if (provider === null) return { kind: 'unauthorized' }
    const answer = await provider.ping({ priority: 'background' })
    if (answer.ok) {
      if (answer.evidence.serverDate !== null) core.toldTime(answer.evidence.serverDate)
      return { kind: 'reached' }
    }
    switch (answer.failure.kind) {
      // The provider answers and will not let this key see this store.
      case 'forbidden':
      case 'not-found':
      case 'refused':
        return { kind: 'unauthorized' }
      case 'not-sent':
      case 'no-answer':
      case 'bad-answer':
      case 'unauthorized':
      case 'rate-limited':
      case 'server-error':
        return gateEventOf(answer.failure)
    }
  }
  const knock = (connectionId: Ulid): Promise<Probed> => {
    const running = probes.get(connectionId)
    if (running !== undefined) return running
    const untold = (known: Link): Promise<Probed> =>
      Promise.resolve({ event: { kind: 'nothing' }, link: known })
    if (stopped) return untold(linkInMind(connectionId))
    const connection = core.connection(connectionId)
    if (connection === null) return untold(link(connectionId))
    const started = ask(connection)
      .catch((): GateEvent => ({ kind: 'failed' }))
      .then((event) => {
        probes.delete(connectionId)
        tell(connectionId, event)
        return { event, link: linkInMind(connectionId) }
      })
    probes.set(connectionId, started)
    return started
  }
  const probe = async (connectionId: Ulid): Promise<Probed> => {
    // One that is on its way was asked before and may answer for what was then.
    await probes.get(connectionId)
    return knock(connectionId)
  }

  const stop = (): void => {
    stopped = true
    for (const cancel of timers.values()) cancel()
    timers.clear()
  }

  return {
    of,
    link,
    isOpen: (connectionId) => of(connectionId).kind === 'open',
    lanesAtOnce: (connectionId) =>
      Math.min(manyLanes, fewLanes + Math.floor((streaks.get(connectionId) ?? 0) / answersForOneMore)),
    tell,
    probe,
    tick: (connectionId) => {
      const gate = of(connectionId)
      if (gate.kind === 'open') {
        const quiet = core.now() - (heard.get(connectionId) ?? -Infinity)
        if (quiet >= quietMs || quiet < 0) void knock(connectionId)
        return
      }
      // The timer does this; a timer that the machine slept through is made good here.
      if (gate.nextTryAt <= core.now()) void knock(connectionId)
    },
    replaced: (connectionIds) => {
      stop()
      replacedAt ??= core.now()
      for (const id of connectionIds) core.listeners.link.tell(id, link(id))
    },
    stop,
  }
}
