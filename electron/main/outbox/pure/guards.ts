import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { EditPayload, OperationTarget, OperationView } from '../../../../shared/domain/operation.ts'
import type { ParsedPayload } from './payload.ts'

/** An operation of one cashier, with all that taking it back needs. */
export interface OwnAction {
  readonly view: OperationView
  readonly parsed: ParsedPayload
  /** The id that it was made with, perhaps on another till. */
  readonly madeAs: Ulid
  /** An unsent change of details that is part of this one since, perhaps another cashier's: it is not taken back with it. */
  readonly tookIn: EditPayload | null
}

/** What the record of a business day tells the counter's guards. */
export interface Guards {
  /** The newest that this cashier did on the shop's business day of now and that nothing has taken back. */
  lastBy(connectionId: Ulid, actor: Ulid): OwnAction | null
  /**
   * Stamps that a customer got on the shop's business day of now, on whatever card of theirs. `targets`: by what names
   * they are known; `except`: the id or the intent of an operation that does not count.
   */
  givenToday(connectionId: Ulid, targets: readonly OperationTarget[], except: Ulid): number
}
