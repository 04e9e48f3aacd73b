import { createReadStream } from 'node:fs'
import { open, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { CardsExportAnswer, CardsImportAnswer } from '../../../shared/domain/card-register.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Err, Result } from '../../../shared/ipc/result.ts'
import { fileTime } from '../db/backup.ts'
import { isDiskFull } from '../db/failure.ts'
import type { CardsDesk } from '../ipc/handlers/desk.ts'
import type { Log } from '../log.ts'
import { cardHeader, cardLine } from '../services/cards/card-rows.ts'
import { everyCard } from '../services/cards/export-cards.ts'
import type { Exported } from '../services/cards/export-cards.ts'
import { importCards } from '../services/cards/import-cards.ts'
import type { RegisterOf } from '../services/cards/import-cards.ts'
import type { Shop } from '../services/shop.ts'
import type { Dialogs } from './safety.ts'
import { replaceFile } from './whole-file.ts'

/** Two hundred thousand lines have a tenth of it. */
const longestFile = 64 * 1024 * 1024
/** What is read and decoded at a time. */
const pieceLength = 1024 * 1024

/** What the card register's window needs of the terminal. */
export interface CardsOptions {
  readonly open: () => { readonly shop: Shop } | null
  readonly dialogs: Dialogs
  /** A list has no place for it: its file's name tells which till's register it is. */
  readonly tillId: () => string
  readonly log: Log
}

/** The card register of the open shop, written to and read from files that a person chooses. */
export function createCardsDesk({ open: now, dialogs, tillId, log }: CardsOptions): CardsDesk {
  const inShop = async <T>(
    work: (shop: Shop) => Promise<Result<T, RequestFailure>>,
  ): Promise<Result<T, RequestFailure>> => {
    const here = now()
    return here === null ? err({ kind: 'blocked' }) : work(here.shop)
  }
  const registerOf = (shop: Shop): RegisterOf => ({ outbox: shop.outbox, connectionId: shop.connection.id })

  return {
    view: () =>
      inShop((shop) => Promise.resolve(ok({ count: shop.outbox.register.count(shop.connection.id) }))),
    exportCards: (words) =>
      inShop(async (shop): Promise<Result<CardsExportAnswer, RequestFailure>> => {
        if (shop.outbox.register.count(shop.connection.id) === 0) return ok({ kind: 'nothing' })
        const file = await dialogs.saveFile(
          words,
          `stampwell-cards-${tillId()}-${fileTime(shop.clock.now())}.csv`,
        )
        if (file === null) return ok({ kind: 'cancelled' })
        const told: Exported = { count: 0, waiting: 0 }
        try {
          await replaceFile(file, (half) => writeCards(half, registerOf(shop), told))
        } catch (error) {
          log.warn('cards.not-written', { error })
          return notWritten(error)
        }
        return ok({ kind: 'exported', file: path.basename(file), ...told })
      }),
    importCards: (words) =>
      inShop(async (shop): Promise<Result<CardsImportAnswer, RequestFailure>> => {
        const file = await dialogs.openFile(words, ['csv', 'txt'])
        if (file === null) return ok({ kind: 'cancelled' })
        const name = path.basename(file)
        const read = await readText(file, log)
        const taken = read.ok ? await importCards(registerOf(shop), read.value, shop.clock.now()) : read
        if (taken.ok) return ok({ kind: 'imported', file: name, ...taken.value })
        return err(taken.error.kind === 'cards-refused' ? { ...taken.error, file: name } : taken.error)
      }),
  }
}

/** A file that could not be written, as the page is told. */
export function notWritten(error: unknown): Err<RequestFailure> {
  return err({ kind: 'list-not-written', cause: isDiskFull(error) ? 'disk-full' : 'refused' })
}

async function writeCards(half: string, from: RegisterOf, told: Exported): Promise<void> {
  await writeFile(half, cardHeader, { mode: 0o600 })
  const handle = await open(half, 'a')
  try {
    for await (const cards of everyCard(from, told)) await handle.appendFile(cards.map(cardLine).join(''))
  } finally {
    await handle.close()
  }
}

async function readText(file: string, log: Log): Promise<Result<string, RequestFailure>> {
  const tooLarge = err<RequestFailure>({ kind: 'cards-refused', problem: 'too-large', file: null })
  // A byte order mark is left out, and what is no UTF-8 becomes characters that no code has.
  const decoder = new TextDecoder()
  const pieces: string[] = []
  let length = 0
  try {
    if ((await stat(file)).size > longestFile) return tooLarge
    // In pieces: whatever waits on main goes between them.
    for await (const piece of createReadStream(file, { highWaterMark: pieceLength })) {
      const bytes = piece as Uint8Array
      length += bytes.byteLength
      if (length > longestFile) return tooLarge
      pieces.push(decoder.decode(bytes, { stream: true }))
    }
    return ok(pieces.join('') + decoder.decode())
  } catch (error) {
    log.warn('cards.not-read', { error })
    return err({ kind: 'cards-refused', problem: 'unreadable', file: null })
  }
}
