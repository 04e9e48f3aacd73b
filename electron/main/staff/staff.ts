import { nameProblem } from '../../../shared/domain/cashier-name.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Cashier } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { isDiskFull } from '../db/failure.ts'
import type { WriteDb } from '../db/handle.ts'
import { addCashier, listCashiers, renameCashier } from '../db/tables/cashiers.ts'
import { readSetting, removeSetting, writeSettings } from '../db/tables/settings.ts'

/** Who works here, and who is at the till now. */
export interface Staff {
  list(): readonly Cashier[]
  atTheTill(): Cashier | null
  /** Adds somebody and puts them at the till. */
  add(name: string): Result<Cashier, RequestFailure>
  choose(id: Ulid): Result<Cashier, RequestFailure>
  /**
   * Corrects the name of one of them, who stays the same person. What was saved before keeps the name of then; a name
   * that somebody else has is refused.
   */
  rename(id: Ulid, name: string): Result<Cashier, RequestFailure>
  /** The language of one of them, as BCP 47; null for the shop's. */
  speak(id: Ulid, locale: string | null): Result<Cashier, RequestFailure>
}

function localeOf(id: Ulid): string {
  return `cashier-locale:${id}`
}

/** Opens the staff of one profile. */
export function openStaff(
  db: WriteDb,
  clean: (text: string) => string,
  newId: () => Ulid,
  now: () => number,
): Staff {
  const last = readSetting(db, 'cashier')
  const list = (): readonly Cashier[] =>
    listCashiers(db).map((one) => {
      const locale = readSetting(db, localeOf(one.id))
      return typeof locale === 'string' ? { ...one, locale } : one
    })
  let present = list().find((one) => one.id === last) ?? null

  const put = (cashier: Cashier): Cashier => {
    writeSettings(db, { cashier: cashier.id })
    return cashier
  }
  const attempt = (work: () => Cashier): Result<Cashier, RequestFailure> => {
    try {
      return ok(db.transaction(work))
    } catch (error) {
      return err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })
    }
  }
  const saved = (work: () => Cashier): Result<Cashier, RequestFailure> => {
    const answer = attempt(work)
    // Only now: what is not committed puts nobody at the till.
    if (answer.ok) present = answer.value
    return answer
  }

  return {
    list,
    atTheTill: () => present,
    add(typed) {
      const name = clean(typed)
      const problem = nameProblem(name, [])
      if (problem !== null && problem !== 'there')
        return err({ kind: 'invalid', fields: { firstName: problem } })
      return saved(() => {
        const { id } = put(addCashier(db, { id: newId(), name }, now()))
        // Whoever was there already keeps what they chose.
        return list().find((one) => one.id === id) ?? { id, name }
      })
    },
    choose(id) {
      const cashier = list().find((one) => one.id === id)
      return cashier === undefined ? err({ kind: 'not-found' }) : saved(() => put(cashier))
    },
    rename(id, typed) {
      const cashier = list().find((one) => one.id === id)
      if (cashier === undefined) return err({ kind: 'not-found' })
      const name = clean(typed)
      const others = list().filter((one) => one.id !== id)
      const problem = nameProblem(name, others)
      if (problem === 'there') return err({ kind: 'name-taken' })
      if (problem !== null) return err({ kind: 'invalid', fields: { firstName: problem } })
      const renamed = { ...cashier, name }
      const answer = attempt(() => {
        renameCashier(db, id, name)
        return renamed
      })
      if (answer.ok && present?.id === id) present = renamed
      return answer
    },
    speak(id, locale) {
      const cashier = listCashiers(db).find((one) => one.id === id)
      if (cashier === undefined) return err({ kind: 'not-found' })
      const spoken = locale === null ? cashier : { ...cashier, locale }
      const answer = attempt(() => {
        if (locale === null) removeSetting(db, localeOf(id))
        else writeSettings(db, { [localeOf(id)]: locale })
        return spoken
      })
      if (answer.ok && present?.id === id) present = spoken
      return answer
    },
  }
}
