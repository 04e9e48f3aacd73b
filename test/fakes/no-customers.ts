import type { CustomersDesk } from '../../electron/main/ipc/handlers/customer-handlers.ts'
import { err, ok } from '../../shared/ipc/result.ts'

const display = {
  window: 'no-screen',
  settings: { mode: 'second-screen', names: true, seconds: 30, language: null, invitation: null },
} as const

/** A till with no screen for its customers. */
export const noCustomers: CustomersDesk = {
  show: () => Promise.resolve(ok(null)),
  ask: () => err({ kind: 'not-offered' }),
  display: () => ok(display),
  change: (changes) => ok({ ...display, settings: { ...display.settings, ...changes } }),
}
