import type { Calibration } from './calibration/calibrate.ts'
import type { KeyboardLayout, LayoutId } from './layout.ts'
import { defaultWedgeSettings } from './wedge-types.ts'
import type { WedgeSettings } from './wedge-types.ts'

/** What a till keeps of a scanner that was set up: plain values, the layout by its name. */
export interface WedgeProfile {
  /** When it was learned, UTC ms. */
  readonly learnedAt: number
  /** The slowest average of its scans, milliseconds a character. */
  readonly pace: number
  /** The slowest average that is a scan without an end, milliseconds a character. */
  readonly maxGapMs: number
  /** What it sends before the data; empty for nothing. */
  readonly prefix: string
  /** What it sends behind them, Enter as `\r` and Tab as `\t`; empty for nothing. */
  readonly suffix: string
  /** The AIM identifier that came with the test code; empty for none. */
  readonly aim: string
  /** The layout that its keys are read through; null for the computer's own characters. */
  readonly layout: LayoutId | null
  /** Whether it is read rightly through any layout, because its characters come by number or without physical keys. */
  readonly anyLayout: boolean
}

/** More scanners than anybody has at one till. */
export const mostWedges = 4

/** What is kept of a calibration that came to an end. */
export function profileOf(
  { settings, layout, findings }: Extract<Calibration, { kind: 'learned' }>,
  learnedAt: number,
): WedgeProfile {
  const pace = findings.find((finding) => finding.kind === 'pace')
  const aim = findings.find((finding) => finding.kind === 'aim')
  return {
    learnedAt,
    pace: Math.round(pace?.averageGap ?? settings.maxGapMs),
    maxGapMs: settings.maxGapMs,
    prefix: settings.prefix ?? '',
    suffix: settings.suffix ?? '',
    aim: aim?.identifier ?? '',
    layout,
    anyLayout: findings.some(({ kind }) => kind === 'by-number' || kind === 'no-physical-keys'),
  }
}

/** Whether two scanners send the same around the data and are read the same way: then one has taught for both. */
export function isAlike(one: WedgeProfile, other: WedgeProfile): boolean {
  return (
    one.prefix === other.prefix &&
    one.suffix === other.suffix &&
    one.layout === other.layout &&
    one.anyLayout === other.anyLayout
  )
}

/** Ends that are keys or control characters: they tell the end of a scan whichever scanner sent it. */
const keysAlone = /^[\r\n\t\u0003]*$/u

/** Control characters: no card's code begins with one. */
const controlsAlone = /^\p{Cc}*$/u

/**
 * Why two scanners cannot both be known: nothing tells which of them typed. Through one layout the other's keys would
 * be misread; the other's codes may begin with the characters that the one sends before its own, which would be taken
 * off, and characters that end the one's codes may stand within the other's.
 */
export function clashOf(one: WedgeProfile, other: WedgeProfile): 'layout' | 'prefix' | 'suffix' | null {
  const sameKeys = one.layout === other.layout || one.anyLayout || other.anyLayout
  if (!sameKeys) return 'layout'
  if (one.prefix !== other.prefix && !(controlsAlone.test(one.prefix) && controlsAlone.test(other.prefix)))
    return 'prefix'
  if (one.suffix === other.suffix) return null
  return keysAlone.test(one.suffix) && keysAlone.test(other.suffix) ? null : 'suffix'
}

/** The scanners that a till knows once this one is learned: those that it gets along with stay, its like does not. */
export function withProfile(known: readonly WedgeProfile[], learned: WedgeProfile): readonly WedgeProfile[] {
  const others = known.filter((each) => !isAlike(each, learned) && clashOf(each, learned) === null)
  return [learned, ...others].slice(0, mostWedges)
}

/** The layout to load before the wedge can be configured; null where the computer's characters are right. */
export function layoutOfProfiles(profiles: readonly WedgeProfile[]): LayoutId | null {
  return profiles.find(({ layout }) => layout !== null)?.layout ?? null
}

/**
 * What the wedge is told.
 *
 * @param profiles the scanners of this till, none of which clashes with another
 * @param layout the one that `layoutOfProfiles` names, loaded
 */
export function wedgeSettingsOf(
  profiles: readonly WedgeProfile[],
  layout: KeyboardLayout | null,
): WedgeSettings {
  const [first, ...rest] = profiles
  if (first === undefined) return defaultWedgeSettings
  return {
    maxGapMs: Math.max(...profiles.map(({ maxGapMs }) => maxGapMs)),
    minLength: defaultWedgeSettings.minLength,
    prefix: first.prefix,
    suffix: first.suffix,
    ...(rest.length === 0 ? {} : { also: rest.map(({ prefix, suffix }) => ({ prefix, suffix })) }),
    ...(layout === null ? {} : { decodeByPhysicalKey: true, layout }),
  }
}
