import { usualLayout } from './hid-layout.ts'
import type { ReportLayout } from './hid-layout.ts'

/** What one report holds of a code. */
export interface HidPart {
  /** `]` and two characters; null where the scanner leaves them out. */
  readonly aim: string | null
  readonly data: Uint8Array
  /** The next report goes on. */
  readonly more: boolean
}

const bracket = 0x5d

/** Reads a report; null for one that holds no part of a code, as broken ones do and those of other kinds. */
export function readReport(layout: ReportLayout, reportId: number, bytes: Uint8Array): HidPart | null {
  if (reportId !== layout.reportId) return null
  const shift = isShifted(layout, bytes) ? 1 : 0
  const from = layout.data + shift
  const count = layout.count === null ? filled(bytes, from, layout.most) : (bytes[layout.count] ?? 0)
  if (count > layout.most || from + count > bytes.length) return null
  const aimAt = layout.aim + shift
  const aim = bytes.subarray(aimAt, aimAt + 3)
  return {
    aim: /^\][A-Za-z][0-9A-Za-z]$/.test(latin(aim)) ? latin(aim) : null,
    data: bytes.slice(from, from + count),
    more: ((bytes[layout.more] ?? 0) & 1) === 1,
  }
}

/** How far data reach that are filled up with zeros. */
function filled(bytes: Uint8Array, from: number, most: number): number {
  let count = Math.min(most, Math.max(0, bytes.length - from))
  while (count > 0 && bytes[from + count - 1] === 0) count -= 1
  return count
}

/** Some scanners have one more byte before the identifier, and say nothing of it in their description. */
function isShifted(layout: ReportLayout, bytes: Uint8Array): boolean {
  return layout === usualLayout && bytes[layout.aim] !== bracket && bytes[layout.aim + 1] === bracket
}

/** Each byte as the character of its number. */
function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}
