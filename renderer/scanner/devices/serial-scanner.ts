import type { BaudRate, SerialEnding } from '../../../shared/domain/scanner.ts'
import { textOfCode } from './code-text.ts'
import type { DeviceEvents, OpenDevice, PortRead, PortReader, SerialPort } from './device-types.ts'
import { waitPatiently } from './patient-timer.ts'
import type { Time } from './patient-timer.ts'
import { SerialFramer } from './serial-framer.ts'
import type { LineWait } from './serial-framer.ts'

/** `@point-of-sale/webserial-barcode-scanner`, once it is loaded. `open` ends when the port has been closed. */
export type SerialPackage = new (options: { readonly baudRate: number; readonly bufferSize: number }) => {
  open(port: object): Promise<void>
}

/**
 * How long nothing comes, ms. Cradles and adapters with a radio stand still for a few tenths of a second in the middle of
 * a code, and half a code is another card.
 */
const waitMs: Readonly<Record<Exclude<LineWait, 'nothing'>, number>> = {
  /** A line that rests for so long has ended a code, where nothing else ends it. */
  rest: 650,
  /** A code whose end does not come after so long has stopped half way. */
  end: 1_000,
  /** What comes after so long belongs to no half any more. */
  quiet: 2_000,
}
/** Faults of a line follow one another as fast as it is read: the page has to get its turn, ms. */
const faultMs = 50
/** So many faults without a byte between them, and the port is given up, and opened anew. */
const mostFaults = 20
const bufferSize = 4_096

/**
 * Reads one serial scanner through `@point-of-sale/webserial-barcode-scanner`, which opens the port and holds it open
 * until it is gone. What comes is cut into codes before it gets there: the package ends a code after 300 ms without a
 * byte, and so makes one of two that follow each other, lets each wait, knows no letter beyond Latin, and writes what
 * was scanned to the console. Nor does it find a port again that was unplugged, or stop at a line that only fails.
 */
export async function openSerial(
  Package: SerialPackage,
  port: SerialPort,
  ways: { readonly baudRate: BaudRate; readonly ending: SerialEnding },
  events: DeviceEvents,
  time: Time,
): Promise<OpenDevice> {
  const framer = new SerialFramer(ways.ending)
  let isOpen = true
  let reader: PortReader | null = null
  let stopTimer: (() => void) | null = null

  const rest = (): void => {
    const silence = framer.silence()
    if (silence.kind === 'code') events.onCode(textOfCode(silence.bytes))
    else if (silence.kind === 'half') events.onHalf()
    wait()
  }
  const wait = (): void => {
    const { waitsFor } = framer
    stopTimer = waitsFor === 'nothing' ? null : waitPatiently(time, rest, waitMs[waitsFor])
  }
  const hear = (bytes: Uint8Array): void => {
    stopTimer?.()
    const { codes, cut, tooLong } = framer.take(bytes)
    for (let count = 0; count < cut; count += 1) events.onHalf()
    for (const code of codes) events.onCode(textOfCode(code))
    for (let count = 0; count < tooLong; count += 1) events.onNonsense()
    wait()
  }
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      time.timer(resolve, ms)
    })

  /** Reads until the port is closed or gone; faults of the line in between are no end. */
  const readAll = async (): Promise<PortRead> => {
    let faults = 0
    while (isOpen && port.readable !== null && faults < mostFaults) {
      const mine = port.readable.getReader()
      reader = mine
      try {
        for (let read = await mine.read(); !read.done; read = await mine.read()) {
          faults = 0
          if (read.value.length > 0) hear(read.value)
        }
        // Closed in order: by whoever closes the port.
        isOpen = false
      } catch {
        faults += 1
        events.onNonsense()
      } finally {
        reader = null
        mine.releaseLock()
      }
      if (isOpen) await pause(faultMs)
    }
    isOpen = false
    return { done: true }
  }

  let opened: () => void = () => undefined
  let refused: (reason: unknown) => void = () => undefined
  const opening = new Promise<void>((resolve, reject) => {
    opened = resolve
    refused = reject
  })
  const between = {
    open: async () => {
      await port.open({
        ...{ baudRate: ways.baudRate, dataBits: 8, stopBits: 1, parity: 'none', flowControl: 'none' },
        bufferSize,
      })
      // Many scanners send only to somebody who is ready; a line without such wires refuses, and sends all the same.
      await port.setSignals({ dataTerminalReady: true, requestToSend: true }).catch(() => undefined)
      opened()
    },
    getInfo: () => port.getInfo(),
    get readable() {
      return isOpen && port.readable !== null
        ? { getReader: () => ({ read: readAll, releaseLock: () => undefined }) }
        : null
    },
  }
  let isClosing = false
  const over = async (): Promise<void> => {
    stopTimer?.()
    if (framer.isHolding) events.onHalf()
    await port.close().catch(() => undefined)
    if (!isClosing) events.onGone()
  }
  // Refused, it was never open: there is nothing to end.
  const held = new Package({ baudRate: ways.baudRate, bufferSize }).open(between).then(over, refused)
  await opening
  return {
    close: async () => {
      isClosing = true
      isOpen = false
      await reader?.cancel().catch(() => undefined)
      await held
    },
  }
}
