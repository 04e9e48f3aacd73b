import type { Scanner } from '../../../shared/domain/scanner.ts'
import { phrase } from '../../i18n/phrase.ts'
import { tell, tellFailure, withdraw } from '../../stores/notices.ts'
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
import { openSerial } from './serial-scanner.ts'
import { isAlike, isOf, isPort, isSetAlike, whyOf } from './scanner-match.ts'
import { bestState, isExtra, newSlot } from './scanner-slot.ts'
import type { Slot } from './scanner-slot.ts'
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

/**
 * Opens every scanner of the till, and opens it again whenever it comes back. One after the other, so that a device
 * is never opened twice; what fails is tried again, ever less often.
 */
export function startHub(options: HubOptions): ScannerHub {
  const { till, hid, serial, timer, now } = options
  const slots = new Map<string, Slot>()
  /** What the system opens now, or hangs at: it is not opened a second time meanwhile. */
  const opening = new Set<HidDevice | SerialPort>()
  const ended = new AbortController()
  let turn: Promise<void> = Promise.resolve()
  /** Asked through a call: it changes while something is awaited. */
  const isOver = (): boolean => ended.signal.aborted

  const note = (slot: Slot, state: ScannerState): void => {
    slot.state = state
    if (isHere(slot)) noteScanner(till, slot.scanner.id, bestState(slotsOf(slot.scanner.id)))
  }
  const isHere = (slot: Slot): boolean => slots.get(slot.key) === slot
  const slotsOf = (id: string): readonly Slot[] =>
    [...slots.values()].filter(({ scanner }) => scanner.id === id)

  const eventsOf = (slot: Slot): DeviceEvents => {
    const nonsense = (): boolean => {
      const passage = slot.gate.pass(now())
      if (passage === 'closing') {
        note(slot, { kind: 'noisy' })
        if (!exchange(slot)) say(slot, 'bad', 'scanners.noisy')
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
    const goneAt = now()
    Object.assign(slot, { link: null, device: null, own: null, isExchanged: false })
    note(slot, { kind: 'unplugged' })
    void link?.close()
    if (slot.saidGone) return
    slot.notice ??= timer(() => {
      slot.notice = null
      // It may be announced anew before the old one is gone, as one that looks the same.
      const isReplaced = slotsOf(slot.scanner.id).some(
        (other) => other.link !== null && Math.abs(other.hereAt - goneAt) < graceMs,
      )
      if (isReplaced) return
      slot.saidGone = true
      say(slot, 'bad', 'scanners.unplugged')
    }, graceMs)
  }

  const here = (slot: Slot): void => {
    slot.tries = 0
    slot.hereAt = now()
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

  /** Whether something that never fails ended in time. */
  const inTime = (work: Promise<void>): Promise<boolean> =>
    new Promise((resolve) => {
      const stop = timer(() => {
        resolve(false)
      }, patienceMs)
      void work.then(() => {
        stop()
        resolve(true)
      })
    })

  const letGo = async (slot: Slot): Promise<void> => {
    for (const stop of [slot.retry, slot.notice, slot.quiet]) stop?.()
    const { link } = slot
    Object.assign(slot, { retry: null, notice: null, quiet: null, link: null, device: null })
    if (link !== null) await inTime(link.close())
  }

  /** Closes what is no more in the list, and gives back what the system granted. */
  const dropRemoved = async (list: readonly Scanner[]): Promise<void> => {
    for (const slot of [...slots.values()]) {
      if (list.some(({ id }) => id === slot.scanner.id)) continue
      slots.delete(slot.key)
      noteScanner(till, slot.scanner.id, null)
      withdraw(till, matterOf(slot))
      await letGo(slot)
      // Two of one make look alike here. Main knows which is which: what is left is taken from it anew.
      const alike = [...slots.values()].filter(
        ({ scanner }) => scanner.id !== slot.scanner.id && isAlike(scanner, slot.scanner),
      )
      for (const other of alike) await letGo(other)
      if (alike.length === 0) await slot.last?.forget().catch(() => undefined)
    }
  }

  const follow = async (list: readonly Scanner[]): Promise<void> => {
    await dropRemoved(list)
    for (const scanner of list) {
      for (const slot of slotsOf(scanner.id)) {
        const before = slot.scanner
        slot.scanner = scanner
        if (!isSetAlike(before, scanner)) await letGo(slot)
      }
      if (!slots.has(scanner.id)) slots.set(scanner.id, newSlot(scanner, scanner.id))
    }
  }

  /** Opens a device. One that hangs stays the slot's: it is not tried again before it has ended or gone. */
  const openOne = async (slot: Slot, device: HidDevice | SerialPort): Promise<void> => {
    Object.assign(slot, { device, last: device, attempt: slot.attempt + 1 })
    const { attempt } = slot
    // Unplugged, removed or changed while it was being opened, it is not.
    const isCurrent = (): boolean =>
      slot.attempt === attempt && slot.device === device && isHere(slot) && !isOver()
    note(slot, { kind: 'starting' })
    const open = async (): Promise<void> => {
      opening.add(device)
      try {
        const link = await openDevice(slot, device)
        if (isCurrent()) {
          slot.link = link
          here(slot)
        } else {
          await link.close()
        }
      } catch (error) {
        if (!isCurrent()) return
        slot.device = null
        note(slot, { kind: 'failed', why: whyOf(error) })
        retryLater(slot)
      } finally {
        opening.delete(device)
        if (!isCurrent()) lookAfter()
      }
    }
    const isInTime = await inTime(open())
    if (!isInTime && isCurrent()) note(slot, { kind: 'failed', why: 'other' })
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
    const has = (kind: Scanner['kind']): boolean =>
      [...slots.values()].some(({ scanner }) => scanner.kind === kind)
    const hids = has('hid') ? ((await hid?.getDevices().catch(() => [])) ?? []) : []
    const ports = has('serial') ? ((await serial?.getPorts().catch(() => [])) ?? []) : []
    const plugged = [...hids.filter(({ collections }) => isScanner(collections)), ...ports]
    for (const slot of [...slots.values()]) {
      if (isOver()) return
      if (slot.device !== null || slot.retry !== null) continue
      const free = plugged.filter((one) => isFree(slot, one))
      const device = free.find((one) => one === slot.own) ?? free[0]
      if (device === undefined) note(slot, { kind: 'unplugged' })
      else await openOne(slot, device)
    }
    // Main grants what nothing tells from a scanner of the till as well: a second one of a make without numbers.
    for (const device of plugged) {
      const like = [...slots.values()].find((slot) => isFree(slot, device))
      if (isOver() || like === undefined) continue
      const key = `${like.scanner.id} ${String(slotsOf(like.scanner.id).length)}`
      const slot = newSlot(like.scanner, key)
      slots.set(key, slot)
      await openOne(slot, device)
    }
  }
  /** Whether a device may be a slot's, and is nobody's. */
  const isFree = (slot: Slot, device: HidDevice | SerialPort): boolean =>
    isOf(slot.scanner, device) &&
    !opening.has(device) &&
    ![...slots.values()].some(
      (other) =>
        other.device === device ||
        (other !== slot && other.own === device) ||
        // It could not be opened, and is tried again.
        (other.retry !== null && other.last === device),
    )
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
    // Another one that fits may be there already.
    lookAfter()
  }

  /**
   * Two serial scanners of one make may have been taken for each other, and neither is heard at the other's speed: they
   * change places, once. Whether they do.
   */
  const exchange = (slot: Slot): boolean => {
    const other = [...slots.values()].find(
      ({ scanner, link }) =>
        link !== null && isAlike(scanner, slot.scanner) && !isSetAlike(scanner, slot.scanner),
    )
    if (other === undefined || slot.isExchanged || other.isExchanged) return false
    for (const one of [slot, other]) one.isExchanged = true
    turn = turn.then(async () => {
      const [mine, its] = [slot.device, other.device]
      if (mine === null || its === null) return
      for (const one of [slot, other]) await letGo(one)
      Object.assign(slot, { own: its })
      Object.assign(other, { own: mine })
      for (const one of [slot, other]) one.gate.open()
    })
    lookAfter()
    return true
  }
  const { signal } = ended
  hid?.addEventListener('connect', came, { signal })
  hid?.addEventListener('disconnect', ({ device }) => went(device), { signal })
  serial?.addEventListener('connect', came, { signal })
  serial?.addEventListener('disconnect', ({ target }) => went(target), { signal })

  /** A port without a number of its own is the page's only until it is unplugged: it has to be asked for anew. */
  const restore = async (slot: Slot, byHand: boolean): Promise<void> => {
    // What is chosen in the dialog is asked of main in the same way.
    const isAsked = till.scanners.getState().choice !== null
    const isFound = (): boolean => slot.device !== null
    if (serial === null || isAsked || isOver() || !isHere(slot) || isFound()) return
    const expected = await till.terminal.call('expectScanner', { id: slot.scanner.id })
    if (!expected.ok) {
      if (byHand) tellFailure(till, expected.error)
      return
    }
    const port = await serial.requestPort().catch(() => null)
    if (port === null) return
    // Main knows which of two that look the same it is.
    if (!isFound()) slot.own = port
    came()
  }
  /** One after the other: main expects one at a time. */
  let restored: Promise<unknown> = Promise.resolve()
  const restoreAfter = (slot: Slot, byHand: boolean): void => {
    if (slot.scanner.kind !== 'serial' || isExtra(slot)) return
    slot.restoredAt = now()
    restored = restored.then(() => inTime(restore(slot, byHand).catch(() => undefined)))
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
      // The press is good for a few seconds: it does not wait until all were looked for.
      if (slot?.state.kind === 'unplugged') restoreAfter(slot, true)
    },
  })
  list = till.scanners.getState().list
  lookAfter()

  return {
    onHand: () => {
      for (const slot of slots.values()) {
        const isMissing = slot.state.kind === 'unplugged'
        if (isMissing && now() - slot.restoredAt >= restoreMs) restoreAfter(slot, false)
      }
    },
    stop: async () => {
      ended.abort()
      unsubscribe()
      till.scanners.setState({ tryAgain: () => undefined, states: {} })
      await turn
      // The last one that was removed ends the hub as well.
      const { list: left } = till.scanners.getState()
      if (left !== null) await dropRemoved(left)
      await Promise.all([...slots.values()].map(letGo))
    },
  }
}

function matterOf({ scanner }: Slot): `scanner ${string}` {
  return `scanner ${scanner.id}`
}
