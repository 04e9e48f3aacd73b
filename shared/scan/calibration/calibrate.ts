import type { KeyboardLayout, LayoutId } from '../layout.ts'
import { defaultWedgeSettings, longestFrame } from '../wedge-types.ts'
import type { WedgeSettings } from '../wedge-types.ts'
import type { CapturedScan } from './captured-keys.ts'
import { readScan } from './read-scan.ts'
import type { Fit, Pace, ScanReading } from './read-scan.ts'

/** How many scans that agree calibration asks for. */
export const scansNeeded = 3

/** What scans can disagree about. */
export type Aspect = 'layout' | 'prefix' | 'aim' | 'suffix' | 'end'

/** Something that calibration found out. `scan` counts from 0. */
export type CalibrationFinding =
  | { readonly kind: 'nothing' | 'twice' | 'unknown-layout'; readonly scan: number }
  /** All letters came as capitals, or all as small ones: the scanner makes them so. */
  | { readonly kind: 'one-case'; readonly scan: number; readonly letters: 'capitals' | 'small' }
  /** A person typed the code. */
  | { readonly kind: 'typed'; readonly scan: number; readonly averageGap: number }
  /** Another code was scanned; how many characters it had. What it said is nobody's business here. */
  | { readonly kind: 'other-code'; readonly scan: number; readonly length: number }
  | { readonly kind: 'half'; readonly scan: number; readonly missing: number }
  /** The scanner cannot type these characters of the test code. */
  | { readonly kind: 'damaged'; readonly scan: number; readonly characters: string }
  /** This scan was other than the rest, and does not count. */
  | { readonly kind: 'odd-one'; readonly scan: number }
  | { readonly kind: 'disagreement'; readonly about: readonly Aspect[] }
  | ({ readonly kind: 'pace' } & Pace)
  /** Slower than a scan can be told from a person, milliseconds a character. */
  | {
      readonly kind: 'too-slow'
      readonly averageGap: number
      readonly limit: number
      /** The scan that ran into the next one by it. */
      readonly scan?: number
    }
  /** It sends more before or behind the code than can be kept; how many characters. */
  | { readonly kind: 'frame-too-long'; readonly length: number; readonly limit: number }
  /** The scanner sends nothing at the end, so that each scan is known after a pause only. */
  | { readonly kind: 'no-end' }
  /** The scanner sends what kind of code it was; it is taken off. */
  | { readonly kind: 'aim'; readonly identifier: string }
  /** Caps Lock is on. `changes`: the scanner's letters come exchanged for it. */
  | { readonly kind: 'caps-lock-on'; readonly changes: boolean }
  /** The scanner exchanges small and capital letters by itself. */
  | { readonly kind: 'case-exchanged' }
  | { readonly kind: 'no-releases' }
  /** It presses Enter or Tab first, so many times: that cannot be taken for a scan's. */
  | { readonly kind: 'leading-key'; readonly count: number }
  /** So many characters come behind its Enter or Tab. */
  | { readonly kind: 'trailing-text'; readonly length: number }
  /** A key that types nothing comes with each scan. */
  | { readonly kind: 'other-key'; readonly key: string }
  /** The scanner is set to another layout than the computer. */
  | { readonly kind: 'layout-differs'; readonly layout: LayoutId }
  /** These layouts explain the scans too; they differ beyond the test code alone. */
  | { readonly kind: 'layouts-alike'; readonly layouts: readonly LayoutId[] }
  /** It enters characters by their numbers, whatever the layout. */
  | { readonly kind: 'by-number' }
  /** The system tells no physical keys (a remote desktop): only its own characters can be read. */
  | { readonly kind: 'no-physical-keys' }

/** What calibration came to. */
export type Calibration =
  | {
      readonly kind: 'learned'
      readonly settings: WedgeSettings
      /** The name of `settings.layout`; null where the system's characters are right. */
      readonly layout: LayoutId | null
      readonly findings: readonly CalibrationFinding[]
    }
  /** More is needed: so many scans of the test code, after Caps Lock is off where it is asked. */
  | {
      readonly kind: 'incomplete'
      readonly ask: 'scan' | 'caps-lock-off'
      readonly scansLeft: number
      readonly findings: readonly CalibrationFinding[]
    }
  /** The scanner's own settings have to change first; the findings say which. */
  | { readonly kind: 'not-possible'; readonly findings: readonly CalibrationFinding[] }

