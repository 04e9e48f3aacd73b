/**
 * A prepared portion on its way from one thread to another. Thousands of small texts cost as much to hand over as to make:
 * all of them go as one, with their lengths, and lists of numbers change hands without being copied.
 */
import type { NumberedKind } from './card-kinds.ts'
import { newColumns, textColumns } from './prepared-portion.ts'
import type { PreparedPortion, Value } from './prepared-portion.ts'

/** What is sent. */
export interface PackedPortion {
  readonly texts: string
  /** Of each text of each member, in the order of the columns; {@link none} where there is none. */
  readonly lengths: Int32Array<ArrayBuffer>
  readonly hashes: Float64Array<ArrayBuffer>
  /** When the provider last changed each member; not a number where it does not say. */
  readonly updatedAt: Float64Array<ArrayBuffer>
  readonly keys: Uint32Array<ArrayBuffer>
  readonly ends: Uint32Array<ArrayBuffer>
  /** Each behind a space, which is in no word. */
  readonly words: string
  readonly wordCounts: Uint32Array<ArrayBuffer>
  readonly callingCodes: readonly (readonly [code: string, count: number])[]
  readonly kinds: readonly NumberedKind[]
}

const none = -1
const perRow = newColumns.length
const textsOfOne = textColumns.length

/** For sending; what is in {@link buffersOf} of it changes hands. */
export function packPortion(portion: PreparedPortion): PackedPortion {
  const { size, values, words } = portion
  const texts: string[] = []
  const lengths = new Int32Array(size * textsOfOne)
  const updatedAt = new Float64Array(size)
  let place = 0
  for (let at = 0; at < size; at += 1) {
    const from = at * perRow
    for (let column = from; column < from + textsOfOne; column += 1) {
      const value = values[column]
      if (typeof value === 'string') {
        texts.push(value)
        lengths[place] = value.length
      } else lengths[place] = none
      place += 1
    }
    const changed = values[from + textsOfOne]
    updatedAt[at] = typeof changed === 'number' ? changed : Number.NaN
  }
  return {
    texts: texts.join(''),
    lengths,
    updatedAt,
    hashes: portion.hashes,
    keys: portion.keys,
    ends: portion.ends,
    words: [...words.keys()].join(' '),
    wordCounts: Uint32Array.from(words.values()),
    callingCodes: [...portion.callingCodes],
    kinds: portion.kinds,
  }
}

/** What changes hands with a portion. */
export function buffersOf(packed: PackedPortion): readonly ArrayBuffer[] {
  const { lengths, hashes, updatedAt, keys, ends, wordCounts } = packed
  return [lengths, hashes, updatedAt, keys, ends, wordCounts].map(({ buffer }) => buffer)
}

/** As it was before it was packed, of members who were told at this time. */
export function unpackPortion(packed: PackedPortion, readAt: number): PreparedPortion {
  const { texts, lengths, updatedAt, hashes, keys, ends, callingCodes, kinds } = packed
  const size = hashes.length
  const values: Value[] = []
  let at = 0
  for (let row = 0; row < size; row += 1) {
    for (let place = row * textsOfOne; place < (row + 1) * textsOfOne; place += 1) {
      const length = lengths[place] ?? none
      if (length === none) values.push(null)
      else {
        values.push(texts.slice(at, at + length))
        at += length
      }
    }
    const changed = updatedAt[row] ?? Number.NaN
    values.push(Number.isNaN(changed) ? null : changed, readAt)
  }
  const words = new Map<string, number>()
  if (packed.words !== '')
    for (const [place, word] of packed.words.split(' ').entries())
      words.set(word, packed.wordCounts[place] ?? 0)
  return { size, hashes, values, keys, ends, words, callingCodes: new Map(callingCodes), kinds }
}
