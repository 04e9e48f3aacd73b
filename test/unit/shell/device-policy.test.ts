import { describe, expect, test } from 'vitest'
import { hidMarks, mayUseDevice, portMarks } from '../../../electron/main/devices/policy.ts'
import type { KeptScanner } from '../../../electron/main/devices/policy.ts'
import { isOurs } from '../../../electron/main/protocol.ts'

const ours = (address: string): boolean => isOurs(address, 'http://localhost:5173/')
const usual = { baudRate: 9_600, ending: 'auto', instanceId: null, portName: null } as const

const withNumber: KeptScanner = {
  ...{ ...usual, id: '1', kind: 'hid', name: 'Voyager', vendorId: 0x0c2e, productId: 0x0b61 },
  serialNumber: '21A4',
}
const withoutNumber: KeptScanner = {
  ...{ ...usual, id: '2', kind: 'hid', name: 'DS2208', vendorId: 0x05e0, productId: 0x1300 },
  serialNumber: null,
}
const usbPort: KeptScanner = {
  ...{ ...usual, id: '3', kind: 'serial', name: 'Gryphon', vendorId: 0x05f9, productId: 0x4204 },
  ...{ serialNumber: 'S1', portName: 'ttyACM0' },
}
const windowsPort: KeptScanner = {
  ...{ ...usual, id: '4', kind: 'serial', name: 'COM3', vendorId: 0x05e0, productId: 0x1701 },
  ...{ serialNumber: null, portName: 'COM3', instanceId: 'USB\\VID_05E0&PID_1701\\6&2' },
}
const boardPort: KeptScanner = {
  ...{ ...usual, id: '5', kind: 'serial', name: 'ttyS0', vendorId: null, productId: null },
  ...{ serialNumber: null, portName: 'ttyS0' },
}
const kept = [withNumber, withoutNumber, usbPort, windowsPort, boardPort]

const pos = [{ usagePage: 0x8c, usage: 2 }]
const keyboard = [{ usagePage: 1, usage: 6 }]
const hid = (vendorId: unknown, productId: unknown, serialNumber?: string, collections: unknown = pos) => ({
  ...{ name: 'x', vendorId, productId, collections },
  ...(serialNumber === undefined ? { guid: 'a-guid' } : { serialNumber }),
})

describe('which device a page may use', () => {
  test.each([
    ['the chosen scanner', true, 'hid', hid(0x0c2e, 0x0b61, '21A4')],
    ['another scanner of the same make', false, 'hid', hid(0x0c2e, 0x0b61, '21A5')],
    ['one of the same make that tells no number', false, 'hid', hid(0x0c2e, 0x0b61)],
    ['a product of the same maker', false, 'hid', hid(0x0c2e, 0x0b62, '21A4')],
    ['a scanner of another maker', false, 'hid', hid(0x05f9, 0x0b61, '21A4')],
    ['a scanner without a number, by its make', true, 'hid', hid(0x05e0, 0x1300)],
    ['one with a number where the chosen one has none', false, 'hid', hid(0x05e0, 0x1300, 'N9')],
    ['the keyboard half of the chosen scanner', false, 'hid', hid(0x0c2e, 0x0b61, '21A4', keyboard)],
    ['a device that does not say what it is', false, 'hid', hid(0x0c2e, 0x0b61, '21A4', null)],
    ['a device with an id that is none', false, 'hid', hid('0x0c2e', 0x0b61, '21A4')],
    ['nothing', false, 'hid', null],
    ['the chosen scanner as USB', false, 'usb', hid(0x0c2e, 0x0b61, '21A4')],
    ['the chosen scanner as a port', false, 'serial', hid(0x0c2e, 0x0b61, '21A4')],
    [
      ...(['the chosen port, in the words of Electron’s source', true, 'serial'] as const),
      { name: 'Gryphon', vendor_id: 0x05f9, product_id: 0x4204, serial_number: 'S1' },
    ],
    [
      ...(['the chosen port, in the words of Electron’s documents', true, 'serial'] as const),
      { portName: 'ttyACM7', vendorId: '1529', productId: '16900', serialNumber: 'S1' },
    ],
    [
      ...(['another port of the same make', false, 'serial'] as const),
      { name: 'Gryphon', vendor_id: 0x05f9, product_id: 0x4204, serial_number: 'S2' },
    ],
    [
      ...(['the chosen port on Windows', true, 'serial'] as const),
      { name: 'USB Serial Device (COM3)', device_instance_id: 'USB\\VID_05E0&PID_1701\\6&2' },
    ],
    [
      ...(['another port on Windows', false, 'serial'] as const),
      { name: 'USB Serial Device (COM3)', device_instance_id: 'USB\\VID_05E0&PID_1701\\6&3' },
    ],
    [
      ...(['another port on Windows that took the name', false, 'serial'] as const),
      { name: 'COM3', device_instance_id: 'ACPI\\PNP0501\\1' },
    ],
    ['a port that took the name of one that Windows knows', false, 'serial', { name: 'COM3' }],
    ['the chosen port of the board', true, 'serial', { name: '/dev/ttyS0', token: 'abc' }],
    ['another port of the board', false, 'serial', { name: '/dev/ttyS1', token: 'abc' }],
    ['a port whose name ends alike', false, 'serial', { name: '/dev/xttyS0', token: 'abc' }],
    [
      'a USB adapter that took the name of the board’s port',
      false,
      'serial',
      { name: 'ttyS0', vendor_id: 1, product_id: 2 },
    ],
    ['a port without a mark', false, 'serial', {}],
  ] as const)('%s: %s', (_what, may, deviceType, device) => {
    const of = (origin: string) => mayUseDevice({ deviceType, origin, device }, kept, ours)
    expect(of('app://stampwell')).toBe(may)
    // The development server's page is ours as well.
    expect(of('http://localhost:5173')).toBe(may)
    for (const other of [
      'https://example.com',
      'app://other',
      'http://localhost:5174',
      'file://',
      'null',
      '',
    ]) {
      expect(of(other)).toBe(false)
    }
  })

  test('nothing is anybody’s where nothing was chosen', () => {
    const wanted = { deviceType: 'hid', origin: 'app://stampwell', device: hid(0x0c2e, 0x0b61, '21A4') }
    expect(mayUseDevice(wanted, [], ours)).toBe(false)
  })

  test('what is offered is read as it will be checked', () => {
    expect(hidMarks({ ...hid(0x05e0, 0x1300, 'N1'), name: 'DS2208', deviceId: 'd' })).toEqual({
      ...{ kind: 'hid', vendorId: 0x05e0, productId: 0x1300, serialNumber: 'N1', name: 'DS2208' },
      ...{ instanceId: null, portName: null },
    })
    expect(
      portMarks({ portId: 'p', portName: 'COM3', displayName: 'Scanner (COM3)', deviceInstanceId: 'I' }),
    ).toEqual({
      ...{ kind: 'serial', vendorId: null, productId: null, serialNumber: null, name: 'Scanner (COM3)' },
      ...{ instanceId: 'I', portName: 'COM3' },
    })
  })
})
