import { hasGs1CheckDigit, hasLuhnCheckDigit } from './check-digit.ts'

/** A kind of character. `others` are letters without case and signs of other scripts. */
export type ShapeKind = 'digits' | 'capitals' | 'letters' | 'spaces' | 'signs' | 'others' | 'controls'

/** Characters of one kind that stand side by side. */
export interface ShapeRun {
  readonly kind: ShapeKind
  readonly count: number
}

/** Whether the last digit is a check digit of those before it. */
export interface ShapeChecks {
  readonly gs1: boolean
  readonly luhn: boolean
}

/** How a code looks, without a character of it. */
export interface CodeShape {
  readonly length: number
  /** The first {@link mostRuns}; what is behind them is told by `length` alone. */
  readonly runs: readonly ShapeRun[]
  /** Null where the code is not of digits alone. */
  readonly checks: ShapeChecks | null
}

/** So many runs are told: a text in words would be as good as known by the lengths of all of them. */
export const mostRuns = 6

/** The kind of one character. */
export function kindOfCharacter(character: string): ShapeKind {
  if (/^[\u0000-\u001f\u007f-\u009f]$/u.test(character)) return 'controls'
  if (/^[0-9]$/u.test(character)) return 'digits'
  if (/^\p{Lu}$/u.test(character)) return 'capitals'
  if (/^\p{Ll}$/u.test(character)) return 'letters'
  if (/^\s$/u.test(character)) return 'spaces'
  return /^[!-~]$/u.test(character) ? 'signs' : 'others'
}

/** Tells the shape of a code. */
export function shapeOfCode(text: string): CodeShape {
  const runs: { kind: ShapeKind; count: number }[] = []
  for (const character of text) {
    const kind = kindOfCharacter(character)
    const last = runs.at(-1)
    if (last?.kind === kind) last.count += 1
    else if (runs.length < mostRuns) runs.push({ kind, count: 1 })
    else break
  }
  const isNumber = /^[0-9]{2,}$/u.test(text)
  return {
    length: Array.from(text).length,
    runs,
    checks: isNumber ? { gs1: hasGs1CheckDigit(text), luhn: hasLuhnCheckDigit(text) } : null,
  }
}
