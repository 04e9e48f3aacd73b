import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { OperationState } from '../../../../shared/domain/operation.ts'
import type { Unit } from '../../../../shared/domain/unit.ts'

/** What was done by an operation of a day, as far as a summary tells it apart. */
export type DayWork = 'stamps' | 'change' | 'revert' | 'reward' | 'enrolment' | 'other'

/** An operation of a business day: who made it and what, not for whom. */
export interface DayEntry {
  readonly id: Ulid
  readonly work: DayWork
  readonly state: OperationState
  /** UTC ms. */
  readonly at: number
  readonly cashier: { readonly id: Ulid; readonly name: string } | null
  /** Stamps, or the smallest part of the unit; null where there is none, or it is not kept any more. */
  readonly amount: number | null
  readonly unit: Unit | null
  /** The id of what it takes back; null where it takes nothing back. */
  readonly takesBack: Ulid | null
  /** It left for another till: what was done stays done. */
  readonly moved: boolean
  /** The loyalty system could not be reached when it was made. */
  readonly offline: boolean
}

/** What the record of this till tells of whole days. */
export interface Days {
  /** What was made here on a business day of a shop, in its order. What another operation took the place of is left out. */
  entries(connectionId: Ulid, day: string): readonly DayEntry[]
  /** Business days of a shop that have something on them, newest first, as far back as details are kept. */
  list(connectionId: Ulid): readonly string[]
}
