import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { tokenIndexOf } from '../../../electron/main/directory/token-index.ts'
import { tokenKey } from '../../../electron/main/directory/token-key.ts'
import { randomOf } from './made-up-members.ts'
import { folder } from './open-copy.ts'

const rows = 6_000
/** One row of so many has each of these. */
const shares = [1, 1, 2, 3, 5, 8, 20, 60, 300, 2_000]
const tokens = shares.map((_, at) => `t${at}`)

/** Who has each token, by a set of rows. */
type Known = ReadonlyMap<string, Set<number>>

/** A random expression, as text and as the rows that a plain reading of it brings. */
interface Asked {
  readonly text: string
  readonly rows: ReadonlySet<number>
}

function randomExpression(chance: () => number, known: Known, depth: number): Asked {
  if (depth === 0 || chance() < 0.2) {
    const [token = '', check = ''] = [0, 0].map(() => tokens[Math.floor(chance() * tokens.length)])
    const some = known.get(token) ?? new Set()
    if (chance() < 0.7) return { text: `"${token}"`, rows: some }
    const both = [...some].filter((row) => known.get(check)?.has(row) === true)
    return { text: `"${token}" IF "${check}"`, rows: new Set(both) }
  }
  const isAll = chance() < 0.6
  const parts = Array.from({ length: 2 + Math.floor(chance() * 5) }, () =>
    randomExpression(chance, known, depth - 1),
  )
  const text = `(${parts.map((part) => part.text).join(isAll ? ' AND ' : ' OR ')})`
  const all = parts.map((part) => part.rows)
  const some = [...new Set(all.flatMap((part) => [...part]))]
  return { text, rows: new Set(isAll ? some.filter((row) => all.every((part) => part.has(row))) : some) }
}

describe('whatever is asked, an expression brings what reading it plainly brings', () => {
  test.each([1, 2, 3, 4])('from new and changed rows in several runs (%i)', (seed) => {
    const { db } = openCache(path.join(folder(), 'cache.db'))
    onTestFinished(() => void db.close())
    const index = tokenIndexOf(db)
    const chance = randomOf(seed)
    const known = new Map(tokens.map((token) => [token, new Set<number>()]))
    const tell = (row: number, isGone: boolean, of: readonly string[]): void => {
      index.tell(Uint32Array.from(of, tokenKey), row, isGone)
      for (const token of of) {
        if (isGone) known.get(token)?.delete(row)
        else known.get(token)?.add(row)
      }
    }
    for (let from = 1; from <= rows; from += 1_500) {
      db.transaction(() => {
        for (let row = from; row < from + 1_500; row += 1) {
          const some = tokens.filter((_, at) => chance() * (shares[at] ?? 1) < 1)
          tell(row, false, some)
        }
        index.write()
      })()
      // Runs that follow each other, and beside them some of changes, in which rows are gone.
      if (seed % 2 === 0) continue
      db.transaction(() => {
        for (let change = 0; change < 200; change += 1) {
          const row = 1 + Math.floor(chance() * (from + 1_499))
          const had = tokens.filter((token) => chance() < 0.3 && known.get(token)?.has(row) === true)
          tell(row, true, had)
          const others = tokens.filter((token) => chance() < 0.1 && !had.includes(token))
          tell(row, false, others)
        }
        index.write()
      })()
    }
    if (seed > 2) while (db.transaction(() => index.step(true))());
    let brought = 0
    for (let count = 0; count < 150; count += 1) {
      const asked = randomExpression(chance, known, 1 + (count % 3))
      const all = [...asked.rows].toSorted((one, other) => one - other)
      expect(index.matching(asked.text, rows, true), asked.text).toEqual(all)
      // Of a few more may be brought, who are compared with the row in any case.
      const loose = new Set(index.matching(asked.text, rows))
      expect(
        all.every((row) => loose.has(row)),
        asked.text,
      ).toBe(true)
      index.reading(() => {
        for (const most of [1, 30, 60, 200, rows])
          expect(index.matching(asked.text, most, true), asked.text).toEqual(all.slice(0, most))
      })
      if (all.length > 0 && all.length < rows) brought += 1
    }
    expect(brought).toBeGreaterThan(40)
  })
})
