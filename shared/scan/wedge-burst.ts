import { splitAim } from './aim.ts'
import { hasGs1CheckDigit } from './check-digit.ts'
import { burstGapMs, evenness, judge, measure, withoutStalls } from './wedge-evidence.ts'
import type { Evidence, TimedKey, Verdict } from './wedge-evidence.ts'
import { findRun, mostStalls } from './wedge-run.ts'
import type { Run } from './wedge-run.ts'
import { framesOf } from './wedge-types.ts'
import type { HalfScanCause, WedgeKeyEvent, WedgeSettings, WedgeTerminator } from './wedge-types.ts'

/** One character of the burst under way. */
export interface BurstKey<Mark> extends TimedKey {
  /** The caller's own, given back in `restore` and `replay`. */
  readonly mark: Mark
  readonly sink: 'field' | 'other'
  /** What stands in a field if the key is a person's: the system's word, not the scanner's layout's. */
  readonly typed: string
  /** The digit of its physical key, where that is all it pressed. */
  readonly digit: string | null
  /** Whether this is an accent that still waits for its letter, or waits in vain. */
  waits: boolean
  at: number
  upAt: number | null
  /** Kept from the page, to be pressed again if it was a person's. */
  swallowed: boolean
}

/** What is known of a key beyond the character that it means. */
export interface Appended {
  readonly typed?: string
  readonly waits?: boolean
  /** Whether the system takes it for a shortcut: it must not reach the page, whatever has the focus. */
  readonly shortcut?: boolean
  /** When its first key went down. */
  readonly start?: number
}

/** What a burst was found to be, and which part of it was a scanner's. */
export interface Judgement<Mark> {
  readonly verdict: Verdict
  readonly run: Run<BurstKey<Mark>>
  readonly evidence: Evidence
}

/**
 * Judges a burst as it stands.
 *
 * @param terminatorAt when the key that ends it went down; null where none did
 * @param now the time of judgement
 * @param terminated whether it ended with a terminator: also true for a suffix, which is no key of its own
 * @param typedBefore the last keys that a person typed before the burst
 */
export function judgeBurst<Mark>(
  keys: readonly BurstKey<Mark>[],
  terminatorAt: number | null,
  now: number,
  settings: WedgeSettings,
  terminated = terminatorAt !== null,
  typedBefore: readonly TimedKey[] = [],
): Judgement<Mark> {
  const run = findRun(keys, terminatorAt, now, typedBefore)
  const { rhythm } = run
  const evidence = measure(run.keys, terminatorAt, now)
  const text = textOf(run.keys)
  const interior = run.strays.length - run.trailing
  // Many strays are no strays: somebody rolls over the keyboard.
  const plausible = interior <= Math.max(1, Math.floor(run.keys.length / 8))
  const before = keys[run.from - 1]
  const silence = before === undefined ? burstGapMs : (run.keys[0]?.start ?? now) - before.at
  const about = { text, terminated, midBurst: silence < burstGapMs }
  // A release that came late is a stall and no finger, as long as nothing came meanwhile.
  const calm = withoutStalls(evidence, rhythm.slow, rhythm.fingerLike, mostStalls)
  const verdict = plausible ? judge(calm, about, settings) : 'human'
  return { verdict: inDoubt(verdict, run, settings, terminated), run, evidence }
}

/** The digit that stands on the key on most of the world's keyboards; null where another key was held or meant. */
export function digitOf({ code, modifiers }: WedgeKeyEvent): string | null {
  if (modifiers.shift || modifiers.ctrl || modifiers.alt || modifiers.altGraph) return null
  return /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1] ?? null
}

function textOf(keys: readonly TimedKey[]): string {
  return keys.map((key) => key.text).join('')
}

/** Whether this is a whole EAN-13, UPC-A or EAN-8. */
function isArticleNumber(text: string): boolean {
  return [8, 12, 13].includes(text.length) && hasGs1CheckDigit(text)
}

