import type { ScannersDesk } from '../ipc/handlers/desk.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { DeviceChooser } from '../devices/chooser.ts'
import type { ScannerList } from './scanner-list.ts'

/** What the page may do with the scanners of this till. */
export function createScannersDesk(scanners: ScannerList, chooser: DeviceChooser): ScannersDesk {
  return {
    list: () => scanners.list(),
    choose(device) {
      if (device === null) {
        chooser.answer(null)
        return ok(null)
      }
      const marks = chooser.marks(device)
      // Unplugged between the look and the press: what else is offered stays to be chosen.
      if (marks === null) return err({ kind: 'not-found' })
      // Kept first: the page may use what is kept alone.
      const added = scanners.add(marks)
      chooser.answer(added.ok ? device : null)
      return added
    },
    expect: (id) => {
      chooser.expect(id)
    },
    change: (id, change) => scanners.change(id, change),
    remove: (id) => scanners.remove(id),
  }
}
