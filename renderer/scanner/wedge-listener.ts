import type {
  HalfScanCause,
  WedgeEvent,
  WedgeKeyEvent,
  WedgeScan,
  WedgeSettings,
  WedgeStep,
} from '../../shared/scan/wedge-types.ts'
import { defaultWedgeSettings } from '../../shared/scan/wedge-types.ts'
import { WedgeMachine } from '../../shared/scan/wedge.ts'
import { restoreSnapshot, takeSnapshot } from './field-snapshot.ts'
import type { FieldSnapshot } from './field-snapshot.ts'
import { focusedElement, isEditableHost, isPassthrough, isTextField } from './focus.ts'
import { timeOf, wedgeKeyEvent } from './key-event.ts'
import { replayKey } from './replay.ts'

export interface WedgeListenerOptions {
  /** A scan, wherever the focus was. Its characters are out of every field and its terminator pressed nothing. */
  readonly onScan: (scan: WedgeScan) => void
  /** A scanner sent something incomplete; it was dropped. */
  readonly onHalfScan?: (cause: HalfScanCause) => void
  /**
   * Perhaps a scan, perhaps a person. `inField` says whether the text stands in the focused field already;
   * otherwise it was held back from a button or list and belongs into the look-up.
   */
  readonly onAmbiguous?: (text: string, inField: boolean) => void
  /**
   * Where a character goes that is typed while no field has the focus: the field is focused before the character
   * lands, so typing anywhere searches at once and nothing is lost. Null leaves the key where it is. Space is only
   * asked about when nothing has the focus: elsewhere it presses what has it.
   */
  readonly typeInto?: (event: KeyboardEvent) => HTMLElement | null
  readonly settings?: WedgeSettings
  /**
   * Who takes every key of the window for itself at this moment, so that it reaches neither the wedge nor the page; null
   * where nobody does.
   */
  readonly taker?: () => ((event: KeyboardEvent) => void) | null
  /** Hears every key that the wedge hears. What is typed into a password's field is not among them. */
  readonly onKey?: (key: WedgeKeyEvent) => void
}

export interface WedgeListener {
  readonly detach: () => void
  /** Takes what calibration learned. */
  readonly configure: (settings: WedgeSettings) => void
  /** Whether keys come at a scanner's speed right now: the page's own shortcuts should wait. */
  readonly isBursting: () => boolean
  /**
   * A key that came alone is to do its work as a person's. Answers 0 where it may, and the next scan begins anew, however
   * soon it comes; otherwise after how many milliseconds to ask again, if no key has come by then.
   */
  readonly claim: () => number
}

// A timer later than this was kept waiting by something.
const busyMs = 30
// A silence is waited out for no longer than four of these.
const mostLateMs = 2_000

interface Mark {
  readonly event: KeyboardEvent
  readonly snapshot: FieldSnapshot | null
}

/**
 * Hears every key of the window before anything else does, and takes the scanner's out.
 *
 * What it cannot do: the first key of a burst has been seen by the page before it can be known for a scanner's.
 * In a field that is taken back; a code that begins with a Space presses a focused button, and a scanner set to
 * send Enter first presses it too. `typeInto` moves the focus to a field with the first other key.
 */
