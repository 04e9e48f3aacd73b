import type { WedgeKeyEvent } from '../../shared/scan/wedge-types.ts'

/** When a key came, ms: the event's own time is the system's, and holds while the page is busy; some input tools leave it empty. */
export function timeOf(event: Event, window: Window): number {
  const now = window.performance.now()
  return event.timeStamp > 0 && Math.abs(now - event.timeStamp) < 10_000 ? event.timeStamp : now
}

/** A keyboard event as the wedge and the calibration read it. */
export function wedgeKeyEvent(event: KeyboardEvent, at: number): WedgeKeyEvent {
  return {
    type: event.type === 'keydown' ? 'down' : 'up',
    code: event.code,
    key: event.key,
    at,
    repeat: event.repeat,
    isComposing: event.isComposing,
    modifiers: {
      shift: event.shiftKey,
      ctrl: event.ctrlKey,
      alt: event.altKey,
      meta: event.metaKey,
      altGraph: event.getModifierState('AltGraph'),
    },
  }
}
