import type { Scanner } from '../../../shared/domain/scanner.ts'
import { phrase } from '../../i18n/phrase.ts'
import { tell, withdraw } from '../../stores/notices.ts'
import { calledScanner, noteScanner } from '../../stores/scanners.ts'
import type { ScannerState, Till } from '../../stores/till.ts'
import type {
  DeviceEvents,
  HidApi,
  HidDevice,
  OpenDevice,
  SerialApi,
  SerialPort,
  SetTimer,
} from './device-types.ts'
import { isScanner } from './hid-layout.ts'
import { HidScanner } from './hid-scanner.ts'
import type { HidPackage } from './hid-scanner.ts'
import { NoiseGate } from './noise-gate.ts'
import { openSerial } from './serial-scanner.ts'
import { isAlike, isHidOf, isPort, isPortOf, whyOf } from './scanner-match.ts'
import type { SerialPackage } from './serial-scanner.ts'

/** A scanner that is back within this time was never away: some re-plug themselves when they are opened, ms. */
const graceMs = 1_500
const firstRetryMs = 500
const longestRetryMs = 30_000
/** A port that the system has forgotten is asked for no more often than this, ms. */
const restoreMs = 10_000
/** The system opens and closes a device at once, or hangs: the other scanners do not wait for that, ms. */
const patienceMs = 8_000

export interface HubOptions {
  readonly till: Till
  /** Null where the system has none. */
  readonly hid: HidApi | null
  readonly serial: SerialApi | null
  readonly loadHid: () => Promise<HidPackage>
  readonly loadSerial: () => Promise<SerialPackage>
  readonly onCode: (raw: string, at: number, scanner: Scanner) => void
  readonly onHalf: () => void
  readonly timer: SetTimer
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number
}

/** Looks after the scanners until it is stopped. */
export interface ScannerHub {
  /** A hand is at the till: what has to be asked for by a hand is asked for. */
  readonly onHand: () => void
  stop(): Promise<void>
}

interface Slot {
  scanner: Scanner
  readonly gate: NoiseGate
  reader: HidScanner | null
  device: HidDevice | SerialPort | null
  link: OpenDevice | null
  /** Stops the timer of the next try, of the notice that it is gone, and of the wait for quiet. */
  retry: (() => void) | null
  notice: (() => void) | null
  quiet: (() => void) | null
  tries: number
  saidGone: boolean
  restoredAt: number
}

/**
 * Opens every scanner of the till, and opens it again whenever it comes back. One after the other, so that a device
 * is never opened twice; what fails is tried again, ever less often.
 */
