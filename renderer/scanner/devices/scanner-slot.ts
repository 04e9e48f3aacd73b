import type { Scanner } from '../../../shared/domain/scanner.ts'
import type { ScannerState } from '../../stores/till.ts'
import type { HidDevice, OpenDevice, SerialPort } from './device-types.ts'
import type { HidScanner } from './hid-scanner.ts'
import { NoiseGate } from './noise-gate.ts'

/** A device that is one of the till's scanners, and how it is. */
export interface Slot {
  /** The scanner's id; more than that for a further device that nothing tells from it. */
  readonly key: string
  scanner: Scanner
  readonly gate: NoiseGate
  state: ScannerState
  reader: HidScanner | null
  /** Being opened, or open. */
  device: HidDevice | SerialPort | null
  /** What it was, or is. */
  last: HidDevice | SerialPort | null
  /** What is known to be this scanner, where others look the same. */
  own: HidDevice | SerialPort | null
  link: OpenDevice | null
  /** Counts what was tried: what comes late belongs to none of the later ones. */
  attempt: number
  /** Stops the timer of the next try, of the notice that it is gone, and of the wait for quiet. */
  retry: (() => void) | null
  notice: (() => void) | null
  quiet: (() => void) | null
  tries: number
  saidGone: boolean
  /** When it was opened. */
  hereAt: number
  restoredAt: number
  /** It changed places with one that looks the same. */
  isExchanged: boolean
}

/** A slot for a scanner, before anything is looked for. */
export function newSlot(scanner: Scanner, key: string): Slot {
  return {
    ...{ key, scanner, gate: new NoiseGate(), state: { kind: 'starting' }, attempt: 0, tries: 0 },
    ...{ reader: null, device: null, last: null, own: null, link: null },
    ...{ retry: null, notice: null, quiet: null, saidGone: false, isExchanged: false },
    ...{ hereAt: Number.NEGATIVE_INFINITY, restoredAt: Number.NEGATIVE_INFINITY },
  }
}

/** Whether a slot is of a further device that nothing tells from its scanner. */
export function isExtra({ key, scanner }: Slot): boolean {
  return key !== scanner.id
}

const bestFirst: readonly ScannerState['kind'][] = ['connected', 'noisy', 'starting', 'failed', 'unplugged']

/** How a scanner is of which there are several: as the best of them. */
export function bestState(slots: readonly Slot[]): ScannerState | null {
  const states = slots.map(({ state }) => state)
  return states.sort((a, b) => bestFirst.indexOf(a.kind) - bestFirst.indexOf(b.kind))[0] ?? null
}
