import type { ScannerKind } from '../../../shared/domain/scanner.ts'
import type { HidApi, SerialApi } from './device-types.ts'
import { scannerUsagePage } from './hid-layout.ts'

/** What the system lets a page reach; null where it has no such thing. */
export interface SystemDevices {
  readonly hid: HidApi | null
  readonly serial: SerialApi | null
}

/** The system's HID devices and serial ports. */
export function systemDevices(): SystemDevices {
  const system = navigator as unknown as { readonly hid?: HidApi; readonly serial?: SerialApi }
  return { hid: system.hid ?? null, serial: system.serial ?? null }
}

/**
 * Asks for a device; main shows what there is, and ends it. Only in answer to a press. Whether somebody was let choose
 * at all, and not whether a device was chosen.
 */
export async function askForDevice(kind: ScannerKind, { hid, serial }: SystemDevices): Promise<boolean> {
  try {
    if (kind === 'hid') await hid?.requestDevice({ filters: [{ usagePage: scannerUsagePage }] })
    else await serial?.requestPort()
    return kind === 'hid' ? hid !== null : serial !== null
  } catch (error) {
    // Nothing was chosen: that is how a port says so.
    return error instanceof Error && error.name === 'NotFoundError'
  }
}
