import type { CacheFile } from '../db/open-cache.ts'
import { tokenIndexOf } from './token-index.ts'

/** Rows of members by an expression of tokens. */
export interface Matching<R> {
  /** The first ones, in the order of the rows. */
  all(expression: string, most: number): readonly R[]
}

/** Prepares look-ups of these columns of `member m`. */
export function prepareMatching<R>(db: CacheFile, columns: string): Matching<R> {
  const index = tokenIndexOf(db)
  const rows = db.prepare<[string], R>(
    `SELECT ${columns} FROM json_each(?) f CROSS JOIN member m ON m.id = f.value`,
  )
  return {
    all(expression, most) {
      const found = index.matching(expression, most)
      return found.length === 0 ? [] : rows.all(JSON.stringify(found))
    },
  }
}
