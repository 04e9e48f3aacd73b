import { packed, unpacked } from './word-block.ts'

/**
 * Words of many members as they were told, in no order: they stand so in the file, and in memory, until many of them are
 * sorted at once.
 */
export interface ToldWords {
  /** Each with a space before it and behind it, which no word has; each once for some hundreds of members. */
  readonly text: string
  /** How many of the members have each. */
  readonly members: Uint32Array<ArrayBuffer>
}

/** A row of the table `word_told`. */
export interface ToldRow {
  readonly id: number
  readonly words: string
  readonly members: Uint8Array
}

/** Of words and how many members have each. */
export function toldWords(words: ReadonlyMap<string, number>): ToldWords {
  return {
    text: words.size === 0 ? '' : ` ${[...words.keys()].join(' ')} `,
    members: Uint32Array.from(words.values()),
  }
}

/** Several as one. */
export function toldTogether(some: readonly ToldWords[]): ToldWords {
  const members = new Uint32Array(some.reduce((sum, one) => sum + one.members.length, 0))
  let at = 0
  for (const one of some) {
    members.set(one.members, at)
    at += one.members.length
  }
  return { text: some.map(({ text }) => text).join(''), members }
}

/** Each word with how many members have it. */
export function countTold(
  { text, members }: ToldWords,
  count: (word: string, members: number) => void,
): void {
  // Where two were put together there are two spaces.
  let place = 0
  for (const word of text.split(' ')) {
    if (word === '') continue
    count(word, members[place] ?? 0)
    place += 1
  }
  if (place !== members.length) throw new SyntaxError('how many members have a word is missing')
}

/** Words among them that begin so. */
export function toldBeginning({ text }: ToldWords, prefix: string): readonly string[] {
  const found: string[] = []
  for (let at = text.indexOf(` ${prefix}`); at >= 0; at = text.indexOf(` ${prefix}`, at + 1))
    found.push(text.slice(at + 1, text.indexOf(' ', at + 1)))
  return found
}

/** For the file. */
export function rowOfTold({ text, members }: ToldWords): Omit<ToldRow, 'id'> {
  return { words: text, members: packed(members) }
}

/** As it was told. */
export function toldOfRow({ words, members }: ToldRow): ToldWords {
  return { text: words, members: Uint32Array.from(unpacked(members)) }
}
