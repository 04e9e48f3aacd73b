import type {
  CustomerAnswer,
  CustomerDisplay,
  CustomerMatter,
  CustomerScreen,
  CustomerSettings,
} from '../domain/customer-display.ts'
import type { Ulid } from '../domain/ids.ts'
import type { RequestFailure } from './failure.ts'
import type { Result } from './result.ts'

/** What the till's page asks of the customer's screen. */
export interface CustomerRequests {
  /** What the cashier is at from now on; a question that was open is withdrawn. */
  readonly showCustomer: { readonly args: CustomerMatter; readonly value: null }
  /**
   * Puts "Is this your number?" before the customer, with the number as it was typed, or, null, lets them type it. The
   * answer comes as the event `customerAnswer`. Refused where no customer's screen is open.
   */
  readonly askCustomer: {
    readonly args: { readonly phone: string | null }
    readonly value: { readonly id: Ulid }
  }
  readonly customerDisplay: { readonly args: undefined; readonly value: CustomerDisplay }
  readonly setCustomerDisplay: {
    readonly args: Partial<CustomerSettings>
    readonly value: CustomerDisplay
  }
}

/** What the till's page is told of the customer's screen. */
export interface CustomerEvents {
  readonly customerDisplay: CustomerDisplay
  /** Null where the question is over and nobody answers it any more. */
  readonly customerAnswer: { readonly id: Ulid; readonly answer: CustomerAnswer | null }
}

/** `window.customer`: all that the customer's page has. */
export interface CustomerApi {
  /** The page listens: answers the screen as it is. */
  readonly ready: () => Promise<Result<CustomerScreen, RequestFailure>>
  readonly answer: (args: {
    readonly id: Ulid
    readonly answer: CustomerAnswer
  }) => Promise<Result<null, RequestFailure>>
  /** Subscribes; the answer is the function that unsubscribes. */
  readonly onScreen: (listener: (screen: CustomerScreen) => void) => () => void
}
