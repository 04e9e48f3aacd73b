import { readdirSync } from 'node:fs'
import { copyFile, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { CopyTrouble, SafetyView } from '../../../shared/domain/safety.ts'
import { backupDatabase, backupEveryMs, copiesToDrop, fileTime, timeInName } from '../db/backup.ts'
import { isDiskFull } from '../db/failure.ts'
import type { WriteDb } from '../db/handle.ts'
import { readSetting, writeSettings } from '../db/tables/settings.ts'
import type { Log } from '../log.ts'
import type { Mark } from '../outbox/pure/suspicion.ts'
import type { OutboxDependencies } from '../outbox/types.ts'
import { readMarkAway, writeMark } from './marks.ts'
import { replaceFile } from './whole-file.ts'

/** A folder that does not answer for so long is not there: a share that is away can keep a call for minutes, ms. */
const awayMs = 20_000
/** A mark goes to the second folder no more often, ms: it may be a share that somebody pays for by the call. */
const betweenMarksAwayMs = 30_000
/** Where the setting lies. */
const settingKey = 'secondFolder'
const setting = z.object({ folder: z.string().min(1), lastAt: z.number().nullable() })

/** What copies tell of themselves. */
export type CopiesView = Omit<SafetyView, 'lastMove' | 'auditBrokenAt'>

/** Keeps copies of one precious file, within the till and in a second folder that the shop chose. */
export interface Copies {
  view(): CopiesView
  /** Chooses the second folder, null for none; a first copy goes there at once. */
  choose(folder: string | null): Promise<void>
  copyNow(): Promise<void>
  /** The file has come further: its mark in the second folder follows now and then. */
  carryMark(): void
  /** The mark beside the copies in the second folder; null where there is none, or nobody answers in time. */
  markAway(patienceMs: number): Promise<Mark | null>
  /** Copies a last time where something waits, and ends. */
  close(): Promise<void>
}

/** What copies are kept with. */
export interface CopiesOptions {
  readonly db: WriteDb
  /** Within the till. */
  readonly ownFolder: string
  readonly mode: string
  readonly tillId: string
  readonly mark: () => Mark | null
  readonly isAnythingWaiting: () => boolean
  readonly clock: { now(): number }
  readonly timers: OutboxDependencies['timers']
  readonly onChange: () => void
  readonly log: Log
}

/** When the newest copy was made; one that is named later than now was not the newest. */
function newestIn(folder: string, now: number): number | null {
  try {
    const times = readdirSync(folder).flatMap((name) => timeInName(name) ?? [])
    const past = times.filter((at) => at <= now)
    return past.length === 0 ? null : Math.max(...past)
  } catch {
    return null
  }
}

function awayTrouble(error: unknown): CopyTrouble {
  if (isDiskFull(error)) return 'folder-full'
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOTDIR') return 'folder-replaced'
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'folder-refused' : 'folder-gone'
}

/** Keeps copies while anything waits, and when asked. Trouble is told and never stands in anybody's way. */
export function keepCopies(options: CopiesOptions): Copies {
  const { db, ownFolder, clock, timers, log } = options
  const kept = setting.safeParse(readSetting(db, settingKey)).data
  let folder = kept?.folder ?? null
  let lastOutsideAt = kept?.lastAt ?? null
  let lastCopyAt = newestIn(ownFolder, clock.now())
  let trouble: CopyTrouble | null = null
  let closed = false
  let cancel: () => void = () => undefined
  let work: Promise<void> = Promise.resolve()
  /** A call into a folder that is away may never come back: no second one is sent after it. */
  let away: Promise<void> | null = null

  const stem = (): string => {
    const id = options.mark()?.fileId.slice(-6) ?? 'new'
    return `stampwell-${options.mode}-${options.tillId}-${id}`
  }
  /** By the file alone: the till's own name can be lost. */
  const markName = ({ fileId }: Mark): string => `stampwell-${options.mode}-${fileId}.mark`
  let markCarriedAt = -Infinity
  const carryMark = async (): Promise<void> => {
    const mark = options.mark()
    if (folder === null || mark === null || away !== null) return
    markCarriedAt = clock.now()
    const carrying = writeMark(path.join(folder, markName(mark)), mark).catch(() => undefined)
    // A folder that is away is told by the next copy.
    away = carrying.then(() => void (away = null))
    await away
  }
  const keepSetting = (): void => {
    try {
      writeSettings(db, { [settingKey]: folder === null ? null : { folder, lastAt: lastOutsideAt } })
    } catch (error) {
      log.warn('copies.setting-not-kept', { error })
    }
  }

  const carry = async (copy: string, to: string): Promise<void> => {
    if (!(await stat(to)).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' })
    const start = stem()
    const mark = options.mark()
    const now = clock.now()
    await replaceFile(path.join(to, `${start}.${fileTime(now)}.backup`), (half) => copyFile(copy, half))
    if (mark !== null) await writeMark(path.join(to, markName(mark)), mark)
    const names = await readdir(to)
    // A half one is of a carrying that broke off: two never run at once.
    const halves = names.filter((name) => name.startsWith(`${start}.`) && name.endsWith('.backup.half'))
    for (const name of [...copiesToDrop(names, `${start}.`, now), ...halves])
      await rm(path.join(to, name), { force: true })
  }

  /** Carries a copy to the second folder; answers what stood in the way. */
  const carryAway = async (copy: string, to: string): Promise<CopyTrouble | null> => {
    if (away !== null) return 'folder-gone'
    const carrying = carry(copy, to)
    away = carrying.catch(() => undefined).then(() => void (away = null))
    let stop: () => void = () => undefined
    const late = new Promise<CopyTrouble>((resolve) => {
      stop = timers.set(() => resolve('folder-gone'), awayMs)
    })
    const done = carrying.then(() => null, awayTrouble)
    return Promise.race([done, late]).finally(() => stop())
  }

  const copyOnce = async (): Promise<void> => {
    const done = await backupDatabase(db, ownFolder, clock.now())
    const to = folder
    if (!done.ok) {
      trouble = done.error.kind === 'disk-full' ? 'own-full' : 'own-failed'
      log.warn('backup.failed', { kind: done.error.kind })
    } else {
      lastCopyAt = clock.now()
      trouble = to === null ? null : await carryAway(done.value, to)
      if (to !== null && trouble === null) {
        lastOutsideAt = clock.now()
        keepSetting()
      }
      if (trouble !== null) log.warn('backup.not-carried', { kind: trouble })
    }
    options.onChange()
  }
  /** One at a time: a second one waits for the first. */
  const copyNow = (): Promise<void> => {
    work = work.then(copyOnce).catch((error: unknown) => {
      log.warn('backup.failed', { error })
    })
    return work
  }

  const again = (): void => {
    if (!closed) cancel = timers.set(tick, backupEveryMs)
  }
  /** Who cannot tell must take it that something waits: the copy then says what is wrong with the file. */
  const mayWait = (): boolean => {
    try {
      return options.isAnythingWaiting()
    } catch (error) {
      log.warn('copies.waiting-unread', { error })
      return true
    }
  }
  const tick = (): void => {
    void (mayWait() ? copyNow() : Promise.resolve()).finally(again)
  }
  again()

  return {
    view: () => ({ folder, lastCopyAt, lastOutsideAt, trouble }),
    choose: async (next) => {
      folder = next
      lastOutsideAt = null
      trouble = null
      keepSetting()
      if (next === null) options.onChange()
      else await copyNow()
    },
    copyNow,
    carryMark: () => {
      if (Math.abs(clock.now() - markCarriedAt) >= betweenMarksAwayMs) void carryMark()
    },
    markAway: async (patienceMs) => {
      const mark = options.mark()
      if (folder === null || mark === null) return null
      let stop: () => void = () => undefined
      const late = new Promise<null>((resolve) => {
        stop = timers.set(() => resolve(null), patienceMs)
      })
      return Promise.race([readMarkAway(path.join(folder, markName(mark))), late]).finally(() => stop())
    },
    close: async () => {
      closed = true
      cancel()
      if (mayWait()) await copyNow()
      else await work.then(carryMark)
    },
  }
}
