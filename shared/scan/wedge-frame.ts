import type { Evidence, TimedKey } from './wedge-evidence.ts'
import { prefixOf, suffixOf } from './wedge-types.ts'
import type { WedgeScan, WedgeSettings, WedgeTerminator } from './wedge-types.ts'

// One may be a code's own sign on a keyboard where digits need Shift.
const fewestStrange = 2

const startOfText = '\u0002'
const endOfText = '\u0003'

function without(text: string, prefix: string, suffix: string): string {
  const from = prefix !== '' && text.startsWith(prefix) ? prefix.length : 0
  const to = suffix !== '' && text.slice(from).endsWith(suffix) ? text.length - suffix.length : text.length
  return text.slice(from, to)
}

/** Puts a recognised run into words: the framing characters off, the times in milliseconds. */
export function frameScan(
  keys: readonly (TimedKey & { readonly digit: string | null })[],
  evidence: Evidence,
  terminator: WedgeTerminator,
  settings: WedgeSettings,
): WedgeScan {
  const digits = keys.every((key) => key.digit !== null) ? keys.map((key) => key.digit).join('') : null
  const raw = keys.map((key) => key.text).join('')
  const strange = keys.filter((key) => key.digit !== null && key.text !== key.digit).length
  // Where digits need Shift and come right, the scanner is set to that keyboard: its plain digits' keys are signs.
  const shifted = keys.filter((key) => key.digit === null && /^[0-9]$/.test(key.text)).length
  // Once its layout was learned, its keys mean what that says.
  const isKnown = settings.decodeByPhysicalKey === true
  const prefix = prefixOf(raw, settings)
  const framed = without(raw, prefix, suffixOf(raw.slice(prefix.length), settings))
  return {
    raw,
    text: without(framed, startOfText, endOfText),
    startedAt: evidence.startedAt,
    endedAt: evidence.endedAt,
    terminator,
    chars: raw.length,
    averageGap: evidence.averageGap,
    ...(digits === null || digits === raw || isKnown ? {} : { digitKeys: digits }),
    ...(isKnown || strange < fewestStrange || shifted >= strange ? {} : { strangeDigits: true as const }),
  }
}
