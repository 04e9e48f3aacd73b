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

type Indexed = Pick<MemberRecord, 'id' | (typeof columns)[number]>

/** What the tokens of a row are made of. */
const columns = ['first_name', 'last_name', 'email', 'phone', 'birthday', 'codes'] as const
const readTogether = 500

/** Prepares the reading of rows for the index. */
export function prepareRowTokens(db: CacheFile): RowTokens {
  const last = db.prepare<[], number | null>('SELECT max(id) FROM member').pluck()
  // Nothing else of a row is needed, and not one row after the other: whoever opens a copy after a kill waits for it.
  const after = db.prepare<[after: number, most: number], Indexed>(
    `SELECT id, ${columns.join(', ')} FROM member WHERE id > ? ORDER BY id LIMIT ?`,
  )
  return {
    last: () => last.get() ?? 0,
    *after(row) {
      const tokensOf = createTokens()
      for (let from: number | null = row; from !== null;) {
        const rows: readonly Indexed[] = after.all(from, readTogether)
        for (const record of rows) yield [record.id, tokensOf(indexedOf(record))]
        from = rows.length < readTogether ? null : (rows.at(-1)?.id ?? null)
      }
    },
  }
}
