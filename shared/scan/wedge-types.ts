import type { KeyboardLayout } from './layout.ts'

/** What a scanner sends around the data, as it decodes; control characters included. */
export interface WedgeFrame {
  /** What comes before the data. */
  readonly prefix?: string
  /** What comes after them. `\r` is Enter, `\t` Tab. */
  readonly suffix?: string
}

/** What calibration can teach the wedge; {@link defaultWedgeSettings} is a scanner that nobody calibrated. */
export interface WedgeSettings extends WedgeFrame {
  /** The slowest average, in milliseconds a character, that is a scan without a terminator. */
  readonly maxGapMs: number
  /** The fewest characters of a scan, prefix and suffix not counted. */
  readonly minLength: number
  /** Other scanners at the same till. Where one of them all ends with nothing, a burst without an end is no half scan. */
  readonly also?: readonly WedgeFrame[]
  /** Whether to read physical keys through `layout`, instead of what the system's layout made of them. */
  readonly decodeByPhysicalKey?: boolean
  /** The layout that the scanner itself is set to; needed by `decodeByPhysicalKey`. */
  readonly layout?: KeyboardLayout
}

/** The most characters that may be learned to come before the data, or behind them. */
export const longestFrame = 64

/** A plain wedge, out of the box. */
export const defaultWedgeSettings: WedgeSettings = { maxGapMs: 50, minLength: 4 }

/** Every frame that a scan may have, the first scanner's first. */
export function framesOf(settings: WedgeSettings): readonly WedgeFrame[] {
  return [settings, ...(settings.also ?? [])]
}

/** The longest prefix with which this text begins; empty where it begins with none. */
export function prefixOf(text: string, settings: WedgeSettings): string {
  const fitting = framesOf(settings).flatMap(({ prefix = '' }) => (text.startsWith(prefix) ? [prefix] : []))
  return fitting.toSorted((a, b) => b.length - a.length)[0] ?? ''
}

/** The longest suffix with which this text ends; empty where it ends with none. */
export function suffixOf(text: string, settings: WedgeSettings): string {
  const fitting = framesOf(settings).flatMap(({ suffix = '' }) => (text.endsWith(suffix) ? [suffix] : []))
  return fitting.toSorted((a, b) => b.length - a.length)[0] ?? ''
}

/** Which modifiers were held, as the keyboard event says. */
export interface WedgeModifiers {
  readonly shift: boolean
  readonly ctrl: boolean
  readonly alt: boolean
  readonly meta: boolean
  readonly altGraph: boolean
}

/** One key event. Times are milliseconds of any one clock that does not go back. */
export interface WedgeKeyEvent {
  readonly type: 'down' | 'up'
  /** Physical key (`KeyboardEvent.code`); empty where the system injected the key. */
  readonly code: string
  /** What the system made of it (`KeyboardEvent.key`). */
  readonly key: string
  readonly at: number
  readonly repeat: boolean
  readonly isComposing: boolean
  readonly modifiers: WedgeModifiers
}

/** What the machine is fed. `mark` is the caller's own, and comes back in `restore` and `replay`. */
export type WedgeInput<Mark> =
  | {
      readonly kind: 'key'
      readonly event: WedgeKeyEvent
      /** Where a typed character goes: into a text field, or to something that reacts to keys. */
      readonly sink: 'field' | 'other'
      readonly mark: Mark
    }
  /** Time has passed; due at the `wakeAt` of the step before. */
  | { readonly kind: 'tick'; readonly at: number }
  /** Text came in another way (paste, drop, input method), or the window lost the keyboard. */
  | { readonly kind: 'interrupted'; readonly at: number }
  /** The keys so far have done their work as a person's. */
  | { readonly kind: 'claimed'; readonly at: number }

/** What ended a scan. */
export type WedgeTerminator = 'enter' | 'tab' | 'line-feed' | 'end-of-text' | 'suffix' | 'none'

/** One framed scan. */
export interface WedgeScan {
  /** Every character as decoded, prefix and suffix included, terminator not. */
  readonly raw: string
  /** `raw` without prefix and suffix, STX and ETX; an AIM identifier is still there. */
  readonly text: string
  readonly startedAt: number
  readonly endedAt: number
  readonly terminator: WedgeTerminator
  /** Characters of `raw`. */
  readonly chars: number
  /** Milliseconds from one character to the next, terminator included. */
  readonly averageGap: number
  /**
   * Only where `text` is not this: the digits of the keys, each of which is a digit's without Shift. A scanner of another
   * layout than the computer's (`à&é` for `012`) was meant to send them; calibration makes it right.
   */
  readonly digitKeys?: string
  /**
   * Only where the scanner's layout is not known: several of its keys are digits' without Shift, and typed something else.
   * The scanner is set to another layout than the computer, in all likelihood.
   */
  readonly strangeDigits?: true
}

/** Why a scanner's burst was dropped. `cut`: it is the rest of a code whose beginning had already been taken. */
export type HalfScanCause = 'too-short' | 'no-suffix' | 'dead-key' | 'no-data' | 'cut'

/** What the machine has found out. */
export type WedgeEvent<Mark> =
  | ({ readonly kind: 'scan' } & WedgeScan)
  /** A scanner sent something incomplete: nothing of it counts, and the cashier is told to scan again. */
  | { readonly kind: 'half-scan'; readonly cause: HalfScanCause }
  /** Perhaps a scan, perhaps a person. `inField` says whether its text stands in a field already. */
  | { readonly kind: 'ambiguous'; readonly text: string; readonly inField: boolean }
  /**
   * Take what these keys typed back out of their fields: each field returns to how the first of its marks saw
   * it, and then `keep` is typed there (a person's own keys among and after the scanner's). Comes before the
   * `scan` or `half-scan` that it belongs to.
   */
  | { readonly kind: 'restore'; readonly marks: readonly Mark[]; readonly keep: string }
  /** These keys were swallowed and are a person's after all: press them again, in this order. */
  | { readonly kind: 'replay'; readonly marks: readonly Mark[] }

/** The answer to one input. */
export interface WedgeStep<Mark> {
  /** Whether the page may see the key. Ticks and interruptions always pass. */
  readonly decision: 'pass' | 'swallow'
  readonly events: readonly WedgeEvent<Mark>[]
  /** When the machine wants a tick, if no key comes before; null where it is at rest. */
  readonly wakeAt: number | null
}
