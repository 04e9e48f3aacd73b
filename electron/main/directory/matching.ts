import type { CacheFile } from '../db/open-cache.ts'
import type { MemberRecord } from './member-row.ts'
import { tokenIndexOf } from './token-index.ts'

/** Members by an expression of tokens. */
export interface Matching {
  /** Numbers of the first rows, in their order. */
  ids(expression: string, most: number): readonly number[]
  /** Rows of these numbers, in the order in which they are given. Many at once cost half of as many one by one. */
  rows(ids: readonly number[]): readonly MemberRecord[]
  /** The first rows, in their order. */
  all(expression: string, most: number): readonly MemberRecord[]
}

/** Prepares look-ups in an open member copy. */
export function prepareMatching(db: CacheFile): Matching {
  const index = tokenIndexOf(db)
  const byIds = db.prepare<[string], MemberRecord>(
    'SELECT m.* FROM json_each(?) AS asked CROSS JOIN member m ON m.id = asked.value',
  )
  const rows = (ids: readonly number[]): readonly MemberRecord[] =>
    ids.length === 0 ? [] : byIds.all(JSON.stringify(ids))
  return {
    ids: (expression, most) => index.matching(expression, most),
    rows,
    all: (expression, most) => rows(index.matching(expression, most)),
  }
}
