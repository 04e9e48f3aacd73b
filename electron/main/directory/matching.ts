import type { CacheFile } from '../db/open-cache.ts'
import type { FoundRecord, MemberRecord } from './member-row.ts'
import { tokenIndexOf } from './token-index.ts'

/** The row of a provider's id, by its hash and itself. A join, which says the same, takes ten times as long to begin. */
export const recordOfRemoteId =
  'SELECT * FROM member WHERE id IN (SELECT member FROM remote WHERE hash = ?) AND remote_id = ?'

/** Members by an expression of tokens. */
export interface Matching {
  /** Numbers of the first rows, in their order; as `TokenIndex.matching`. */
  ids(expression: string, most: number, isStrict?: boolean): readonly number[]
  /** As `TokenIndex.further`. */
  further(expression: string): number
  /** Rows of these numbers, in the order in which they are given. Many at once cost half of as many one by one. */
  rows(ids: readonly number[]): readonly FoundRecord[]
  /** Runs look-ups over one state of the file; quicker than each by itself. */
  reading<T>(lookUps: () => T): T
  /** The first rows, in their order, with all that they hold. */
  all(expression: string, most: number): readonly MemberRecord[]
}

/** Prepares look-ups in an open member copy. */
export function prepareMatching(db: CacheFile): Matching {
  const index = tokenIndexOf(db)
  const byIds = db.prepare<[string], FoundRecord>(
    `SELECT m.id, m.remote_id, m.first_name, m.last_name, m.email, m.phone, m.birthday, m.cards, m.codes, m.facts
    FROM json_each(?) AS asked CROSS JOIN member m ON m.id = asked.value`,
  )
  const wholeRows = db.prepare<[string], MemberRecord>(
    'SELECT m.* FROM json_each(?) AS asked CROSS JOIN member m ON m.id = asked.value',
  )
  return {
    ids: (expression, most, isStrict) => index.matching(expression, most, isStrict),
    further: (expression) => index.further(expression),
    rows: (ids) => (ids.length === 0 ? [] : byIds.all(JSON.stringify(ids))),
    reading: (lookUps) => index.reading(lookUps),
    all(expression, most) {
      const ids = index.matching(expression, most, true)
      return ids.length === 0 ? [] : wholeRows.all(JSON.stringify(ids))
    },
  }
}
