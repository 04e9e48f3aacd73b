/** An item of a HID report: `usages` are a page and a usage, 16 bits each. */
export interface HidItem {
  readonly usages?: readonly number[]
  /** Bits of one field. */
  readonly reportSize?: number
  readonly reportCount?: number
}

/** A group of HID reports, as the device describes itself. */
export interface HidCollection {
  readonly usagePage?: number
  readonly usage?: number
  readonly inputReports?: readonly { readonly reportId?: number; readonly items?: readonly HidItem[] }[]
  readonly children?: readonly HidCollection[]
}

/** A report that came in. */
export interface HidReport {
  readonly reportId: number
  readonly data: DataView
}

/** A HID device, as far as a scanner needs it. */
export interface HidDevice {
  readonly opened: boolean
  readonly vendorId: number
  readonly productId: number
  readonly productName: string
  readonly collections: readonly HidCollection[]
  open(): Promise<void>
  close(): Promise<void>
  /** Gives up what the page was granted. */
  forget(): Promise<void>
  sendFeatureReport(reportId: number, data: Uint8Array): Promise<void>
  addEventListener(type: 'inputreport', listener: (report: HidReport) => void): void
  removeEventListener(type: 'inputreport', listener: (report: HidReport) => void): void
}

/** `navigator.hid`, as far as it is used. */
export interface HidApi {
  getDevices(): Promise<readonly HidDevice[]>
  requestDevice(options: {
    readonly filters: readonly { readonly usagePage: number }[]
  }): Promise<readonly HidDevice[]>
  addEventListener(
    type: 'connect' | 'disconnect',
    listener: (event: { readonly device: HidDevice }) => void,
    options?: { readonly signal?: AbortSignal },
  ): void
}

/** How a serial port is opened. */
export interface PortOptions {
  readonly baudRate: number
  readonly dataBits: 8
  readonly stopBits: 1
  readonly parity: 'none'
  readonly flowControl: 'none'
  readonly bufferSize: number
}

/** What a stream's reader gives. */
export type PortRead =
  | { readonly done: false; readonly value: Uint8Array }
  | { readonly done: true; readonly value?: Uint8Array | undefined }

/** Reads a port until it is let go. */
export interface PortReader {
  read(): Promise<PortRead>
  cancel(): Promise<void>
  releaseLock(): void
}

/** A serial port, as far as a scanner needs it. */
export interface SerialPort {
  /** Null while the port is closed, and once it is gone. */
  readonly readable: { getReader(): PortReader } | null
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number }
  open(options: PortOptions): Promise<void>
  close(): Promise<void>
  /** Gives up what the page was granted. */
  forget(): Promise<void>
  setSignals(signals: { readonly dataTerminalReady: boolean; readonly requestToSend: boolean }): Promise<void>
}

/** `navigator.serial`, as far as it is used. */
export interface SerialApi {
  getPorts(): Promise<readonly SerialPort[]>
  requestPort(): Promise<SerialPort>
  addEventListener(
    type: 'connect' | 'disconnect',
    listener: (event: { readonly target: unknown }) => void,
    options?: { readonly signal?: AbortSignal },
  ): void
}

/** What becomes of what a device sends. */
export interface DeviceEvents {
  /** A whole code, an AIM identifier before it where the scanner sent one. */
  readonly onCode: (raw: string) => void
  /** A code that stopped half way; it was dropped. */
  readonly onHalf: () => void
  /** What came is no code of any scanner. */
  readonly onNonsense: () => void
  /** The device went away by itself. */
  readonly onGone: () => void
}

/** A device that is read. */
export interface OpenDevice {
  /** Reads no more and gives the device back; never rejects. */
  close(): Promise<void>
}

/** Starts a timer; the answer stops it. */
export type SetTimer = (callback: () => void, ms: number) => () => void
