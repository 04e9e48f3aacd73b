import { existsSync } from 'node:fs'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { DirectoryProgress, UnsentWork } from '../../../shared/domain/views.ts'
import type { Start } from '../../../shared/ipc/contract.ts'
import type { Blocked, RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { ConfigProblem, ReadConfig } from '../config.ts'
import { setAside } from '../db/backup.ts'
import { isDiskFull } from '../db/failure.ts'
import { saveConnection } from '../db/tables/connections.ts'
import type { Desk } from '../ipc/handlers/desk.ts'
import type { Publisher } from '../ipc/publish.ts'
import type { Log } from '../log.ts'
import type { Suspected } from '../outbox/pure/suspicion.ts'
import type { Transport } from '../outbound/transport.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import { createAdapters } from './adapters.ts'
import { createCardsDesk } from './cards-desk.ts'
import { createConnect } from './connect.ts'
import { createKeyRing } from './key-ring.ts'
import type { KeyRing } from './key-ring.ts'
import { createNextTill } from './next-till.ts'
import { knownTo, openShop } from './open-shop.ts'
import type { OpenShop } from './open-shop.ts'
import { createPracticeDesk } from './practice-desk.ts'
import { openPractice, practiceConnection } from './practice.ts'
import type { Practice } from './practice.ts'
import { openProfile, outboxFile } from './profile.ts'
import type { Mode, Profile, Time } from './profile.ts'
import { readyLiveShops } from './provision.ts'
import { createShiftDesk } from './shift-desk.ts'
import { createSafety } from './safety.ts'
import type { Dialogs } from './safety.ts'
import { startView } from './start-view.ts'
import { openTill } from './till.ts'
import { keepTour } from './tour.ts'
import { openWedges } from './wedges.ts'
import { unsentWork } from './unsent.ts'

/** How long quitting waits for what is on the wire, ms. Correctness never depends on it. */
const quitPatience = 3_000

/** What the terminal is built from; no Electron in it, so that it runs under a test as it is. */
export interface TerminalDependencies extends Time {
  readonly config: Result<ReadConfig, readonly ConfigProblem[]>
  readonly userData: string
  readonly version: string
  /** ISO 3166-1 alpha-2, from the system's locale. */
  readonly country: string
  /** BCP 47, of the computer; English where it is not told. */
  readonly language?: string
  readonly newId: () => Ulid
  readonly random: (length: number) => Uint8Array
  readonly sleep: (ms: number, signal: AbortSignal | null) => Promise<void>
  readonly log: Log
  readonly secrets: SecretStore
  /** The way to the network. */
  readonly transport: Transport
  /** The directory's worker. */
  readonly workerUrl: URL
  readonly publisher: Publisher
  /** What tells this machine from a copy of its disk, hashed; null where nothing does. */
  readonly machine: () => Promise<string | null>
  readonly dialogs: Dialogs
  /** Ends the program. */
  readonly quit: () => void
  /** Another shop is open, or none. */
  readonly onShop?: () => void
  /** The page showed, or a person answered, the question before closing. */
  readonly onClosing: Desk['closing']
}

/** The whole terminal behind the page. */
export interface Terminal {
  readonly desk: Desk
  /** Settles once the shop is open, or the terminal is blocked. */
  readonly started: Promise<void>
  /** The machine slept, or the network changed: probe soon instead of at the next tick. */
  wake(): void
  /** What would stay behind unsent; nothing while the terminal is blocked, for then nobody can be asked. */
  readonly unsent: () => UnsentWork
  /** Names a trouble that the page must show instead of the counter. */
  readonly block: (blocked: Blocked) => void
  close(): Promise<void>
}

/** Opens every profile, starts their outboxes, and opens the shop that was open last, while the page loads. */
export function createTerminal(deps: TerminalDependencies): Terminal {
  const { log, publisher, clock } = deps
  const bootId = deps.newId()
  const keys = createKeyRing(deps.secrets, log)
  const profiles = new Map<Mode, Profile>()
  const till = openTill(deps.userData, () => `T${deps.newId().slice(-2)}`, log)
  const wedges = openWedges(deps.userData, log)
  let practice: Practice | null = null
  let open: OpenShop | null = null
  let blocked: Blocked | null = null
  /** The trouble that the page was told of: to ask again after that is the cashier's "Start again". */
  let told: Blocked | null = null
  /** Starting, switching and setting aside are asynchronous; a second one waits for the first. Never rejects. */
  let turn: Promise<unknown> = Promise.resolve()
  let closing = false
  /** Asked at once: the system may take its time while the files are opened. */
  const machineHere = deps.machine()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
  /** Asked through a call: it changes while something is awaited. */
  const isClosing = (): boolean => closing

  const adapters = createAdapters({
    practice: () => practice,
    transport: deps.transport,
    keyOf: (id) => keys.keyOf(id),
    clock,
    sleep: deps.sleep,
  })

  const safety = createSafety({
    open: () => open,
    dialogs: deps.dialogs,
    till: () => till.view(),
    publish: (view) => {
      publisher.publish('safety', view)
    },
    log,
  })
  let suspected = { count: 0, older: false }
  const suspectedMore = ({ cause, count }: Suspected): void => {
    suspected = {
      count: suspected.count + count,
      older: suspected.older || cause === 'older-copy',
    }
    if (suspected.count > 0 || suspected.older) publisher.publish('suspected', suspected)
  }

  const openMode = (mode: Mode): Result<Profile, Blocked> => {
    const opened = openProfile({
      mode,
      userData: deps.userData,
      till: () => till.view(),
      bootId,
      country: deps.country,
      language: deps.language ?? 'en',
      newId: deps.newId,
      random: deps.random,
      provider: (connection) => adapters.of(connection),
      known: (connectionId, contact) => knownTo(open, connectionId, contact),
      clock,
      timers: deps.timers,
      onCopies: () => safety.changed(),
      log,
    })
    if (opened.ok) {
      profiles.set(mode, opened.value)
      opened.value.outbox.onSuspected(suspectedMore)
    }
    return opened
  }

  const switchTo = async (profile: Profile, connection: Connection): Promise<void> => {
    const previous = open
    open = null
    deps.onShop?.()
    // How many tills share the key may have changed: its pace is made anew.
    adapters.drop(connection.id)
    await previous?.close()
    const opened = await openShop({
      connection,
      provider: adapters.of(connection),
      profile,
      workerUrl: deps.workerUrl,
      publisher,
      clock,
      timers: deps.timers,
      log,
    })
    if (isClosing()) {
      await opened.close()
      return
    }
    open = opened
    till.openedShop(connection.id)
    open.begin()
    deps.onShop?.()
    safety.changed()
  }

  const openPracticeMode = (read: ReadConfig): Result<Profile, Blocked> => {
    const opened = openMode('practice')
    if (!opened.ok) return opened
    const made = openPractice({
      config: read.config.practice,
      folder: opened.value.folder,
      token: deps.newId(),
      clock,
      sleep: deps.sleep,
      log,
    })
    if (!made.ok) return made
    practice = made.value
    const known = opened.value.connections()[0]
    saveConnection(
      opened.value.db,
      practiceConnection(known?.id ?? deps.newId(), read.config.practice, practice),
      clock.now(),
    )
    return opened
  }

  const openLiveMode = async (read: ReadConfig): Promise<Result<Profile | null, Blocked>> => {
    const { provision } = read.config
    if (provision === null && !existsSync(outboxFile(deps.userData, 'live'))) return ok(null)
    const opened = openMode('live')
    if (!opened.ok) return opened
    const { newId, timers } = deps
    const live = (): Profile | undefined => profiles.get('live')
    await readyLiveShops(opened.value, { provision, keys, live, newId, clock, timers, log })
    return opened
  }

  const begin = async (): Promise<Blocked | null> => {
    if (!deps.config.ok) return { kind: 'provision-invalid', fields: deps.config.error.flatMap(problemNames) }
    const read = deps.config.value
    for (const problem of read.ignored)
      log.warn('config.ignored', { setting: problem.setting, kind: problem.kind })
    const training = openPracticeMode(read)
    if (!training.ok) return training.error
    const live = await openLiveMode(read)
    if (!live.ok) return live.error
    if (isClosing()) return null
    const machine = machineHere
    await Promise.all([...profiles.values()].map((profile) => profile.start(machine)))
    if (isClosing()) return null
    const all = everyConnection(profiles)
    const first = live.value?.connections()[0]
    const chosen =
      all.find((one) => one.connection.id === till.get().lastConnection) ??
      all.find((one) => one.connection.id === first?.id) ??
      all[0]
    if (chosen === undefined) return { kind: 'folder-not-writable', folder: deps.userData }
    await switchTo(chosen.profile, chosen.connection)
    return null
  }

  /** What fails at it keeps nothing else from being closed, nor a start after it. */
  const closeAll = async (): Promise<void> => {
    const failed = (error: unknown): void => {
      log.error('terminal.not-closed', { error })
    }
    await open?.close().catch(failed)
    open = null
    deps.onShop?.()
    await Promise.all([...profiles.values()].map((profile) => profile.close(quitPatience).catch(failed)))
    profiles.clear()
    adapters.clear()
    practice?.close()
    practice = null
  }

  const beginAnew = async (): Promise<Blocked | null> => {
    if (isClosing()) return blocked
    await closeAll()
    blocked = await begin().catch((error: unknown): Blocked => {
      log.error('terminal.not-started', { error })
      return isDiskFull(error)
        ? { kind: 'disk-full' }
        : { kind: 'folder-not-writable', folder: deps.userData }
    })
    if (blocked !== null) log.error('terminal.blocked', { kind: blocked.kind })
    return blocked
  }

  const starting = inTurn(beginAnew)

  const start = async (): Promise<Start | { readonly blocked: Blocked }> => {
    // A new page: what the one before it held of a key is nobody's.
    connect.pageGone()
    await turn
    if (blocked !== null && blocked === told && open === null) {
      told = null
      await inTurn(beginAnew)
    }
    if (blocked !== null || open === null) {
      const said: Blocked = blocked ?? { kind: 'page-crashed' }
      told = blocked
      // Said once: the next start of the page is the cashier's own try.
      if (said.kind === 'page-crashed' && open !== null) blocked = null
      return { blocked: said }
    }
    return startView({
      open,
      connections: everyConnection(profiles).map(({ connection }) => connection),
      practice,
      keys,
      till: till.view(),
      wedges: wedges.list(),
      wedgesLost: wedges.isLost(),
      version: deps.version,
    })
  }

  const inProfile = <T>(
    work: (profile: Profile, shop: Ulid) => Result<T, RequestFailure>,
  ): Result<T, RequestFailure> =>
    open === null ? err({ kind: 'blocked' }) : work(open.profile, open.shop.connection.id)

  /** The live side, which a till without a shop does not have yet. */
  const openLive = async (): Promise<Result<Profile, RequestFailure>> => {
    const known = profiles.get('live')
    if (known !== undefined) return ok(known)
    if (blocked !== null || isClosing()) return err({ kind: 'blocked' })
    const opened = openMode('live')
    if (!opened.ok) {
      log.error('connect.not-opened', { kind: opened.error.kind })
      return err({ kind: 'not-saved', cause: opened.error.kind === 'disk-full' ? 'disk-full' : 'database' })
    }
    await opened.value.start(machineHere)
    return opened
  }

  const connect = createConnect({
    transport: deps.transport,
    clock,
    timers: deps.timers,
    sleep: deps.sleep,
    newId: deps.newId,
    keys,
    keeps: () => deps.secrets.keeps(),
    live: openLive,
    known: (id) =>
      everyConnection(profiles).find(
        ({ connection }) => connection.id === id && connection.mode === 'live',
      ) ?? null,
    switchTo,
    inTurn,
    log,
  })

  const pulling = (work: (shop: OpenShop) => boolean): Result<DirectoryProgress, RequestFailure> => {
    if (open === null) return err({ kind: 'blocked' })
    return work(open) ? ok(open.progress()) : err({ kind: 'not-offered' })
  }

  const desk: Desk = {
    shop: () => open?.shop ?? null,
    start,
    pageReady: () => {
      publisher.ready()
      if (blocked !== null) publisher.publish('blocked', blocked)
    },
    quit: deps.quit,
    closing: deps.onClosing,
    unsent: (id) =>
      unsentOf(
        everyConnection(profiles).filter(({ connection }) => id === null || connection.id === id),
        keys,
      ),
    addCashier: (name) => inProfile((profile) => profile.staff.add(name)),
    chooseCashier: (id) => inProfile((profile) => profile.staff.choose(id)),
    renameCashier: (id, name) => inProfile((profile) => profile.staff.rename(id, name)),
    cashierLocale: (id, locale) => inProfile((profile) => profile.staff.speak(id, locale)),
    nameTill: (name) => till.rename(name),
    keepWedges: (known) => wedges.keep(known),
    saveSettings: (changes) => inProfile((profile, shop) => profile.settings.save(shop, changes)),
    keepTour: (step) => inProfile((profile) => keepTour(profile, step)),
    ...createPracticeDesk({ practice: () => practice, open: () => open, publisher }),
    safety: safety.desk,
    cards: createCardsDesk({ ...deps, open: () => open, tillId: () => till.view().id }),
    shift: createShiftDesk({ ...deps, open: () => open, tillId: () => till.view().id }),
    nextTill: createNextTill({
      ...{ ...deps, open: () => open, live: openLive, switchTo, inTurn },
      till,
      provider: (connection) => adapters.of(connection),
      dropAdapter: (id) => {
        adapters.drop(id)
      },
    }),
    connect,
    pausePull: () => pulling((shop) => shop.pause()),
    resumePull: () => pulling((shop) => shop.resume()),
    readListAgain: () => pulling((shop) => shop.readAgain()),
    rebuildList: () =>
      inTurn(async () => {
        if (open === null) return err({ kind: 'blocked' })
        // What can not be read again is not thrown away.
        if (open.shop.provider === null) return err({ kind: 'not-offered' })
        try {
          await open.reread()
          return ok(open.progress())
        } catch (error) {
          log.warn('pull.not-begun-anew', { error })
          return err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })
        }
      }),
    async switchConnection(id) {
      const wanted = everyConnection(profiles).find((one) => one.connection.id === id)
      if (wanted === undefined) return err({ kind: 'not-found' })
      await inTurn(() => switchTo(wanted.profile, wanted.connection))
      return ok(null)
    },
    // In its turn it is asked again: a second press must not set the new database aside, while it is worked with.
    setAsideDatabase: () =>
      inTurn(async () => {
        if (blocked?.kind !== 'database-unreadable') return err({ kind: 'not-offered' })
        const { file } = blocked
        await closeAll()
        setAside(file, clock.now())
        log.warn('database.set-aside')
        return (await beginAnew()) === null ? ok(null) : err({ kind: 'blocked' })
      }),
  }

  return {
    desk,
    started: starting.then(() => undefined),
    wake: () => {
      if (open !== null) void open.profile.outbox.probe(open.shop.connection.id)
    },
    unsent: () => unsentOf(blocked === null ? everyConnection(profiles) : [], keys),
    block: (what) => {
      blocked = what
      connect.pageGone()
      publisher.publish('blocked', what)
    },
    close: () => {
      closing = true
      connect.pageGone()
      return closeAll()
    },
  }
}

function unsentOf(
  connections: ReturnType<typeof everyConnection>,
  keys: Pick<KeyRing, 'isKept'>,
): UnsentWork {
  return unsentWork(
    connections.map(({ profile, connection }) => ({
      connection,
      outbox: profile.outbox,
      // Practice makes its own at each start.
      keyKept: connection.mode === 'practice' || keys.isKept(connection.id),
    })),
  )
}

function everyConnection(
  profiles: ReadonlyMap<Mode, Profile>,
): readonly { readonly profile: Profile; readonly connection: Connection }[] {
  return [...profiles.values()].flatMap((profile) =>
    profile.connections().map((connection) => ({ profile, connection })),
  )
}

function problemNames(problem: ConfigProblem): readonly string[] {
  return problem.fields.length === 0 ? [problem.setting] : problem.fields
}
