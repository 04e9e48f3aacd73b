import { useEffect } from 'react'
import { untilPersons } from '../shared/scan/lone-key.ts'
import type { KeyMap } from './components/key-map.tsx'
import { isPressed, shortcuts } from './components/shortcuts.ts'
import type { ShortcutId } from './components/shortcuts.ts'
import { timeOf } from './scanner/key-event.ts'
import { useTill } from './stores/till-context.tsx'
import type { Till } from './stores/till.ts'

const overlays =
  '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]:not([id^="counter-"])'
const modifiers: readonly string[] = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn']

/** The slowest scanners type faster than this; no hand presses a shortcut so soon after another key, ms. */
const burstMs = 120

interface Waiting {
  readonly id: ShortcutId
  readonly code: string
  readonly at: number
  upAt: number | null
  /** Whether what it was meant for is still before the cashier. */
  readonly holds: () => boolean
}

/** What the field does with these keys comes first while something stands in it. */
function isFields(keys: string, target: EventTarget | null): boolean {
  if (!keys.startsWith('Mod+') || !/[a-z]$/u.test(keys)) return false
  return (
    (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
    target.value !== '' &&
    !target.readOnly
  )
}

/** Whoever is at the counter, and where the till is: a scan that no key announces may change both while a key waits. */
function placeNow(till: Till): () => boolean {
  const { ticket, place } = till.counter.getState()
  const { view, question } = till.member.getState()
  const { screen, overlay } = till.nav.getState()
  return () => {
    const counter = till.counter.getState()
    const member = till.member.getState()
    const nav = till.nav.getState()
    const sameMember = member.view?.key === view?.key && member.question === question
    const samePlace = counter.ticket === ticket && counter.place.kind === place.kind
    return sameMember && samePlace && nav.screen === screen && nav.overlay === overlay
  }
}

/** The shortcut of a key that went down; null where nothing on screen has it, or not now. */
function shortcutOf(till: Till, map: KeyMap, event: KeyboardEvent): ShortcutId | null {
  const { entries } = map.getState()
  const isSearching = till.counter.getState().query.trim() !== ''
  const found = entries.findLast(({ id, run }) => {
    if (run === null) return false
    const { keys, place } = shortcuts[id]
    if (place === 'member' && isSearching) return false
    return keys.some((key) => key !== '?' && isPressed(key, event) && !isFields(key, event.target))
  })
  return found?.id ?? null
}

/**
 * Listens for the shortcuts of what is on screen. A key is shown to be pressed at once, and does its work when it is certain
 * that a person pressed it alone: a scanner may send any key before a code, within one and behind it.
 *
 * @returns the function that ends it
 */
export function attachShortcuts(window: Window, till: Till, map: KeyMap): () => void {
  const stop = new AbortController()
  let waiting: Waiting | null = null
  let timer: number | undefined
  /** When the last two keys went down, whoever took them. */
  let keyAt = Number.NEGATIVE_INFINITY
  let beforeAt = Number.NEGATIVE_INFINITY

  const note = (event: KeyboardEvent): void => {
    if (modifiers.includes(event.key) || event.repeat) return
    beforeAt = keyAt
    keyAt = timeOf(event, window)
  }
  const forget = (): void => {
    window.clearTimeout(timer)
    waiting = null
    if (map.getState().armed !== null) map.setState({ armed: null })
  }
  const later = (ms: number): void => {
    window.clearTimeout(timer)
    timer = window.setTimeout(fire, ms)
  }
  const fire = (): void => {
    if (waiting === null) return
    const { id, at, upAt, holds } = waiting
    const wait = untilPersons({ text: '', start: at, at, upAt }, window.performance.now())
    if (wait > 0) {
      later(wait)
      return
    }
    forget()
    if (till.scans.getState().isBursting() || !holds()) return
    if (window.document.querySelector(overlays) !== null) return
    map
      .getState()
      .entries.findLast((entry) => entry.id === id && entry.run !== null)
      ?.run?.()
  }

  const down = (event: KeyboardEvent): void => {
    if (modifiers.includes(event.key) || event.isComposing) return
    if (event.repeat && waiting?.code === event.code) {
      event.preventDefault()
      return
    }
    forget()
    if (event.defaultPrevented || event.repeat) return
    if (till.scans.getState().taker !== null) return
    const id = shortcutOf(till, map, event)
    // The page is looked through for keys that do something alone, and not for each letter of a scan.
    if (id === null || window.document.querySelector(overlays) !== null) return
    // What the browser would do by it: help, search, its own undo.
    event.preventDefault()
    if (till.scans.getState().isBursting() || keyAt - beforeAt < burstMs) return
    waiting = { id, code: event.code, at: timeOf(event, window), upAt: null, holds: placeNow(till) }
    map.setState({ armed: id })
    later(0)
  }
  const up = (event: KeyboardEvent): void => {
    if (waiting === null || waiting.code !== event.code) return
    waiting.upAt ??= timeOf(event, window)
    later(0)
  }
  // Before the wedge, which takes a scanner's keys out.
  window.addEventListener('keydown', note, { signal: stop.signal, capture: true })
  window.addEventListener('keydown', down, { signal: stop.signal })
  window.addEventListener('keyup', up, { signal: stop.signal })
  window.addEventListener('blur', forget, { signal: stop.signal })
  return () => {
    stop.abort()
    forget()
  }
}

/** The listener for the whole page. */
export function useShortcuts(map: KeyMap): void {
  const till = useTill()
  useEffect(() => attachShortcuts(window, till, map), [till, map])
}
