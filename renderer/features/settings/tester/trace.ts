import { splitAim } from '../../../../shared/scan/aim.ts'
import { meaningOfCode } from '../../../../shared/scan/code-meaning.ts'
import type { CodeMeaning, CodeRules } from '../../../../shared/scan/code-meaning.ts'
import { maxRawLength, parseScannedCode } from '../../../../shared/scan/scanned-code.ts'
import type { ScannedCode } from '../../../../shared/scan/scanned-code.ts'
import { slowestMs } from '../../../../shared/scan/wedge-evidence.ts'
import type { WedgeKeyEvent } from '../../../../shared/scan/wedge-types.ts'
import type { DroppedScan, ScanOrigin, ScanOutcome } from '../../../stores/scan-watch.ts'

/** So many scans are kept, and so many keys. */
export const mostScans = 50
export const mostKeys = 500

/** One press of a key. */
export interface KeyPress {
  readonly id: number
  /** What the system made of it, and which key it was. */
  readonly key: string
  readonly code: string
  readonly at: number
  /** Since the press before, ms; null for the first. */
  readonly since: number | null
  /** How long it was down, ms; null until it is let go. */
  readonly held: number | null
  readonly repeat: boolean
}

/** How the keys of one scan came, ms: the shortest, the one in the middle, and the longest. */
export interface Spread {
  readonly least: number
  readonly middle: number
  readonly most: number
}

/** Something that arrived and was read as a scan. */
export interface ScanEntry {
  readonly kind: 'scan'
  readonly id: number
  readonly origin: ScanOrigin
  /** Every character that came, what frames the code included. */
  readonly raw: string
  /** What a known frame and the AIM identifier leave of it. */
  readonly code: ScannedCode
  /** The AIM identifier, where it names a kind of code. */
  readonly aim: string | null
  readonly meaning: CodeMeaning
  /** Null for a scan that no key typed. */
  readonly steps: Spread | null
  readonly holds: Spread | null
  /** `here`: it ended in the tester. `looking`: the answer is not there yet. */
  readonly outcome: ScanOutcome | 'here' | 'looking'
  /** From the last character to the member's being painted, ms; null where no member was. */
  readonly shownMs: number | null
}

/** What came so slowly, and ended as a code does, that it was taken for typing; milliseconds a character. */
export interface SlowRun {
  readonly kind: 'slow'
  readonly pace: number
  readonly limit: number
}

/** Something that arrived and was dropped. */
export interface DroppedEntry {
  readonly kind: 'dropped'
  readonly id: number
  readonly dropped: DroppedScan | SlowRun
  /** What arrived of it; empty where no key typed it. */
  readonly text: string
}

export type Entry = ScanEntry | DroppedEntry

/** What arrived lately, the newest first. */
export interface Trace {
  readonly entries: readonly Entry[]
  readonly keys: readonly KeyPress[]
}

const ends = new Set(['Enter', 'Tab'])
/** As short as a card's code is. */
const fewestKeys = 6
/** A pause longer than this ends what came before it, ms. */
const pauseMs = 1_000

function isCharacter({ key }: KeyPress): boolean {
  return Array.from(key).length === 1
}

function textOf(keys: readonly KeyPress[]): string {
  return keys
    .filter((press) => isCharacter(press) && !press.repeat)
    .map(({ key }) => key)
    .join('')
    .slice(0, maxRawLength)
}

function spreadOf(values: readonly number[]): Spread | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [least] = sorted
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  const most = sorted.at(-1)
  if (least === undefined || middle === undefined || most === undefined) return null
  return { least, middle, most }
}

/**
 * Writes down what arrives. It costs next to nothing per key, so that what it watches is as fast as without it; whoever
 * shows it asks for the trace when there is time.
 */
export class TraceRecorder {
  private keys: KeyPress[] = []
  private entries: Entry[] = []
  private keysMade = 0
  private entriesMade = 0
  /** The last key that came before the newest entry. */
  private told = 0
  /** Whether an end came lately that nothing was said of yet. */
  private isEnded = false

  /** What there is now. */
  trace(): Trace {
    return { entries: this.entries.toReversed(), keys: this.keys.toReversed() }
  }

