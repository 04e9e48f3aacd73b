import type { CameraRead, CameraSymbology } from './camera-read.ts'

// A matrix code corrects itself and Code 128 has a check character of 103 values. The one check digit of an EAN lets
// one wrong read in ten through, the others of bars have none at all, and PDF417 was seen to correct what it read into
// another text: these must be seen twice.
const readsNeeded: Readonly<Record<CameraSymbology, number>> = {
  'ean-13': 2,
  'ean-8': 2,
  'code-128': 1,
  'code-39': 2,
  itf: 2,
  codabar: 2,
  qr: 1,
  'data-matrix': 1,
  aztec: 1,
  pdf417: 2,
}

// Two reads of one code on a shaking hand are further apart than two frames.
const agreeWithinMs = 1_500
/** A code that stays in the picture is one scan; out of sight for this long, it is a new one. */
export const sameCodeMs = 2_000

/**
 * Turns the reads of single frames into scans: as many agreeing reads as the symbology needs, and one scan for a
 * code however long it is held into the picture.
 */
export class Agreement {
  private candidate: { read: CameraRead; count: number; at: number } | null = null
  private told: { read: CameraRead; at: number } | null = null

  /**
   * @param at when the frame was read, in milliseconds of a clock that does not go back
   * @returns the read, if it counts as a scan now
   */
  take(read: CameraRead, at: number): CameraRead | null {
    if (this.told !== null && isSame(this.told.read, read) && at - this.told.at < sameCodeMs) {
      this.told.at = at
      return null
    }
    const before = this.candidate
    const agrees = before !== null && isSame(before.read, read) && at - before.at < agreeWithinMs
    this.candidate = { read, count: agrees ? before.count + 1 : 1, at }
    if (this.candidate.count < readsNeeded[read.symbology]) return null
    this.candidate = null
    this.told = { read, at }
    return read
  }
}

function isSame(a: CameraRead, b: CameraRead): boolean {
  return a.symbology === b.symbology && a.text === b.text
}
