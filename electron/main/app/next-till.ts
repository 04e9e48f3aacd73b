import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { PrepareAnswer, TakeTillAnswer } from '../../../shared/domain/card-register.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { fileTime } from '../db/backup.ts'
import { isDiskFull } from '../db/failure.ts'
import { saveConnection } from '../db/tables/connections.ts'
import { bestEffort } from '../directory/best-effort.ts'
import { openDirectory } from '../directory/directory.ts'
import type { Directory } from '../directory/types.ts'
import type { NextTillDesk } from '../ipc/handlers/desk.ts'
import type { Log } from '../log.ts'
import { tillLines } from '../services/next-till/give.ts'
import { hearTill } from '../services/next-till/take.ts'
import type { TakenSoFar } from '../services/next-till/take.ts'
import type { TillCounts, TillHeader, TravellingShop } from '../services/next-till/till-file.ts'
import type { Shop } from '../services/shop.ts'
import { notWritten } from './cards-desk.ts'
import { cacheFile } from './open-shop.ts'
import type { Profile } from './profile.ts'
import type { Dialogs } from './safety.ts'
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
  readonly tillId: () => string
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
    folder: string,
    work: (copyOf: (connection: Connection) => Directory) => Promise<T>,
  ): Promise<T> => {
    const opened = new Map<Ulid, Directory>()
    const copyOf = (connection: Connection): Directory => {
      const here = open()?.shop
      if (here?.connection.id === connection.id) return here.directory
      const file = cacheFile(folder, connection.id)
      const made = opened.get(connection.id) ?? openDirectory({ file, workerUrl: options.workerUrl, log })
      opened.set(connection.id, made)
      return bestEffort(made)
    }
    try {
      return await work(copyOf)
    } finally {
      for (const copy of opened.values()) await copy.close()
    }
  }

  const prepare = async (profile: Profile, file: string): Promise<Result<PrepareAnswer, RequestFailure>> => {
    const connections = profile.connections()
    const alone = connections.filter(({ singleTill, tills = 1 }) => singleTill || tills < 2)
    const counts = { cards: 0, members: 0 }
    try {
      // From now on another till may write there: nothing is settled by counting any more, and the limit is shared.
      profile.db.transaction(() => {
        for (const one of alone) saveConnection(profile.db, shared(one), clock.now())
      })
      await withCopies(profile.folder, async (copyOf) => {
        const lines = tillLines({
          header: { madeAt: clock.now(), settings: profile.settings.get(), shops: connections },
          shops: connections.map((connection) => ({
            register: { outbox: profile.outbox, connectionId: connection.id },
            copy: existsSync(cacheFile(profile.folder, connection.id)) ? copyOf(connection) : null,
          })),
          counts,
          log,
        })
        await replaceFile(file, (half) => writePacked(half, lines))
      })
    } catch (error) {
      log.warn('till-file.not-written', { error })
      return notWritten(error)
    }
    const here = open()?.shop.connection.id
    const reopened = connections.find(({ id }) => id === here && alone.some((one) => one.id === id))
    if (reopened !== undefined) await options.switchTo(profile, shared(reopened))
    return ok({
      kind: 'prepared',
      file: path.basename(file),
      shops: connections.length,
      ...counts,
      reopened: reopened !== undefined,
    })
  }

  const saveShops = (
    profile: Profile,
    shops: readonly TravellingShop[],
  ): readonly { readonly connection: Connection; readonly isNew: boolean }[] =>
    profile.db.transaction(() =>
      shops.map((shop) => {
        const known = profile
          .connections()
          .find(
            (one) =>
              one.provider === shop.provider && one.baseUrl === shop.baseUrl && one.store === shop.store,
          )
        const rest = known ?? { ...shop, id: options.newId(), mode: 'live' }
        const connection: Connection = shared(rest)
        saveConnection(profile.db, connection, clock.now())
        return { connection, isNew: known === undefined }
      }),
    )

  const take = async (
    file: string,
    read: TillHeader & TillCounts,
  ): Promise<Result<TakeTillAnswer, RequestFailure>> => {
    const live = await options.live()
    if (!live.ok) return live
    const profile = live.value
    let saved: ReturnType<typeof saveShops>
    try {
      saved = saveShops(profile, read.shops)
    } catch (error) {
      log.error('till-file.not-taken', { error })
      return err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })
    }
    const settings = profile.settings.save(read.settings)
    if (!settings.ok) return settings
    const soFar: TakenSoFar = { cards: 0, members: 0, others: 0 }
    const heard = await withCopies(profile.folder, (copyOf) =>
      readPacked(
        file,
        hearTill({
          shops: saved.map(({ connection }) => ({
            register: { outbox: profile.outbox, connectionId: connection.id },
            copy: copyOf(connection),
          })),
          now: clock.now(),
          soFar,
        }),
      ),
    )
    if (!heard.ok) return heard
    const here = open()?.shop.connection
    const next =
      here?.mode === 'practice' ? saved[0] : saved.find(({ connection }) => connection.id === here?.id)
    if (next !== undefined) await options.switchTo(profile, next.connection)
    // A shop whose key is missing says so at once, not at the first thing that is to be sent.
    for (const { connection } of saved) void profile.outbox.probe(connection.id)
    return ok({
      kind: 'taken',
      file: path.basename(file),
      shops: saved.map(({ connection: { name, baseUrl }, isNew }) => ({ name, baseUrl, isNew })),
      ...soFar,
      reopened: next !== undefined,
    })
  }

  const named = <T>(result: Result<T, RequestFailure>, file: string): Result<T, RequestFailure> =>
    !result.ok && result.error.kind === 'till-file-refused'
      ? err({ ...result.error, file: path.basename(file) })
      : result

  return {
    async prepare(words) {
      const here = open()
      if (here === null) return err({ kind: 'blocked' })
      // Practice is each till's own.
      if (here.profile.mode !== 'live') return err({ kind: 'not-offered' })
      const name = `stampwell-${options.tillId()}-${fileTime(clock.now())}.till`
      const file = await dialogs.saveFile(words, name)
      if (file === null) return ok({ kind: 'cancelled' })
      return options.inTurn(() => prepare(here.profile, file))
    },
    async take(words) {
      if (open() === null) return err({ kind: 'blocked' })
      const file = await dialogs.openFile(words, ['till'])
      if (file === null) return ok({ kind: 'cancelled' })
      // Read whole before any of it is believed.
      const read = await readPacked(file, () => Promise.resolve(null))
      if (!read.ok) return named(read, file)
      return named(await options.inTurn(() => take(file, read.value)), file)
    },
  }
}

/** The shop as one of several tills has it. */
function shared(connection: Omit<Connection, 'singleTill'>): Connection {
  return { ...connection, singleTill: false, tills: Math.max(2, connection.tills ?? 1) }
}
