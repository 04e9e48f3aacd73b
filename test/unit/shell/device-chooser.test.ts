import { EventEmitter } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { createChooser } from '../../../electron/main/devices/chooser.ts'
import type { ChoosingSession } from '../../../electron/main/devices/chooser.ts'
import type { KeptScanner } from '../../../electron/main/devices/policy.ts'
import { isOurs } from '../../../electron/main/protocol.ts'
import type { ScannerChoice } from '../../../shared/domain/scanner.ts'
import { memoryLog } from './memory-log.ts'

const voyager = {
  ...{ deviceId: 'v', name: 'Voyager 1450g', vendorId: 0x0c2e, productId: 0x0b61, serialNumber: '21A4' },
  collections: [{ usagePage: 0x8c, usage: 2 }],
}
const zebra = {
  ...voyager,
  deviceId: 'z',
  name: 'DS2208',
  vendorId: 0x05e0,
  productId: 0x1300,
  serialNumber: 'Z1',
}
const page = { url: 'app://stampwell/index.html', parent: null }

function chooserOn(scanners: readonly KeptScanner[] = []) {
  const session = new EventEmitter()
  const told: (ScannerChoice | null)[] = []
  const log = memoryLog()
  const chooser = createChooser({
    session: session as unknown as ChoosingSession,
    isOurs: (address) => isOurs(address, null),
    scanners: () => scanners,
    onChoice: (choice) => told.push(choice),
    log,
  })
  const preventDefault = vi.fn()
  const hid = (deviceList: readonly object[], frame: object | null = page) => {
    const callback = vi.fn()
    session.emit('select-hid-device', { preventDefault }, { deviceList, frame }, callback)
    return callback
  }
  const serial = (portList: readonly object[], url = page.url) => {
    const callback = vi.fn()
    session.emit('select-serial-port', { preventDefault }, portList, { getURL: () => url }, callback)
    return callback
  }
  return { session, chooser, told, log, hid, serial, preventDefault }
}

const names = (choice: ScannerChoice | null | undefined) => choice?.devices.map(({ name }) => name)

describe('choosing a device', () => {
  test('the page is shown the scanners, and gets the one that is answered', () => {
    const { chooser, told, hid, preventDefault } = chooserOn()
    const callback = hid([voyager, zebra, { ...zebra, deviceId: 'k', collections: [{ usagePage: 1 }] }])
    expect(preventDefault).toHaveBeenCalledTimes(1)
    expect(names(told.at(-1))).toEqual(['Voyager 1450g', 'DS2208'])
    expect(chooser.marks('z')?.serialNumber).toBe('Z1')
    expect(chooser.marks('k')).toBe(null)
    chooser.answer('z')
    expect(callback).toHaveBeenCalledExactlyOnceWith('z')
    expect(told.at(-1)).toBe(null)
    chooser.answer('v')
    expect(callback).toHaveBeenCalledTimes(1)
  })

  test('what is plugged in meanwhile is shown, and what is unplugged goes away', () => {
    const { session, chooser, told, hid, serial } = chooserOn()
    hid([])
    session.emit('hid-device-added', {}, { device: voyager })
    session.emit('hid-device-added', {}, { device: zebra })
    session.emit('hid-device-removed', {}, { device: voyager })
    expect(names(told.at(-1))).toEqual(['DS2208'])
    expect(chooser.marks('v')).toBe(null)
    serial([])
    session.emit('serial-port-added', {}, { portId: 'p', portName: 'ttyACM0' })
    session.emit('hid-device-added', {}, { device: voyager })
    expect(names(told.at(-1))).toEqual(['ttyACM0'])
    session.emit('serial-port-removed', {}, { portId: 'p', portName: 'ttyACM0' })
    expect(names(told.at(-1))).toEqual([])
  })

  test('what is plugged in while nobody chooses is nobody’s business', () => {
    const { session, told } = chooserOn()
    session.emit('hid-device-added', {}, { device: voyager })
    session.emit('serial-port-added', {}, { portId: 'p', portName: 'ttyACM0' })
    expect(told).toEqual([])
  })

  test('another page, and a frame in ours, is shown nothing and gets nothing', () => {
    const { told, log, hid, serial } = chooserOn()
    const refused = [
      hid([voyager], { url: 'https://example.com/', parent: null }),
      hid([voyager], { ...page, parent: page }),
      hid([voyager], null),
    ]
    for (const callback of refused) expect(callback).toHaveBeenCalledExactlyOnceWith()
    expect(
      serial([{ portId: 'p', portName: 'COM3' }], 'https://example.com/'),
    ).toHaveBeenCalledExactlyOnceWith('')
    expect(told).toEqual([])
    expect(log.lines).toHaveLength(4)
  })

  test('asking again ends what was asked before, and so does a page that goes away', () => {
    const { chooser, hid, serial } = chooserOn()
    const first = hid([voyager])
    const second = serial([{ portId: 'p', portName: 'COM3' }])
    expect(first).toHaveBeenCalledExactlyOnceWith(null)
    chooser.pageGone()
    expect(second).toHaveBeenCalledExactlyOnceWith('')
  })

  test('a port that was chosen before is found again without anybody being asked', () => {
    const kept: KeptScanner = {
      ...{ id: 'S', kind: 'serial', name: 'Old', vendorId: 0x1a86, productId: 0x7523, serialNumber: null },
      ...{ instanceId: null, portName: 'ttyUSB0', baudRate: 9_600, ending: 'auto' },
    }
    const { chooser, told, serial } = chooserOn([kept])
    const ports = [
      { portId: 'a', portName: 'ttyUSB0', vendorId: '1027', productId: '24577' },
      { portId: 'b', portName: 'ttyUSB1', vendorId: '6790', productId: '29987' },
    ]
    chooser.expect('S')
    expect(serial(ports)).toHaveBeenCalledExactlyOnceWith('b')
    chooser.expect('S')
    expect(serial(ports.slice(0, 1))).toHaveBeenCalledExactlyOnceWith('')
    chooser.expect('removed meanwhile')
    expect(serial(ports)).toHaveBeenCalledExactlyOnceWith('')
    expect(told).toEqual([])
    // Said once, it holds for one question.
    serial(ports)
    expect(told.at(-1)?.devices.map(({ device, isKnown }) => [device, isKnown])).toEqual([
      ['a', false],
      ['b', true],
    ])
  })
})
