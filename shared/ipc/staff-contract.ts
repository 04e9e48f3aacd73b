import type { Ulid } from '../domain/ids.ts'
import type { Cashier } from '../domain/views.ts'

/** Requests about those who work at the till. */
export interface StaffRequests {
  /** Adds somebody and puts them at the till; a name that is there already is its owner's. */
  readonly addCashier: { readonly args: { readonly name: string }; readonly value: Cashier }
  readonly chooseCashier: { readonly args: { readonly id: Ulid }; readonly value: Cashier }
  /** Another name for the same person: what was saved before keeps the one that it was saved under. */
  readonly renameCashier: {
    readonly args: { readonly id: Ulid; readonly name: string }
    readonly value: Cashier
  }
  /** A cashier's own language, as BCP 47; null for the shop's. */
  readonly cashierLocale: {
    readonly args: { readonly id: Ulid; readonly locale: string | null }
    readonly value: Cashier
  }
}
