import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CacheFile } from '../../../electron/main/db/open-cache.ts'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { tokenIndexOf } from '../../../electron/main/directory/token-index.ts'
import type { TokenIndex } from '../../../electron/main/directory/token-index.ts'
import { tokenKey } from '../../../electron/main/directory/token-key.ts'
import { madeUpMembers, randomOf } from './made-up-members.ts'
import { folder } from './open-copy.ts'

function open(file: string): CacheFile {
  const { db } = openCache(file)
  onTestFinished(() => void db.close())
  return db
}

function newFile(): string {
  return path.join(folder(), 'cache.db')
}

const keysOf = (...tokens: readonly string[]): Uint32Array => Uint32Array.from(tokens, tokenKey)

/** Tells so many rows to the index, some hundreds to a run. */
function fill(
  db: CacheFile,
  index: TokenIndex,
  rows: number,
  tokensOf: (row: number) => readonly string[],
): void {
  for (let from = 1; from <= rows; from += 500) {
    db.transaction(() => {
      for (let row = from; row < Math.min(from + 500, rows + 1); row += 1)
        index.tell(keysOf(...tokensOf(row)), row, false)
      index.write()
    })()
  }
}

const rowsUpTo = (rows: number, fits: (row: number) => boolean): readonly number[] =>
  Array.from({ length: rows }, (_, at) => at + 1).filter(fits)

describe('an expression brings whoever has the tokens, in the order of the rows', () => {
  const rows = 6_000
  const tokensOf = (row: number): readonly string[] => [
    'everybody',
    ...(row % 2 === 0 ? ['even'] : []),
    ...(row % 7 === 0 ? ['seventh'] : []),
    ...(row % 1_999 === 0 ? ['rare'] : []),
  ]
  const of = (words: string, row: number): boolean => tokensOf(row).includes(words)
  test.each<readonly [string, (row: number) => boolean]>([
    ['"everybody"', () => true],
    ['"rare"', (row) => of('rare', row)],
    ['"everybody" AND "rare"', (row) => of('rare', row)],
    ['"even" AND "seventh"', (row) => row % 14 === 0],
    ['"rare" OR "seventh" AND "even"', (row) => of('rare', row) || row % 14 === 0],
    ['("rare" OR "seventh") AND "even"', (row) => row % 2 === 0 && (of('rare', row) || row % 7 === 0)],
    ['"even" AND ("nobody" OR "rare")', (row) => row % 2 === 0 && of('rare', row)],
    ['"nobody"', () => false],
    ['"everybody" AND "nobody"', () => false],
  ])('%s', (expression, fits) => {
    const db = open(newFile())
    const index = tokenIndexOf(db)
    fill(db, index, rows, tokensOf)
    const all = rowsUpTo(rows, fits)
    expect(index.matching(expression, rows)).toEqual(all)
    expect(index.matching(expression, 3)).toEqual(all.slice(0, 3))
    while (db.transaction(() => index.step(false))());
    expect(index.runs()).toBeLessThanOrEqual(4)
    expect(index.matching(expression, rows)).toEqual(all)
  })
  test.each(['', '"a" AND', '("a"', '"a")', 'anna'])('"%s" is a mistake of ours', (expression) => {
    expect(() => tokenIndexOf(open(newFile())).matching(expression, 5)).toThrow('expression')
  })
})

test.each([1, 2, 3])(
  'whatever is told, given up and brought together, by whichever run of the program, the newest word counts (%i)',
  (seed) => {
    const file = newFile()
    let db = open(file)
    const chance = randomOf(seed)
    const kept = new Set<string>()
    for (let step = 1; step <= 120; step += 1) {
      const index = tokenIndexOf(db)
      const isGivenUp = chance() < 0.1
      const told = new Map<string, boolean>()
      try {
        db.transaction(() => {
          for (let count = Math.floor(chance() * 60); count >= 0; count -= 1) {
            const [token, row] = [`t${Math.floor(chance() * 30)}`, 1 + Math.floor(chance() * 200)]
            const isGone = chance() < 0.4
            index.tell(keysOf(token), row, isGone)
            told.set(`${tokenKey(token)} ${row}`, isGone)
            // Who asks in between has it sorted.
            if (chance() < 0.05) expect(index.matching(`"${token}"`, 200).includes(row)).toBe(!isGone)
          }
          index.keepUp()
          index.write()
          if (isGivenUp) throw new Error('given up')
        })()
        for (const [posting, isGone] of told) {
          if (isGone) kept.delete(posting)
          else kept.add(posting)
        }
      } catch (error) {
        expect(error).toMatchObject({ message: 'given up' })
        index.reread()
      }
      if (chance() < 0.2) db.transaction(() => index.step(!index.isMerging() && chance() < 0.3))()
      // As after a kill: another connection has nothing but the file.
      if (chance() < 0.1) db = open(file)
    }
    const there = [...tokenIndexOf(db).entries()].map(([key, row]) => `${key} ${row}`)
    expect(there.toSorted()).toEqual([...kept].toSorted())
    expect(there.length).toBeGreaterThan(1_000)
  },
)

