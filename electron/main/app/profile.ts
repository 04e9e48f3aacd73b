import path from 'node:path'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Blocked } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { backupDatabase, backupEveryMs } from '../db/backup.ts'
import type { WriteDb } from '../db/handle.ts'
import { openDatabase } from '../db/open.ts'
import { listConnections } from '../db/tables/connections.ts'
import type { Log } from '../log.ts'
import { createOutbox } from '../outbox/outbox.ts'
import type { Outbox, OutboxDependencies } from '../outbox/types.ts'
import type { Provider } from '../providers/provider.ts'
import { cleanText } from '../services/clean-text.ts'
import { openStaff } from '../staff/staff.ts'
import type { Staff } from '../staff/staff.ts'
import { openSettings } from './settings.ts'
import type { ShopSettings } from './settings.ts'

/** Practice or live: each has its own folder and shares no file with the other. */
export type Mode = Connection['mode']

/** Time, as the terminal is given it. */
export interface Time {
  readonly clock: { now(): number }
  readonly timers: OutboxDependencies['timers']
}

/** One side of the terminal: its database, its outbox, its people. */
export interface Profile {
  readonly mode: Mode
  readonly folder: string
  readonly db: WriteDb
  readonly outbox: Outbox
  readonly staff: Staff
  readonly settings: ShopSettings
  connections(): readonly Connection[]
  /** Stops sending, waits up to `ms` for what is on the wire, and closes the files. */
  close(ms: number): Promise<void>
}

/** What a profile is opened with. */
export interface ProfileOptions extends Time {
  readonly mode: Mode
  readonly userData: string
  readonly tillId: string
  readonly bootId: Ulid
  readonly country: string
  readonly newId: () => Ulid
  readonly random: (length: number) => Uint8Array
  readonly provider: (connection: Connection) => Provider | null
  readonly log: Log
}

/** Where the precious file of a mode lies. */
export function outboxFile(userData: string, mode: Mode): string {
  return path.join(userData, mode, 'outbox.db')
}

/** Opens the precious file of a mode and everything that lives in it. Nothing is sent before `outbox.start()`. */
export function openProfile(options: ProfileOptions): Result<Profile, Blocked> {
  const { mode, userData, clock, timers, log } = options
  const opened = openDatabase({ file: outboxFile(userData, mode), now: clock.now() })
  if (!opened.ok) return err(opened.error)
  const db = opened.value
  const folder = path.join(userData, mode)
  const connections = (): readonly Connection[] => listConnections(db)
  const outbox = createOutbox(db, {
    clock,
    timers,
    random: options.random,
    connections,
    provider: options.provider,
    bootId: options.bootId,
    tillId: options.tillId,
    log,
  })
  const stopBackups = keepCopies({ db, outbox, folder: path.join(folder, 'backups'), connections, options })
  return ok({
    mode,
    folder,
    db,
    outbox,
    connections,
    staff: openStaff(db, cleanText, options.newId, () => clock.now()),
    settings: openSettings(db, options.country),
    async close(ms) {
      stopBackups()
      await outbox.stop(ms)
      db.close()
    },
  })
}

interface Copies {
  readonly db: WriteDb
  readonly outbox: Outbox
  readonly folder: string
  readonly connections: () => readonly Connection[]
  readonly options: ProfileOptions
}

/** A copy of the precious file every ten minutes while anything waits. */
function keepCopies({ db, outbox, folder, connections, options }: Copies): () => void {
  let stop: () => void = () => undefined
  let closed = false
  const again = (): void => {
    if (!closed) stop = options.timers.set(copy, backupEveryMs)
  }
  const copyIfAnythingWaits = async (): Promise<void> => {
    if (!connections().some((one) => outbox.summary(one.id).waiting > 0)) return
    const done = await backupDatabase(db, folder, options.clock.now())
    if (!done.ok) options.log.warn('backup.failed', { kind: done.error.kind })
  }
  const copy = (): void => {
    copyIfAnythingWaits()
      .catch((error: unknown) => {
        options.log.warn('backup.failed', { error })
      })
      .finally(again)
  }
  again()
  return () => {
    closed = true
    stop()
  }
}
