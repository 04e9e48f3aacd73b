import type { CapturedKey, CapturedScan } from '../../../shared/scan/calibration/captured-keys.ts'
import { timeOf, wedgeKeyEvent } from '../../scanner/key-event.ts'

/** What becomes of the keys while the set-up listens. */
export interface CaptureOptions {
  readonly window: Window
  /** All keys of one scan, after the silence behind it. */
  readonly onScan: (scan: CapturedScan) => void
  /** A scan begins to arrive. */
  readonly onBegin: () => void
  /** What began was no scan: a key or two by hand. */
  readonly onNothing: () => void
  readonly onCapsLock: (isOn: boolean) => void
  /** Escape, pressed by itself. */
  readonly onLeave: () => void
}

/** Takes every key of the window, one scan after the other. */
export interface Capture {
  readonly hear: (event: KeyboardEvent) => void
  readonly stop: () => void
}

// Longer than a line stands still, short enough to be waited for.
const silenceMs = 700
// A timer later than this was kept waiting, and keys may be waiting with it.
const busyMs = 30
// Fewer keys than this that type something are no scan of any code, but a hand on the keyboard.
const fewestKeys = 3

const idle: readonly string[] = [
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'ScrollLock',
]

/** Begins to listen. */
export function startCapture({
  window,
  onScan,
  onBegin,
  onNothing,
  onCapsLock,
  onLeave,
}: CaptureOptions): Capture {
  let keys: CapturedKey[] = []
  let pressed = 0
  let timer: number | undefined

  const finish = (due: number): void => {
    const now = window.performance.now()
    if (now - due > busyMs) {
      wait(now)
      return
    }
    const scan = keys
    const count = pressed
    keys = []
    pressed = 0
    if (count >= fewestKeys) onScan(scan)
    else if (count > 0) onNothing()
  }
  const wait = (at: number): void => {
    window.clearTimeout(timer)
    const due = at + silenceMs
    timer = window.setTimeout(
      () => {
        finish(due)
      },
      Math.max(0, due - window.performance.now()),
    )
  }

  return {
    hear(event) {
      const capsLock = event.getModifierState('CapsLock')
      onCapsLock(capsLock)
      const at = timeOf(event, window)
      const isDown = event.type === 'keydown' && !event.repeat
      if (isDown && event.key === 'Escape' && pressed === 0) {
        onLeave()
        return
      }
      keys.push({ ...wedgeKeyEvent(event, at), capsLock })
      if (isDown && !idle.includes(event.key)) pressed += 1
      if (pressed === 1 && isDown) onBegin()
      wait(at)
    },
    stop() {
      window.clearTimeout(timer)
    },
  }
}
