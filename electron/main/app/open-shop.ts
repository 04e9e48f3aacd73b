import path from 'node:path'
import type { CapabilityView, Connection } from '../../../shared/domain/connection.ts'
import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { QueueStatus } from '../../../shared/domain/operation.ts'
import type { Programme } from '../../../shared/domain/programme.ts'
import type { DirectoryProgress } from '../../../shared/domain/views.ts'
import { bestEffort } from '../directory/best-effort.ts'
import { openDirectory } from '../directory/directory.ts'
import { noticing } from '../directory/noticing.ts'
import { createPull } from '../directory/pull.ts'
import { sparing } from '../directory/sparing.ts'
import { withoutForgotten } from '../directory/without-forgotten.ts'
import type { Publisher } from '../ipc/publish.ts'
import type { Log } from '../log.ts'
import type { OperationChange } from '../outbox/types.ts'
import type { Provider } from '../providers/provider.ts'
import { finishForgetting } from '../services/forget-member.ts'
import { createFreshMembers } from '../services/fresh-members.ts'
import { createSearchMemory } from '../services/search-memory.ts'
import { refreshSoon, viewOf } from '../services/open-member.ts'
import type { Shop } from '../services/shop.ts'
import { takeIn } from '../services/take-in.ts'
import { watchPairs } from '../services/watch-pairs.ts'
import type { Profile, Time } from './profile.ts'
import { watchQueues } from './queue-status.ts'

/** How often the programme is asked for anew, ms. */
const programmeEveryMs = 10 * 60_000

/** How often is asked who is new, ms, where one till alone does. */
const changesEveryMs = 2 * 60_000

/** After an outage thousands may wait: they are read for the search before the first key is, once the page is up, ms. */
const warmAfterMs = 1_000

/** A shop with its member copy, listening to its outbox. */
export interface OpenShop {
  readonly shop: Shop
  readonly profile: Profile
  readonly capabilities: CapabilityView
  progress(): DirectoryProgress
  /** What waits here, and at the other shops of the profile. */
  queue(): QueueStatus
  /** Starts reading the programme and the member list. */
  begin(): void
  /** Stops reading the member list for the first time; false where there is nothing to stop. */
  pause(): boolean
  /** Goes on with it from the page where it stopped; false where it was not stopped. */
  resume(): boolean
  /** Reads the whole member list once more, now; false before it was read for the first time. */
  readAgain(): boolean
  /** Forgets the copy of the member list and reads it anew. */
  reread(): Promise<void>
  close(): Promise<void>
}

/** What a shop is opened with. */
export interface OpenShopOptions extends Time {
  readonly connection: Connection
  readonly provider: Provider | null
  readonly profile: Profile
  readonly workerUrl: URL
  readonly publisher: Publisher
  readonly log: Log
}

const tellsNothing: ReadonlySet<string> = new Set(['affiliate.set', 'list.set', 'tier.enrol'])
/** Operations whose answer tells a balance at most, and not what was ever earned and redeemed. */
const tellsBalance: ReadonlySet<string> = new Set(['balance.adjust', 'balance.revert'])
/** So young an operation's member may still stand at the till; others are read when they are opened. */
const lately = 60_000

/** What a screen may offer while nobody can say what the provider can do. */
const nothingOffered: CapabilityView = {
  enrol: 'no',
  edit: [],
  stamps: null,
  redeem: false,
  adjust: null,
  revert: false,
  ledger: false,
  affiliate: null,
  wallet: false,
  lists: false,
  tiers: null,
  attachCode: false,
  codes: 'provider',
  detachCode: false,
  sendLinks: false,
}

/** Where the member copy of a shop lies. */
export function cacheFile(folder: string, connectionId: Ulid): string {
  return path.join(folder, `cache-${connectionId}.db`)
}

