import type { FrameAnswer } from './camera-messages.ts'

/** What would help, while nothing is read: it is too dark, a code is there but cannot be read, nothing is there. */
export type CameraHint = 'dark' | 'unread' | 'nothing'

type Looked = Extract<FrameAnswer, { kind: 'looked' }>

// A card takes a moment to be held still; advice before that would only flicker.
const unreadForMs = 1_500
const darkForMs = 1_000
const nothingForMs = 6_000
/** Bars that were in the picture this long ago are still meant. */
const lately = 700

/** Watches what the frames show and says what to tell the person who holds the card. */
export class HintWatch {
  private since: number
  private darkSince: number | null = null
  private barsSince: number | null = null
  private barsAt = Number.NEGATIVE_INFINITY

  constructor(now: number) {
    this.since = now
  }

  /** Takes a frame's answer; null where there is nothing to say yet. */
  take({ read, bars, light }: Looked, now: number): CameraHint | null {
    if (read !== null) {
      this.since = now
      this.barsSince = null
      this.darkSince = null
      return null
    }
    this.darkSince = light === 'enough' ? null : (this.darkSince ?? now)
    if (bars) {
      this.barsSince ??= now
      this.barsAt = now
    } else if (now - this.barsAt > lately) {
      this.barsSince = null
    }
    if (this.darkSince !== null && now - this.darkSince >= darkForMs) return 'dark'
    if (this.barsSince !== null && now - this.barsSince >= unreadForMs) return 'unread'
    return now - this.since >= nothingForMs ? 'nothing' : null
  }
}
