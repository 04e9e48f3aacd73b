import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { KindNumbers, NumberedKind } from './card-kinds.ts'
import { callingCode } from './member-keys.ts'
import { contentOf, nameWords } from './member-row.ts'
import { createTokens, remoteHash } from './tokens.ts'
import { countedWords } from './word-count.ts'

/** What is stored of members whom the copy does not have: all that can be made without looking into it. */
export interface PreparedPortion {
  readonly size: number
  /** Of each: `remoteHash` of the provider's id. */
  readonly hashes: Float64Array<ArrayBuffer>
  /** Of each, one after the other: what its row holds, in the order of {@link newColumns}. */
  readonly values: readonly Value[]
  /** Keys of the tokens of all, and behind which of them those of each end. */
  readonly keys: Uint32Array<ArrayBuffer>
  readonly ends: Uint32Array<ArrayBuffer>
  /** Counted words of names, and how many of the members have each. */
  readonly words: ReadonlyMap<string, number>
  /** Country calling codes of phones, and how many phones have each. */
  readonly callingCodes: ReadonlyMap<string, number>
  /** Kinds of cards whose numbers stand in the rows, and are not known to be those of the file. */
  readonly kinds: readonly NumberedKind[]
}

/** What one column of a row holds. */
export type Value = string | number | null

/** Columns of a new row that hold texts, ... */
export const textColumns = [
  'remote_id',
  'first_name',
  'last_name',
  'email',
  'phone',
  'birthday',
  'cards',
  'codes',
  'tags',
  'facts',
] as const

/** ... and all of them that hold anything. */
export const newColumns = [...textColumns, 'updated_at', 'fetched_at'] as const

/** The provider's id of one of them. */
export function remoteIdOf({ values }: PreparedPortion, at: number): string {
  return String(values[at * newColumns.length])
}

/** The name of one of them. */
export function nameOf(
  { values }: PreparedPortion,
  at: number,
): Pick<MemberDetails, 'firstName' | 'lastName'> {
  const [, firstName, lastName = null] = values.slice(at * newColumns.length)
  return { firstName: String(firstName), lastName: lastName === null ? null : String(lastName) }
}

/** Makes what is stored of members who are new. With kinds of a file: in a transaction. */
export type Preparer = (members: readonly RemoteMember[], readAt: number) => PreparedPortion

/** @param tokensOf Makes the keys of their tokens. */
export function createPreparer(kinds: KindNumbers, tokensOf = createTokens()): Preparer {
  let room = new Uint32Array(1_024)

  return (members, readAt) => {
    const size = members.length
    const hashes = new Float64Array(size)
    const ends = new Uint32Array(size)
    const values: Value[] = []
    const words = new Map<string, number>()
    const callingCodes = new Map<string, number>()
    let end = 0
    for (const [at, member] of members.entries()) {
      const row = contentOf(member, kinds)
      hashes[at] = remoteHash(member.remoteId)
      values.push(row.remote_id, row.first_name, row.last_name, row.email, row.phone, row.birthday)
      values.push(row.cards, row.codes, row.tags, row.facts, row.updated_at, readAt)
      const names = nameWords(member.details)
      const keys = tokensOf(member, names)
      if (end + keys.length > room.length) room = longer(room, end + keys.length)
      room.set(keys, end)
      end += keys.length
      ends[at] = end
      for (const word of countedWords(names)) words.set(word, (words.get(word) ?? 0) + 1)
      const code = callingCode(row.phone)
      if (code !== null) callingCodes.set(code, (callingCodes.get(code) ?? 0) + 1)
    }
    return { size, hashes, values, keys: room.slice(0, end), ends, words, callingCodes, kinds: [] }
  }
}

function longer(list: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.max(least, 2 * list.length))
  more.set(list)
  return more
}
