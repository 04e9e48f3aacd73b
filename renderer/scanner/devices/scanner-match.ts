import type { Scanner } from '../../../shared/domain/scanner.ts'
import type { HidDevice, SerialPort } from './device-types.ts'

/** Whether two scanners are of one make: they look the same to a page. */
export function isAlike(one: Scanner, other: Scanner): boolean {
  return one.kind === other.kind && one.vendorId === other.vendorId && one.productId === other.productId
}

/** Whether a device is a serial port. */
export function isPort(device: HidDevice | SerialPort): device is SerialPort {
  return 'getInfo' in device
}

/** A device tells the page no serial number: main lets none through but the chosen ones. */
export function isHidOf(scanner: Scanner, device: HidDevice): boolean {
  return scanner.vendorId === device.vendorId && scanner.productId === device.productId
}

/** Whether a port may be a scanner’s. */
export function isPortOf(scanner: Scanner, port: SerialPort): boolean {
  const { usbVendorId, usbProductId } = port.getInfo()
  return scanner.vendorId === (usbVendorId ?? null) && scanner.productId === (usbProductId ?? null)
}

/** Why a device cannot be opened, in the system’s own word. */
export function whyOf(error: unknown): 'busy' | 'refused' | 'other' {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NetworkError' || name === 'InvalidStateError') return 'busy'
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'other'
}