export function startHub(options: HubOptions): ScannerHub {
  const { till, hid, serial, timer, now } = options
  const slots = new Map<string, Slot>()
  const ended = new AbortController()
  let turn: Promise<void> = Promise.resolve()
  /** Asked through a call: it changes while something is awaited. */
  const isOver = (): boolean => ended.signal.aborted

  const note = (slot: Slot, state: ScannerState): void => {
    if (slots.get(slot.scanner.id) === slot) noteScanner(till, slot.scanner.id, state)
  }

  const eventsOf = (slot: Slot): DeviceEvents => {
    const nonsense = (): boolean => {
      const passage = slot.gate.pass(now())
      if (passage === 'closing') {
        note(slot, { kind: 'noisy' })
        say(slot, 'bad', 'scanners.noisy')
      }
      if (passage !== 'passes') waitForQuiet(slot)
      return passage !== 'passes'
    }
    return {
      onCode: (raw) => {
        if (!nonsense()) options.onCode(raw, now(), slot.scanner)
      },
      onHalf: () => {
        if (!nonsense()) options.onHalf()
      },
      onNonsense: () => void nonsense(),
      onGone: () => {
        gone(slot)
        retryLater(slot)
      },
    }
  }

  const waitForQuiet = (slot: Slot): void => {
    slot.quiet ??= timer(
      () => {
        slot.quiet = null
        if (slot.gate.rest(now()) > 0) waitForQuiet(slot)
        else {
          slot.gate.open()
          if (slot.link === null) return
          note(slot, { kind: 'connected' })
          withdraw(till, matterOf(slot))
        }
      },
      Math.max(1, slot.gate.rest(now())),
    )
  }

  const say = (
    slot: Slot,
    tone: 'good' | 'bad',
    id: 'scanners.unplugged' | 'scanners.back' | 'scanners.noisy',
  ): void => {
    tell(till, tone, phrase(id, { name: calledScanner(slot.scanner) }), { matter: matterOf(slot) })
  }

  const gone = (slot: Slot): void => {
    const { link } = slot
    slot.link = null
    slot.device = null
    note(slot, { kind: 'unplugged' })
    void link?.close()
    if (slot.saidGone) return
    slot.notice ??= timer(() => {
      slot.notice = null
      slot.saidGone = true
      say(slot, 'bad', 'scanners.unplugged')
    }, graceMs)
  }

  const here = (slot: Slot): void => {
    slot.tries = 0
    slot.notice?.()
    slot.notice = null
    note(slot, { kind: slot.gate.rest(now()) > 0 ? 'noisy' : 'connected' })
    if (slot.saidGone) say(slot, 'good', 'scanners.back')
    slot.saidGone = false
  }

  const retryLater = (slot: Slot): void => {
    const ms = Math.min(longestRetryMs, firstRetryMs * 2 ** slot.tries)
    slot.tries += 1
    slot.retry ??= timer(() => {
      slot.retry = null
      lookAfter()
    }, ms)
  }

  /** Whether something ended in time; what fails, fails here. */
  const inTime = (work: Promise<void>): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const stop = timer(() => {
        resolve(false)
      }, patienceMs)
      work.then(
        () => {
          stop()
          resolve(true)
        },
        (error: unknown) => {
          stop()
          reject(error instanceof Error ? error : new Error('The system failed.', { cause: error }))
        },
      )
    })

  const letGo = async (slot: Slot): Promise<void> => {
    for (const stop of [slot.retry, slot.notice, slot.quiet]) stop?.()
    const { link } = slot
    Object.assign(slot, { retry: null, notice: null, quiet: null, link: null, device: null })
    if (link !== null) await inTime(link.close())
  }

  const follow = async (list: readonly Scanner[]): Promise<void> => {
    for (const [id, slot] of [...slots]) {
      const scanner = list.find((one) => one.id === id)
      if (scanner === undefined) {
        slots.delete(id)
        noteScanner(till, id, null)
        withdraw(till, matterOf(slot))
        const { device } = slot
        await letGo(slot)
        // Two of one make look alike here. Main knows which is which: what is left is taken from it anew.
        const alike = [...slots.values()].filter((other) => isAlike(other.scanner, slot.scanner))
        for (const other of alike) await letGo(other)
        if (alike.length === 0) await device?.forget().catch(() => undefined)
        continue
      }
      const before = slot.scanner
      slot.scanner = scanner
      if (before.baudRate !== scanner.baudRate || before.ending !== scanner.ending) await letGo(slot)
    }
    for (const scanner of list) {
      if (slots.has(scanner.id)) continue
      slots.set(scanner.id, {
        ...{ scanner, gate: new NoiseGate(), reader: null, device: null, link: null },
        ...{ retry: null, notice: null, quiet: null, tries: 0, saidGone: false },
        restoredAt: Number.NEGATIVE_INFINITY,
      })
    }
  }

  const openOne = async (slot: Slot, device: HidDevice | SerialPort): Promise<void> => {
    slot.device = device
    note(slot, { kind: 'starting' })
    try {
      const opening = openDevice(slot, device).then(async (link) => {
        // Unplugged, removed or given up while it was being opened.
        if (slot.device !== device || slots.get(slot.scanner.id) !== slot) await link.close()
        else {
          slot.link = link
          here(slot)
        }
      })
      if (!(await inTime(opening))) throw new Error('The system does not open it.')
    } catch (error) {
      if (slot.device !== device) return
      slot.device = null
      note(slot, { kind: 'failed', why: whyOf(error) })
      retryLater(slot)
    }
  }

  const openDevice = async (slot: Slot, device: HidDevice | SerialPort): Promise<OpenDevice> => {
    if (isPort(device)) {
      return openSerial(await options.loadSerial(), device, slot.scanner, eventsOf(slot), { timer, now })
    }
    slot.reader ??= new HidScanner(await options.loadHid(), { timer, now })
    return slot.reader.open(device, eventsOf(slot))
  }

  const look = async (): Promise<void> => {
    if (isOver()) return
    await follow(till.scanners.getState().list ?? [])
    const all = [...slots.values()]
    const has = (kind: Scanner['kind']): boolean => all.some(({ scanner }) => scanner.kind === kind)
    const devices = has('hid') ? ((await hid?.getDevices().catch(() => [])) ?? []) : []
    const ports = has('serial') ? ((await serial?.getPorts().catch(() => [])) ?? []) : []
    const scanners = devices.filter(({ collections }) => isScanner(collections))
    for (const slot of all) {
      if (isOver()) return
      if (slot.link !== null || slot.retry !== null) continue
      const taken = new Set(all.map(({ device }) => device))
      const device =
        slot.scanner.kind === 'hid'
          ? scanners.find((one) => !taken.has(one) && isHidOf(slot.scanner, one))
          : ports.find((one) => !taken.has(one) && isPortOf(slot.scanner, one))
      if (device === undefined) note(slot, { kind: 'unplugged' })
      else await openOne(slot, device)
    }
  }
  /** Never rejects: a look that fails is followed by the next. */
  const lookAfter = (): void => {
    turn = turn.then(look).catch(() => undefined)
  }

  const came = (): void => {
    for (const slot of slots.values()) {
      slot.retry?.()
      slot.retry = null
      slot.tries = 0
    }
    lookAfter()
  }
  const went = (device: unknown): void => {
    for (const slot of slots.values()) if (slot.device === device) gone(slot)
  }
  const { signal } = ended
  hid?.addEventListener('connect', came, { signal })
  hid?.addEventListener('disconnect', ({ device }) => went(device), { signal })
  serial?.addEventListener('connect', came, { signal })
  serial?.addEventListener('disconnect', ({ target }) => went(target), { signal })

  /** A port without a number of its own is the page's only until it is unplugged: it has to be asked for anew. */
  const restore = async (slot: Slot): Promise<void> => {
    if (serial === null || slot.scanner.kind !== 'serial' || slot.device !== null) return
    slot.restoredAt = now()
    const expected = await till.terminal.call('expectScanner', { id: slot.scanner.id })
    if (!expected.ok) return
    const port = await serial.requestPort().catch(() => null)
    if (port !== null) came()
  }

  let list: readonly Scanner[] | null = null
  const unsubscribe = till.scanners.subscribe((state) => {
    if (state.list === list) return
    list = state.list
    lookAfter()
  })
  till.scanners.setState({
    tryAgain: (id) => {
      const slot = slots.get(id)
      came()
      if (slot !== undefined) void turn.then(() => restore(slot))
    },
  })
  list = till.scanners.getState().list
  lookAfter()

  return {
    onHand: () => {
      for (const slot of slots.values()) {
        if (slot.device === null && now() - slot.restoredAt >= restoreMs) void restore(slot)
      }
    },
    stop: async () => {
      ended.abort()
      unsubscribe()
      till.scanners.setState({ tryAgain: () => undefined, states: {} })
      await turn
      await Promise.all([...slots.values()].map(letGo))
    },
  }
}

function matterOf({ scanner }: Slot): `scanner ${string}` {
  return `scanner ${scanner.id}`
}
