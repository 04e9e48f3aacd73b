import { splitAim } from '../aim.ts'
import type { KeyboardLayout } from '../layout.ts'
import { evenness, heldInto } from '../wedge-evidence.ts'
import { defaultWedgeSettings } from '../wedge-types.ts'
import { readKeys } from './captured-keys.ts'
import type { CapturedScan, ReadKey } from './captured-keys.ts'

/** One way to read a scan that gives the test code. */
export interface Fit {
  /** Null where the system's own characters give it. */
  readonly layout: KeyboardLayout | null
  /** Whether small and capital letters are exchanged. */
  readonly swapped: boolean
  /** What came before the AIM identifier and the code, from the last Enter or Tab on. */
  readonly prefix: string
  readonly aim: string
  /** Printable characters behind the code. */
  readonly suffix: string
  /** Enter, Tab and their like behind them, as characters. */
  readonly end: string
  /** Characters that came behind the end. */
  readonly trailing: number
  /** Enters and Tabs before the code. */
  readonly leading: number
}

/** How a scan came, in milliseconds. */
export interface Pace {
  readonly averageGap: number
  readonly slowestGap: number
  /** The usual time that a key is down; null where releases are not reported. */
  readonly hold: number | null
}

/** What one scan of the test code turned out to be. */
export type ScanReading =
  | {
      readonly kind: 'scan'
      readonly fits: readonly Fit[]
      readonly pace: Pace
      readonly capsLock: boolean
      /** Whether the system gave physical keys. */
      readonly physical: boolean
      /** Whether every character was entered by its number. */
      readonly byNumber: boolean
      /** Keys that mean nothing to the wedge, such as an arrow behind the code. */
      readonly others: readonly string[]
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'typed'; readonly averageGap: number }
  /** The code stands there more than once; the usual step from key to key. */
  | { readonly kind: 'twice'; readonly gap: number }
  | { readonly kind: 'half'; readonly missing: number }
  /** These characters of the code did not come. */
  | { readonly kind: 'damaged'; readonly characters: string }
  /** The code, on a layout that is not among those known. */
  | { readonly kind: 'unknown-layout' }
  /** The code with all its letters made small, or all capitals. */
  | { readonly kind: 'one-case'; readonly letters: 'capitals' | 'small' }
  | { readonly kind: 'other-code'; readonly length: number }

const endings = /[\r\n\t\u0003]/u

/** The same text with small and capital ASCII letters exchanged. */
export function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (char) => (char < 'a' ? char.toLowerCase() : char.toUpperCase()))
}

function textOf(keys: readonly ReadKey[]): string {
  return keys.map((key) => key.text).join('')
}

