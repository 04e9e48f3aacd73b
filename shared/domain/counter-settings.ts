/** How many stamps a member may get on one business day before the till asks; 0: it never asks. */
export const dayCaps = [0, 1, 2, 3, 5, 10, 20] as const

/** One of them. */
export type DayCap = (typeof dayCaps)[number]

/** How loud the till's own sounds are; 0: there are none. */
export const volumes = [0, 1, 2, 3] as const

/** One of them. */
export type Volume = (typeof volumes)[number]

/** How long messages at the edge of the screen stay: their usual time, ten times that, or until somebody dismisses them. */
export const messageTimes = ['usual', 'longer', 'stay'] as const

/** One of them. */
export type MessageTime = (typeof messageTimes)[number]

/** For how long what was done can be undone before it is sent, s: the usual time first, and up to ten times that. */
export const undoTimes = [8, 30, 80] as const

/** One of them. */
export type UndoTime = (typeof undoTimes)[number]

/** How the counter of this till works, whatever shop is open. */
export interface CounterSettings {
  /** Whether the scan of a member's card gives a stamp at once; otherwise it shows them, and Enter stamps. */
  readonly scanStamps: boolean
  readonly dayCap: DayCap
  readonly volume: Volume
  /** Whether a digit or a question mark by itself is a shortcut; otherwise they are text and nothing else (WCAG 2.1.4). */
  readonly characterKeys: boolean
  readonly messages: MessageTime
  readonly undoSeconds: UndoTime
}

/** Where nobody has said otherwise. */
export const usualCounter: CounterSettings = {
  scanStamps: false,
  dayCap: 0,
  volume: 2,
  characterKeys: true,
  messages: 'usual',
  undoSeconds: 8,
}
