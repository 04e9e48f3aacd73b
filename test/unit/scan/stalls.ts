import type { WedgeKeyEvent } from '../../../shared/scan/wedge-types.ts'
import { key } from './streams.ts'

/** Where the line stalls: after which key (the terminator may follow it), and what comes late. */
export interface Stall {
  readonly after: number
  /** What waits: the key's own release, the next key's press, or both, each for a time of its own. */
  readonly late: 'release' | 'press' | 'both'
  readonly forMs: number
  readonly alsoMs: number
}

/** A scanner on a line that stalls. Keys arrive in the order in which they were sent, as they do over USB. */
export function stalledScan(
  text: string,
  { gap, hold, start = 1_000 }: { readonly gap: number; readonly hold: number; readonly start?: number },
  stalls: readonly Stall[],
): WedgeKeyEvent[] {
  const events: WedgeKeyEvent[] = []
  let at = start
  Array.from(text).forEach((char, i) => {
    const here = stalls.filter((stall) => stall.after === i)
    const held = here.reduce((sum, { late, forMs }) => sum + (late === 'press' ? 0 : forMs), 0)
    const idle = here.reduce(
      (sum, { late, forMs, alsoMs }) => sum + (late === 'press' ? forMs : late === 'both' ? alsoMs : 0),
      0,
    )
    events.push(key('down', char, at))
    // A key that is down for half a second repeats.
    for (let again = 500; again < hold + held; again += 33)
      events.push(key('down', char, at + again, { repeat: true }))
    events.push(key('up', char, at + hold + held))
    at += held + Math.max(gap, hold) + idle
  })
  return events
}