/**
 * What is judged of a run that may not be one: where keys may or may not be the scanner's, or two codes may be one.
 * Part of a code would be another customer's card, so then it is for the cashier to see.
 */
function inDoubt<Mark>(
  verdict: Verdict,
  { keys, doubtful, rhythm }: Run<BurstKey<Mark>>,
  settings: WedgeSettings,
  terminated: boolean,
): Verdict {
  if (verdict === 'unsure') return verdict
  if (verdict === 'human')
    return keys.length >= settings.minLength && hasHotStretch(keys, rhythm) ? 'unsure' : 'human'
  const text = textOf(keys)
  if (isArticleNumber(text)) return verdict
  if (doubtful.length > 0) return 'unsure'
  const cuts = keys.flatMap((key, i) =>
    i > 0 && key.start - (keys[i - 1]?.at ?? 0) > rhythm.slow ? [i] : [],
  )
  const twoCodes = cuts.some((cut) => isArticleNumber(text.slice(0, cut)) && isArticleNumber(text.slice(cut)))
  return !terminated && twoCodes ? 'unsure' : verdict
}

/** Whether some keys in a row came and went as no hand can. */
function hasHotStretch(
  keys: readonly TimedKey[],
  { fingerLike, releasesKnown }: Run<TimedKey>['rhythm'],
): boolean {
  let stretch = 0
  return (
    releasesKnown &&
    keys.some((key, i) => {
      const step = key.start - (keys[i - 1]?.at ?? Number.NEGATIVE_INFINITY)
      const brief = key.upAt !== null && key.upAt - key.at <= Math.min(20, fingerLike)
      stretch = !brief ? 0 : step <= 30 ? stretch + 1 : 1
      return stretch >= 4
    })
  )
}

/** Why a scanner's burst is not a whole scan; null where it is one. */
export function halfCause<Mark>(
  judgement: Judgement<Mark>,
  text: string,
  terminator: WedgeTerminator,
  settings: WedgeSettings,
): HalfScanCause | null {
  if (judgement.run.keys.some((key) => key.waits)) return 'dead-key'
  if (splitAim(text).data === '') return 'no-data'
  if (judgement.verdict === 'short') return 'too-short'
  const allEnd = framesOf(settings).every(({ suffix = '' }) => suffix !== '')
  return terminator === 'none' && allEnd ? 'no-suffix' : null
}

/** Whether the last keys (at least `least`) came no slower than `limit` ms on average, hardly one held over the next. */
export function looksHot(keys: readonly TimedKey[], limit: number, least: number): boolean {
  if (keys.length < least) return false
  const recent = keys.slice(-Math.max(6, least))
  const evidence = measure(recent, null, recent.at(-1)?.at ?? 0)
  const { averageGap } =
    recent.length < 4 ? evidence : withoutStalls(evidence, 60, Number.POSITIVE_INFINITY, 2)
  return averageGap <= limit && evidence.overlaps <= 1
}

/** Whether keys are held back that come neither fast nor evenly: soon after, a person would notice. */
export function isPersonsPace<Mark>(
  keys: readonly BurstKey<Mark>[],
  at: number,
  settings: WedgeSettings,
): boolean {
  const since = keys.find((key) => key.swallowed)?.at ?? at
  if (at - since < 150) return false
  const { averageGap, steps } = measure(keys.slice(-7), null, at)
  return averageGap > settings.maxGapMs * 1.1 && evenness(steps, 12, 0.1) < 0.85
}

/** Whether the burst ends with the learned suffix, where that is characters and not the Enter or Tab key. */
export function endsWithSuffix(keys: readonly TimedKey[], suffix: string | undefined): boolean {
  if (suffix === undefined || suffix === '' || /^[\r\n\t]+$/.test(suffix)) return false
  // An accent of the suffix takes two keys.
  return keys.length > suffix.length && textOf(keys.slice(-2 * suffix.length)).endsWith(suffix)
}
