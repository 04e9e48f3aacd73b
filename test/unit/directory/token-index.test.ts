import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CacheFile } from '../../../electron/main/db/open-cache.ts'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import { tokenIndexOf } from '../../../electron/main/directory/token-index.ts'
import type { TokenIndex } from '../../../electron/main/directory/token-index.ts'
import { tokenKey } from '../../../electron/main/directory/token-key.ts'
import { madeUpMembers, memberLike, randomOf } from './made-up-members.ts'
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
    // What was asked before in the same reading is gone on with.
    const asked = [3, 40, 20, rows].map((most) => [most, all.slice(0, most)] as const)
    index.reading(() => {
      for (const [most, first] of asked) expect(index.matching(expression, most)).toEqual(first)
    })
    while (db.transaction(() => index.step(false))());
    expect(index.runs()).toBeLessThanOrEqual(4)
    expect(index.matching(expression, rows)).toEqual(all)
  })
  test('who has a token by chance stands before nobody', () => {
    const db = open(newFile())
    const index = tokenIndexOf(db)
    fill(db, index, rows, tokensOf)
    const both = rowsUpTo(rows, (row) => row % 14 === 0)
    const meant = '"seventh" IF "even"'
    expect(index.matching(meant, 300, true)).toEqual(both.slice(0, 300))
    expect(index.matching(`"everybody" AND (${meant} OR "nobody")`, 300, true)).toEqual(both.slice(0, 300))
    expect(index.matching('"nobody" IF "even"', 300, true)).toEqual([])
    const spellings = ['seventh', 'no', 'nobody', 'none'].map((token) => `"${token}"`).join(' OR ')
    expect(index.matching(`"rare" AND (${spellings})`, rows, true)).toEqual([])
    // Whoever is compared with the row in any case asks for the first token alone, and looks at a few sooner than ask on.
    expect(index.matching(`"rare" AND (${spellings})`, rows)).toEqual([1_999, 3_998, 5_997])
    expect(index.matching(`"even" AND (${spellings})`, rows)).toEqual(both)
    expect(index.matching(meant, rows)).toEqual(rowsUpTo(rows, (row) => row % 7 === 0))
  })
  test.each(['', '"a" AND', '("a"', '"a")', 'anna', '"a" IF', '"a" IF ("b")'])(
    '"%s" is a mistake of ours',
    (expression) => {
      expect(() => tokenIndexOf(open(newFile())).matching(expression, 5)).toThrow('expression')
    },
  )
})

