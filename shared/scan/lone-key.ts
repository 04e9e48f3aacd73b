import type { TimedKey } from './wedge-evidence.ts'
import { fingerHoldMs } from './wedge-run.ts'

// A line that stood still while a key was down sends the rest at once when it moves again.
const afterReleaseMs = 100
// The longest silence that still belongs to one code.
const stillMs = 1_000
// Nobody rests this long on a key that is only tapped.
const tapMs = 250

/** Whether a finger has pressed this key and let it go; false also while that cannot be told. */
export function isTap(key: TimedKey): boolean {
  const hold = key.upAt === null ? 0 : key.upAt - key.at
  return hold >= fingerHoldMs && hold <= tapMs
}

/**
 * How long, in milliseconds, until a key that came alone may do what it does as a person's; 0: at once.
 *
 * The first character of a scan comes alone too where the line stands still behind it. A scanner's key is brief, or is
 * down until the line moves again: either is waited out.
 *
 * @param at the time of asking, on the clock of the key's own times
 */
export function untilPersons(key: TimedKey, at: number): number {
  const { upAt } = key
  if (upAt !== null && isTap(key)) return Math.max(0, upAt + afterReleaseMs - at)
  return Math.max(0, (upAt ?? key.at) + stillMs - at)
}
