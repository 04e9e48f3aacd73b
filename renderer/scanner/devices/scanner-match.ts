import type { Scanner } from '../../../shared/domain/scanner.ts'
import type { HidDevice, SerialPort } from './device-types.ts'

/** Whether two scanners are of one make: they look the same to a page. */
export function isAlike(one: Scanner, other: Scanner): boolean {
  return one.kind === other.kind && one.vendorId === other.vendorId && one.productId === other.productId
}

/** Whether two scanners are set alike: a port is opened in the same way for both. */
export function isSetAlike(one: Scanner, other: Scanner): boolean {
  return one.baudRate === other.baudRate && one.ending === other.ending
}

/** Whether a device is a serial port. */
export function isPort(device: HidDevice | SerialPort): device is SerialPort {
  return 'getInfo' in device
}

/** Whether a device may be a scanner's. It tells the page no serial number: main lets none through but the chosen ones. */
export function isOf(scanner: Scanner, device: HidDevice | SerialPort): boolean {
  if (isPort(device) !== (scanner.kind === 'serial')) return false
  const { usbVendorId, usbProductId } = isPort(device)
    ? device.getInfo()
    : { usbVendorId: device.vendorId, usbProductId: device.productId }
  return scanner.vendorId === (usbVendorId ?? null) && scanner.productId === (usbProductId ?? null)
}

/** Why a device cannot be opened, in the system’s own word. */
export function whyOf(error: unknown): 'busy' | 'refused' | 'other' {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NetworkError' || name === 'InvalidStateError') return 'busy'
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'other'
}