  /** Says what came as a code does, and so slowly that it was taken for typing; for when the wedge had its time. */
  tellSlow(): void {
    if (!this.isEnded) return
    this.isEnded = false
    const end = this.keys.findLastIndex(({ key }) => ends.has(key))
    const before = this.keys.slice(0, end).filter(({ id, key }) => id > this.told && key !== 'Shift')
    const from = before.findLastIndex((press) => !isCharacter(press) || (press.since ?? pauseMs) >= pauseMs)
    const first = before[from]
    const run = before.slice(first !== undefined && isCharacter(first) ? from : from + 1)
    const pace = spreadOf(run.slice(1).map(({ since }) => since ?? 0))?.middle ?? 0
    if (run.length < fewestKeys || pace <= slowestMs) return
    this.keep({
      kind: 'dropped',
      id: this.next(),
      dropped: { kind: 'slow', pace, limit: slowestMs },
      text: textOf(run),
    })
  }

  clear(): void {
    this.keys = []
    this.entries = []
  }

  key({ type, key, code, at, repeat }: WedgeKeyEvent): void {
    if (type === 'down') {
      const before = this.keys.at(-1)
      const since = before === undefined ? null : Math.max(0, at - before.at)
      this.keysMade += 1
      this.keys.push({ id: this.keysMade, key, code, at, since, held: null, repeat })
      if (this.keys.length > mostKeys) this.keys.shift()
      if (ends.has(key) && !repeat) this.isEnded = true
      return
    }
    // Keys without a place of their own, as tools for input send them, are told apart by what they type.
    const index = this.keys.findLastIndex(
      (one) => one.held === null && (code === '' ? one.key === key : one.code === code),
    )
    const pressed = this.keys[index]
    if (pressed !== undefined) this.keys[index] = { ...pressed, held: Math.max(0, at - pressed.at) }
  }

  /** @returns the number of the entry, for {@link became} */
  scan(text: string, origin: ScanOrigin, rules: CodeRules, opens: boolean): number {
    const id = this.next()
    const code = parseScannedCode(text)
    const { aim } = splitAim(text)
    const typed = origin.by === 'keys' ? this.keysOf(origin.scan) : []
    this.keep({
      kind: 'scan',
      id,
      origin,
      raw: (origin.by === 'keys' ? origin.scan.raw : text).slice(0, maxRawLength),
      code,
      aim: aim === null || aim.symbology === null ? null : aim.identifier,
      meaning: meaningOfCode(code, rules),
      steps: spreadOf(typed.slice(1).flatMap(({ since }) => since ?? [])),
      holds: spreadOf(typed.flatMap(({ held }) => held ?? [])),
      outcome: opens ? 'looking' : 'here',
      shownMs: null,
    })
    return id
  }

  dropped(dropped: DroppedScan): void {
    const typed =
      'by' in dropped && dropped.by === 'device' ? [] : this.keys.filter(({ id }) => id > this.told)
    const text = dropped.kind === 'ambiguous' ? dropped.text : textOf(typed)
    this.keep({ kind: 'dropped', id: this.next(), dropped, text })
  }

  /** What became of a scan that was let through. */
  became(id: number, outcome: ScanOutcome): void {
    this.change(id, (entry) => ({ ...entry, outcome }))
  }

  /** A member was painted: it is that of the newest scan that opened one. */
  painted(at: number): void {
    const opened = this.entries.findLast(
      (entry): entry is ScanEntry => entry.kind === 'scan' && entry.outcome === 'member',
    )
    if (opened === undefined || opened.shownMs !== null) return
    const { origin } = opened
    const since = origin.by === 'keys' ? origin.scan.endedAt : origin.at
    this.change(opened.id, (entry) => ({ ...entry, shownMs: Math.max(0, at - since) }))
  }

  private keysOf(scan: { readonly startedAt: number; readonly endedAt: number }): readonly KeyPress[] {
    return this.keys.filter(({ at, key }) => at >= scan.startedAt && at <= scan.endedAt && key !== 'Shift')
  }

  private change(id: number, how: (entry: ScanEntry) => ScanEntry): void {
    this.entries = this.entries.map((entry) =>
      entry.kind === 'scan' && entry.id === id ? how(entry) : entry,
    )
  }

  private keep(entry: Entry): void {
    this.told = this.keysMade
    this.entries.push(entry)
    if (this.entries.length > mostScans) this.entries.shift()
  }

  private next(): number {
    this.entriesMade += 1
    return this.entriesMade
  }
}
