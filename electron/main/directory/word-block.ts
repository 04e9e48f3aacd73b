/**
 * Words of names in their order, with how many members have each, as the file has them: some dozens in a block, their numbers
 * beside them where they are not all one.
 */

/** A block of them. */
export interface WordBlock {
  /** Each between two spaces, which no word has. */
  readonly words: string
  /** Of each word how many members have it, or how many have it no longer, packed; null where each is 1. */
  readonly members: Uint8Array | null
}

/** One as the file has it: what is no block is damage, a `SyntaxError`. */
export type StoredBlock = Readonly<Record<keyof WordBlock, unknown>>

/** Words in their order, that of JavaScript's texts. */
export interface WordSource {
  /** As the last `next` has left them. */
  readonly word: string
  readonly members: number
  /** Goes on, the first time to the first one; answers whether there is one. */
  next(): boolean
}

/** Words and their numbers as a block, in the order in which they come. */
export function blockOf(words: readonly string[], members: readonly number[]): WordBlock {
  return {
    words: ` ${words.join(' ')} `,
    members: members.every((one) => one === 1) ? null : packed(members),
  }
}

/** The words of a block. */
export function wordsOf({ words }: StoredBlock): readonly string[] {
  if (typeof words !== 'string') throw new SyntaxError('a block of words is something else')
  return words.slice(1, -1).split(' ')
}

/** What a block says of one word; nothing where it does not have it. */
export function membersIn({ words, members }: StoredBlock, word: string): number {
  if (typeof words !== 'string') throw new SyntaxError('a block of words is something else')
  const end = words.indexOf(` ${word} `)
  if (end < 0) return 0
  let place = 0
  for (let at = words.indexOf(' '); at < end; at = words.indexOf(' ', at + 1)) place += 1
  return numberAt(numbersOf(members), place)
}

/** Whether a word of a block begins so. */
export function hasBeginning({ words }: StoredBlock, beginning: string): boolean {
  return typeof words === 'string' && words.includes(` ${beginning}`)
}

/** The words of blocks, one block after the other, from some word on. */
export class BlockWords<T extends StoredBlock> implements WordSource {
  word = ''
  members = 0
  /** The block in which the word is. */
  block: T | null = null
  /** How many words it has gone on to, and whether there are no others. */
  taken = 0
  isOver = false
  #words: readonly string[] = []
  #numbers: readonly number[] | null = null
  #at = 0
  readonly #blocks: Iterator<T>

  /** @param blocks In the order of their words; whatever is before `from` is in the first. */
  constructor(blocks: Iterable<T>, from: string) {
    this.#blocks = blocks[Symbol.iterator]()
    if (this.#open())
      while (this.#at < this.#words.length && (this.#words[this.#at] ?? '') < from) this.#at += 1
  }

  next(): boolean {
    if (this.#at >= this.#words.length && !this.#open()) return false
    this.word = this.#words[this.#at] ?? ''
    this.members = numberAt(this.#numbers, this.#at)
    this.#at += 1
    this.taken += 1
    return true
  }

  #open(): boolean {
    const next = this.#blocks.next()
    if (next.done === true) {
      this.isOver = true
      return false
    }
    this.block = next.value
    this.#words = wordsOf(next.value)
    this.#numbers = numbersOf(next.value.members)
    this.#at = 0
    return true
  }
}

/** Several as one: each word once, with the sum of what they say of it. */
export class WordsTogether implements WordSource {
  word = ''
  members = 0
  #line: readonly WordSource[]

  constructor(sources: readonly WordSource[]) {
    this.#line = sources.filter((source) => source.next())
  }

  hasMore(): boolean {
    return this.#line.length > 0
  }

  next(): boolean {
    const [first] = this.#line
    if (first === undefined) return false
    let least = first.word
    for (const { word } of this.#line) if (word < least) least = word
    let sum = 0
    for (const source of this.#line) {
      if (source.word !== least) continue
      sum += source.members
      if (!source.next()) this.#line = this.#line.filter((each) => each !== source)
    }
    this.word = least
    this.members = sum
    return true
  }
}

function numbersOf(members: unknown): readonly number[] | null {
  return members === null ? null : unpacked(members)
}

function numberAt(numbers: readonly number[] | null, place: number): number {
  if (numbers === null) return 1
  const number = numbers[place]
  if (number === undefined) throw new SyntaxError('how many members have a word is missing')
  return number
}

/** Seven bits in each byte, the lowest first, the eighth where there are more; the lowest bit of all says that members go. */
export function packed(numbers: Iterable<number>): Uint8Array {
  const bytes: number[] = []
  for (const number of numbers) {
    let left = Math.abs(number) * 2 + (number < 0 ? 1 : 0)
    for (; left > 0x7f; left = Math.floor(left / 0x80)) bytes.push((left & 0x7f) | 0x80)
    bytes.push(left)
  }
  return Uint8Array.from(bytes)
}

/** As they were packed. What is there instead is damage: a `SyntaxError`. */
export function unpacked(bytes: unknown): number[] {
  if (!(bytes instanceof Uint8Array)) throw new SyntaxError('how many members have a word is something else')
  const numbers: number[] = []
  let number = 0
  let unit = 1
  for (const byte of bytes) {
    number += (byte & 0x7f) * unit
    unit *= 0x80
    if (byte > 0x7f) continue
    numbers.push(number % 2 === 1 ? -Math.floor(number / 2) : number / 2)
    number = 0
    unit = 1
  }
  if (unit > 1) throw new SyntaxError('how many members have a word is cut')
  return numbers
}
