import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Cashier } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { isDiskFull } from '../db/failure.ts'
import type { WriteDb } from '../db/handle.ts'
import { addCashier, listCashiers } from '../db/tables/cashiers.ts'
import { readSetting, writeSettings } from '../db/tables/settings.ts'

const longestName = 60

/** Who works here, and who is at the till now. */
export interface Staff {
  list(): readonly Cashier[]
  atTheTill(): Cashier | null
  /** Adds somebody and puts them at the till. */
  add(name: string): Result<Cashier, RequestFailure>
  choose(id: Ulid): Result<Cashier, RequestFailure>
}

/** Opens the staff of one profile. */
export function openStaff(
  db: WriteDb,
  clean: (text: string) => string,
  newId: () => Ulid,
  now: () => number,
): Staff {
  const last = readSetting(db, 'cashier')
  let present = listCashiers(db).find((one) => one.id === last) ?? null

  const put = (cashier: Cashier): Cashier => {
    writeSettings(db, { cashier: cashier.id })
    return cashier
  }
  const saved = (work: () => Cashier): Result<Cashier, RequestFailure> => {
    try {
      const cashier = db.transaction(work)
      // Only now: what is not committed puts nobody at the till.
      present = cashier
      return ok(cashier)
    } catch (error) {
      return err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })
    }
  }

  return {
    list: () => listCashiers(db),
    atTheTill: () => present,
    add(typed) {
      const name = clean(typed)
      if (name === '') return err({ kind: 'invalid', fields: { firstName: 'missing' } })
      if (name.length > longestName) return err({ kind: 'invalid', fields: { firstName: 'too-long' } })
      return saved(() => put(addCashier(db, { id: newId(), name }, now())))
    },
    choose(id) {
      const cashier = listCashiers(db).find((one) => one.id === id)
      return cashier === undefined ? err({ kind: 'not-found' }) : saved(() => put(cashier))
    },
  }
}