test.each(['posting_block', 'posting_fence'])(
  'a changed bit in %s is damage, and no other answer',
  (table) => {
    const file = newFile()
    const db = open(file)
    fill(db, tokenIndexOf(db), 400, (row) => [`t${row % 7}`, `u${row}`])
    const data = db.prepare<[], Buffer>(`SELECT data FROM ${table} ORDER BY id LIMIT 1`).pluck().get()
    if (data === undefined) throw new Error('nothing was written')
    const change = db.prepare<[Buffer]>(
      `UPDATE ${table} SET data = ? WHERE id = (SELECT min(id) FROM ${table})`,
    )
    for (let bit = 0; bit < data.length * 8; bit += 7) {
      const changed = Buffer.from(data)
      changed[bit >>> 3] = (changed[bit >>> 3] ?? 0) ^ (1 << (bit & 7))
      change.run(changed)
      const index = tokenIndexOf(db)
      expect(() => {
        index.reread()
        index.matching('"t1" OR "u1" OR "u399"', 500)
      }).toThrow(SyntaxError)
    }
  },
)

test('runs that were on their way into one when the program was killed get there in the next, step by step', () => {
  const file = newFile()
  const db = open(file)
  const index = tokenIndexOf(db)
  const tokensOf = (row: number): readonly string[] =>
    Array.from({ length: 30 }, (_, at) => `t${(row * 31 + at * at * 7) % 4_001}`)
  fill(db, index, 2_800, tokensOf)
  db.transaction(() => {
    for (let row = 2; row <= 2_800; row += 2) index.tell(keysOf(...tokensOf(row)), row, true)
    index.write()
  })()
  const all = (of: TokenIndex): string => JSON.stringify([...of.entries()])
  const before = all(index)
  db.transaction(() => index.step(true))()
  expect(index.isMerging()).toBe(true)
  // Whoever is in the one already is nowhere else: a row that has lost a token does not come back.
  expect(all(index) === before).toBe(true)
  const again = open(file)
  const next = tokenIndexOf(again)
  expect(all(next) === before).toBe(true)
  expect(next.isMerging()).toBe(true)
  let steps = 0
  while (again.transaction(() => next.step(false))()) steps += 1
  expect(steps).toBeGreaterThan(0)
  expect(all(next) === before).toBe(true)
  expect(again.prepare('SELECT sum((length(data) - 4) / 12) FROM posting_fence').pluck().get()).toBe(
    again.prepare('SELECT count(*) FROM posting_block').pluck().get(),
  )
  // Whoever had the file open before sees what another wrote.
  expect(all(index) === before).toBe(true)
})

describe('words of many members', () => {
  const state = { cursor: 'x', startedAt: 1, finishedAt: null, total: null, lastStartedAt: null }
  const wordsOf = (db: CacheFile): unknown => db.prepare('SELECT word, members FROM word ORDER BY word').all()
  test.each([0, 1])(
    'are counted once, though the program is killed after %i steps of writing them and some change meanwhile',
    (steps) => {
      const all = [...madeUpMembers(2_500, 5)]
      const file = newFile()
      const writes = prepareWrites(open(file))
      writes.storePart(all, 1_000)
      writes.commitParts(state)
      for (let step = 0; step < steps; step += 1) expect(writes.settle()).toBe(true)
      const changed = all.slice(0, 40).map((member, at) => ({
        ...member,
        details: { ...member.details, lastName: `Ax${at} Mx${at} Zx${at}` },
      }))
      writes.apply(changed, 2_000)
      for (const { remoteId } of all.slice(40, 80)) writes.remove(remoteId)
      const killed = open(file)
      const next = prepareWrites(killed)
      while (next.settle());
      const fresh = open(newFile())
      prepareWrites(fresh).apply([...changed, ...all.slice(80)], 2_000)
      expect(wordsOf(killed)).toEqual(wordsOf(fresh))
      expect(killed.prepare("SELECT count(*) FROM kept WHERE name = 'words'").pluck().get()).toBe(0)
    },
  )
})
