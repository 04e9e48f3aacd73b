import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { DialogWords, MoveAnswer, SafetyView, TakeInAnswer } from '../../../shared/domain/safety.ts'
import type { TillView } from '../../../shared/domain/till.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { fileTime } from '../db/backup.ts'
import { isDiskFull } from '../db/failure.ts'
import type { SafetyDesk } from '../ipc/handlers/desk.ts'
import type { Log } from '../log.ts'
import { identityOf } from '../outbox/transfer/collect.ts'
import { readWork } from '../outbox/transfer/backup-source.ts'
import type { Shop } from '../services/shop.ts'
import type { Profile } from './profile.ts'
import { replaceFile } from './whole-file.ts'

/** Windows of the operating system in which a person chooses a file. Null where nothing was chosen. */
export interface Dialogs {
  saveFile(words: DialogWords, name: string): Promise<string | null>
  /** Of the kinds of file that unsent work comes in, where no other `extensions` are named. */
  openFile(words: DialogWords, extensions?: readonly string[]): Promise<string | null>
  chooseFolder(words: DialogWords): Promise<string | null>
}

/** What keeping the shop's work safe needs of the terminal. */
export interface SafetyOptions {
  readonly open: () => { readonly shop: Shop; readonly profile: Profile } | null
  readonly dialogs: Dialogs
  readonly till: () => TillView
  readonly publish: (view: SafetyView) => void
  readonly log: Log
}

/** The safety desk, and what tells the page that something about it has changed. */
export interface Safety {
  readonly desk: SafetyDesk
  changed(): void
}

/** Copies, and moving unsent work, for the shop that is open. */
export function createSafety({ open, dialogs, till, publish, log }: SafetyOptions): Safety {
  const viewOf = (shop: Shop, profile: Profile): SafetyView => ({
    ...profile.copies.view(),
    lastMove: shop.outbox.transfer.lastMove(shop.connection.id),
    auditBrokenAt: profile.audit.brokenAt(),
  })
  const changed = (): void => {
    const now = open()
    if (now !== null) publish(viewOf(now.shop, now.profile))
  }
  const inShop = async <T>(
    work: (shop: Shop, profile: Profile) => Promise<Result<T, RequestFailure>>,
  ): Promise<Result<T, RequestFailure>> => {
    const now = open()
    return now === null ? err({ kind: 'blocked' }) : work(now.shop, now.profile)
  }
  const view = (shop: Shop, profile: Profile): Promise<Result<SafetyView, RequestFailure>> =>
    Promise.resolve(ok(viewOf(shop, profile)))

  const write = async (shop: Shop, exportId: string, file: string): Promise<Result<null, RequestFailure>> => {
    try {
      // Everything is given up by now: whatever goes wrong here, the work lies in the records and can be written again.
      const text = shop.outbox.transfer.fileOf(exportId)
      if (text === null) return err({ kind: 'not-found' })
      await replaceFile(file, (half) => writeFile(half, text, { mode: 0o600 }))
    } catch (error) {
      log.warn('move.not-written', { error })
      return err({ kind: 'file-not-written', cause: isDiskFull(error) ? 'disk-full' : 'refused' })
    }
    try {
      shop.outbox.transfer.written(exportId)
    } catch (error) {
      // The file lies there: that nobody noted it only offers it once more.
      log.warn('move.not-noted', { error })
    }
    return ok(null)
  }
  const nameOf = (at: number): string => `stampwell-${till().id}-${fileTime(at)}.json`

  const desk: SafetyDesk = {
    view: () => inShop(view),
    chooseFolder: (words) =>
      inShop(async (shop, profile) => {
        const folder = await dialogs.chooseFolder(words)
        if (folder !== null) await profile.copies.choose(folder)
        return view(shop, profile)
      }),
    forgetFolder: () =>
      inShop(async (shop, profile) => {
        await profile.copies.choose(null)
        return view(shop, profile)
      }),
    backUpNow: () =>
      inShop(async (shop, profile) => {
        await profile.copies.copyNow()
        return view(shop, profile)
      }),
    moveUnsent: (words) =>
      inShop(async (shop): Promise<Result<MoveAnswer, RequestFailure>> => {
        const { id } = shop.connection
        if (shop.outbox.summary(id).waiting === 0) return ok({ kind: 'nothing' })
        const file = await dialogs.saveFile(words, nameOf(shop.clock.now()))
        if (file === null) return ok({ kind: 'cancelled' })
        const moved = await shop.outbox.transfer.moveOut(id, shop.cashier()?.name ?? null)
        if (!moved.ok) return moved
        if (moved.value === null) return ok({ kind: 'nothing' })
        const written = await write(shop, moved.value.id, file)
        changed()
        return written.ok
          ? ok({ kind: 'moved', count: moved.value.count, file: path.basename(file) })
          : written
      }),
    writeAgain: (words) =>
      inShop(async (shop): Promise<Result<MoveAnswer, RequestFailure>> => {
        const move = shop.outbox.transfer.lastMove(shop.connection.id)
        if (move === null) return ok({ kind: 'nothing' })
        const file = await dialogs.saveFile(words, nameOf(move.at))
        if (file === null) return ok({ kind: 'cancelled' })
        const written = await write(shop, move.id, file)
        changed()
        return written.ok ? ok({ kind: 'moved', count: move.count, file: path.basename(file) }) : written
      }),
    takeIn: (words) =>
      inShop(async (shop, profile): Promise<Result<TakeInAnswer, RequestFailure>> => {
        const file = await dialogs.openFile(words)
        if (file === null) return ok({ kind: 'cancelled' })
        const name = path.basename(file)
        const work = path.join(profile.folder, 'taking-in')
        const read = await readWork(file, identityOf(shop.connection), work)
        if (!read.ok) return err({ kind: 'file-refused', problem: read.error, file: name })
        const by = shop.cashier()?.name ?? null
        const taken = await shop.outbox.transfer.takeIn(shop.connection.id, read.value, by)
        const { tillId, tillName } = read.value
        const from = tillId === '' ? null : { id: tillId, name: tillName ?? null }
        if (taken.ok) return ok({ kind: 'taken-in', file: name, from, ...taken.value })
        return err(taken.error.kind === 'file-refused' ? { ...taken.error, file: name } : taken.error)
      }),
  }
  return { desk, changed }
}
