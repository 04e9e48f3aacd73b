import type { Connection, ProviderId } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import {
  addressOf,
  isNamedStore,
  isUntoldStore,
  keyText,
  namedStore,
  systems,
} from '../../../shared/domain/systems.ts'
import type { ConnectProblem, Store } from '../../../shared/domain/systems.ts'
import { isZone } from '../../../shared/domain/zone.ts'
import type { TestedConnection } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Err, Result } from '../../../shared/ipc/result.ts'
import { isDiskFull } from '../db/failure.ts'
import { saveConnection } from '../db/tables/connections.ts'
import type { ConnectDesk } from '../ipc/handlers/desk.ts'
import type { Log } from '../log.ts'
import type { Transport } from '../outbound/transport.ts'
import { cleanText } from '../services/clean-text.ts'
import { tryConnection } from './try-connection.ts'
import type { KeyRing } from './key-ring.ts'
import { within } from './patience.ts'
import type { Profile, Time } from './profile.ts'

/** What shops are connected with. */
export interface ConnectOptions extends Time {
  readonly transport: Transport
  readonly sleep: (ms: number, signal: AbortSignal | null) => Promise<void>
  readonly newId: () => Ulid
  readonly keys: KeyRing
  /** Whether the operating system has a safe place for keys. */
  readonly keeps: () => Promise<boolean>
  /** The live side, opened at the first shop. */
  readonly live: () => Promise<Result<Profile, RequestFailure>>
  /** A shop of the live side; null where there is none of this id. */
  readonly known: (id: Ulid) => { readonly profile: Profile; readonly connection: Connection } | null
  /** Works for this shop from now on. */
  readonly switchTo: (profile: Profile, connection: Connection) => Promise<void>
  /** Saving and switching wait for whatever else opens or closes shops. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly log: Log
}

/** A key that was entered and is not yet any shop's. */
interface Held {
  readonly id: Ulid
  readonly provider: ProviderId
  readonly key: string
}

/** How long the system's key store is waited for, ms. */
const keychainMs = 3_000
/** A key that nobody has tried or used for so long is let go: whoever entered it has left the form open, ms. */
const heldMs = 10 * 60_000
/** Longer than a cashier would read. */
const longestName = 100
const longestStore = 200

/** Connecting shops, and what the page need not say to have the key forgotten that it has entered. */
export interface Connect extends ConnectDesk {
  /** The page has gone, or is a new one: it cannot use what it held, nor drop it. */
  readonly pageGone: () => void
}

/** Tests, saves and opens shops. Of the keys that are entered one is held: the newest, and not for ever. */
export function createConnect(options: ConnectOptions): Connect {
  const { keys, clock, log } = options
  let held: Held | null = null
  let endOfTime: () => void = () => undefined
  const hold = (next: Held | null): void => {
    endOfTime()
    held = next
    endOfTime =
      next === null
        ? () => undefined
        : options.timers.set(() => {
            hold(null)
          }, heldMs)
  }
  const heldAs = (id: Ulid): Held | null => {
    if (held?.id !== id) return null
    // Its time begins anew: somebody is at it.
    hold(held)
    return held
  }
  const letGo = (id: Ulid): void => {
    if (held?.id === id) hold(null)
  }

  const reach = async (
    one: Held,
    typedUrl: string,
    store: string | null,
  ): Promise<Result<TestedConnection, RequestFailure>> => {
    const address = addressOf(systems[one.provider], typedUrl)
    if (!address.ok) return notConnected(address.problem)
    const { baseUrl } = address
    const tried = await tryConnection({ ...options, provider: one.provider, key: one.key, baseUrl, store })
    if (!tried.ok) {
      log.info('connect.refused', { provider: one.provider, problem: tried.error })
      return notConnected(tried.error)
    }
    return ok({ baseUrl, ...tried.value })
  }

  const give = async (connection: Connection, one: Held): Promise<boolean> => {
    // The system's key store may take its time, and may want to be unlocked first: the key works meanwhile.
    await within(options.timers, keychainMs, keys.take(connection.id, one.key))
    letGo(one.id)
    return keys.isKept(connection.id)
  }

  const save = async (
    one: Held,
    found: { readonly baseUrl: string; readonly store: Store },
    asked: {
      readonly name: string
      readonly zone: string
      readonly singleTill: boolean
      readonly tills: number
    },
    isKnown: boolean,
  ): ReturnType<ConnectDesk['connect']> => {
    const live = await options.live()
    if (!live.ok) return live
    const profile = live.value
    const { provider } = one
    const { baseUrl } = found
    const same = profile
      .connections()
      .find((each) => each.provider === provider && each.baseUrl === baseUrl && each.store === found.store.id)
    // Nothing but this name tells it: two shops are never taken for one because they are called the same.
    if (same !== undefined && isNamedStore(same.store) && !isKnown) return notConnected('store-known')
    const { readLagMs, lateBoundMs } = systems[provider]
    const connection: Connection = {
      readLagMs,
      lateBoundMs,
      // What else is known of a known shop stays.
      ...same,
      ...asked,
      id: same?.id ?? options.newId(),
      provider,
      mode: 'live',
      baseUrl,
      store: found.store.id,
    }
    try {
      saveConnection(profile.db, connection, clock.now())
    } catch (error) {
      log.error('connect.not-saved', { error })
      return err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })
    }
    const kept = await give(connection, one)
    await options.switchTo(profile, connection)
    // A shop that was shut for want of a good key opens now, not at its next try.
    if (same !== undefined) void profile.outbox.probe(connection.id)
    return ok({ id: connection.id, kept, known: same !== undefined })
  }

  return {
    async holdKey({ provider, key }) {
      const text = keyText(systems[provider], key)
      if (text === null) return notConnected('key-unfit')
      const id = options.newId()
      hold({ id, provider, key: text })
      let keeps = false
      const asked = options.keeps().then((answer) => {
        keeps = answer
      })
      await within(options.timers, keychainMs, asked)
      return ok({ held: id, keeps })
    },
    dropKey: letGo,
    pageGone() {
      hold(null)
    },
    async test({ held: id, baseUrl, store }) {
      const one = heldAs(id)
      return one === null ? notConnected('key-missing') : await reach(one, baseUrl, storeOf(store))
    },
    async connect({ held: id, baseUrl, store: typed, isKnown, ...asked }) {
      const one = heldAs(id)
      if (one === null) return notConnected('key-missing')
      const name = cleanText(asked.name)
      const store = storeOf(typed)
      if (name === '' || name.length > longestName) return notConnected('name-unfit')
      if (!isZone(asked.zone)) return notConnected('zone-unknown')
      if (store === null) return notConnected('no-such-store')
      const reached = await reach(one, baseUrl, store)
      if (!reached.ok) return reached
      const found = isUntoldStore(one.provider, reached.value.stores)
        ? { id: namedStore(cleanText(store)), name, zone: null }
        : (reached.value.store ?? { id: store, name, zone: null })
      const at = { baseUrl: reached.value.baseUrl, store: found }
      return await options.inTurn(() => save(one, at, { ...asked, name }, isKnown))
    },
    async renewKey({ held: id, id: shop, isKnown }) {
      const one = heldAs(id)
      const known = options.known(shop)
      if (known === null) return err({ kind: 'not-found' })
      const { connection, profile } = known
      if (one?.provider !== connection.provider) return notConnected('key-missing')
      // What somebody called a shop is no id that the other side could know.
      const isNamed = isNamedStore(connection.store)
      const reached = await reach(one, connection.baseUrl, isNamed ? null : connection.store)
      if (!reached.ok) return isOtherStore(reached.error) ? notConnected('another-store') : reached
      const told = reached.value.store
      if (isNamed && isOneOfOthers(told, connection, profile.connections()))
        return notConnected('another-store')
      // A key told this shop before, or it was set up from a file: one that tells nothing may be another's.
      if (!isNamed && !isKnown && isUntoldStore(one.provider, reached.value.stores))
        return notConnected('store-untold')
      const kept = await give(connection, one)
      await profile.outbox.probe(connection.id)
      return ok({ kept })
    },
  }
}

function notConnected(problem: ConnectProblem): Err<RequestFailure> {
  return err({ kind: 'not-connected', problem })
}

/** Whether a shop that is told is another one of this till's. */
function isOneOfOthers(told: Store | null, mine: Connection, all: readonly Connection[]): boolean {
  return all.some(
    (one) =>
      one.id !== mine.id &&
      one.provider === mine.provider &&
      one.baseUrl === mine.baseUrl &&
      one.store === told?.id,
  )
}

function isOtherStore(failure: RequestFailure): boolean {
  return failure.kind === 'not-connected' && failure.problem === 'no-such-store'
}

/** An id as it goes into an address; null where nothing, or nothing possible, was typed. */
function storeOf(typed: string | null): string | null {
  const text = typed?.trim() ?? ''
  return text === '' || text.length > longestStore || !text.isWellFormed() ? null : text
}
