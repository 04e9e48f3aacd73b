import type {
  HidApi,
  HidCollection,
  HidDevice,
  HidReport,
  PortOptions,
  PortRead,
  SerialApi,
  SerialPort,
} from '../../../renderer/scanner/devices/device-types.ts'
import { usualWay } from './reports.ts'

/** A system error, as the browser throws it. */
export function systemError(name: string): Error {
  return Object.assign(new Error(name), { name })
}

/** A HID scanner that does what it is told. */
export class FakeHid implements HidDevice {
  readonly vendorId: number
  readonly productId: number
  readonly productName = 'Fake'
  readonly collections: readonly HidCollection[]
  opened = false
  /** What opening it fails with, as long as it does. */
  refuses: Error | null = null
  readonly features: number[] = []
  isForgotten = false
  #heard = new Set<(report: HidReport) => void>()

  constructor(vendorId: number, productId: number, collections: readonly object[] = usualWay.collections) {
    this.vendorId = vendorId
    this.productId = productId
    this.collections = collections
  }

  async open(): Promise<void> {
    if (this.refuses !== null) throw this.refuses
    this.opened = true
  }

  async close(): Promise<void> {
    this.opened = false
  }

  async forget(): Promise<void> {
    this.isForgotten = true
  }

  async sendFeatureReport(reportId: number): Promise<void> {
    this.features.push(reportId)
    throw systemError('NotAllowedError')
  }

  addEventListener(_type: 'inputreport', listener: (report: HidReport) => void): void {
    this.#heard.add(listener)
  }

  removeEventListener(_type: 'inputreport', listener: (report: HidReport) => void): void {
    this.#heard.delete(listener)
  }

  /** Sends reports, where it is open. */
  send(reports: readonly Uint8Array[], reportId = 2): void {
    if (!this.opened) return
    for (const report of reports) {
      const data = new DataView(report.buffer, report.byteOffset, report.byteLength)
      for (const listener of this.#heard) listener({ reportId, data })
    }
  }
}

/** A serial port that does what it is told. */
export class FakePort implements SerialPort {
  readonly #ids: { readonly usbVendorId?: number; readonly usbProductId?: number }
  refuses: Error | null = null
  options: PortOptions | null = null
  signals: object | null = null
  /** How often its line has been taken by a reader. */
  readers = 0
  isFailing = false
  isForgotten = false
  #isGone = false
  #queue: Uint8Array[] = []
  #waiting: { readonly resolve: (read: PortRead) => void; readonly reject: (error: Error) => void } | null =
    null

  constructor(ids: { readonly usbVendorId?: number; readonly usbProductId?: number } = {}) {
    this.#ids = ids
  }

  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number } {
    return this.#ids
  }

  get isOpen(): boolean {
    return this.options !== null
  }

  get readable(): SerialPort['readable'] {
    if (this.options === null || this.#isGone) return null
    return {
      getReader: () => {
        this.readers += 1
        return {
          read: () =>
            new Promise((resolve, reject) => {
              if (this.isFailing) {
                reject(systemError('FramingError'))
                return
              }
              const value = this.#queue.shift()
              if (value === undefined) this.#waiting = { resolve, reject }
              else resolve({ done: false, value })
            }),
          cancel: async () => {
            this.#waiting?.resolve({ done: true })
            this.#waiting = null
          },
          releaseLock: () => undefined,
        }
      },
    }
  }

  async open(options: PortOptions): Promise<void> {
    if (this.refuses !== null) throw this.refuses
    if (this.options !== null) throw systemError('InvalidStateError')
    this.options = options
    this.#isGone = false
  }

  async close(): Promise<void> {
    this.options = null
    this.#queue = []
  }

  async forget(): Promise<void> {
    this.isForgotten = true
  }

  async setSignals(signals: object): Promise<void> {
    this.signals = signals
  }

  /** Sends bytes, or text as bytes; each call is a packet of its own. */
  send(data: string | Uint8Array): void {
    const value = typeof data === 'string' ? new TextEncoder().encode(data) : data
    if (this.#waiting === null) this.#queue.push(value)
    else this.#waiting.resolve({ done: false, value })
    this.#waiting = null
  }

  /** A fault of the line, or its end. */
  fail(name: string, isGone = false): void {
    this.#isGone = isGone
    this.#waiting?.reject(systemError(name))
    this.#waiting = null
  }
}

type Listener = (event: never) => void

/** `navigator.hid` and `navigator.serial`, with what is plugged in. */
export class FakeSystem {
  readonly hids: FakeHid[] = []
  readonly ports: FakePort[] = []
  /** What a page that asks for a port gets. */
  asked: FakePort | null = null
  /** Answers instead, where a test has more than one port. */
  answers: (() => Promise<FakePort | null>) | null = null
  #listeners = new Map<string, Set<Listener>>()

  #on(kind: string, type: string, listener: Listener, signal: AbortSignal | undefined): void {
    const all = this.#listeners.get(`${kind} ${type}`) ?? new Set<Listener>()
    this.#listeners.set(`${kind} ${type}`, all.add(listener))
    signal?.addEventListener('abort', () => all.delete(listener))
  }

  #tell(kind: string, type: string, event: object): void {
    for (const listener of this.#listeners.get(`${kind} ${type}`) ?? [])
      (listener as (event: object) => void)(event)
  }

  readonly hid: HidApi = {
    getDevices: async () => [...this.hids],
    requestDevice: async () => [],
    addEventListener: (type, listener, options) => {
      this.#on('hid', type, listener, options?.signal)
    },
  }

  readonly serial: SerialApi = {
    getPorts: async () => [...this.ports],
    requestPort: async () => {
      const port = this.answers === null ? this.asked : await this.answers()
      if (port === null) throw systemError('NotFoundError')
      if (!this.ports.includes(port)) this.ports.push(port)
      return port
    },
    addEventListener: (type, listener, options) => {
      this.#on('serial', type, listener, options?.signal)
    },
  }

  plug(device: FakeHid | FakePort): void {
    if (device instanceof FakeHid) {
      this.hids.push(device)
      this.#tell('hid', 'connect', { device })
    } else {
      this.ports.push(device)
      this.#tell('serial', 'connect', { target: device })
    }
  }

  unplug(device: FakeHid | FakePort): void {
    if (device instanceof FakeHid) {
      this.hids.splice(this.hids.indexOf(device), 1)
      device.opened = false
      this.#tell('hid', 'disconnect', { device })
    } else {
      this.ports.splice(this.ports.indexOf(device), 1)
      device.fail('NetworkError', true)
      this.#tell('serial', 'disconnect', { target: device })
    }
  }
}

/** Time that stands still until it is moved on. */
export class FakeTime {
  at = 0
  #timers: { readonly due: number; readonly callback: () => void }[] = []

  readonly now = (): number => this.at

  readonly timer = (callback: () => void, ms: number): (() => void) => {
    const timer = { due: this.at + ms, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Moves on; what is due on the way happens at its time, and what follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.at + ms
    await settle()
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      const next = this.#timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
      if (next === undefined) break
      this.#timers = this.#timers.filter((other) => other !== next)
      this.at = Math.max(this.at, next.due)
      next.callback()
    }
    this.at = end
    await settle()
  }
}

/** Lets everything happen that waits for nothing: the packages tell what they read in a turn of its own. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0))
  for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve))
}
