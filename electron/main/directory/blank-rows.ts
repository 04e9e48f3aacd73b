import type { CacheFile } from '../db/open-cache.ts'

/** Rows on either side: more than share a page. */
const near = 64

/**
 * Writes the rows beside one that was forgotten anew, as they are. The engine moves rows within a page when neighbours go, and
 * leaves the room they come from as it was: of whoever is forgotten a copy may stand there. A page that loses all of its rows
 * is overwritten as a whole. In a transaction, with `secure_delete` on.
 */
export function prepareRowsBeside(db: CacheFile): (id: number) => void {
  const before = db.prepare<[number, number], unknown[]>(
    'SELECT * FROM member WHERE id < ? ORDER BY id DESC LIMIT ?',
  )
  const behind = db.prepare<[number, number], unknown[]>(
    'SELECT * FROM member WHERE id > ? ORDER BY id LIMIT ?',
  )
  const columns = before.columns().map(() => '?')
  const put = db.prepare(`INSERT INTO member VALUES (${columns.join(', ')})`)
  const drop = db.prepare<[unknown]>('DELETE FROM member WHERE id = ?')
  before.raw()
  behind.raw()
  return (id) => {
    const rows = [...before.all(id, near).toReversed(), ...behind.all(id, near)]
    for (const [row] of rows) drop.run(row)
    for (const row of rows) put.run(...row)
  }
}
