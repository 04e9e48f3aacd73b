import { hasGs1CheckDigit } from './check-digit.ts'
import { groupSeparator } from './scanned-code.ts'

/** One GS1 element string: an application identifier and its data. */
export interface Gs1Element {
  /** Two to four digits, such as `8018`. */
  readonly ai: string
  readonly value: string
}

/** What a text says as GS1 element strings. */
export type Gs1Reading =
  | {
      readonly kind: 'read'
      readonly elements: readonly Gs1Element[]
      /** The service relation number (AI 8018): the GS1 number of a member. */
      readonly gsrn: string | null
      /** Whether it names goods (AI 01 or 02). */
      readonly goods: boolean
    }
  /** An element's check digit does not fit: the scanner misread. */
  | { readonly kind: 'misread'; readonly ai: string }
  /** No element strings, whatever the symbology claims. `at` is where it stops making sense. */
  | { readonly kind: 'other'; readonly at: number }

// How long an identifier is, by its first two digits; 2 where it is not named.
const longIdentifiers: Readonly<Record<string, number>> = {
  ...Object.fromEntries(['23', '24', '25', '40', '41', '42', '71'].map((lead) => [lead, 3])),
  ...Object.fromEntries(
    ['31', '32', '33', '34', '35', '36', '39', '43', '70', '72', '80', '81', '82'].map((lead) => [lead, 4]),
  ),
}

// Leads of the identifiers that exist, from the General Specifications.
const leads =
  '00 01 02 03 04 10 11 12 13 15 16 17 20 21 22 23 24 25 30 31 32 33 34 35 36 37 39 40 41 42 43 70 71 72 80 81 82 90 91 92 93 94 95 96 97 98 99'.split(
    ' ',
  )

// Data of one length, by the longest lead that fits.
const fixed: readonly (readonly [lead: string, length: number])[] = [
  ['8017', 18],
  ['8018', 18],
  ['8005', 6],
  ['8006', 18],
  ['8026', 18],
  ['8001', 14],
  ['8111', 4],
  ['7001', 13],
  ['7003', 10],
  ['394', 4],
  ['395', 6],
  ['402', 17],
  ['422', 3],
  ['424', 3],
  ['426', 3],
  ['00', 18],
  ['01', 14],
  ['02', 14],
  ['03', 14],
  ['04', 16],
  ['11', 6],
  ['12', 6],
  ['13', 6],
  ['15', 6],
  ['16', 6],
  ['17', 6],
  ['20', 2],
  ['31', 6],
  ['32', 6],
  ['33', 6],
  ['34', 6],
  ['35', 6],
  ['36', 6],
  ['41', 13],
]

// The most that data of any length may have; 90 where it is not named.
const longest: readonly (readonly [lead: string, length: number])[] = [
  ['10', 20],
  ['21', 20],
  ['22', 20],
  ['235', 28],
  ['242', 6],
  ['243', 20],
  ['24', 30],
  ['254', 20],
  ['25', 30],
  ['30', 8],
  ['37', 8],
  ['390', 15],
  ['392', 15],
  ['39', 18],
  ['420', 20],
  ['421', 12],
  ['40', 30],
  ['90', 30],
]

const checked: readonly string[] = ['00', '01', '02', '03', '8017', '8018']

function lengthOf(table: readonly (readonly [string, number])[], ai: string): number | null {
  return table.find(([lead]) => ai.startsWith(lead))?.[1] ?? null
}

/** The printed form, `(8018)123...`, as some scanners send it. */
function unbracketed(text: string): string {
  if (!/^\([0-9]{2,4}\)/.test(text)) return text
  const parts = text.matchAll(/\(([0-9]{2,4})\)([^()]*)/g)
  return Array.from(parts, ([, ai = '', value = '']) => ai + value).join(groupSeparator)
}

/**
 * Reads GS1 element strings. FNC1 is the group separator by now: the wedge has seen through its disguises.
 *
 * @param text without symbology identifier; brackets around the identifiers are taken too
 */
export function readGs1(text: string): Gs1Reading {
  const data = unbracketed(text)
  const elements: Gs1Element[] = []
  let at = 0
  while (at < data.length) {
    if (data[at] === groupSeparator) {
      at += 1
      continue
    }
    const lead = data.slice(at, at + 2)
    if (!leads.includes(lead)) return { kind: 'other', at }
    const ai = data.slice(at, at + (longIdentifiers[lead] ?? 2))
    if (!/^[0-9]+$/.test(ai) || ai.length < (longIdentifiers[lead] ?? 2)) return { kind: 'other', at }
    const from = at + ai.length
    const length = lengthOf(fixed, ai)
    const separator = data.indexOf(groupSeparator, from)
    const open = separator === -1 ? data.length : separator
    const end = length === null ? open : from + length
    const value = data.slice(from, end)
    if (length === null && (value === '' || value.length > (lengthOf(longest, ai) ?? 90)))
      return { kind: 'other', at }
    if (length !== null && (value.length < length || !/^[0-9]+$/.test(value))) return { kind: 'other', at }
    if (checked.includes(ai) && !hasGs1CheckDigit(value)) return { kind: 'misread', ai }
    elements.push({ ai, value })
    at = end
  }
  if (elements.length === 0) return { kind: 'other', at: 0 }
  const gsrn = elements.find(({ ai }) => ai === '8018')?.value ?? null
  return { kind: 'read', elements, gsrn, goods: elements.some(({ ai }) => ai === '01' || ai === '02') }
}
