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
 * What a line waits for: the end of a code, a rest that is the end or shows that there was one, or the quiet behind
 * half a code.
 */
export type LineWait = 'nothing' | 'end' | 'rest' | 'quiet'

/** What came over a line. */
export interface Taken {
  /** Every code that ended. */
  readonly codes: readonly Uint8Array[]
  /** How often something ended that was dropped because it came behind a half. */
  readonly cut: number
  /** How often something was longer than any code. */
  readonly tooLong: number
}

/** Halves in a row without an end between them: the line has none after all. */
const mostHalves = 2

/**
 * Cuts what comes over a serial line into codes. A line has no frames of its own: a code ends where its end comes, or
 * where nothing comes for a while. Two codes that came together are two. Half a code is another card: where a line has
 * shown that it ends its codes, a rest is no end any more, and what comes behind a half belongs to it.
 */
export class SerialFramer {
  readonly #ending: SerialEnding
  #held = new Uint8Array(256)
  #length = 0
  #isFramed = false
  #isTooLong = false
  /** What is held is what came behind a half; it goes with it. */
  #isCut = false
  /** The line rested behind an end. */
  #endsItsCodes = false
  /** The last that came was an end. */
  #hasJustEnded = false
  #halves = 0
  /** How codes end that began with STX, as far as it was seen. */
  #frames: 'unknown' | 'etx' | 'line' = 'unknown'

  constructor(ending: SerialEnding) {
    this.#ending = ending
  }

  /** Whether a code has begun and not ended. */
  get isHolding(): boolean {
    return !this.#isCut && (this.#length > 0 || this.#isFramed)
  }

  /** What a silence is waited for. */
  get waitsFor(): LineWait {
    if (this.#isCut) return 'quiet'
    if (this.isHolding) return this.#endsWithRest ? 'rest' : 'end'
    return this.#ending === 'auto' && this.#hasJustEnded && !this.#endsItsCodes ? 'rest' : 'nothing'
  }

  /** Takes what came. */
  take(bytes: Uint8Array): Taken {
    const codes: Uint8Array[] = []
    let tooLong = 0
    let cut = 0
    for (const byte of bytes) {
      const begins = this.#begins(byte)
      if (begins || this.#ends(byte)) {
        if (byte === etx) this.#frames = 'etx'
        // The one before it ended with its line.
        if (begins && this.#isFramed) this.#frames = 'line'
        this.#halves = 0
        // It may as well have been the next code: it is said.
        if (this.#isCut && this.#length > 0) cut += 1
        const code = this.#let()
        if (code !== null) codes.push(code)
        this.#isFramed = begins
      } else if (this.#length < mostBytes) {
        this.#keep(byte)
      } else if (!this.#isTooLong) {
        this.#isTooLong = true
        tooLong += 1
      }
      this.#hasJustEnded = !begins && this.#length === 0
    }
    return { codes, cut, tooLong }
  }

  /** Nothing came for a while. */
  silence(): Silence {
    const wait = this.waitsFor
    if (wait === 'quiet') {
      const isHalf = this.#length > 0
      // The rest of the half had no end either.
      if (isHalf) this.#endsItsCodes = false
      this.#drop()
      return { kind: isHalf ? 'half' : 'nothing' }
    }
    if (wait === 'end') {
      this.#halves += 1
      if (this.#halves >= mostHalves) this.#endsItsCodes = false
      this.#drop()
      this.#isCut = true
      return { kind: 'half' }
    }
    if (wait === 'nothing') return { kind: 'nothing' }
    if (this.#hasJustEnded) this.#endsItsCodes = true
    if (this.#isFramed) this.#frames = 'line'
    const code = this.#let()
    return code === null ? { kind: 'nothing' } : { kind: 'code', bytes: code }
  }

  get #last(): number | undefined {
    return this.#length > 0 ? this.#held[this.#length - 1] : undefined
  }

  /** Whether a rest is an end; otherwise it says that a code has stopped half way. */
  get #endsWithRest(): boolean {
    if (this.#ending === 'pause') return true
    if (this.#ending !== 'auto') return false
    return this.#isFramed ? this.#frames !== 'etx' && isLineEnd(this.#last) : !this.#endsItsCodes
  }

  #begins(byte: number): boolean {
    if (byte !== stx || (this.#ending !== 'auto' && this.#ending !== 'stx-etx')) return false
    if (this.#isCut || (this.#length === 0 && !this.#isFramed)) return true
    return this.#ending === 'auto' && this.#isFramed && this.#frames !== 'etx' && isLineEnd(this.#last)
  }

  #ends(byte: number): boolean {
    switch (this.#ending) {
      case 'auto':
        return byte === etx || ((!this.#isFramed || this.#frames === 'line') && isLineEnd(byte))
      case 'cr':
        return byte === carriageReturn || (byte === lineFeed && this.#length === 0)
      case 'lf':
        return byte === lineFeed
      case 'crlf':
        // Its first half may have come in time.
        return byte === lineFeed && (this.#last === carriageReturn || (this.#isCut && this.#length === 0))
      case 'stx-etx':
        return byte === etx
      case 'pause':
        return false
    }
  }

  #keep(byte: number): void {
    // Behind an end in a frame's own mode comes what belongs to no code.
    if (this.#ending === 'stx-etx' && !this.#isFramed) return
    // No code begins with it: some scanners send it whatever they end with.
    if (byte === stx && this.#length === 0) return
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
    const isNone = this.#isTooLong || this.#isCut
    this.#drop()
    const code = this.#ending === 'stx-etx' ? bytes : withoutLineEnd(bytes)
    return code.length === 0 || isNone ? null : code
  }

  #drop(): void {
    this.#length = 0
    this.#isFramed = false
    this.#isTooLong = false
    this.#isCut = false
  }
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === carriageReturn || byte === lineFeed
}
