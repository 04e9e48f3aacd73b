import type { HIDDevice, SerialPort, Session } from 'electron'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { OfferedScanner, ScannerChoice, ScannerKind } from '../../../shared/domain/scanner.ts'
import type { Log } from '../log.ts'
import { hidMarks, isSameDevice, portMarks } from './policy.ts'
import type { DeviceMarks, KeptScanner } from './policy.ts'

/** What the chooser needs of the session: Electron has no chooser of its own, and asks. */
export type ChoosingSession = Pick<Session, 'on'>

export interface ChooserOptions {
  readonly session: ChoosingSession
  /** Whether an address is our own page. */
  readonly isOurs: (address: string) => boolean
  readonly scanners: () => readonly KeptScanner[]
  /** What can be chosen now; null when the choice is over. */
  readonly onChoice: (choice: ScannerChoice | null) => void
  readonly log: Log
}

/** What can be chosen, and who chooses. */
export interface DeviceChooser {
  /** The marks of a device that is offered now; null for any other. */
  marks(device: string): DeviceMarks | null
  /** Hands the device to the page, or nothing, and expects nobody any more. */
  answer(device: string | null): void
  /** The next port that is asked for is this scanner's, and nobody is asked: see {@link KeptScanner.portName}. */
  expect(scanner: Ulid): void
  /** Nobody is left to choose. */
  pageGone(): void
}

interface Open {
  readonly kind: ScannerKind
  readonly offered: Map<string, DeviceMarks>
  /** Electron takes the first device where nobody answers, and waits for ever where nobody is asked. */
  readonly give: (device: string | null) => void
}

/**
 * Shows our page what it may choose from, and no other page anything. One choice at a time: a page that asks again
 * gets nothing for what it asked before.
 */
export function createChooser({ session, isOurs, scanners, onChoice, log }: ChooserOptions): DeviceChooser {
  let open: Open | null = null
  let expected: Ulid | null = null

  const tell = (): void => {
    onChoice(open === null ? null : choiceOf(open, scanners()))
  }
  const end = (device: string | null): void => {
    const ended = open
    if (ended === null) return
    open = null
    ended.give(device)
    tell()
  }
  const begin = (next: Open): void => {
    end(null)
    open = next
    tell()
  }
  const refused = (kind: ScannerKind, address: string | undefined): boolean => {
    if (address !== undefined && isOurs(address)) return false
    log.warn('permission.refused', { kind })
    return true
  }

  session.on('select-hid-device', (event, { deviceList, frame }, callback) => {
    event.preventDefault()
    // A frame in our page is not our page.
    if (refused('hid', frame?.parent === null ? frame.url : undefined)) {
      callback()
      return
    }
    begin({
      kind: 'hid',
      offered: new Map(deviceList.flatMap(offeredHid)),
      give: (device) => {
        callback(device)
      },
    })
  })
  session.on('hid-device-added', (_event, { device }) => {
    if (open?.kind !== 'hid') return
    for (const [id, marks] of offeredHid(device)) open.offered.set(id, marks)
    tell()
  })
  session.on('hid-device-removed', (_event, { device }) => {
    if (open?.kind === 'hid' && open.offered.delete(device.deviceId)) tell()
  })
  session.on('select-serial-port', (event, portList, contents, callback) => {
    event.preventDefault()
    const restored = expected
    expected = null
    if (refused('serial', contents.getURL())) {
      callback('')
      return
    }
    const offered = new Map(portList.flatMap(offeredPort))
    if (restored !== null) {
      const scanner = scanners().find(({ id }) => id === restored)
      const found = [...offered].find(([, marks]) => scanner !== undefined && isSameDevice(scanner, marks))
      callback(found?.[0] ?? '')
      return
    }
    begin({
      kind: 'serial',
      offered,
      give: (port) => {
        callback(port ?? '')
      },
    })
  })
  session.on('serial-port-added', (_event, port) => {
    if (open?.kind !== 'serial') return
    for (const [id, marks] of offeredPort(port)) open.offered.set(id, marks)
    tell()
  })
  session.on('serial-port-removed', (_event, port) => {
    if (open?.kind === 'serial' && open.offered.delete(port.portId)) tell()
  })

  return {
    marks: (device) => open?.offered.get(device) ?? null,
    answer: (device) => {
      expected = null
      end(device)
    },
    expect: (scanner) => {
      expected = scanner
    },
    pageGone: () => {
      expected = null
      end(null)
    },
  }
}

function choiceOf({ kind, offered }: Open, scanners: readonly KeptScanner[]): ScannerChoice {
  return {
    kind,
    devices: [...offered].map(([device, marks]): OfferedScanner => ({
      device,
      name: marks.name,
      vendorId: marks.vendorId,
      productId: marks.productId,
      isKnown: scanners.some((scanner) => isSameDevice(scanner, marks)),
    })),
  }
}

/** None where it is no bar code scanner: the page asks for those alone, and a choice is no place for others. */
function offeredHid(device: HIDDevice): readonly (readonly [string, DeviceMarks])[] {
  const marks = hidMarks(device)
  return marks === null ? [] : [[device.deviceId, marks]]
}

function offeredPort(port: SerialPort): readonly (readonly [string, DeviceMarks])[] {
  const marks = portMarks(port)
  return marks === null ? [] : [[port.portId, marks]]
}
