import { splitAim } from './aim.ts'
import { carve, evenness, judge, measure } from './wedge-evidence.ts'
import type { Evidence, Run, TimedKey, Verdict } from './wedge-evidence.ts'
import type { HalfScanCause, WedgeSettings, WedgeTerminator } from './wedge-types.ts'

/** One character of the burst under way. */
export interface BurstKey<Mark> extends TimedKey {
  /** The caller's own, given back in `restore` and `replay`. */
  readonly mark: Mark
  readonly sink: 'field' | 'other'
  at: number
  upAt: number | null
  /** Kept from the page, to be pressed again if it was a person's. */
  swallowed: boolean
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
 */
export function judgeBurst<Mark>(
  keys: readonly BurstKey<Mark>[],
  terminatorAt: number | null,
  now: number,
  settings: WedgeSettings,
  terminated = terminatorAt !== null,
): Judgement<Mark> {
  const run = carve(keys, now)
  const evidence = measure(run.keys, terminatorAt, now)
  const text = run.keys.map((key) => key.text).join('')
  const interior = run.strays.length - run.trailing
  // Many strays are no strays: somebody rolls over the keyboard.
  const plausible = interior <= Math.max(1, Math.floor(run.keys.length / 8))
  const about = { text, terminated, midBurst: run.from > 0 }
  return { verdict: plausible ? judge(evidence, about, settings) : 'human', run, evidence }
}

/** Why a scanner's burst is not a whole scan; null where it is one. */
export function halfCause<Mark>(
  judgement: Judgement<Mark>,
  text: string,
  terminator: WedgeTerminator,
  { suffix }: WedgeSettings,
): HalfScanCause | null {
  if (judgement.run.keys.some((key) => key.text === '')) return 'dead-key'
  if (splitAim(text).data === '') return 'no-data'
  if (judgement.verdict === 'short') return 'too-short'
  return terminator === 'none' && suffix !== undefined && suffix !== '' ? 'no-suffix' : null
}

/** Whether the last keys (at least `least`) came no slower than `limit` ms on average, hardly one held over the next. */
export function looksHot(keys: readonly TimedKey[], limit: number, least: number): boolean {
  if (keys.length < least) return false
  const recent = keys.slice(-Math.max(6, least))
  const { averageGap, overlaps } = measure(recent, null, recent.at(-1)?.at ?? 0)
  return averageGap <= limit && overlaps <= 1
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
  const end = keys.slice(-suffix.length).map((key) => key.text)
  return keys.length > suffix.length && end.join('') === suffix
}
