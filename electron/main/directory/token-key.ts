/**
 * The number under which the index keeps a token: 28 bits of its text, so that the distance to the next one is a byte.
 * Tokens that share one bring each other's members; whoever is found is compared with the row before they count. Only the
 * first of them are looked at, so that nobody may be hidden behind a token that thousands have:
 *
 * - what one member has as a rule shares keys with its like alone: `e:` `m:` `x:` `c:` `p:`;
 * - four characters have a number each: `g:` `k:` `n:`, and up to four Latin letters that begin a name;
 * - days and hosts are among themselves: `b:` `h:`;
 * - of all others, one is asked for together with a shorter one (tokens.ts): both are shared by nobody's chance.
 */

const own = { from: 2 ** 27, bits: 26 }
const pieces = { from: own.from + 2 ** own.bits, size: 2 ** 22 }
const ends = { from: pieces.from + pieces.size, size: 2 ** 21 }
const machineEnds = { from: ends.from + ends.size, size: 2 ** 21 }
const shortBeginnings = { from: machineEnds.from + machineEnds.size, size: 2 ** 21 }
const days = { from: shortBeginnings.from + shortBeginnings.size, bits: 22 }

/** Stands for the end of an e-mail in its pieces, and for all signs but {@link emailSigns}. */
export const sign = '·'
/** Signs that half of all e-mails have. */
export const emailSigns = '.@_-'
/** Numbers of {@link pieceNumber}; four of them make less than 2 ** 22. */
const pieceCharacters = 41
const signUnit = sign.charCodeAt(0)

/** Where the reading of a text begins. */
export const beginning = 0x811c9dc5

/** Reads on: a part of a text (FNV-1a), from where the part before it led. */
export function along(state: number, text: string, from = 0, to = text.length): number {
  let next = state
  for (let at = from; at < to; at += 1) next = Math.imul(next ^ text.charCodeAt(at), 0x01000193)
  return next
}

/** The key of a text that was read, of those that others share. */
export function sharedKey(state: number): number {
  return mixed(state) >>> 5
}

/** The key of what one member has as a rule. */
export function ownKey(state: number): number {
  return own.from + (mixed(state) >>> (32 - own.bits))
}

/** The key of four characters of an e-mail. */
export function pieceKey(text: string, from = 0): number {
  let number = 0
  for (let at = from; at < from + 4; at += 1)
    number = number * pieceCharacters + pieceNumber(text.charCodeAt(at))
  return pieces.from + number
}

/** Whether nothing else has the key of this token of a beginning. */
export function isShortBeginning(token: string): boolean {
  return /^_[a-z0-9]{1,4}$/.test(token)
}

/** The key of a token. */
export function tokenKey(text: string): number {
  if (isShortBeginning(text)) return shortBeginnings.from + fourCharacters(text.padEnd(5, sign), 1)
  const state = along(beginning, text)
  if (text.charAt(1) !== ':') return sharedKey(state)
  switch (text.charAt(0)) {
    case 'e':
    case 'm':
    case 'x':
    case 'c':
    case 'p':
      return ownKey(state)
    case 'g':
      return pieceKey(text, 2)
    case 'k':
      return ends.from + fourCharacters(text, 2)
    case 'n':
      return machineEnds.from + fourCharacters(text, 2)
    case 'b':
    case 'h':
      return days.from + (mixed(state) >>> (32 - days.bits))
    default:
      return sharedKey(state)
  }
}

function mixed(state: number): number {
  let key = Math.imul(state ^ (state >>> 16), 0x7feb352d)
  key = Math.imul(key ^ (key >>> 15), 0x846ca68b)
  return key ^ (key >>> 16)
}

/** The keys of a word's beginnings, from one letter up to so many; of a word without pairs of surrogates. */
export function addBeginningKeys(word: string, longest: number, to: number[]): void {
  let state = ofBeginnings
  let number = 0
  let isPlain = true
  for (let at = 0; at < longest; at += 1) {
    const unit = word.charCodeAt(at)
    const value = numberOf(unit)
    isPlain &&= at < 4 && value > 0 && unit < 0x80
    number = number * 37 + value
    state = Math.imul(state ^ unit, 0x01000193)
    to.push(isPlain ? shortBeginnings.from + number * (filled[at] ?? 1) : sharedKey(state))
  }
}

const ofBeginnings = along(beginning, '_')
/** What signs behind so many letters and one make of their number. */
const filled = [37 ** 3, 37 ** 2, 37, 1] as const

/** Adds the keys of all four characters that follow each other in a text, and of the last three with a sign behind them. */
export function addPieceKeys(text: string, to: Keys): void {
  let number = 0
  for (let at = 0; at < text.length; at += 1) {
    number = (number % pieceCharacters ** 3) * pieceCharacters + pieceNumber(text.charCodeAt(at))
    if (at >= 3) to.add(pieces.from + number)
  }
  if (text.length >= 3) to.add(pieces.from + (number % pieceCharacters ** 3) * pieceCharacters)
}

/** Reads on: a number as text, with 32 digits. */
export function alongNumber(state: number, number: number): number {
  let shift = 30
  while (shift > 0 && number >>> shift === 0) shift -= 5
  let next = state
  for (; shift >= 0; shift -= 5) {
    const digit = (number >>> shift) & 31
    next = Math.imul(next ^ (digit < 10 ? 0x30 + digit : 0x57 + digit), 0x01000193)
  }
  return next
}

/** Less than 2 ** 21: digits, small letters and one sign have a number each, other letters share them. */
function fourCharacters(text: string, from: number): number {
  let number = 0
  for (let at = from; at < from + 4; at += 1) number = number * 37 + numberOf(text.charCodeAt(at))
  return number
}

function numberOf(unit: number): number {
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x56
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x2f
  return unit === signUnit ? 0 : unit % 37
}

/** As `numberOf`, and a number for each of {@link emailSigns}. */
function pieceNumber(unit: number): number {
  switch (unit) {
    case 0x2e:
      return 37
    case 0x40:
      return 38
    case 0x5f:
      return 39
    case 0x2d:
      return 40
    default:
      return numberOf(unit)
  }
}

/** Keys in a list that grows and is used again: a list of fifty for each of a million members is thrown away. */
export class Keys {
  #list = new Uint32Array(256)
  #size = 0

  add(key: number): void {
    if (this.#size === this.#list.length) this.#grow(this.#size + 1)
    this.#list[this.#size] = key
    this.#size += 1
  }

  addAll(keys: readonly number[]): void {
    if (this.#size + keys.length > this.#list.length) this.#grow(this.#size + keys.length)
    for (const key of keys) {
      this.#list[this.#size] = key
      this.#size += 1
    }
  }

  clear(): void {
    this.#size = 0
  }

  /** What is there now; until the next change. */
  view(): Uint32Array {
    return this.#list.subarray(0, this.#size)
  }

  #grow(least: number): void {
    const longer = new Uint32Array(Math.max(least, this.#list.length * 2))
    longer.set(this.#list)
    this.#list = longer
  }
}
