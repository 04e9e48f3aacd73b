import type { HidPackage } from '../../../renderer/scanner/devices/hid-scanner.ts'
import type { SerialPackage } from '../../../renderer/scanner/devices/serial-scanner.ts'
import type { FakeSystem } from './fake-devices.ts'

// The packages name a build for browsers alone, so that Node does not find them by their names.
const folder = '../../../node_modules/@point-of-sale'

/** The packages as they are, on a system of a test's own. */
export async function loadPackages(
  system: FakeSystem,
): Promise<{ readonly hid: HidPackage; readonly serial: SerialPackage }> {
  Object.assign(navigator, { hid: system.hid, serial: system.serial })
  const [hid, serial] = (await Promise.all([
    import(`${folder}/webhid-barcode-scanner/dist/webhid-barcode-scanner.esm.js`),
    import(`${folder}/webserial-barcode-scanner/dist/webserial-barcode-scanner.esm.js`),
  ])) as [{ default: HidPackage }, { default: SerialPackage }]
  return { hid: hid.default, serial: serial.default }
}
