import type { Scanner } from '../../../shared/domain/scanner.ts'

/** Usage page of bar code scanners, from the HID Point of Sale Usage Tables. */
export const scannerUsagePage = 0x8c

/** A scanner as it is kept: with what tells it from others of its make, which the page does not need. */
export interface KeptScanner extends Scanner {
  /** Null where the device tells none. */
  readonly serialNumber: string | null
  /** Windows' own id of a serial port; null elsewhere. */
  readonly instanceId: string | null
  /** What the system calls a serial port; null for a HID device. */
  readonly portName: string | null
}

/** What tells one device from another. */
export type DeviceMarks = Pick<
  KeptScanner,
  'kind' | 'vendorId' | 'productId' | 'serialNumber' | 'instanceId' | 'portName'
> & { readonly name: string }

/** What the page wants to use, as Electron describes it. */
export interface WantedDevice {
  readonly deviceType: string
  /** Of the page that asks. */
  readonly origin: string
  readonly device: unknown
}

/** A check without a device: whether a page may ask for one at all. */
export interface DeviceCheck {
  readonly permission: string
  readonly requestingOrigin: string
  /** Null where no document asks: Electron checks HID for an origin, without its frame. */
  readonly requestingUrl: string | null
  readonly isMainFrame: boolean
}

/** Whether a page may ask for HID devices and serial ports: ours alone. Which ones is asked of each. */
export function mayAskForDevices(check: DeviceCheck, isOurs: (address: string) => boolean): boolean {
  if (check.permission !== 'hid' && check.permission !== 'serial') return false
  if (!isOurs(check.requestingOrigin)) return false
  return check.requestingUrl === null || (check.isMainFrame && isOurs(check.requestingUrl))
}

/** Whether a page may use a device: our page, and one of the scanners that were chosen for this till. */
export function mayUseDevice(
  { deviceType, origin, device }: WantedDevice,
  scanners: readonly KeptScanner[],
  isOurs: (address: string) => boolean,
): boolean {
  if (!isOurs(origin)) return false
  if (deviceType === 'hid') {
    const marks = hidMarks(device)
    return marks !== null && scanners.some((scanner) => isSameDevice(scanner, marks))
  }
  if (deviceType === 'serial') {
    const marks = portMarks(device)
    return marks !== null && scanners.some((scanner) => isSameDevice(scanner, marks))
  }
  return false
}

/**
 * Whether marks are those of a scanner that was chosen. Another one of the same make is not: unless neither tells a
 * serial number, so that nothing tells them apart.
 */
export function isSameDevice(kept: DeviceMarks, seen: DeviceMarks): boolean {
  if (kept.kind !== seen.kind) return false
  if (kept.instanceId !== null && seen.instanceId !== null) return kept.instanceId === seen.instanceId
  if (kept.vendorId !== null || seen.vendorId !== null) {
    return (
      kept.vendorId === seen.vendorId &&
      kept.productId === seen.productId &&
      kept.serialNumber === seen.serialNumber
    )
  }
  // A port on the board tells nothing but its name. What Windows knows by its id is never told by its name.
  if (kept.kind === 'hid' || kept.instanceId !== null || seen.instanceId !== null) return false
  return kept.portName !== null && seen.portName !== null && samePort(kept.portName, seen.portName)
}

/** The marks of a HID device; null for one that is no bar code scanner. */
export function hidMarks(device: unknown): DeviceMarks | null {
  const { vendorId, productId, collections } = fieldsOf(device)
  const vendor = idOf(vendorId)
  const product = idOf(productId)
  if (vendor === null || product === null || !Array.isArray(collections)) return null
  if (!collections.some((collection) => fieldsOf(collection)['usagePage'] === scannerUsagePage)) return null
  return {
    ...{ kind: 'hid', vendorId: vendor, productId: product, instanceId: null, portName: null },
    serialNumber: textOf(fieldsOf(device)['serialNumber']),
    name: textOf(fieldsOf(device)['name']) ?? '',
  }
}

/**
 * The marks of a serial port; null where there is nothing to know it by. When a port is to be chosen, Electron gives
 * its ids as text and in camel case; when it is to be used, as numbers, under the names of its own source.
 */
export function portMarks(port: unknown): DeviceMarks | null {
  const fields = fieldsOf(port)
  const vendor = idOf(fields['vendorId'] ?? fields['vendor_id'])
  const product = idOf(fields['productId'] ?? fields['product_id'])
  const portName = textOf(fields['portName']) ?? textOf(fields['name'])
  const instanceId = textOf(fields['deviceInstanceId'] ?? fields['device_instance_id'])
  const hasIds = vendor !== null && product !== null
  if (!hasIds && instanceId === null && portName === null) return null
  return {
    kind: 'serial',
    vendorId: hasIds ? vendor : null,
    productId: hasIds ? product : null,
    serialNumber: textOf(fields['serialNumber'] ?? fields['serial_number']),
    instanceId,
    portName,
    name: textOf(fields['displayName']) ?? portName ?? '',
  }
}

/** `ttyS0` when it is chosen, `/dev/ttyS0` when it is used. */
function samePort(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`)
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function idOf(value: unknown): number | null {
  const id = typeof value === 'string' && /^[0-9]{1,5}$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= 0xffff ? id : null
}