function fitOf(text: string, code: string, layout: KeyboardLayout | null, swapped: boolean): Fit | null {
  const at = (swapped ? swapCase(text) : text).indexOf(code)
  if (at === -1) return null
  const before = text.slice(0, at)
  const after = text.slice(at + code.length)
  const lead = before.search(/[^\r\n\t\u0003]*$/u)
  const own = before.slice(lead)
  const aimAt = own.length - 3
  const aim = aimAt >= 0 && splitAim(own.slice(aimAt)).aim !== null ? own.slice(aimAt) : ''
  const [suffix = ''] = after.split(endings)
  const [end = ''] = /^[\r\n\t\u0003]+/u.exec(after.slice(suffix.length)) ?? []
  return {
    layout,
    swapped,
    prefix: aim === '' ? own : own.slice(0, aimAt),
    aim,
    suffix,
    end,
    trailing: after.length - suffix.length - end.length,
    leading: lead,
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

function stepsOf(keys: readonly ReadKey[]): readonly number[] {
  return keys.slice(1).map((key, i) => Math.max(0, key.start - (keys[i]?.at ?? 0)))
}

function paceOf(keys: readonly ReadKey[]): Pace {
  const first = keys[0]
  const last = keys.at(-1)
  const holds = keys.flatMap((key) => (key.upAt === null ? [] : [key.upAt - key.at]))
  const span = first === undefined || last === undefined ? 0 : last.at - first.at
  return {
    averageGap: keys.length < 2 ? 0 : span / (keys.length - 1),
    slowestGap: Math.max(0, ...stepsOf(keys)),
    hold: holds.length === 0 ? null : median(holds),
  }
}

/** Whether hands typed this: too slow for any scanner and uneven, or with keys held into each other. */
function isTyped(keys: readonly ReadKey[], pace: Pace): boolean {
  const now = keys.at(-1)?.at ?? 0
  const releases = keys.filter((key) => key.upAt !== null).length
  const overlaps = keys.filter((key, i) => {
    const next = keys[i + 1]
    return next !== undefined && key.upAt !== null && heldInto(key, next.start, now)
  }).length
  if (releases > 3 && overlaps > keys.length / 8) return true
  const steps = stepsOf(keys)
  if (pace.averageGap <= 30) return false
  if (pace.averageGap > 250) return true
  const even = evenness(steps, 12, 0.25) >= 0.7
  const brief = pace.hold === null || pace.hold <= 70 || pace.hold <= pace.averageGap / 2
  return !even || !brief
}

/** Whether the keys repeat where the code's characters do, and nowhere else. */
function hasShapeOf(keys: readonly string[], code: string): boolean {
  return Array.from(
    code,
    (char, i) => keys[i] !== undefined && keys.indexOf(keys[i]) === code.indexOf(char),
  ).every(Boolean)
}

function missingFrom(code: string, text: string): string | null {
  let at = 0
  let missing = ''
  for (const char of code) {
    if (text[at] === char) at += 1
    else missing += char
  }
  return at === text.length ? missing : null
}

/** Why no reading gives the code. */
function reasonOf(scan: CapturedScan, readings: readonly string[], code: string): ScanReading {
  const inner = readings.map((text) => text.replace(/[\r\n\t\u0003]/gu, ''))
  const longest = Math.max(...inner.map((text) => text.length))
  const halves = inner.filter((text) => text.length > 2 && text.length < code.length && code.includes(text))
  if (halves.length > 0)
    return { kind: 'half', missing: code.length - Math.max(...halves.map((text) => text.length)) }
  // Read through its own layout too: the scanner may be set to another than the computer.
  if (inner.some((text) => text.includes(code.toUpperCase())))
    return { kind: 'one-case', letters: 'capitals' }
  if (inner.some((text) => text.includes(code.toLowerCase()))) return { kind: 'one-case', letters: 'small' }
  const damaged = inner.flatMap((text) => {
    const missing = missingFrom(code, text)
    return missing === null || missing.length > code.length / 3 ? [] : [missing]
  })
  const least = damaged.toSorted((a, b) => a.length - b.length)[0]
  if (least !== undefined) return { kind: 'damaged', characters: least }
  const pressed = scan.flatMap(({ type, repeat, key, code: physical, modifiers }) =>
    type === 'down' && !repeat && (Array.from(key).length === 1 || key === 'Dead')
      ? [`${physical} ${modifiers.shift} ${modifiers.altGraph || modifiers.alt}`]
      : [],
  )
  for (let from = 0; from + code.length <= pressed.length; from += 1)
    if (hasShapeOf(pressed.slice(from, from + code.length), code)) return { kind: 'unknown-layout' }
  return { kind: 'other-code', length: longest }
}

/**
 * Reads one scan of the test code in every way that there is.
 *
 * @param code what the barcode says
 */
export function readScan(scan: CapturedScan, code: string, layouts: readonly KeyboardLayout[]): ScanReading {
  const plain = readKeys(scan, defaultWedgeSettings)
  if (plain.every((key) => key.text === '' && key.other === null)) return { kind: 'nothing' }
  const pace = paceOf(plain)
  if (isTyped(plain, pace)) return { kind: 'typed', averageGap: pace.averageGap }
  const ways = [null, ...layouts].map((layout) => {
    const settings =
      layout === null ? defaultWedgeSettings : { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout }
    return { layout, text: textOf(readKeys(scan, settings)) }
  })
  const fits = ways.flatMap(({ layout, text }) => {
    const fit = fitOf(text, code, layout, false) ?? fitOf(text, code, layout, true)
    return fit === null ? [] : [fit]
  })
  if (fits.length === 0) {
    const texts = ways.map(({ text }) => text)
    return reasonOf(scan, texts, code)
  }
  const twice = ways.some(({ text }) => text.split(code).length > 2)
  if (twice) return { kind: 'twice', gap: median(stepsOf(plain)) }
  const physical = scan.some((event) => event.code !== '')
  const typed = plain.filter((key) => key.text !== '' && !endings.test(key.text))
  return {
    kind: 'scan',
    fits,
    pace,
    capsLock: scan.some((event) => event.capsLock),
    physical,
    byNumber: physical && typed.length > 0 && typed.every((key) => key.code === ''),
    others: plain.flatMap((key) => (key.other === null ? [] : [key.other])),
  }
}
