import { joined, mostBytes, textOfCode, withoutLineEnd } from './code-text.ts'
import type { HidPart } from './hid-report.ts'

/** What a part makes of the code that it belongs to. */
export type HidStep =
  | { readonly kind: 'code'; readonly raw: string }
  /** More is to come. */
  | { readonly kind: 'waits' }
  /** It holds nothing: a report without data. */
  | { readonly kind: 'nothing' }
  /** The rest of a half has ended; it was dropped as well. */
  | { readonly kind: 'cut' }

/** Puts the parts of one scanner's codes together, whichever other scanner sends at the same time. */
export class HidCode {
  #parts: Uint8Array[] = []
  #length = 0
  #aim: string | null = null
  /** What comes is the rest of a half, until it ends. */
  #isCut = false

  /** Whether a code has begun and not ended. */
  get isWaiting(): boolean {
    return this.#length > 0 && !this.#isCut
  }

  /** Takes the next part. What is longer than any code is cut, and still one code. */
  take({ aim, data, more }: HidPart): HidStep {
    if (this.#isCut) {
      // A code of another kind is another code.
      const isRest = aim === null || aim === this.#aim
      if (!isRest) this.drop()
      else if (more) return { kind: 'waits' }
      else {
        this.drop()
        return { kind: 'cut' }
      }
    }
    if (this.#length === 0) this.#aim = aim
    if (this.#length < mostBytes) this.#parts.push(data)
    this.#length += data.length
    if (more) return { kind: 'waits' }
    const bytes = withoutLineEnd(joined(this.#parts).subarray(0, mostBytes))
    const raw = `${this.#aim ?? ''}${textOfCode(bytes)}`
    this.drop()
    return bytes.length === 0 ? { kind: 'nothing' } : { kind: 'code', raw }
  }

  /** Half of it is dropped, and the rest with it: read by itself it would be another card. */
  cut(): void {
    const aim = this.#aim
    this.drop()
    this.#aim = aim
    this.#isCut = true
  }

  /** Forgets what has begun. */
  drop(): void {
    this.#parts = []
    this.#length = 0
    this.#aim = null
    this.#isCut = false
  }
}
