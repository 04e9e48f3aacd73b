import type { HalfScanCause, WedgeScan } from '../../shared/scan/wedge-types.ts'

/** Why it would help to set the scanner up. */
export type SetUpNeed =
  /** It types digits that the computer's layout makes other characters of. */
  | 'layout'
  /** It sends nothing at the end: each scan is waited out. */
  | 'no-end'
  /** It is so slow that its codes may be a person's typing. */
  | 'slow'

/** Watches scans for signs that setting the scanner up would help. */
export interface NeedWatch {
  /** Hears of a scan; answers with a need, each only once. */
  readonly scan: (scan: Pick<WedgeScan, 'strangeDigits' | 'terminator'>, isSetUp: boolean) => SetUpNeed | null
  /** Hears of what may be a scan or a person; answers with a need, only once. */
  readonly ambiguous: (text: string, at: number) => SetUpNeed | null
  /** Hears of half a scan; true where setting the scanner up may end that. */
  readonly half: (cause: HalfScanCause, at: number) => boolean
}

// Fewer may be one odd card, or a line that lost its Enter.
const unendedScans = 5
// Two within this time are no accident.
const soonMs = 60_000
// As short as a card's code is, and with a digit: names are typed as well.
const likeACode = /^(?=.*[0-9]).{6,}$/su

/** Makes one, for as long as the window lives. */
export function watchNeeds(): NeedWatch {
  const told = new Set<SetUpNeed>()
  let unended = 0
  let lastHalfAt = Number.NEGATIVE_INFINITY
  let lastUnsureAt = Number.NEGATIVE_INFINITY
  const once = (need: SetUpNeed): SetUpNeed | null => {
    if (told.has(need)) return null
    told.add(need)
    return need
  }
  return {
    scan({ strangeDigits, terminator }, isSetUp) {
      lastHalfAt = Number.NEGATIVE_INFINITY
      unended = terminator === 'none' ? unended + 1 : 0
      if (strangeDigits === true) return once('layout')
      return unended >= unendedScans && !isSetUp ? once('no-end') : null
    },
    ambiguous(text, at) {
      if (!likeACode.test(text)) return null
      const again = at - lastUnsureAt <= soonMs
      lastUnsureAt = at
      return again ? once('slow') : null
    },
    half(cause, at) {
      const again = at - lastHalfAt <= soonMs
      lastHalfAt = at
      // Without the end that was learned: perhaps another scanner, which nobody set up yet.
      return again || cause === 'no-suffix'
    },
  }
}
