import type { DeviceEvents, HidDevice, HidReport, OpenDevice } from './device-types.ts'
import { HidCode } from './hid-code.ts'
import { layoutOf, usualLayout } from './hid-layout.ts'
import { readReport } from './hid-report.ts'
import type { HidPart } from './hid-report.ts'
import { waitPatiently } from './patient-timer.ts'
import type { Time } from './patient-timer.ts'

/** What `@point-of-sale/webhid-barcode-scanner` makes. */
export interface HidReader {
  /** Looks for a device by itself; called whenever one is plugged in. */
  reconnect: () => Promise<void>
  open(device: object): Promise<void>
  addEventListener(name: 'barcode', listener: (read: { readonly value: string }) => void): void
}

/** The package, once it is loaded. */
export type HidPackage = new () => HidReader

/** A part of a code comes at once after the one before, or not at all, ms. */
const partMs = 1_000
/** What comes so long after a half is no rest of it any more, ms. */
const quietMs = 2_000
const reportLength = 63
const unknownAim = ']X0'
const groupSeparator = 0x1d

/**
 * Reads one HID POS scanner through `@point-of-sale/webhid-barcode-scanner`, which opens it, switches Honeywell's
 * scanners over and reads the identifier. What it cannot do is done around it, by standing between it and the device:
 *
 * - it looks for devices by itself when one is plugged in, and fails at it: devices are handed to it;
 * - it knows one device at a time and one layout: each scanner has a reader of its own, which is given every report in
 *   that layout, whatever the device's own is, and with an identifier where the scanner leaves it out;
 * - it puts parts together without an end, trips over a link that is badly written, and from then on adds every code
 *   to the one before; a long link holds the page up for minutes. It is given one part at a time;
 * - it writes what was scanned to the console.
 */
export class HidScanner {
  readonly #reader: HidReader
  readonly #time: Time
  #waiting: ((value: string) => void)[] = []

  constructor(Package: HidPackage, time: Time) {
    this.#reader = new Package()
    this.#time = time
    this.#reader.reconnect = () => Promise.resolve()
    this.#reader.addEventListener('barcode', ({ value }) => {
      this.#waiting.shift()?.(value)
    })
  }

  /** Opens a device; rejects with the system's error. */
  async open(device: HidDevice, events: DeviceEvents): Promise<OpenDevice> {
    const layout = layoutOf(device.collections)
    const code = new HidCode()
    let isOpen = true
    let stop: (() => void) | null = null
    let give: ((report: HidReport & { readonly device: object }) => void) | null = null

    const half = (): void => {
      code.cut()
      waitForQuiet()
      events.onHalf()
    }
    const waitForQuiet = (): void => {
      stop = waitPatiently(
        this.#time,
        () => {
          code.drop()
        },
        quietMs,
      )
    }
    const hear = ({ reportId, data }: HidReport): void => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      const part = readReport(layout, reportId, bytes)
      if (part === null) {
        if (reportId === layout.reportId) events.onNonsense()
        return
      }
      this.#waiting.push((value) => {
        if (isOpen) take({ ...part, data: bytesOf(value, part.data.length) })
      })
      passOn(part)
    }
    const passOn = (part: HidPart): void => {
      try {
        quietly(() => give?.({ ...reportOf(part), device: between }))
      } catch {
        // A link that it cannot take apart stays with it, and comes with the next report: one that is no link.
        const none: HidPart = { aim: null, data: Uint8Array.of(groupSeparator), more: false }
        quietly(() => give?.({ ...reportOf(none), device: between }))
      }
    }
    const take = (part: HidPart): void => {
      stop?.()
      stop = null
      const step = code.take(part)
      if (step.kind === 'code') events.onCode(step.raw)
      // It may as well have been the next code: it is said.
      else if (step.kind === 'cut') events.onHalf()
      else if (code.isWaiting) stop = waitPatiently(this.#time, half, partMs)
      else if (step.kind === 'waits') waitForQuiet()
    }

    const between = {
      vendorId: device.vendorId,
      productId: device.productId,
      productName: device.productName,
      open: () => (device.opened ? Promise.resolve() : device.open()),
      // Scanners that are in the mode already may not know the report that switches them over.
      sendFeatureReport: (id: number, data: Uint8Array) =>
        device.sendFeatureReport(id, data).catch(() => undefined),
      addEventListener: (_type: 'inputreport', listener: NonNullable<typeof give>) => {
        give = listener
      },
      removeEventListener: () => {
        give = null
      },
    }
    await this.#reader.open(between)
    device.addEventListener('inputreport', hear)
    return {
      close: async () => {
        if (!isOpen) return
        isOpen = false
        device.removeEventListener('inputreport', hear)
        stop?.()
        if (code.isWaiting) events.onHalf()
        // It is gone already where it was unplugged.
        await device.close().catch(() => undefined)
      },
    }
  }
}

/** A part in the one layout that the package knows. */
function reportOf({ aim, data }: HidPart): HidReport {
  const bytes = new Uint8Array(reportLength)
  bytes[usualLayout.count ?? 0] = data.length
  for (const [place, character] of Array.from(aim ?? unknownAim).entries())
    bytes[usualLayout.aim + place] = character.charCodeAt(0)
  bytes.set(data.subarray(0, usualLayout.most), usualLayout.data)
  return { reportId: usualLayout.reportId, data: new DataView(bytes.buffer) }
}

/** The bytes that a part's text stands for: it takes one CR away, and a link that it kept has a separator behind it. */
function bytesOf(value: string, length: number): Uint8Array {
  const bytes = Uint8Array.from(value.slice(0, length), (each) => each.charCodeAt(0))
  return bytes.length < length ? Uint8Array.of(...bytes, 0x0d) : bytes
}

/** What was scanned is a customer's: it is not for the console. */
function quietly(work: () => void): void {
  const { console: itsConsole } = globalThis
  const { log } = itsConsole
  itsConsole.log = () => undefined
  try {
    work()
  } finally {
    itsConsole.log = log
  }
}
