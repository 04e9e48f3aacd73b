import type { Ulid } from './ids.ts'

/** How a scanner that is no keyboard is reached: as a HID POS device, or as a serial port. */
export type ScannerKind = 'hid' | 'serial'

/** Speeds that a serial port can have, bits a second; scanners leave the factory with the fourth. */
export const baudRates = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200] as const

/** The speed of a serial port. */
export type BaudRate = (typeof baudRates)[number]

/** What a serial scanner sends behind a code. `auto` takes whichever of them comes; `pause` none at all. */
export const serialEndings = ['auto', 'cr', 'lf', 'crlf', 'stx-etx', 'pause'] as const

/** The end of a code on a serial line. */
export type SerialEnding = (typeof serialEndings)[number]

/** The longest name of a scanner. */
export const longestScannerName = 60

/** A scanner that was chosen for this till, and may be used until it is removed. */
export interface Scanner {
  readonly id: Ulid
  readonly kind: ScannerKind
  /** What the shop calls it; at first what the device calls itself. */
  readonly name: string
  /** USB vendor; null for a port that tells none. */
  readonly vendorId: number | null
  /** USB product; null for a port that tells none. */
  readonly productId: number | null
  /** A HID device has no speed; it is kept at its usual value. */
  readonly baudRate: BaudRate
  readonly ending: SerialEnding
}

/** What the shop can change of a scanner. */
export type ScannerChange = Partial<Pick<Scanner, 'name' | 'baudRate' | 'ending'>>

/** A device that can be chosen now. */
export interface OfferedScanner {
  /** The system's own name for it, good until the choice is made. */
  readonly device: string
  readonly name: string
  readonly vendorId: number | null
  readonly productId: number | null
  /** It was chosen before. */
  readonly isKnown: boolean
}

/** What can be chosen; null as soon as the choice is over. */
export interface ScannerChoice {
  readonly kind: ScannerKind
  readonly devices: readonly OfferedScanner[]
}
