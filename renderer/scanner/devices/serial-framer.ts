import type { SerialEnding } from '../../../shared/domain/scanner.ts'
import { mostBytes, withoutLineEnd } from './code-text.ts'

const stx = 0x02
const etx = 0x03
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** What a silence makes of what came before it. */
export type Silence =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'code'; readonly bytes: Uint8Array }
  | { readonly kind: 'half' }

/**
 * Cuts what comes over a serial line into codes. A line has no frames of its own: a code ends where its end comes, or
 * where nothing comes for a while. Two codes that came together are two.
 */
export class SerialFramer {
  readonly #ending: SerialEnding
  #held = new Uint8Array(256)
  #length = 0
  #isFramed = false
  #isTooLong = false

  constructor(ending: SerialEnding) {
    this.#ending = ending
  }

  /** Whether something came that has not ended. */
  get isHolding(): boolean {
    return this.#length > 0 || this.#isFramed
  }

  /** Whether a silence is an end; otherwise it says that a code has stopped half way. */
  get endsWithSilence(): boolean {
    return (this.#ending === 'auto' || this.#ending === 'pause') && !this.#isFramed
  }

  /** Takes what came; the answer is every code that ended, and how often something was longer than any code. */
  take(bytes: Uint8Array): { readonly codes: readonly Uint8Array[]; readonly tooLong: number } {
    const codes: Uint8Array[] = []
    let tooLong = 0
    for (const byte of bytes) {
      if (this.#begins(byte)) {
        this.#isFramed = true
      } else if (this.#ends(byte)) {
        const code = this.#let()
        if (code !== null) codes.push(code)
      } else if (this.#length < mostBytes) {
        this.#keep(byte)
      } else if (!this.#isTooLong) {
        this.#isTooLong = true
        tooLong += 1
      }
    }
    return { codes, tooLong }
  }

  /** Nothing came for a while. */
  silence(): Silence {
    if (!this.isHolding) return { kind: 'nothing' }
    const isEnd = this.endsWithSilence
    const code = this.#let()
    if (!isEnd) return { kind: 'half' }
    return code === null ? { kind: 'nothing' } : { kind: 'code', bytes: code }
  }

  #begins(byte: number): boolean {
    const mayBegin = this.#ending === 'auto' || this.#ending === 'stx-etx'
    return mayBegin && byte === stx && this.#length === 0 && !this.#isFramed
  }

  #ends(byte: number): boolean {
    const last = this.#length > 0 ? this.#held[this.#length - 1] : undefined
    switch (this.#ending) {
      case 'auto':
        return byte === etx || (!this.#isFramed && (byte === carriageReturn || byte === lineFeed))
      case 'cr':
        return byte === carriageReturn || (byte === lineFeed && this.#length === 0)
      case 'lf':
        return byte === lineFeed
      case 'crlf':
        return byte === lineFeed && last === carriageReturn
      case 'stx-etx':
        return byte === etx
      case 'pause':
        return false
    }
  }

  #keep(byte: number): void {
    // Behind an end in a frame's own mode comes what belongs to no code.
    if (this.#ending === 'stx-etx' && !this.#isFramed) return
    if (this.#length === this.#held.length) {
      const wider = new Uint8Array(this.#held.length * 2)
      wider.set(this.#held)
      this.#held = wider
    }
    this.#held[this.#length] = byte
    this.#length += 1
  }

  /** What is held, without the end that belongs to its mode; null where that is nothing, or no code at all. */
  #let(): Uint8Array | null {
    const bytes = this.#held.slice(0, this.#length)
    const wasTooLong = this.#isTooLong
    this.#length = 0
    this.#isFramed = false
    this.#isTooLong = false
    const code = this.#ending === 'stx-etx' ? bytes : withoutLineEnd(bytes)
    return code.length === 0 || wasTooLong ? null : code
  }
}
