import { splitAim } from './aim.ts'
import { prefixOf, suffixOf } from './wedge-types.ts'
import type { WedgeSettings } from './wedge-types.ts'

/** One character of a burst, with its times in milliseconds. */
export interface TimedKey {
  /** What it types; empty for a dead key. */
  readonly text: string
  /** When its first key went down: Shift and Alt codes begin before the character itself. */
  readonly start: number
  readonly at: number
  /** Null while the key is still down, or where releases are not reported. */
  readonly upAt: number | null
}

/** What the times of a run say. */
export interface Evidence {
  /** Characters of the run. */
  readonly chars: number
  /** When the first character went down, and the last or the terminator. */
  readonly startedAt: number
  readonly endedAt: number
  /** Mean milliseconds from character to character, terminator included. */
  readonly averageGap: number
  /** Steps from key to key, terminator included. */
  readonly steps: readonly number[]
  /** Pairs in which a key was still held when the next went down: fingers do that, scanners do not. */
  readonly overlaps: number
  /** Known times from press to release. */
  readonly holds: readonly number[]
}

/** What a burst is. `short` is a scanner for sure, but too few characters to be a code. */
export type Verdict = 'machine' | 'short' | 'unsure' | 'human'

/** Gaps longer than this end a burst that was not at a scanner's speed. */
export const burstGapMs = 130

// Release and next press often share one USB report, and then their order says nothing.
const sameReportMs = 8
// No hand keeps this up for four keys without holding one while pressing the next.
const beyondHandsMs = 30
// A finger stays at least this long on a key.
const fingerHoldMs = 35
// The slowest scanner that counts without calibration, if everything else fits (Bluetooth, Zebra's 80 to 100).
/** Slower than this, milliseconds a character, nothing is told from typing. */
export const slowestMs = 110
// Letters, digits and signs (the plus of a phone number) begin what people type; control characters do not.
const beyondTyping = /\p{Cc}/u

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

/** The share of values (0 to 1) that lie within `tolerance` milliseconds, or `part` of the median, around it. */
export function evenness(values: readonly number[], tolerance: number, part: number): number {
  if (values.length === 0) return 0
  const middle = median(values)
  const reach = Math.max(tolerance, middle * part)
  return values.filter((value) => Math.abs(value - middle) <= reach).length / values.length
}

/** Whether `key` was still held when `next` went down; `now` stands in for a release that has not come yet. */
export function heldInto(key: TimedKey, nextStart: number, now: number): boolean {
  return (key.upAt ?? now) - nextStart > sameReportMs
}

/**
 * Measures a run.
 *
 * @param terminatorAt when the key that ended it went down; null where none did
 * @param now the time of judgement
 */
export function measure(keys: readonly TimedKey[], terminatorAt: number | null, now: number): Evidence {
  const steps: number[] = []
  const holds: number[] = []
  let overlaps = 0
  let sharedReports = false
  const releasesKnown = keys.some((key) => key.upAt !== null)
  keys.forEach((key, i) => {
    const next = keys[i + 1]
    if (key.upAt !== null) holds.push(key.upAt - key.at)
    if (next !== undefined) {
      steps.push(next.start - key.at)
      if (releasesKnown && heldInto(key, next.start, now)) overlaps += 1
      else if (key.upAt !== null && key.upAt >= next.start) sharedReports = true
      return
    }
    if (terminatorAt !== null) steps.push(terminatorAt - key.at)
    // The last release may come in the terminator's own report, if this scanner does that with every key.
    const stillDown =
      terminatorAt === null
        ? (key.upAt ?? now) - key.at > fingerHoldMs * 2
        : key.upAt === null || key.upAt > terminatorAt
    if (releasesKnown && keys.length > 1 && stillDown && !(sharedReports && terminatorAt !== null))
      overlaps += 1
  })
  const first = keys[0]
  const startedAt = first?.at ?? now
  const endedAt = terminatorAt ?? keys.at(-1)?.at ?? now
  const intervals = keys.length - (terminatorAt === null ? 1 : 0)
  const averageGap = intervals > 0 ? (endedAt - startedAt) / intervals : 0
  return { chars: keys.length, startedAt, endedAt, averageGap, steps, overlaps, holds }
}

/**
 * What remains when the stalls of the line are taken out: a run as its scanner sent it.
 *
 * @param slow steps longer than this are stalls, in milliseconds
 * @param fingerLike holds longer than this are stalls too
 * @param most at most so many of either are forgiven
 */
