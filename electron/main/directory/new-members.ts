import type { CacheFile, CacheStatement } from '../db/open-cache.ts'
import type { MemberRecord } from './member-row.ts'
import { nameWords } from './member-row.ts'
import { nameOf, newColumns } from './prepared-portion.ts'
import type { PreparedPortion, Value } from './prepared-portion.ts'
import { tokenIndexOf } from './token-index.ts'
import type { WordCount } from './word-count.ts'

/** Stores members whom the copy does not have, as those of a first pull: many with each statement. */
export interface NewMembers {
  /** The member with this provider's id, whose `remoteHash` is this. */
  find(hash: number, remoteId: string): MemberRecord | undefined
  /** Whether the copy has none of them, and no two are the same. */
  areUnknown(hashes: ArrayLike<number>, remoteId: (at: number) => string): boolean
  /** Adds their rows, ids, tokens and words. In a transaction. */
  store(portion: PreparedPortion): void
}

/** Rows that one statement adds: to begin and end one takes half as long as a row does. */
const together = 16

const perRow = newColumns.length

/** Prepares the storing into an open member copy. */
export function prepareNewMembers(db: CacheFile, words: WordCount): NewMembers {
  const index = tokenIndexOf(db)
  const find = db.prepare<[number, string], MemberRecord>(
    'SELECT m.* FROM remote r JOIN member m ON m.id = r.member WHERE r.hash = ? AND m.remote_id = ?',
  )
  const ofRows = (rows: number): CacheStatement<[readonly Value[]], unknown> =>
    db.prepare(`INSERT INTO member (${newColumns.join(', ')}) VALUES ${listOf(rows, perRow)}`)
  const ofIds = (rows: number): CacheStatement<[readonly number[]], unknown> =>
    db.prepare(`INSERT INTO remote VALUES ${listOf(rows, 2)}`)
  const [addRows, addRow] = [ofRows(together), ofRows(1)]
  const [addIds, addId] = [ofIds(together), ofIds(1)]
  // May stay above what is there once members have gone: then one is looked for that is not there.
  let largest = db.prepare<[], number | null>('SELECT max(hash) FROM remote').pluck().get() ?? 0

  /** Answers the row of the first: each is one behind the last that there is. */
  function add({ size, values, hashes }: PreparedPortion): number {
    let last: number | bigint = 0
    let at = 0
    for (; at + together <= size; at += together)
      last = addRows.run(values.slice(at * perRow, (at + together) * perRow)).lastInsertRowid
    for (; at < size; at += 1) last = addRow.run(values.slice(at * perRow, (at + 1) * perRow)).lastInsertRowid
    const first = Number(last) - size + 1
    const ids: number[] = []
    for (let place = 0; place < size; place += 1) ids.push(hashes[place] ?? 0, first + place)
    for (at = 0; at + together <= size; at += together) addIds.run(ids.slice(at * 2, (at + together) * 2))
    for (; at < size; at += 1) addId.run(ids.slice(at * 2, (at + 1) * 2))
    return first
  }

  return {
    // A list in the order of its ids, as the first pull of most is, has nobody to look for.
    find: (hash, remoteId) => (hash > largest ? undefined : find.get(hash, remoteId)),
    areUnknown(hashes, remoteId) {
      let most = largest
      let isInOrder = true
      for (let at = 0; at < hashes.length; at += 1) {
        const hash = hashes[at] ?? 0
        if (hash > most) most = hash
        else {
          isInOrder = false
          if (find.get(hash, remoteId(at)) !== undefined) return false
        }
      }
      return isInOrder || new Set(Array.from(hashes)).size === hashes.length
    },
    store(portion) {
      const { size, hashes, keys, ends } = portion
      if (size === 0) return
      const first = add(portion)
      const areCounted = words.addCounted(portion.words, first, first + size - 1)
      let begin = 0
      for (let at = 0; at < size; at += 1) {
        largest = Math.max(largest, hashes[at] ?? 0)
        const end = ends[at] ?? 0
        index.tell(keys.subarray(begin, end), first + at, false)
        begin = end
        if (!areCounted) words.add(nameWords(nameOf(portion, at)), first + at)
      }
    },
  }
}

/** So many rows of so many values. */
function listOf(rows: number, values: number): string {
  const row = `(${Array.from({ length: values }, () => '?').join(', ')})`
  return Array.from({ length: rows }, () => row).join(', ')
}
