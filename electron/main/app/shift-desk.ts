import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { ShiftDesk } from '../ipc/handlers/desk.ts'
import type { Log } from '../log.ts'
import { shiftCsv } from '../services/shift-csv.ts'
import { shiftSummary } from '../services/shift-summary.ts'
import type { Shop } from '../services/shop.ts'
import { notWritten } from './cards-desk.ts'
import type { Dialogs } from './safety.ts'
import { replaceFile } from './whole-file.ts'

/** A day of the open shop, written to a file that a person chooses. */
export function createShiftDesk({
  open,
  dialogs,
  tillId,
  log,
}: {
  readonly open: () => { readonly shop: Shop } | null
  readonly dialogs: Pick<Dialogs, 'saveFile'>
  /** Two tills of a shop write files of the same day. */
  readonly tillId: () => string
  readonly log: Log
}): ShiftDesk {
  return {
    async exportShift({ day, cashier, columns, ...words }) {
      const here = open()
      if (here === null) return err({ kind: 'blocked' })
      const { shop } = here
      // As it is now: what is done while the window is open is in the next file.
      const summary = shiftSummary(shop, { day, cashier })
      if (!summary.ok) return summary
      const text = shiftCsv(summary.value, shop.connection.zone, columns)
      const file = await dialogs.saveFile(words, `stampwell-day-${tillId()}-${summary.value.day}.csv`)
      if (file === null) return ok({ kind: 'cancelled' })
      try {
        await replaceFile(file, (half) => writeFile(half, text, { mode: 0o600 }))
      } catch (error) {
        log.warn('shift.not-written', { error })
        return notWritten(error)
      }
      return ok({ kind: 'exported', file: path.basename(file) })
    },
  }
}
