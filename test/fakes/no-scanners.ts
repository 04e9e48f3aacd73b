import type { ScannersDesk } from '../../electron/main/ipc/handlers/desk.ts'
import { err, ok } from '../../shared/ipc/result.ts'

/** A till without a scanner of its own, and with none to choose. */
export const noScanners: ScannersDesk = {
  list: () => [],
  choose: () => ok(null),
  expect: () => undefined,
  change: () => err({ kind: 'not-found' }),
  remove: () => ok(null),
}
