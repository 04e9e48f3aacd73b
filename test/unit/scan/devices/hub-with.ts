import { afterEach, beforeAll } from 'vitest'
import { terminalOf } from '../../../../renderer/api/terminal.ts'
import { startHub } from '../../../../renderer/scanner/devices/scanner-hub.ts'
import type { ScannerHub } from '../../../../renderer/scanner/devices/scanner-hub.ts'
import type { HidPackage } from '../../../../renderer/scanner/devices/hid-scanner.ts'
import type { SerialPackage } from '../../../../renderer/scanner/devices/serial-scanner.ts'
import { createTill } from '../../../../renderer/stores/till.ts'
import type { Scanner } from '../../../../shared/domain/scanner.ts'
import { FakeHid, FakePort, FakeSystem, FakeTime, settle } from '../../../fakes/devices/fake-devices.ts'
import { loadPackages } from '../../../fakes/devices/packages.ts'
import { createFakeTerminal } from '../../../ui/fake-terminal.ts'

const usual = { baudRate: 9_600, ending: 'auto' } as const
export const front: Scanner = {
  id: '1',
  kind: 'hid',
  name: 'Front',
  vendorId: 0x05e0,
  productId: 0x1300,
  ...usual,
}
export const back: Scanner = { ...front, id: '2', name: 'Back' }
export const port: Scanner = {
  ...front,
  id: '3',
  kind: 'serial',
  name: 'Port',
  vendorId: 0x1a86,
  productId: 0x7523,
}

let packages: { readonly hid: HidPackage; readonly serial: SerialPackage }
beforeAll(async () => {
  packages = await loadPackages(new FakeSystem())
})

const running: ScannerHub[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((hub) => hub.stop()))
})

/** A hub at work for scanners that the till knows, with some of them plugged in; it ends with its test. */
export async function hubWith(list: readonly Scanner[], ...plugged: readonly (FakeHid | FakePort)[]) {
  const system = new FakeSystem()
  for (const device of plugged) system.plug(device)
  const time = new FakeTime()
  const fake = createFakeTerminal()
  const till = createTill(terminalOf(fake.api))
  till.scanners.setState({ list })
  const heard: string[] = []
  const hub = startHub({
    ...{ till, hid: system.hid, serial: system.serial },
    timer: time.timer,
    now: time.now,
    loadHid: async () => packages.hid,
    loadSerial: async () => packages.serial,
    onCode: (raw) => heard.push(raw),
    onHalf: () => heard.push('<half>'),
  })
  running.push(hub)
  await settle()
  return {
    ...{ system, time, till, fake, hub, heard },
    states: () => {
      const { states } = till.scanners.getState()
      return Object.fromEntries(Object.entries(states).map(([id, state]) => [id, state?.kind]))
    },
    toasts: () =>
      till.notices
        .getState()
        .toasts.map(({ tone, what }) => `${tone} ${what.id} ${JSON.stringify(what.values)}`),
  }
}

export const zebra = (): FakeHid => new FakeHid(0x05e0, 0x1300)
export const cable = (): FakePort => new FakePort({ usbVendorId: 0x1a86, usbProductId: 0x7523 })
