import type { Booked } from '../support/leal-book.ts'

/** What the proof tells its server. */
export type ToServer =
  | {
      /** A till starts. */
      readonly kind: 'till'
      readonly file: string
      readonly pid: number | null
      /** Whether things go wrong on the way. */
      readonly rough: boolean
      /** Whether the server may kill it at moments that it alone knows. */
      readonly kills: boolean
    }
  | { readonly kind: 'report' }

/** What the server saw. */
export interface Report {
  readonly applied: readonly Booked[]
  /** How often each mutation came, by its name. */
  readonly sights: Readonly<Record<string, number>>
  /** What must not have happened. */
  readonly violations: readonly string[]
  readonly kills: { readonly arrived: number; readonly applied: number; readonly replied: number }
}

/** What the server tells. */
export type FromServer =
  { readonly kind: 'listening'; readonly port: number } | { readonly kind: 'report'; readonly report: Report }
