import { existsSync } from 'node:fs'
import path from 'node:path'
import { mostTills } from '../../../shared/domain/connection.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { PrepareAnswer } from '../../../shared/domain/card-register.ts'
import { longestTillName } from '../../../shared/domain/till.ts'
import type { TakeTillAnswer } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Err, Result } from '../../../shared/ipc/result.ts'
import { fileTime } from '../db/backup.ts'
import { isDiskFull } from '../db/failure.ts'
import { saveConnection } from '../db/tables/connections.ts'
import { bestEffort } from '../directory/best-effort.ts'
import { openDirectory } from '../directory/directory.ts'
import { withoutForgotten } from '../directory/without-forgotten.ts'
import type { Directory } from '../directory/types.ts'
import type { NextTillDesk } from '../ipc/handlers/desk.ts'
import type { Log } from '../log.ts'
import type { Provider } from '../providers/provider.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import type { CodeRules } from '../../../shared/scan/code-meaning.ts'
import { cleanText } from '../services/clean-text.ts'
import { tillLines } from '../services/next-till/give.ts'
import { hearTill } from '../services/next-till/take.ts'
import type { TakenSoFar } from '../services/next-till/take.ts'
import type { TillCounts, TillHeader, TravellingShop } from '../services/next-till/till-file.ts'
import type { Shop } from '../services/shop.ts'
import { notWritten } from './cards-desk.ts'
import { cacheFile } from './open-shop.ts'
import type { Profile } from './profile.ts'
import type { Dialogs } from './safety.ts'
import type { OwnTill } from './till.ts'
import { readPacked, writePacked } from './till-stream.ts'
import { replaceFile } from './whole-file.ts'

/** What giving a till's knowledge to the next one needs of the terminal. */
export interface NextTillOptions {
  readonly open: () => { readonly shop: Shop; readonly profile: Profile } | null
  /** The live side, opened at the first shop. */
  readonly live: () => Promise<Result<Profile, RequestFailure>>
  readonly switchTo: (profile: Profile, connection: Connection) => Promise<void>
  /** Waits for whatever else opens or closes shops. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly dialogs: Dialogs
  readonly till: Pick<OwnTill, 'view' | 'rename'>
  readonly provider: (connection: Connection) => Provider | null
  /** The adapter of this shop was made for another number of tills. */
  readonly dropAdapter: (id: Ulid) => void
  readonly newId: () => Ulid
  readonly clock: { now(): number }
  readonly workerUrl: URL
  readonly log: Log
}

