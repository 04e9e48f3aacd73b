import { defaultWedgeSettings } from '../../../shared/scan/wedge-types.ts'
import type {
  WedgeEvent,
  WedgeKeyEvent,
  WedgeModifiers,
  WedgeScan,
  WedgeSettings,
} from '../../../shared/scan/wedge-types.ts'
import { WedgeMachine } from '../../../shared/scan/wedge.ts'

/** mulberry32: the same numbers on every machine. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const none: WedgeModifiers = { shift: false, ctrl: false, alt: false, meta: false, altGraph: false }
export const ctrl: WedgeModifiers = { ...none, ctrl: true }

const codes: Record<string, string> = {
  '\r': 'Enter',
  '\n': 'Enter',
  '\t': 'Tab',
  ' ': 'Space',
  '-': 'Minus',
  '.': 'Period',
  ']': 'BracketRight',
  '[': 'BracketLeft',
  '/': 'Slash',
  ':': 'Semicolon',
  '@': 'Digit2',
  '*': 'Digit8',
}
const named: Record<string, string> = { '\r': 'Enter', '\n': 'Enter', '\t': 'Tab' }

export function codeOf(char: string): string {
  if (/[0-9]/.test(char)) return `Digit${char}`
  if (/[a-zA-Z]/.test(char)) return `Key${char.toUpperCase()}`
  return codes[char] ?? ''
}

export function key(
  type: 'down' | 'up',
  char: string,
  at: number,
  extra: Partial<WedgeKeyEvent> = {},
): WedgeKeyEvent {
  const shift = /[A-Z:@*]/.test(char)
  return {
    type,
    code: codeOf(char),
    key: named[char] ?? char,
    at,
    repeat: false,
    isComposing: false,
    modifiers: { ...none, shift },
    ...extra,
  }
}

export interface ScanOptions {
  readonly gap: number
  /** Milliseconds a key is down. */
  readonly hold?: number
  readonly start?: number
  /** Up to how many milliseconds each key may come early or late. */
  readonly jitter?: number
  readonly seed?: number
  /** Whether Shift comes as a key of its own. */
  readonly shiftKeys?: boolean
}

/** What a scanner set to type `text` sends; `\r`, `\t` are keys, control characters come as Ctrl and a key. */
export function scanner(text: string, options: ScanOptions): WedgeKeyEvent[] {
  const { gap, hold = gap / 2, start = 1_000, jitter = 0, shiftKeys = false } = options
  const chance = random(options.seed ?? 1)
  const events: WedgeKeyEvent[] = []
  Array.from(text).forEach((char, i) => {
    const at = start + i * gap + (i === 0 ? 0 : (chance() * 2 - 1) * jitter)
    const number = char.charCodeAt(0)
    if (number < 32 && named[char] === undefined) {
      const control = { key: 'Control', code: 'ControlLeft', modifiers: ctrl }
      const pressed = String.fromCharCode(number + (number < 27 ? 96 : 64))
      const combined = { code: codeOf(pressed), modifiers: ctrl }
      events.push(key('down', '', at - gap / 4, control), key('down', pressed, at, combined))
      events.push(
        key('up', pressed, at + hold, combined),
        key('up', '', at + hold, { ...control, modifiers: none }),
      )
      return
    }
    const shift = { key: 'Shift', code: 'ShiftLeft' }
    if (shiftKeys && /[A-Z:]/.test(char)) events.push(key('down', '', at - gap / 4, shift))
    events.push(key('down', char, at), key('up', char, at + hold))
    if (shiftKeys && /[A-Z:]/.test(char)) events.push(key('up', '', at + hold, shift))
  })
  return events
}

/** Several streams as one, in the order of their times. */
export function together(...streams: WedgeKeyEvent[][]): WedgeKeyEvent[] {
  return streams.flat().toSorted((a, b) => a.at - b.at)
}

/** A key held down until it repeats. */
export function held(char: string, from: number, forMs: number, every = 33): WedgeKeyEvent[] {
  const events = [key('down', char, from)]
  for (let at = from + 400; at < from + forMs; at += every)
    events.push(key('down', char, at, { repeat: true }))
  return [...events, key('up', char, from + forMs)]
}

export interface Played {
  readonly scans: readonly WedgeScan[]
  readonly texts: readonly string[]
  readonly halves: readonly string[]
  readonly ambiguous: readonly string[]
  /** What stands in the field at the end. */
  readonly value: string
  /** Keys that pressed something: Enter, Tab, shortcuts, and every key where the focus is on a button. */
  readonly pressed: readonly string[]
  readonly events: readonly WedgeEvent<unknown>[]
  /** The longest time that a key of the page was held back, in milliseconds. */
  readonly longestHold: number
}

interface Mark {
  readonly before: string
  readonly key: string
  readonly at: number
}

// Keys that do nothing by themselves.
const silent: readonly string[] = ['Shift', 'Control', 'Alt', 'AltGraph', 'Dead', 'Unidentified']

/** Plays a stream into the machine and a make-believe field (or button), with ticks when they are due. */
export function play(
  stream: readonly WedgeKeyEvent[],
  settings: WedgeSettings = defaultWedgeSettings,
  sink: 'field' | 'other' = 'field',
): Played {
  const machine = new WedgeMachine<Mark>(settings)
  const all: WedgeEvent<unknown>[] = []
  const pressed: string[] = []
  let value = ''
  let number = ''
  let wakeAt: number | null = null
  let longestHold = 0
  const react = (events: readonly WedgeEvent<Mark>[], now: number) => {
    all.push(...events)
    for (const event of events) {
      if (event.kind === 'restore') value = (event.marks[0]?.before ?? '') + event.keep
      if (event.kind !== 'replay') continue
      for (const mark of event.marks) {
        pressed.push(mark.key)
        longestHold = Math.max(longestHold, now - mark.at)
      }
    }
  }
  const tickUntil = (at: number) => {
    while (wakeAt !== null && wakeAt < at) {
      const now = wakeAt
      const step = machine.step({ kind: 'tick', at: now })
      react(step.events, now)
      wakeAt = step.wakeAt !== null && step.wakeAt <= now ? now + 1 : step.wakeAt
    }
  }
  for (const event of stream) {
    tickUntil(event.at)
    const mark = { before: value, key: event.key, at: event.at }
    const step = machine.step({ kind: 'key', event, sink, mark })
    react(step.events, event.at)
    wakeAt = step.wakeAt
    // A character by its number stands there when Alt comes up, whatever became of its digits.
    if (event.modifiers.alt && /^Numpad[0-9]$/.test(event.code)) {
      if (event.type === 'down') number += event.key
      continue
    }
    if (event.type === 'up' && event.key === 'Alt') {
      if (number !== '' && sink === 'field') value += String.fromCharCode(Number(number))
      number = ''
    }
    if (step.decision === 'swallow' || event.type === 'up') continue
    const types = event.key.length === 1 && !event.modifiers.ctrl && !event.modifiers.alt
    if (types && sink === 'field') value += event.key
    else if (event.key === 'Backspace') value = value.slice(0, -1)
    else if (!silent.includes(event.key)) pressed.push(event.key)
  }
  tickUntil(Number.POSITIVE_INFINITY)
  const scans = all.filter((event) => event.kind === 'scan')
  return {
    scans,
    texts: scans.map((scan) => scan.text),
    halves: all.flatMap((event) => (event.kind === 'half-scan' ? [event.cause] : [])),
    ambiguous: all.flatMap((event) => (event.kind === 'ambiguous' ? [event.text] : [])),
    value,
    pressed,
    events: all,
    longestHold,
  }
}
