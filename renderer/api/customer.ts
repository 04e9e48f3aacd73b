import type { CustomerApi } from '../../shared/ipc/customer-contract.ts'

declare global {
  interface Window {
    /** Put there by the customer's preload; on no other page. */
    readonly customer: CustomerApi
  }
}

/** The bridge of the customer's page. */
export function connectCustomer(): CustomerApi {
  return window.customer
}