/** Provider's ids of those whom the open shop's copy has under a contact; nobody where that shop is not open. */
export async function knownTo(
  open: OpenShop | null,
  connectionId: Ulid,
  contact: { readonly email: string | null; readonly phone: string | null },
): Promise<readonly string[]> {
  if (open?.shop.connection.id !== connectionId) return []
  const somebody = { firstName: '', lastName: null, birthday: null, ...contact }
  const hits = await open.shop.directory.duplicates(somebody, null)
  return hits.flatMap(({ hit, cause }) => (cause === 'email' || cause === 'phone' ? [hit.remoteId] : []))
}

/** Opens one shop of a profile: its copy, its memory, and the events that a page wants to hear. */
export async function openShop(options: OpenShopOptions): Promise<OpenShop> {
  const { connection, provider, profile, publisher, clock, timers, log } = options
  const { outbox } = profile
  /** Of a copy that could not be read any more; until the list has been read again. */
  let wasDamaged = false
  const copy = openDirectory({
    file: cacheFile(profile.folder, connection.id),
    workerUrl: options.workerUrl,
    log,
    onBegunAnew: (cause) => {
      wasDamaged = cause === 'damaged' || cause === 'not-ours'
      begunAnew()
    },
  })
  const noticed = noticing(copy, {
    sighted: (members) => pairs.sighted(members),
    gone: (remoteId) => {
      pairs.gone(remoteId)
    },
    thinned: () => {
      pairs.thinned()
    },
  })
  const directory = withoutForgotten(noticed, (remoteId) =>
    outbox.forgetting.isForgotten(connection.id, remoteId),
  )
  let begunAnew = (): void => undefined
  const lanes = new Map<MemberKey, number>()
  let programme: Programme | null = await directory.programme().catch((error: unknown) => {
    log.warn('programme.unread', { error })
    return null
  })
  let progress: DirectoryProgress = { phase: 'empty', members: 0, total: null, finishedAt: null }

  const shop: Shop = {
    connection,
    provider,
    outbox,
    directory: bestEffort(directory),
    fresh: createFreshMembers(connection.readLagMs),
    search: createSearchMemory(),
    programme: () => programme,
    settings: () => profile.settings.get(connection.id),
    cashier: () => profile.staff.atTheTill(),
    clock,
    laneVersion: (key) => lanes.get(key) ?? 0,
    publishGone: (gone) => {
      publisher.publish('gone', gone)
    },
    publishMember: (view) => {
      publisher.publish('member', view)
    },
    copyComplete: () => progress.finishedAt !== null,
    log,
  }

  const pairs = watchPairs(shop, timers)

  let paused = false
  const tellProgress = (next: DirectoryProgress): void => {
    if (next.finishedAt !== null) wasDamaged = false
    progress = wasDamaged ? { ...next, wasDamaged } : next
    publisher.publish('directory', progress)
  }

  const pull = createPull({
    provider,
    directory: sparing(directory, {
      busy: () => outbox.onTheWire(connection.id),
      owed: () => outbox.owedTo(connection.id),
    }),
    clock,
    timers,
    log,
    onProgress: (next) => {
      // A page that was being written when it was stopped is told of after that.
      tellProgress(paused && next.finishedAt === null ? { ...next, phase: 'paused' } : next)
    },
    isOpen: () => outbox.link(connection.id).kind === 'online',
    onReached: (reached) => {
      outbox.hint(connection.id, reached)
    },
    // Tills that share a key share what may be asked with it.
    changesMs: changesEveryMs * (connection.tills ?? 1),
  })

  // Nobody is to be called unknown by a list that is being read again, and what was in the file besides goes back.
  begunAnew = () => {
    pull.lost()
    if (programme !== null) keepProgramme(programme)
  }
  const keepProgramme = ({ cards, fetchedAt }: Programme): void => {
    shop.directory.saveProgramme(cards, fetchedAt).catch((error: unknown) => {
      log.warn('programme.not-kept', { error })
    })
  }

  const readProgramme = async (): Promise<void> => {
    if (provider === null || outbox.link(connection.id).kind !== 'online') return
    const answer = await provider.programme({ priority: 'background' })
    outbox.hint(connection.id, answer.ok || answer.failure.kind !== 'not-sent')
    if (!answer.ok) {
      log.info('programme.unanswered', { kind: answer.failure.kind })
      return
    }
    programme = { cards: answer.value, fetchedAt: clock.now() }
    publisher.publish('programme', programme)
    await shop.directory.saveProgramme(programme.cards, programme.fetchedAt)
  }

  // A reading may lag behind the change: it is read once more when that time is over, not before.
  const rereads = new Map<MemberKey, () => void>()
  const readAgain = (key: MemberKey): void => {
    rereads.get(key)?.()
    const stop = timers.set(() => {
      rereads.delete(key)
      refreshSoon(shop, key)
    }, connection.readLagMs + 1)
    rereads.set(key, stop)
  }

  const onChange = async (change: OperationChange): Promise<void> => {
    const { key } = change
    const taken = change.brought === null ? null : takeIn(shop, change.brought)
    publisher.publish('operation', change.view)
    if (key === null) return
    lanes.set(key, shop.laneVersion(key) + 1)
    await taken
    // The answer to these says nothing of the member: what they are now is read beside.
    if (change.view.plain === 'sent' && tellsNothing.has(change.view.facts.kind)) refreshSoon(shop, key)
    if (
      change.view.plain === 'sent' &&
      tellsBalance.has(change.view.facts.kind) &&
      Math.abs(clock.now() - change.view.createdAt) < lately
    ) {
      readAgain(key)
    }
    const view = await viewOf(shop, key)
    if (view !== null) publisher.publish('member', view)
    if (change.view.plain === 'sent' && change.view.facts.kind === 'member.create') await pairs.enrolled(key)
  }

  const troubled = (event: string) => (error: unknown) => {
    log.error(event, { error })
  }

  const queues = watchQueues({
    outbox,
    connections: () => profile.connections(),
    here: connection.id,
    tell: (status) => {
      publisher.publish('queue', status)
    },
  })

  const leave = [
    outbox.onOperation((change) => {
      if (change.connectionId === connection.id) onChange(change).catch(troubled('member.not-shown'))
    }),
    queues.stop,
    outbox.onLink((id, link) => {
      if (id !== connection.id) return
      publisher.publish('link', link)
      if (link.kind !== 'online') return
      pull.resume()
      readProgramme().catch(troubled('programme.unread'))
    }),
  ]

  // Before anybody can search: the copy is asked in the order of the calls.
  finishForgetting(shop).catch(troubled('people.not-removed'))

  let stopTicking: () => void = () => undefined
  let stopWarming: () => void = () => undefined
  const tick = (): void => {
    readProgramme().catch(troubled('programme.unread'))
    stopTicking = timers.set(tick, programmeEveryMs)
  }

  return {
    shop,
    profile,
    capabilities: provider?.capabilities ?? nothingOffered,
    progress: () => progress,
    queue: queues.now,
    begin() {
      stopWarming = timers.set(() => {
        for (const member of outbox.waitingMembers(connection.id)) shop.search.form(member)
      }, warmAfterMs)
      tick()
      pull.start()
      pairs.begin().catch(troubled('people.not-compared'))
    },
    pause() {
      if (progress.finishedAt !== null || provider === null) return false
      paused = true
      pull.stop()
      tellProgress({ ...progress, phase: 'paused' })
      return true
    },
    resume() {
      if (!paused) return false
      paused = false
      tellProgress({ ...progress, phase: 'pulling' })
      pull.start()
      return true
    },
    readAgain: () => pull.again(),
    reread() {
      paused = false
      shop.fresh.forgetAll()
      return pull.restart()
    },
    async close() {
      stopTicking()
      stopWarming()
      for (const stop of rereads.values()) stop()
      for (const off of leave) off()
      pairs.stop()
      pull.stop()
      await directory.close()
    },
  }
}
