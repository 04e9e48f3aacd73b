import type { Ulid } from '../domain/ids.ts'
import type { OperationView } from '../domain/operation.ts'
import type { Saved } from '../domain/views.ts'

/** Why something that a cashier did cannot be taken back from here. */
export type NoWayBack =
  /** It is on its way at this moment: asked again in a while, it has arrived or is waiting. */
  | 'on-its-way'
  /** Nobody knows yet whether it arrived. */
  | 'checking'
  /** It waits for a person, who decides there. */
  | 'needs-you'
  /** It has arrived, and the loyalty system takes nothing of the kind back. */
  | 'system'
  /** It could be taken back, but not while the till is offline. */
  | 'offline'
  /** Less is left of it than would be taken back. */
  | 'spent'
  /** It was changed again since. */
  | 'changed'
  /** The member is not known here any more. */
  | 'gone'

/** How something can be taken back. */
export type WayBack =
  /** It never left: it is not sent at all. */
  | { readonly kind: 'unsent' }
  /** It has arrived: an opposite entry is made. */
  | { readonly kind: 'reversal' }
  | { readonly kind: 'none'; readonly why: NoWayBack }

/** The last thing that the cashier at the till did here today, and how it can be taken back. */
export interface LastAction {
  readonly operation: OperationView
  readonly way: WayBack
}

/** Requests of the counter's guards. */
export interface CounterRequests {
  /** Null where the cashier at the till has done nothing today that is not taken back already. */
  readonly lastAction: { readonly args: undefined; readonly value: LastAction | null }
  /** Takes the last action back: `id` must be the one that was shown. */
  readonly takeBack: {
    readonly args: { readonly intent: Ulid; readonly id: Ulid }
    readonly value: Saved
  }
}