export function withoutStalls(evidence: Evidence, slow: number, fingerLike: number, most: number): Evidence {
  const steps = evidence.steps.filter((step) => step <= slow)
  const stalls = evidence.steps.length - steps.length
  if (stalls > most || 2 * stalls > steps.length || steps.length < 4) return evidence
  const short = evidence.holds.filter((hold) => hold <= fingerLike)
  const holds = evidence.holds.length - short.length <= most ? short : evidence.holds
  const averageGap = steps.reduce((sum, step) => sum + step, 0) / steps.length
  return { ...evidence, steps, holds, averageGap }
}

/** The share that `part` of so few values comes to, in whole values: 0.9 of six is all six. */
function fewest(part: number, of: readonly unknown[]): number {
  return Math.ceil(part * of.length - 1e-9) / Math.max(1, of.length)
}

/** Slower than any hand needs, so everything else must be a machine's: steps, holds, and what was typed. */
function isSlowMachine(evidence: Evidence, digits: number): boolean {
  const { steps, holds, chars } = evidence
  if (chars < 6 || evidence.averageGap > slowestMs) return false
  const holdsKnown = holds.length >= chars - 1
  if (holdsKnown && median(holds) > 55) return false
  const holdsEven = !holdsKnown || evenness(holds, 8, 0.12) >= fewest(0.9, holds)
  if (digits === chars && chars >= 8) return holdsEven && evenness(steps, 13, 0.12) >= fewest(0.85, steps)
  if (digits >= 3) return holdsEven && evenness(steps, 10, 0.1) >= fewest(0.9, steps)
  return holdsKnown && holdsEven && evenness(steps, 7, 0.07) >= 1
}

function isMediumMachine(evidence: Evidence, digits: number, terminated: boolean, least: number): boolean {
  const { chars, steps } = evidence
  if (digits > 0) {
    const enough = chars >= (terminated ? least : Math.max(6, least))
    return enough && evenness(steps, 8, 0.25) >= fewest(0.75, steps)
  }
  // Letters alone are what people type.
  return chars >= Math.max(terminated ? 6 : 8, least) && evenness(steps, 8, 0.15) >= fewest(0.9, steps)
}

/** What surrounds a run and cannot be seen in its times. */
export interface Circumstances {
  readonly text: string
  readonly terminated: boolean
  /** Whether a person's keys directly before it were cut off. */
  readonly midBurst: boolean
}

/** Tells a scanner from a person. */
export function judge(evidence: Evidence, about: Circumstances, settings: WedgeSettings): Verdict {
  const { chars, averageGap, overlaps, holds } = evidence
  if (chars < 2) return 'human'
  if (overlaps > Math.floor(chars / 10)) return 'human'
  // A held key whose repeats are not marked as such (remote desktops).
  if (averageGap > 20 && new Set(about.text).size === 1) return 'human'
  if (holds.length >= Math.min(chars - 1, 4) && median(holds) > 70) return 'human'
  const prefix = prefixOf(about.text, settings)
  // What hands type as well says nothing of who typed it.
  const framed = beyondTyping.test(prefix)
  const least = about.midBurst ? Math.max(6, settings.minLength) : settings.minLength
  const tail = suffixOf(about.text, settings).length
  const length = splitAim(about.text.slice(prefix.length)).data.length - tail
  const digits = about.text.replace(/[^0-9]/g, '').length
  const limit = settings.maxGapMs * 1.1
  if (framed && averageGap <= Math.max(limit, slowestMs))
    return length >= settings.minLength ? 'machine' : 'short'
  if (averageGap <= beyondHandsMs) {
    const sure = about.terminated || holds.length >= chars - 2 || chars >= 6
    if (length >= least && sure) return 'machine'
    return about.terminated && averageGap <= 20 && holds.length > 0 && !about.midBurst ? 'short' : 'unsure'
  }
  if (about.midBurst) {
    const fits = averageGap <= limit && chars >= 8 && digits > 0 && isMediumMachine(evidence, digits, true, 8)
    return fits && evenness(evidence.steps, 8, 0.2) >= fewest(0.9, evidence.steps) ? 'machine' : 'human'
  }
  if (averageGap <= Math.min(limit, 60)) {
    return isMediumMachine(evidence, digits, about.terminated, least)
      ? 'machine'
      : chars >= 3
        ? 'unsure'
        : 'human'
  }
  const slowAllowed = about.terminated || averageGap <= limit
  return slowAllowed && length >= settings.minLength && isSlowMachine(evidence, digits) ? 'machine' : 'human'
}