export function attachWedge(window: Window, options: WedgeListenerOptions): WedgeListener {
  const { document } = window
  const machine = new WedgeMachine<Mark>(options.settings ?? defaultWedgeSettings)
  const replayed = new WeakSet<Event>()
  const stop = new AbortController()
  let timer: number | undefined
  /** The most that a key of this burst came late to the page, ms. */
  let lateness = 0

  const apply = (step: WedgeStep<Mark>): void => {
    window.clearTimeout(timer)
    timer = undefined
    if (step.wakeAt === null) lateness = 0
    // A silence by the page's clock is none while keys may be on their way.
    else wakeAt(step.wakeAt + 2 * lateness)
    for (const event of step.events) tell(event)
  }

  const wakeAt = (due: number): void => {
    const wait = Math.max(0, Math.ceil(due - window.performance.now()))
    timer = window.setTimeout(() => tick(due), wait)
  }

  const tick = (due: number): void => {
    const now = window.performance.now()
    // The page itself was busy: keys that were pressed meanwhile are still to be heard.
    if (now - due > busyMs && lateness < Math.min(mostLateMs, now - due)) {
      lateness = Math.min(mostLateMs, now - due)
      wakeAt(now + 2 * lateness)
      return
    }
    apply(machine.step({ kind: 'tick', at: now }))
  }
  const interrupt = (): void => apply(machine.step({ kind: 'interrupted', at: window.performance.now() }))

  const claim = (): number => {
    const now = window.performance.now()
    const wait = machine.untilPersons(now - 2 * lateness)
    if (wait === 0) apply(machine.step({ kind: 'claimed', at: now }))
    return wait
  }

  const tell = (event: WedgeEvent<Mark>): void => {
    switch (event.kind) {
      case 'restore':
        takeBack(event.marks, event.keep)
        return
      case 'replay':
        for (const mark of event.marks) replayKey(document, mark.event, (made) => replayed.add(made))
        return
      case 'scan': {
        const { kind: _, ...scan } = event
        options.onScan(scan)
        return
      }
      case 'half-scan':
        options.onHalfScan?.(event.cause)
        return
      case 'ambiguous':
        options.onAmbiguous?.(event.text, event.inField)
        return
    }
  }

  /** Keys whose press the field alone has heard: so it has their release. */
  const fieldOnly = new Set<string>()
  const isForField = ({ type, key, code }: KeyboardEvent, focused: Element | null): boolean => {
    const wasForField = fieldOnly.delete(code)
    if (type !== 'keydown') return wasForField
    const isIt = key.length === 1 && holdsText(focused) && machine.isBursting()
    if (isIt) fieldOnly.add(code)
    return isIt
  }

  const hear = (event: KeyboardEvent): void => {
    if (replayed.has(event) || isCopy(event)) return
    const take = options.taker?.() ?? null
    if (take !== null) {
      interrupt()
      silence(event)
      take(event)
      return
    }
    let focused = focusedElement(document)
    if (isPassthrough(focused)) {
      interrupt()
      return
    }
    if (event.type === 'keydown' && !holdsText(focused) && options.typeInto !== undefined) {
      if (movesTheFocus(event, focused)) options.typeInto(event)?.focus()
      focused = focusedElement(document)
    }
    const at = timeOf(event, window)
    lateness = Math.max(lateness, Math.min(mostLateMs, window.performance.now() - at))
    const key = wedgeKeyEvent(event, at)
    options.onKey?.(key)
    const step = machine.step({
      kind: 'key',
      event: key,
      sink: holdsText(focused) ? 'field' : 'other',
      mark: { event, snapshot: event.type === 'keydown' ? takeSnapshot(focused) : null },
    })
    if (step.decision === 'swallow') silence(event)
    // The field has it, and the rest of the page nothing to do with it: a scanner's keys come quicker than it would be through.
    else if (isForField(event, focused)) event.stopImmediatePropagation()
    apply(step)
  }

  const listen = { capture: true, signal: stop.signal }
  window.addEventListener('keydown', hear, listen)
  window.addEventListener('keyup', hear, listen)
  window.addEventListener(
    'keypress',
    (event) => {
      const isTaken = (options.taker?.() ?? null) !== null
      if (!replayed.has(event) && (isTaken || machine.isMuted(event.code))) silence(event)
    },
    listen,
  )
  for (const type of ['paste', 'drop', 'compositionstart', 'blur'] as const) {
    window.addEventListener(
      type,
      (event) => {
        // Capturing, the window hears of every element's blur: only its own means that the keyboard went away.
        if (type !== 'blur' || !(event.target instanceof Node)) interrupt()
      },
      listen,
    )
  }
  window.addEventListener(
    'beforeinput',
    (event) => {
      if (/^insert(FromPaste|FromDrop|ReplacementText)/.test(event.inputType)) interrupt()
    },
    listen,
  )

  return {
    detach: () => {
      stop.abort()
      window.clearTimeout(timer)
    },
    configure: (settings) => machine.configure(settings),
    isBursting: () => machine.isBursting(),
    claim,
  }
}

/**
 * A list that is moved through from a field hands each of the field's keys on, as an event of its own that no keyboard
 * made: keys go to what has the focus. Heard as well, it would make two keys of one, and no scanner's speed.
 */
function isCopy(event: KeyboardEvent): boolean {
  if (event.isTrusted) return false
  const target = event.composedPath()[0]
  if (!(target instanceof Element)) return false
  const focused = focusedElement(target.ownerDocument) ?? target.ownerDocument.body
  return target !== focused && target !== target.ownerDocument.documentElement
}

function holdsText(element: Element | null): boolean {
  return isTextField(element) || isEditableHost(element)
}

function movesTheFocus(event: KeyboardEvent, focused: Element | null): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.key.length !== 1)
    return false
  return event.key !== ' ' || focused === null || focused === focused.ownerDocument.body
}

function silence(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Each field returns to how the first of its keys found it. */
function takeBack(marks: readonly Mark[], keep: string): void {
  const first = new Map<Element, FieldSnapshot>()
  for (const { snapshot } of marks) {
    if (snapshot !== null && !first.has(snapshot.element)) first.set(snapshot.element, snapshot)
  }
  const lastElement = marks.findLast(({ snapshot }) => snapshot !== null)?.snapshot?.element
  for (const [element, snapshot] of first) restoreSnapshot(snapshot, element === lastElement ? keep : '')
}