// The slowest that the wedge takes for a scan, and the most that it may be told.
const slowestMs = 110
const mostGapMs = 120
// What the scanner's own settings make of the code: more scans would be the same.
const hopelessKinds: ReadonlySet<ScanReading['kind']> = new Set(['unknown-layout', 'damaged', 'one-case'])

type Scan = Extract<ScanReading, { kind: 'scan' }>
interface Group {
  readonly layout: KeyboardLayout | null
  readonly fit: Fit
  readonly scans: readonly number[]
}

function findingOf(reading: ScanReading, scan: number): readonly CalibrationFinding[] {
  switch (reading.kind) {
    case 'scan':
      return []
    case 'twice':
      // So slow that two scans were one: pressing the trigger another way mends nothing.
      if (reading.gap > slowestMs)
        return [{ kind: 'too-slow', averageGap: reading.gap, limit: slowestMs, scan }]
      return [{ kind: 'twice', scan }]
    case 'nothing':
    case 'unknown-layout':
      return [{ kind: reading.kind, scan }]
    case 'typed':
      return [{ kind: 'typed', scan, averageGap: reading.averageGap }]
    case 'half':
      return [{ kind: 'half', scan, missing: reading.missing }]
    case 'one-case':
      return [{ kind: 'one-case', scan, letters: reading.letters }]
    case 'damaged':
      return [{ kind: 'damaged', scan, characters: reading.characters }]
    case 'other-code':
      return [{ kind: 'other-code', scan, length: reading.length }]
  }
}

function frameOf({ prefix, aim, suffix, end, swapped, trailing, leading }: Fit): string {
  return JSON.stringify([prefix, aim, suffix, end, swapped, trailing, leading])
}

/** Scans that read alike, for each layout; the largest group first, then in the order of the layouts. */
function groupsOf(
  scans: readonly (Scan | null)[],
  layouts: readonly (KeyboardLayout | null)[],
): readonly Group[] {
  const groups = layouts.flatMap((layout) => {
    const byFrame = new Map<string, { fit: Fit; scans: number[] }>()
    scans.forEach((scan, i) => {
      const fit = scan?.fits.find((each) => each.layout === layout)
      if (fit === undefined) return
      const group = byFrame.get(frameOf(fit)) ?? { fit, scans: [] }
      group.scans.push(i)
      byFrame.set(frameOf(fit), group)
    })
    return [...byFrame.values()].map((group) => ({ layout, ...group }))
  })
  return groups.toSorted(
    (a, b) => b.scans.length - a.scans.length || Number(a.fit.swapped) - Number(b.fit.swapped),
  )
}

function disagreement(groups: readonly Group[]): readonly Aspect[] {
  const first = groups[0]
  if (first === undefined) return []
  const rivals = groups.filter(({ layout }) => layout === first.layout).map(({ fit }) => fit)
  const differ = (of: (fit: Fit) => string): boolean => new Set(rivals.map(of)).size > 1
  const about: Aspect[] = []
  if (differ((fit) => fit.prefix)) about.push('prefix')
  if (differ((fit) => fit.aim)) about.push('aim')
  if (differ((fit) => fit.suffix)) about.push('suffix')
  if (differ((fit) => `${fit.end} ${fit.trailing} ${fit.leading}`)) about.push('end')
  return about.length > 0 ? about : ['layout']
}

function paceOf(scans: readonly Scan[]): Pace {
  const holds = scans.flatMap(({ pace }) => (pace.hold === null ? [] : [pace.hold]))
  return {
    averageGap: Math.max(...scans.map(({ pace }) => pace.averageGap)),
    slowestGap: Math.max(...scans.map(({ pace }) => pace.slowestGap)),
    hold: holds.length < scans.length ? null : Math.max(...holds),
  }
}

function settingsOf(fit: Fit, pace: Pace, layout: KeyboardLayout | null): WedgeSettings {
  const suffix = fit.suffix === '' ? fit.end : fit.suffix
  // Where a key ends each scan, its speed need not tell: then hands have the more room.
  const byEnd = fit.end !== ''
  const learned = Math.min(mostGapMs, Math.ceil(pace.averageGap * 1.2))
  return {
    ...defaultWedgeSettings,
    maxGapMs: byEnd ? defaultWedgeSettings.maxGapMs : Math.max(defaultWedgeSettings.maxGapMs, learned),
    ...(fit.prefix === '' ? {} : { prefix: fit.prefix }),
    ...(suffix === '' ? {} : { suffix }),
    ...(layout === null ? {} : { decodeByPhysicalKey: true, layout }),
  }
}

