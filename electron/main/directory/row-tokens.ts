import type { CacheFile } from '../db/open-cache.ts'
import { indexedOf } from './member-row.ts'
import type { MemberRecord } from './member-row.ts'
import { createTokens } from './tokens.ts'

/** What the file itself says of its rows' tokens. */
export interface RowTokens {
  /** The last row; 0 where there is none. */
  last(): number
  /** The rows after this one, each with the keys of its tokens; they are the next one's too. */
  after(row: number): Iterable<readonly [row: number, keys: Uint32Array]>
}

/** Prepares the reading of rows for the index. */
export function prepareRowTokens(db: CacheFile): RowTokens {
  const last = db.prepare<[], number | null>('SELECT max(id) FROM member').pluck()
  const after = db.prepare<[number], MemberRecord>('SELECT * FROM member WHERE id > ? ORDER BY id')
  return {
    last: () => last.get() ?? 0,
    *after(row) {
      const tokensOf = createTokens()
      for (const record of after.iterate(row)) yield [record.id, tokensOf(indexedOf(record))]
    },
  }
}