test('look-ups of one reading see one state of the file, and what was given up before is in none', () => {
  const file = newFile()
  const db = open(file)
  const index = tokenIndexOf(db)
  const other = open(file)
  const beside = tokenIndexOf(other)
  fill(db, index, 10, () => ['anna'])
  expect(beside.matching('"anna"', 99)).toHaveLength(10)
  const seen = beside.reading(() => {
    const before = beside.matching('"anna"', 99).length
    db.transaction(() => {
      index.tell(keysOf('anna'), 11, false)
      index.write()
    })()
    return [before, beside.reading(() => beside.matching('"anna"', 99).length)]
  })
  expect(seen).toEqual([10, 10])
  expect(beside.reading(() => beside.matching('"anna"', 99).length)).toBe(11)
  index.tell(keysOf('anna'), 12, false)
  expect(index.reading(() => index.matching('"anna"', 99).length)).toBe(11)
  expect(() =>
    beside.reading(() => {
      throw new SyntaxError('damage')
    }),
  ).toThrow('damage')
  expect(other.inTransaction).toBe(false)
  expect(beside.matching('"anna"', 99)).toHaveLength(11)
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

/** Tells many postings that nobody asks for, so that bringing them together takes more than one step. */
function tellHeap(index: TokenIndex, postings: number, chance: () => number): void {
  const first = 2 ** 20 + Math.floor(chance() * 50_000)
  for (let row = 1; row <= postings / 100; row += 1)
    index.tell(
      Uint32Array.from({ length: 100 }, (_, at) => first + row * 61 + at * 97),
      1_000 + row,
      false,
    )
}

test.each([1, 2, 51, 60])(
  'however long runs are on their way into one, beside what is told, given up and killed, the newest word counts (%i)',
  (seed) => {
    const file = newFile()
    let db = open(file)
    const chance = randomOf(seed)
    const upTo = (most: number): number => Math.floor(chance() * (most + 1))
    const tokens = 12
    const kept = Array.from({ length: tokens }, () => new Set<number>())
    const rowsOf = (token: number): readonly number[] =>
      [...(kept[token] ?? [])].toSorted((one, other) => one - other)
    let beside = 0
    const rest = (steps: number): void => {
      const index = tokenIndexOf(db)
      const isAsked = chance() < 0.1 && !index.isMerging()
      for (let left = steps; left > 0; left -= 1)
        db.transaction(() => index.step(isAsked && left === steps))()
    }
    const check = (): void => {
      const index = tokenIndexOf(db)
      for (let token = 0; token < tokens; token += 1)
        expect(index.matching(`"t${token}"`, 99)).toEqual(rowsOf(token))
      const [one, other] = [upTo(tokens - 1), upTo(tokens - 1)]
      expect(index.matching(`"t${one}" AND "t${other}"`, 99)).toEqual(
        rowsOf(one).filter((row) => kept[other]?.has(row)),
      )
    }
    const commit = (heap: number): void => {
      const index = tokenIndexOf(db)
      if (index.isMerging()) beside += 1
      const told: (readonly [token: number, row: number, isGone: boolean])[] = []
      db.exec('BEGIN IMMEDIATE')
      for (let count = upTo(8); count >= 0; count -= 1) {
        const one = [upTo(tokens - 1), 1 + upTo(30), chance() < 0.45] as const
        index.tell(keysOf(`t${one[0]}`), one[1], one[2])
        told.push(one)
      }
      tellHeap(index, heap, chance)
      if (chance() < 0.03) index.keepUp()
      // As the engine gives one up: nobody tells the index, and whoever comes next only looks or brings together.
      if (chance() < 0.05) {
        db.exec('ROLLBACK')
        if (chance() < 0.5) check()
        else rest(1)
        return
      }
      index.write()
      db.exec('COMMIT')
      for (const [token, row, isGone] of told) {
        if (isGone) kept[token]?.delete(row)
        else kept[token]?.add(row)
      }
    }
    for (let round = 1; round <= 24; round += 1) {
      if (chance() < 0.4) for (let count = upTo(5); count > 0; count -= 1) commit(14_000)
      for (let count = upTo(10); count > 0; count -= 1) commit(0)
      check()
      if (chance() < 0.15) db = open(file)
      rest(chance() < 0.5 ? 1 : upTo(8))
      check()
    }
    expect(beside).toBeGreaterThan(20)
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
  // What a full block did not hold was brought in twice, and is there once.
  expect(again.prepare('SELECT sum(postings) FROM posting_run').pluck().get()).toBe(
    [...next.entries()].length,
  )
})

test('whoever writes, steps or searches after another has written goes on from what is in the file', () => {
  const file = newFile()
  const one = open(file)
  fill(one, tokenIndexOf(one), 3_500, (row) => ['all', `a${row % 50}`])
  const other = open(file)
  const rest = (db: CacheFile): void => {
    while (db.transaction(() => tokenIndexOf(db).step(true))());
  }
  const tell = (db: CacheFile, row: number): void =>
    db.transaction(() => {
      tokenIndexOf(db).tell(keysOf('all'), row, false)
      tokenIndexOf(db).keepUp()
      tokenIndexOf(db).write()
    })()
  // Neither has read since: the blocks that it knows are gone.
  one.transaction(() => tokenIndexOf(one).step(true))()
  other.transaction(() => tokenIndexOf(other).step(false))()
  rest(one)
  tell(other, 3_501)
  tell(one, 3_502)
  tell(other, 3_503)
  rest(other)
  rest(one)
  for (const db of [one, other])
    expect(tokenIndexOf(db).matching('"all"', 5_000)).toEqual(rowsUpTo(3_503, () => true))
})

describe('bringing runs together', () => {
  const brought = (db: CacheFile): unknown =>
    db
      .prepare('SELECT sum(postings) FROM posting_run WHERE id IN (SELECT into_run FROM posting_run)')
      .pluck()
      .get()
  test('takes no call longer than a keystroke may wait, however much is owed; the next ones go on with it', () => {
    const db = open(newFile())
    const index = tokenIndexOf(db)
    const chance = randomOf(1)
    for (let run = 0; run < 8; run += 1)
      db.transaction(() => {
        tellHeap(index, 50_000, chance)
        index.write()
      })()
    expect(index.isMerging()).toBe(true)
    const progress: unknown[] = []
    for (const told of [100_000, 100, 100])
      db.transaction(() => {
        tellHeap(index, told, chance)
        index.keepUp()
        progress.push(brought(db))
        index.write()
      })()
    expect(progress.map((taken) => Math.round(Number(taken) / 10_000))).toEqual([16, 32, 0])
  })
  /** Tells rows of two tokens each, and answers how large the runs are once nothing is left to do; the oldest first. */
  function growing(): { readonly tell: (rows: number) => void; readonly rest: () => unknown } {
    const db = open(newFile())
    const index = tokenIndexOf(db)
    const sizes = db.prepare('SELECT postings FROM posting_run ORDER BY age').pluck()
    let row = 0
    return {
      tell: (rows) =>
        db.transaction(() => {
          for (const end = row + rows; row < end; row += 1) index.tell(keysOf('all', `t${row}`), row, false)
          index.write()
        })(),
      rest() {
        while (db.transaction(() => index.step(false))());
        return sizes.all()
      },
    }
  }
  test('a large run is written again only once there is a third as much beside it: each run costs a look-up its own search', () => {
    const { tell, rest } = growing()
    tell(6_000)
    expect(rest()).toEqual([12_000])
    tell(1_200)
    expect(rest()).toEqual([12_000, 2_400])
    // As large as a third of the one before, which is smaller than a third of the first.
    tell(400)
    expect(rest()).toEqual([12_000, 3_200])
    tell(100)
    expect(rest()).toEqual([12_000, 3_200, 200])
    tell(300)
    expect(rest()).toEqual([16_000])
  })
  test('one row that is told is not written with far more each time, however many large runs there are; of those at most four are left', () => {
    const { tell, rest } = growing()
    for (const rows of [100_000, 25_000, 7_000, 1_000]) {
      tell(rows)
      rest()
    }
    tell(1)
    expect(rest()).toEqual([200_000, 50_000, 14_000, 2_000, 2])
    const many = growing()
    for (const rows of [1_100_000, 260_000, 64_000, 16_000, 5_100]) {
      many.tell(rows)
      many.rest()
    }
    expect(many.rest()).toEqual([2_200_000, 520_000, 128_000, 42_200])
  })
})

test('beside many that are brought together, what is told is too; a copy that closes waits for that alone', () => {
  const db = open(newFile())
  const index = tokenIndexOf(db)
  let row = 0
  const tell = (rows: number, isOfRows: boolean): void =>
    db.transaction(() => {
      for (const end = row + rows; row < end;) {
        row += 1
        const first = 2 ** 20 + row * 61
        index.tell(
          Uint32Array.from({ length: 100 }, (_, at) => first + at * 97),
          row,
          false,
        )
      }
      index.write(isOfRows)
    })()
  for (let run = 0; run < 6; run += 1) tell(400, false)
  expect(db.transaction(() => index.step(false))()).toBe(true)
  for (let run = 0; run < 8; run += 1) tell(120, true)
  const levels = db.prepare('SELECT level FROM posting_run WHERE level > 0 ORDER BY level').pluck()
  expect(levels.all()).toEqual([1, 2])
  tell(120, true)
  db.transaction(() => {
    index.flush()
  })()
  expect(db.prepare('SELECT count(*) FROM posting_told').pluck().get()).toBe(0)
  expect(index.isMerging()).toBe(true)
  while (db.transaction(() => index.step(false))());
  expect(db.prepare('SELECT sum(postings) FROM posting_run').pluck().get()).toBe(row * 100)
})

describe('what calls leave of the index', () => {
  const state = { cursor: 'x', startedAt: 1, finishedAt: null, total: null, lastStartedAt: null }
  test('a sweep brings runs together as it goes: whoever is told next does not pay for it', () => {
    const db = open(newFile())
    const writes = prepareWrites(db)
    const members = [...madeUpMembers(480)]
    for (let at = 0; at < 480; at += 60) {
      writes.storePart(members.slice(at, at + 60), 1_000)
      writes.commitParts(state)
    }
    expect(tokenIndexOf(db).isMerging()).toBe(true)
    writes.sweepStep(2_000, 0)
    expect(tokenIndexOf(db).isMerging()).toBe(false)
  })
  test('nothing of a page that was dropped is kept, though the file could not be read when it was', () => {
    const db = open(newFile())
    const writes = prepareWrites(db)
    const anna = memberLike('1', { firstName: 'Anna', phone: '+36201234567' })
    writes.apply([anna], 1_000)
    writes.storePart([memberLike('1', { firstName: 'Anna', phone: '+36309999999' })], 2_000)
    db.exec('ROLLBACK; ALTER TABLE kept RENAME TO away')
    expect(() => writes.dropParts()).toThrow('kept')
    expect(writes.isSound()).toBe(false)
    db.exec('ALTER TABLE away RENAME TO kept')
    writes.apply([memberLike('2', { firstName: 'Bea' })], 3_000)
    expect(prepareLookUp(db).search('+36201234567', 5).hits).toHaveLength(1)
  })
})
