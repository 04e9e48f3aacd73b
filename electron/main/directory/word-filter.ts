import { along, beginning } from './token-key.ts'

/**
 * Says in a moment that no name has such a word, or none that begins so; that one has, only perhaps. Of the hundreds of
 * words that are one typing error away from a typed one, nearly none exists: those are not looked for in the file.
 */
export interface WordFilter {
  /** Quickest in the order of the alphabet: what a word has in common with the one before it is not added again. */
  add(word: string): void
  /** Says that all words of the file have been added. */
  complete(): void
  isComplete(): boolean
  /** @param hash `along` of a word (token-key.ts). */
  mayHave(hash: number): boolean
  /** @param hash `along` of a beginning of so many characters. */
  mayBegin(hash: number, length: number): boolean
  /** Letters that words hold, of the scripts in which this one is written. */
  lettersLike(word: string): readonly string[]
}

/** 2 MB and 4 MB: with a million words one in fifty answers is wrongly "perhaps". */
const wordBits = 24
const beginningBits = 25
/** Longer beginnings are looked for in the file. */
const longestBeginning = 12
const probes = 3

/** Creates a filter that has no word yet. */
export function createWordFilter(): WordFilter {
  const words = createBits(wordBits)
  const beginnings = createBits(beginningBits)
  const letters = new Map<number, Set<string>>()
  /** Of letters of one unit, which are among them. */
  const known = new Uint8Array(2 ** 16)
  let whole = false
  /** The word that was added last, and where reading its first letters leads; none where a letter of it is two units. */
  let before = ''
  const states = new Int32Array(longestBeginning + 1)
  states[0] = beginning

  function learn(letter: string): void {
    const script = scriptOf(letter)
    const there = letters.get(script) ?? new Set()
    letters.set(script, there.add(letter))
    if (letter.length === 1) known[letter.charCodeAt(0)] = 1
  }

  function addLetters(word: string): void {
    let begun = beginning
    let count = 0
    for (const letter of word) {
      begun = along(begun, letter)
      if (count === longestBeginning) continue
      count += 1
      beginnings.add(begun)
      learn(letter)
    }
    words.add(begun)
  }

  return {
    add(word) {
      const most = Math.min(word.length, longestBeginning)
      let at = 0
      while (at < most && word.charCodeAt(at) === before.charCodeAt(at)) at += 1
      let begun = states[at] ?? beginning
      before = ''
      for (; at < most; at += 1) {
        const unit = word.charCodeAt(at)
        if (isHalf(unit)) {
          addLetters(word)
          return
        }
        begun = along(begun, word, at, at + 1)
        states[at + 1] = begun
        beginnings.add(begun)
        if (known[unit] === 0) learn(word.charAt(at))
      }
      words.add(along(begun, word, most))
      before = word
    },
    complete() {
      whole = true
    },
    isComplete: () => whole,
    mayHave: (hash) => words.has(hash),
    mayBegin: (hash, length) => length > longestBeginning || beginnings.has(hash),
    lettersLike: (word) =>
      [...new Set(Array.from(word, scriptOf))].flatMap((script) => [...(letters.get(script) ?? [])]),
  }
}

/** Whether it is half of a letter: a letter of two units is one of those that a beginning has at most. */
function isHalf(unit: number): boolean {
  return (unit & 0xf800) === 0xd800
}

/** Blocks of 256 characters: near enough to a script. */
function scriptOf(letter: string): number {
  return (letter.codePointAt(0) ?? 0) >> 8
}

function createBits(bits: number): { add(hash: number): void; has(hash: number): boolean } {
  const field = new Uint32Array(2 ** (bits - 5))
  const shift = 32 - bits
  /** Three places of a text, from one look at it. */
  const placeOf = (hash: number): number => Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> shift
  const stepOf = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) | 1
  return {
    add(hash) {
      const step = stepOf(hash)
      for (let probe = 0, at = hash; probe < probes; probe += 1, at = (at + step) | 0) {
        const place = placeOf(at)
        field[place >>> 5] = (field[place >>> 5] ?? 0) | (1 << (place & 31))
      }
    },
    has(hash) {
      const step = stepOf(hash)
      for (let probe = 0, at = hash; probe < probes; probe += 1, at = (at + step) | 0) {
        const place = placeOf(at)
        if (((field[place >>> 5] ?? 0) & (1 << (place & 31))) === 0) return false
      }
      return true
    },
  }
}
