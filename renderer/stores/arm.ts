import { setQuery } from './search.ts'
import type { Till } from './till.ts'

/**
 * How long a lone digit waits before it counts, ms: longer than the slowest scanner rests between two characters and
 * a quick hand between two digits of a phone number, so that neither adds stamps with its first.
 */
export const quiet = 250

/**
 * A digit was typed into the empty field while a member is open, or a question mark. Whether it means stamps, a phone number
 * or the first character of a scan is known only when nothing follows.
 */
export function armKey(till: Till, key: number | '?'): void {
  till.counter.setState({ armed: key })
}

/** Another key followed: it stays what it was typed as. */
export function disarm(till: Till): void {
  till.counter.setState({ armed: null })
}

/**
 * Nothing followed: the key is taken out of the field, and does what it does. Answers 0 then, and otherwise after how many
 * milliseconds to ask again: the line of a scanner may stand still behind the first character of a code.
 */
export function fireArmed(till: Till, act: (key: number | '?') => void): number {
  const { armed, query } = till.counter.getState()
  // Where no field is on screen a question mark stands in none.
  const means = armed !== null && (query === String(armed) || (armed === '?' && query === ''))
  const wait = means ? till.scans.getState().claim() : 0
  if (wait > 0) return wait
  till.counter.setState({ armed: null })
  if (!means) return 0
  if (query !== '') void setQuery(till, '')
  act(armed)
  return 0
}