/** Prepares another till, and sets this one up as another prepared it. */
export function createNextTill(options: NextTillOptions): NextTillDesk {
  const { open, dialogs, clock, log } = options

  /** Opens the copies of shops one by one; the open shop's is in use already. */
  const withCopies = async <T>(
    { folder, outbox }: Profile,
    work: (copyOf: (connection: Connection) => Directory) => Promise<T>,
  ): Promise<T> => {
    const opened = new Map<Ulid, Directory>()
    const copyOf = (connection: Connection): Directory => {
      const here = open()?.shop
      if (here?.connection.id === connection.id) return here.directory
      const file = cacheFile(folder, connection.id)
      const made = opened.get(connection.id) ?? openDirectory({ file, workerUrl: options.workerUrl, log })
      opened.set(connection.id, made)
      // Whom another till still has is not brought back to one that was asked to forget them.
      return bestEffort(
        withoutForgotten(made, (remoteId) => outbox.forgetting.isForgotten(connection.id, remoteId)),
      )
    }
    try {
      return await work(copyOf)
    } finally {
      for (const copy of opened.values()) await copy.close()
    }
  }

  /**
   * All of them or none. Whoever asks for their adapters next gets such as keep the new pace: the open shop's once it is
   * opened anew, for as long as it works with the old one nothing may ask beside it.
   */
  const saveAll = (profile: Profile, connections: readonly Connection[]): void => {
    profile.db.transaction(() => {
      for (const one of connections) saveConnection(profile.db, one, clock.now())
    })
    const here = open()?.shop.connection
    for (const { id } of connections) if (id !== here?.id) options.dropAdapter(id)
  }

  /** Opens the open shop anew where it is among them; false where it is not. */
  const reopen = async (profile: Profile, saved: readonly Connection[]): Promise<boolean> => {
    const here = open()?.shop.connection
    const next = saved.find(({ id }) => id === here?.id)
    if (next !== undefined) await options.switchTo(profile, next)
    return next !== undefined
  }

  const notSaved = (error: unknown): Err<RequestFailure> =>
    err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })

  const prepare = async (
    profile: Profile,
    file: string,
    nextName: string | null,
  ): Promise<Result<PrepareAnswer, RequestFailure>> => {
    const shared = profile.connections().map(withOneMore)
    const counts = { cards: 0, members: 0 }
    const stage: { is: 'writing' | 'saving' | 'naming' } = { is: 'writing' }
    try {
      await withCopies(profile, async (copyOf) => {
        const lines = tillLines({
          header: {
            ...{ madeAt: clock.now(), from: options.till.view(), nextName },
            ...{ settings: profile.settings.shared(), shops: travelling(profile, shared) },
          },
          shops: shared.map((connection) => ({
            register: { outbox: profile.outbox, connectionId: connection.id },
            copy: existsSync(cacheFile(profile.folder, connection.id)) ? copyOf(connection) : null,
          })),
          counts,
          log,
        })
        await replaceFile(file, async (half) => {
          await writePacked(half, lines)
          // Before the file has its name, for from then on another till may write there: nothing is settled by counting
          // any more, and the limit is shared.
          stage.is = 'saving'
          saveAll(profile, shared)
          stage.is = 'naming'
        })
      })
    } catch (error) {
      log.warn('till-file.not-written', { error })
      if (stage.is === 'saving') return notSaved(error)
      if (stage.is === 'writing') return notWritten(error)
      // On a share the file may have its name all the same: two tills that both count would settle each other's stamps.
      await reopen(profile, shared)
      return err({ kind: 'list-not-written', cause: 'unnamed' })
    }
    return ok({
      kind: 'prepared',
      file: path.basename(file),
      shops: shared.length,
      ...counts,
      reopened: await reopen(profile, shared),
    })
  }

  const shopsOf = (
    profile: Profile,
    shops: readonly TravellingShop[],
  ): readonly { readonly connection: Connection; readonly isNew: boolean }[] => {
    const connections = profile.connections()
    return shops.map(({ nameLookUp: _found, codeRules: _rules, ...shop }) => {
      const known = connections.find(
        (one) => one.provider === shop.provider && one.baseUrl === shop.baseUrl && one.store === shop.store,
      )
      const rest = known ?? { ...shop, id: options.newId(), mode: 'live' as const }
      const tills = Math.max(known?.tills ?? 1, shop.tills)
      return { connection: { ...rest, singleTill: false, tills }, isNew: known === undefined }
    })
  }

  const take = async (
    file: string,
    read: TillHeader & TillCounts,
  ): Promise<Result<TakeTillAnswer, RequestFailure>> => {
    const live = await options.live()
    if (!live.ok) return live
    const profile = live.value
    const saved = shopsOf(profile, read.shops)
    try {
      saveAll(
        profile,
        saved.map(({ connection }) => connection),
      )
    } catch (error) {
      log.error('till-file.not-taken', { error })
      return notSaved(error)
    }
    const soFar: TakenSoFar = { cards: 0, members: 0, others: 0 }
    let named: string | null = null
    const takeRest = async (): Promise<Result<unknown, RequestFailure>> => {
      for (const [at, { connection }] of saved.entries()) {
        // Nobody is found by a name again because of a file.
        const nameLookUp =
          read.shops[at]?.nameLookUp !== false && profile.settings.get(connection.id).nameLookUp
        const codeRules = read.shops[at]?.codeRules ?? defaultCodeRules
        // A till where nobody has said what codes mean takes no rules away from one where somebody has.
        const own = { nameLookUp, ...(isUsual(codeRules) ? {} : { codeRules }) }
        const counter = { ...profile.settings.shared().counter, ...read.settings.counter }
        const settings = profile.settings.save(connection.id, { ...read.settings, counter, ...own })
        if (!settings.ok) return settings
      }
      // A suggestion: the name that somebody gave this till stays.
      if (read.nextName !== null && options.till.view().name === null) {
        const given = options.till.rename(read.nextName)
        if (!given.ok) return given
        named = given.value.name
      }
      return await withCopies(profile, (copyOf) =>
        readPacked(
          file,
          hearTill({
            shops: saved.map(({ connection }) => ({
              register: { outbox: profile.outbox, connectionId: connection.id },
              copy: copyOf(connection),
              isForgotten: (remoteId) =>
                options.provider(connection)?.capabilities.codes === 'provider' &&
                profile.outbox.forgetting.isForgotten(connection.id, remoteId),
            })),
            now: clock.now(),
            soFar,
          }),
        ),
      )
    }
    const heard = await takeRest().catch((error: unknown) => {
      log.error('till-file.not-taken', { error })
      return notSaved(error)
    })
    // The shops are here, whatever became of the rest.
    const here = open()?.shop.connection
    const next =
      here?.mode === 'practice' ? saved[0] : saved.find(({ connection }) => connection.id === here?.id)
    if (next !== undefined) await options.switchTo(profile, next.connection)
    // A shop whose key is missing says so at once, not at the first thing that is to be sent.
    for (const { connection } of saved) void profile.outbox.probe(connection.id)
    const taken = {
      file: path.basename(file),
      shops: saved.map(({ connection: { name, baseUrl }, isNew }) => ({ name, baseUrl, isNew })),
      ...soFar,
      ...{ from: read.from, named },
      reopened: next !== undefined,
    }
    return ok(
      heard.ok
        ? { kind: 'taken', ...taken }
        : { kind: 'taken-partly', ...taken, failure: withName(heard.error, taken.file) },
    )
  }

  return {
    async prepare({ name: typed, ...words }) {
      const here = open()
      if (here === null) return err({ kind: 'blocked' })
      // Practice is each till's own.
      if (here.profile.mode !== 'live') return err({ kind: 'not-offered' })
      const nextName = cleanText(typed)
      if (nextName.length > longestTillName) return err({ kind: 'till-name-too-long', most: longestTillName })
      const name = `stampwell-${options.till.view().id}-${fileTime(clock.now())}.till`
      const file = await dialogs.saveFile(words, name)
      if (file === null) return ok({ kind: 'cancelled' })
      return options.inTurn(() => prepare(here.profile, file, nextName === '' ? null : nextName))
    },
    async take(words) {
      if (open() === null) return err({ kind: 'blocked' })
      const file = await dialogs.openFile(words, ['till'])
      if (file === null) return ok({ kind: 'cancelled' })
      // Read whole before any of it is believed.
      const read = await readPacked(file, () => Promise.resolve(null))
      if (!read.ok) return err(withName(read.error, path.basename(file)))
      return await options.inTurn(() => take(file, read.value))
    },
  }
}

function isUsual({ rules, priceLabels, check, otherwise }: CodeRules): boolean {
  const usual = defaultCodeRules
  const rest = priceLabels === usual.priceLabels && check === usual.check && otherwise === usual.otherwise
  return rules.length === 0 && rest
}

function withName(failure: RequestFailure, file: string): RequestFailure {
  return failure.kind === 'till-file-refused' ? { ...failure, file } : failure
}

function travelling(
  profile: Profile,
  shops: readonly (Connection & { readonly tills: number })[],
): readonly TravellingShop[] {
  return shops.map((shop) => {
    const { nameLookUp, codeRules } = profile.settings.get(shop.id)
    return { ...shop, nameLookUp, codeRules }
  })
}

/** The shop as it is once another till has been prepared for it. */
function withOneMore(connection: Connection): Connection & { readonly tills: number } {
  return { ...connection, singleTill: false, tills: Math.min(mostTills, (connection.tills ?? 1) + 1) }
}
