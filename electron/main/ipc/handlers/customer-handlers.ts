import type { CustomerDisplay } from '../../../../shared/domain/customer-display.ts'
import type { RequestArgs, RequestMap } from '../../../../shared/ipc/contract.ts'
import type { CustomerRequests } from '../../../../shared/ipc/customer-contract.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import type { Handlers } from './desk.ts'

/** What the till's page may do with the customer's screen. */
export interface CustomersDesk {
  show(matter: RequestArgs<'showCustomer'>): Promise<Result<null, RequestFailure>>
  ask(asked: RequestArgs<'askCustomer'>): Result<RequestMap['askCustomer']['value'], RequestFailure>
  display(): Result<CustomerDisplay, RequestFailure>
  change(changes: RequestArgs<'setCustomerDisplay'>): Result<CustomerDisplay, RequestFailure>
}

/** Joins each request about the customer's screen to its desk. */
export function customerHandlers(customers: CustomersDesk): Pick<Handlers, keyof CustomerRequests> {
  return {
    showCustomer: (matter) => customers.show(matter),
    askCustomer: (asked) => customers.ask(asked),
    customerDisplay: () => customers.display(),
    setCustomerDisplay: (changes) => customers.change(changes),
  }
}
