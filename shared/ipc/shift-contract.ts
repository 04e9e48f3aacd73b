import type { Ulid } from '../domain/ids.ts'
import type { DialogWords } from '../domain/safety.ts'
import type { TourStep } from '../domain/tour.ts'
import type { ShiftColumn, ShiftExportAnswer, ShiftSummary } from '../domain/shift.ts'

/** Which day, and whose. */
export interface ShiftAsked {
  /** ISO date; null for the shop's day of now. */
  readonly day: string | null
  /** One cashier; null for all. */
  readonly cashier: Ulid | null
}

/** Requests of the shift summary and of the tour. */
export interface ShiftRequests {
  readonly shift: { readonly args: ShiftAsked; readonly value: ShiftSummary }
  /** Writes a day to a file, under headings in the cashier's language. */
  readonly exportShift: {
    readonly args: ShiftAsked & DialogWords & { readonly columns: Readonly<Record<ShiftColumn, string>> }
    readonly value: ShiftExportAnswer
  }
  /** Keeps how far the tour is. */
  readonly tour: { readonly args: { readonly step: TourStep }; readonly value: TourStep }
}
