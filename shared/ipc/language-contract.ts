import type { Ulid } from '../domain/ids.ts'
import type { Cashier } from '../domain/views.ts'

/** Requests of the languages. */
export interface LanguageRequests {
  /** A cashier's own language, as BCP 47; null for the shop's. */
  readonly cashierLocale: {
    readonly args: { readonly id: Ulid; readonly locale: string | null }
    readonly value: Cashier
  }
}
