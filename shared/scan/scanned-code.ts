import { splitAim } from './aim.ts'
import { hasGs1CheckDigit } from './check-digit.ts'
import type { Symbology } from './symbology.ts'

/** The longest code that can be a card. */
export const maxCardLength = 256
/** The longest code that is kept at all; of a longer one `raw` holds this many characters. */
export const maxRawLength = 4_000

/** Why a scan cannot be a card. `length` counts the characters that were scanned. */
export type ScanProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly length: number; readonly limit: number }
  | { readonly kind: 'control-characters'; readonly count: number }

/** A scanned, typed or photographed code, read but not yet looked up. */
export interface ScannedCode {
  /** What arrived, at most {@link maxRawLength} characters. */
  readonly raw: string
  /** `raw` without AIM identifier, framing GS and surrounding blanks: what is printed on the card. */
  readonly text: string
  /** The one form that every reader of the same card arrives at: see {@link canonicalCode}. */
  readonly code: string
  /** As told by an AIM identifier or by the camera; null where a plain wedge did not say. */
  readonly symbology: Symbology | null
  /** Whether the reader said that the data are GS1 element strings. */
  readonly gs1: boolean
  /** Null where the code can be looked up. */
  readonly problem: ScanProblem | null
}

/** The group separator: what a wedge sends for FNC1, in one of several disguises. */
export const groupSeparator = '\u001d'

const controls = /[\u0000-\u001f\u007f-\u009f]/gu

/**
 * The canonical form of a code: UPC-A is written as EAN-13. It looks at the text alone, never at the symbology,
 * because one scanner sends twelve digits where another sends thirteen and a third does not name the symbology.
 * Two strings with the same canonical form are the same card.
 */
export function canonicalCode(text: string): string {
  const bare = text.trim()
  return /^[0-9]{12}$/.test(bare) && hasGs1CheckDigit(bare) ? `0${bare}` : bare
}

/** Every text that one reader or another gives for the card of a code: the code itself first. */
export function formsOfCode(text: string): readonly string[] {
  const form = canonicalCode(text)
  const short = form.slice(1)
  return [...new Set([text, form, ...(canonicalCode(short) === form ? [short] : [])])]
}

function trimGs(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && text[from] === groupSeparator) from += 1
  while (to > from && text[to - 1] === groupSeparator) to -= 1
  return text.slice(from, to)
}

function problemOf(text: string): ScanProblem | null {
  if (text === '') return { kind: 'empty' }
  if (text.length > maxCardLength) return { kind: 'too-long', length: text.length, limit: maxCardLength }
  const count = text.match(controls)?.length ?? 0
  return count > 0 ? { kind: 'control-characters', count } : null
}

/** What a scanner may send around a code, but for the GS1 separator, which says something. */
const around = /^(?:(?!\u001d)[\s\p{Cc}\p{Cf}])+|(?:(?!\u001d)[\s\p{Cc}\p{Cf}])+$/gu

/** As {@link parseScannedCode}, of a whole scan: without control characters around it that say nothing. */
export function readScan(raw: string): ScannedCode {
  return parseScannedCode(raw.replace(around, ''))
}

/**
 * Reads what a scanner, the camera or a person gave.
 *
 * @param raw without the scanner's own prefix, suffix and terminator; an AIM identifier may lead
 * @param hint the symbology, where the reader knows it (the camera); an AIM identifier outranks it
 */
export function parseScannedCode(raw: string, hint: Symbology | null = null): ScannedCode {
  const { aim, data } = splitAim(raw)
  const text = trimGs(data.trim()).trim()
  return {
    raw: raw.slice(0, maxRawLength),
    text: text.slice(0, maxRawLength),
    code: canonicalCode(text.slice(0, maxRawLength)),
    symbology: aim?.symbology ?? hint,
    gs1: aim?.gs1 ?? data.startsWith(groupSeparator),
    problem: problemOf(text),
  }
}
