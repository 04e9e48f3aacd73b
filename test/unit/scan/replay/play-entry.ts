import { calibrate } from '../../../../shared/scan/calibration/calibrate.ts'
import { testCode } from '../../../../shared/scan/calibration/test-code.ts'
import type { KeyboardLayout, LayoutId } from '../../../../shared/scan/layout.ts'
import {
  layoutOfProfiles,
  profileOf,
  wedgeSettingsOf,
  withProfile,
} from '../../../../shared/scan/wedge-profile.ts'
import type { WedgeProfile } from '../../../../shared/scan/wedge-profile.ts'
import { defaultWedgeSettings } from '../../../../shared/scan/wedge-types.ts'
import type { WedgeKeyEvent, WedgeSettings } from '../../../../shared/scan/wedge-types.ts'
import { typedBy } from '../keyboards.ts'
import { held, key, play, random } from '../streams.ts'
import type { Played } from '../streams.ts'
import { scanners } from './scanners.ts'
import type { Scanner, ScannerName } from './scanners.ts'

/** Where the focus is: into the first kind characters are typed, the others react to keys. */
export type Focus =
  | 'text field'
  | 'search field'
  | 'telephone field'
  | 'e-mail field'
  | 'password field'
  | 'note of several lines'
  | 'field in a dialog'
  | 'button'
  | 'list'
  | 'menu'
  | 'checkbox'
  | 'button of a dialog'

const typesInto: readonly Focus[] = [
  'text field',
  'search field',
  'telephone field',
  'e-mail field',
  'password field',
  'note of several lines',
  'field in a dialog',
]

/** One thing that happens at the keyboard. `pause`: milliseconds from the end of what was before. */
export type Part =
  | {
      readonly scan: string
      readonly by: ScannerName
      readonly pause?: number
      readonly stall?: { readonly after: number; readonly forMs: number }
      /** What it sends instead of its own end, where the end is lost. */
      readonly after?: string
    }
  | { readonly types: string; readonly wpm: number; readonly pause?: number }
  | { readonly holds: string; readonly forMs: number; readonly pause?: number }
  /** A finger on a key, so many milliseconds behind the beginning of the part before. */
  | { readonly meanwhile: string; readonly afterMs: number }

/** One stream of keys and what must come of it. */
export interface Entry {
  readonly what: string
  readonly keys: readonly Part[]
  readonly focus?: Focus
  /** The computer's layout; the American one where it is not said. */
  readonly system?: LayoutId
  readonly capsLock?: boolean
  /** Whether the first scanner was calibrated before. */
  readonly calibrated?: boolean
  /** Scanners that were set up besides. */
  readonly besides?: readonly ScannerName[]
  readonly scans?: readonly string[]
  readonly halves?: readonly string[]
  /** What stands in the field at the end. */
  readonly field?: string
  /** Enter, Tab and the like that a person's keys pressed; on a button every key that reached it. */
  readonly pressed?: readonly string[]
}

/** A number around 0, normally distributed. */
function normal(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(chance() + 1e-12)) * Math.cos(2 * Math.PI * chance())
}

/** Hands: uneven, and longer on a key than any scanner. */
function hands(text: string, wpm: number, start: number, seed: number): WedgeKeyEvent[] {
  const chance = random(seed)
  const mean = 12_000 / wpm
  let at = start
  let free = 0
  return Array.from(text).flatMap((char, i) => {
    if (i > 0) at += Math.max(25, mean * Math.exp(0.35 * normal(chance) - 0.06))
    // The same finger cannot be down twice.
    if (text[i - 1] === char) at = Math.max(at, free + 20)
    free = at + Math.max(35, 80 * (1 + 0.25 * normal(chance)))
    return [key('down', char, at), key('up', char, free)]
  })
}

/** An entry and what it is played with. */
export interface World {
  readonly layouts: readonly KeyboardLayout[]
  readonly entry: Entry
}

function layoutOf({ layouts }: World, id: LayoutId): KeyboardLayout {
  const found = layouts.find((layout) => layout.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

function sent(world: World, name: ScannerName, text: string, start: number, extra: Partial<Scanner>) {
  const scanner: Scanner = { ...scanners[name], ...extra }
  const { before = '', after = '' } = scanner
  return typedBy(before + text + after, {
    ...scanner,
    start,
    capsLock: world.entry.capsLock ?? false,
    layout: layoutOf(world, scanner.layout ?? 'us'),
    system: layoutOf(world, world.entry.system ?? 'us'),
  })
}

/** What the terminal knows of the entry's scanner. */
export function settingsFor(world: World): WedgeSettings {
  const first = world.entry.keys.find((part) => 'scan' in part)
  if (world.entry.calibrated !== true || first === undefined) return defaultWedgeSettings
  const names = [...(world.entry.besides ?? []), first.by]
  const profiles = names.reduce<readonly WedgeProfile[]>(
    (known, name) => withProfile(known, learnedOf(world, name)),
    [],
  )
  const id = layoutOfProfiles(profiles)
  return wedgeSettingsOf(profiles, id === null ? null : layoutOf(world, id))
}

/** What the set-up keeps of a scanner. */
function learnedOf(world: World, name: ScannerName): WedgeProfile {
  const capture = sent(world, name, testCode, 1_000, {}).map((event) => ({
    ...event,
    capsLock: world.entry.capsLock ?? false,
  }))
  const result = calibrate([capture, capture, capture], testCode, world.layouts)
  if (result.kind !== 'learned') throw new Error(`${world.entry.what}: ${JSON.stringify(result)}`)
  return profileOf(result, 0)
}

/** All key events of an entry, in the order of their times. */
export function streamOf(world: World): WedgeKeyEvent[] {
  const events: WedgeKeyEvent[] = []
  let at = 1_000
  let began = at
  for (const [i, part] of world.entry.keys.entries()) {
    if ('meanwhile' in part) {
      const from = began + part.afterMs
      events.push(key('down', part.meanwhile, from), key('up', part.meanwhile, from + 85))
      continue
    }
    began = at + (part.pause ?? 0)
    const made =
      'scan' in part
        ? sent(world, part.by, part.scan, began, {
            seed: i + 1,
            ...(part.after === undefined ? {} : { after: part.after }),
            ...(part.stall === undefined ? {} : { stall: part.stall }),
          })
        : 'types' in part
          ? hands(part.types, part.wpm, began, i + part.wpm)
          : held(part.holds, began, part.forMs)
    events.push(...made)
    at = Math.max(at, ...made.map((event) => event.at)) + 1
  }
  return events.toSorted((a, b) => a.at - b.at)
}

/** Plays an entry as the terminal would hear it. */
export function playEntry(
  entry: Entry,
  layouts: readonly KeyboardLayout[],
): Played & { readonly keys: number } {
  const world = { layouts, entry }
  const stream = streamOf(world)
  const sink = typesInto.includes(entry.focus ?? 'text field') ? 'field' : 'other'
  return { ...play(stream, settingsFor(world), sink), keys: stream.length }
}