function aboutFrame(fit: Fit): readonly CalibrationFinding[] {
  const findings: CalibrationFinding[] = []
  if (fit.suffix === '' && fit.end === '') findings.push({ kind: 'no-end' })
  if (fit.aim !== '') findings.push({ kind: 'aim', identifier: fit.aim })
  if (fit.leading > 0) findings.push({ kind: 'leading-key', count: fit.leading })
  if (fit.trailing > 0) findings.push({ kind: 'trailing-text', length: fit.trailing })
  return findings
}

/** What a group of scans that agree teaches. */
function learn(best: Group, groups: readonly Group[], scans: readonly Scan[]): Calibration {
  const { fit, layout } = best
  const capsLock = scans.some((scan) => scan.capsLock)
  const findings: CalibrationFinding[] = []
  if (capsLock) findings.push({ kind: 'caps-lock-on', changes: fit.swapped })
  if (fit.swapped && capsLock)
    return { kind: 'incomplete', ask: 'caps-lock-off', scansLeft: scansNeeded, findings }
  if (fit.swapped) return { kind: 'not-possible', findings: [{ kind: 'case-exchanged' }] }

  const pace = paceOf(scans)
  findings.push({ kind: 'pace', ...pace }, ...aboutFrame(fit))
  if (pace.hold === null) findings.push({ kind: 'no-releases' })
  const others = new Set(scans.flatMap((scan) => scan.others))
  const byNumber = scans.every((scan) => scan.byNumber)
  const physical = scans.every((scan) => scan.physical)
  if (byNumber) findings.push({ kind: 'by-number' })
  else if (!physical) findings.push({ kind: 'no-physical-keys' })
  const own = byNumber || !physical ? null : layout
  const same = groups.filter((group) => group.scans.length === best.scans.length && !group.fit.swapped)
  const alike = same.flatMap((group) =>
    group.layout === null || group.layout === layout ? [] : [group.layout.id],
  )
  const bySystem = same.some((group) => group.layout === null)
  if (own !== null && !bySystem) findings.push({ kind: 'layout-differs', layout: own.id })
  if (own !== null && alike.length > 0) findings.push({ kind: 'layouts-alike', layouts: alike })
  if (own === null || bySystem) for (const key of others) findings.push({ kind: 'other-key', key })
  if (pace.averageGap > slowestMs)
    return {
      kind: 'not-possible',
      findings: [{ kind: 'too-slow', averageGap: pace.averageGap, limit: slowestMs }, ...findings],
    }
  const longest = Math.max(fit.prefix.length, fit.suffix.length, fit.end.length)
  if (longest > longestFrame)
    return {
      kind: 'not-possible',
      findings: [{ kind: 'frame-too-long', length: longest, limit: longestFrame }, ...findings],
    }
  return { kind: 'learned', settings: settingsOf(fit, pace, own), layout: own?.id ?? null, findings }
}

/**
 * Learns how a scanner types, from scans of one barcode whose text is known.
 *
 * Scans that are none, that are of another code or that do not agree with the rest are named and do not count; the
 * caller asks for more, and hands over all of them again.
 *
 * @param captures in the order in which they came
 * @param code what the barcode says
 * @param layouts those to try, the likeliest first
 */
export function calibrate(
  captures: readonly CapturedScan[],
  code: string,
  layouts: readonly KeyboardLayout[],
): Calibration {
  const readings = captures.map((capture) => readScan(capture, code, layouts))
  const scans = readings.map((reading) => (reading.kind === 'scan' ? reading : null))
  const refused = readings.flatMap(findingOf)
  const groups = groupsOf(scans, [...layouts, null])
  const best = groups[0]
  const hopeless = readings.filter(({ kind }) => hopelessKinds.has(kind)).length
  if (hopeless >= scansNeeded && (best?.scans.length ?? 0) === 0)
    return { kind: 'not-possible', findings: refused }
  const counted = best?.scans.length ?? 0
  if (best === undefined || counted < scansNeeded) {
    const good = scans.filter((scan) => scan !== null).length
    const findings =
      good > counted ? [...refused, { kind: 'disagreement' as const, about: disagreement(groups) }] : refused
    return { kind: 'incomplete', ask: 'scan', scansLeft: scansNeeded - counted, findings }
  }
  const odd = scans.flatMap((scan, i): readonly CalibrationFinding[] =>
    scan === null || best.scans.includes(i) ? [] : [{ kind: 'odd-one', scan: i }],
  )
  const agreeing = best.scans.flatMap((i) => scans[i] ?? [])
  const result = learn(best, groups, agreeing)
  return { ...result, findings: [...refused, ...odd, ...result.findings] }
}
