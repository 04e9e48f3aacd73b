import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CacheFile } from '../../../electron/main/db/open-cache.ts'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { Gathering } from '../../../electron/main/directory/gathering.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import type { FoundRecord } from '../../../electron/main/directory/member-row.ts'
import type { Matching } from '../../../electron/main/directory/matching.ts'
import { prepareNameSearch } from '../../../electron/main/directory/search-names.ts'
import { planSearch } from '../../../electron/main/directory/search-plan.ts'
import { tokenIndexOf } from '../../../electron/main/directory/token-index.ts'
import { tokenKey } from '../../../electron/main/directory/token-key.ts'
import { prepareWhoFits } from '../../../electron/main/directory/who-fits.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { memberLike, randomOf } from './made-up-members.ts'
import { folder } from './open-copy.ts'

/** A new copy that counts how often a block of its index, and how many rows, are read from the file. */
function counting(): {
  readonly db: CacheFile
  readonly blocksOf: (work: () => void) => number
  readonly rowsOf: (work: () => void) => number
} {
  const { db } = openCache(path.join(folder(), 'cache.db'))
  onTestFinished(() => void db.close())
  let blocks = 0
  let rows = 0
  const prepare = db.prepare.bind(db)
  db.prepare = ((sql: string) => {
    const statement = prepare(sql)
    if (/json_each.*JOIN member/s.test(sql)) {
      const all = statement.all.bind(statement)
      statement.all = (...asked) => {
        const some = all(...asked)
        rows += some.length
        return some
      }
    }
    if (!/FROM posting_block WHERE/.test(sql)) return statement
    const get = statement.get.bind(statement)
    statement.get = (...asked) => {
      blocks += 1
      return get(...asked)
    }
    return statement
  }) as typeof db.prepare
  return {
    db,
    blocksOf(work) {
      blocks = 0
      work()
      return blocks
    },
    rowsOf(work) {
      rows = 0
      work()
      return rows
    },
  }
}

const row = (id: number): FoundRecord => ({
  id,
  remote_id: String(id),
  first_name: 'Anna',
  last_name: null,
  email: null,
  phone: null,
  birthday: null,
  cards: null,
  codes: null,
  facts: null,
})

/** An index that brings these. */
const indexOf = (ids: Matching['ids']) =>
  prepareWhoFits({
    ids,
    further: () => 0,
    rows: (some) => some.map(row),
    reading: (lookUps) => lookUps(),
    all: () => [],
  })

/** One whose every list holds five hundred, and a query that knows which rows it reads. */
function readingStage(hasLetters: boolean) {
  const read: number[] = []
  const into = new Gathering(50, hasLetters, (ids) => {
    read.push(...ids)
    return ids.map(row)
  })
  const ids = Array.from({ length: 500 }, (_, at) => at + 1)
  const { whoFits } = indexOf((_, most) => ids.slice(0, most))
  return { read, into, ids, whoFits }
}

describe('of whom the index brings', () => {
  const asked: number[] = []
  const among = (expression: string, brings: number, fits: (id: number) => boolean) => {
    asked.length = 0
    const ids = Array.from({ length: brings }, (_, at) => at + 1)
    const { whoFits } = indexOf((_, most, isStrict = false) => {
      asked.push(most)
      return ids.filter((id) => !isStrict || fits(id)).slice(0, most)
    })
    const into = new Gathering(50, true, (some) => some.map(row))
    const some = whoFits(expression, ({ id }) => fits(id), into)
    return { ...some, ids: some.rows.map(({ id }) => id) }
  }

  test.each(['"a"', '"ab" IF "a"'])('no more are asked for than are looked at, where all fit: %s', (of) => {
    const { ids, isCut } = among(of, 200, () => true)
    expect([ids.length, ids[50], isCut]).toEqual([51, 51, true])
    expect(Math.max(...asked)).toBe(51)
  })

  test.each([0, 1, 29, 50, 51, 52, 101, 102, 199, 200, 500])(
    'of %d the first who fit are there, one more than are shown, wherever they stand, and whether there may be others',
    (brings) => {
      const random = randomOf(brings + 1)
      for (const share of [0, 0.05, 0.3, 0.6, 0.95, 1]) {
        for (const of of ['"a"', '"ab" IF "a"']) {
          const some = new Set(
            Array.from({ length: brings }, (_, at) => at + 1).filter(() => random() < share),
          )
          const { ids, isCut } = among(of, brings, (id) => some.has(id))
          // Where they stand behind those who are in the list by chance, the strict list brings them.
          const reached = [...some].filter((id) => id <= 200 || of.includes('IF'))
          expect(ids).toEqual(reached.slice(0, 51))
          expect(isCut || ids.length === some.size).toBe(true)
        }
      }
    },
  )
})

describe('rows of a way to be found', () => {
  const stage = (
    found: number,
    fits: (id: number) => boolean,
    tier: 'name' | 'email-piece' = 'email-piece',
  ) => {
    const { read, into, ids, whoFits } = readingStage(true)
    into.add(into.recordsOf(ids.slice(0, found)), { tier: 'name', kind: 'name' })
    read.length = 0
    into.lookFor(tier)
    const some = whoFits('"a"', ({ id }) => fits(id), into)
    into.take(some, { tier, kind: 'email' })
    return { read: read.length, some, into }
  }

  test('are read as many as there is room for below those who were found, and who was found takes no room', () => {
    const { read, into } = stage(45, () => true)
    // Ten, in two goes of eight at least.
    expect(read).toBeLessThan(16)
    expect([into.size(), into.isAnswered(), into.isCut()]).toEqual([55, true, true])
  })

  test('are never so few that the best of them cannot have the last places', () => {
    expect(stage(50, () => true).read).toBe(10)
    expect(stage(0, () => true).read).toBe(51)
  })

  test('are read as if nobody was found where they are ranked with those who were', () => {
    const { read, some } = stage(45, () => true, 'name')
    expect(read).toBe(51 - 45)
    expect(some.rows).toHaveLength(51)
    expect(stage(45, (id) => id > 45, 'name').some.rows).toHaveLength(51)
  })

  test('where somebody has it exactly, a hundred are looked at for others, and that there may be more is said', () => {
    const looked = (tier: 'code' | 'name'): readonly [number, boolean, number] => {
      const { read, into, whoFits } = readingStage(false)
      into.add([row(999)], { tier, kind: 'id' })
      into.lookFor('phone-begin')
      const some = whoFits('"a"', ({ id }) => id % 10 === 0, into)
      return [read.length, some.isCut, some.rows.length]
    }
    expect(looked('code')).toEqual([100, true, 10])
    expect(looked('name')).toEqual([200, true, 20])
  })

  test('where a few are lacking, about as many are read as that takes', () => {
    const { read, some } = stage(0, (id) => id % 17 !== 0)
    expect(some.rows).toHaveLength(51)
    expect(some.rows.at(-1)?.id).toBe(54)
    expect(read).toBeLessThan(65)
  })

  test('law: whatever was found before, nobody is missed whom there is room for', () => {
    const random = randomOf(3)
    let [answered, ended] = [0, 0]
    for (let round = 0; round < 300; round += 1) {
      const found = Math.floor(random() * 51)
      const share = random()
      const fitting = new Set(Array.from({ length: 500 }, (_, at) => at + 1).filter(() => random() < share))
      const { some, into } = stage(found, (id) => fitting.has(id))
      const shown = new Set(into.list().map(({ id }) => id))
      // The first ones who fit, and of two hundred at most.
      const last = some.rows.at(-1)?.id ?? 0
      for (const id of fitting) if (id <= last) expect(shown).toContain(id)
      if (!into.isAnswered()) for (const id of fitting) if (id <= 200) expect(shown).toContain(id)
      if (some.isEnough) expect([into.isAnswered(), into.isCut()]).toEqual([true, true])
      if (into.isAnswered()) answered += 1
      else ended += 1
    }
    expect([answered > 20, ended > 20]).toEqual([true, true])
  })
})

describe('of a name', () => {
  /** What is asked of an index that is large and brings nobody. */
  const asked = (query: string, spellings: readonly string[] = []): readonly string[] => {
    const expressions: string[] = []
    const nobody = { rows: [], isCut: false, isEnough: false }
    const bring = (expression: string, most: number) => {
      expressions.push(expression)
      return { first: () => [], expression, most }
    }
    const list = {
      near: (word: string) => (word === 'anna' ? spellings.map((one) => ({ word: one, whole: true })) : []),
      beginning: () => [],
      fillFilter: () => false,
    }
    const names = prepareNameSearch(
      {
        bring,
        isLong: (expression) => !expression.includes('zwieb'),
        among: () => nobody,
        whoFits: () => nobody,
      },
      list,
      () => [],
    )
    const plan = planSearch(query)!
    const into = new Gathering(50, true, () => [])
    names.gather(plan, into)
    names.gatherNear(plan, into)
    return expressions
  }

  test.each(['thi ha anh phan', 'ha phan', 'phan ha'])(
    'with a word of two letters the pairs are asked for, and not what very many have: %s',
    (query) => {
      for (const expression of asked(query)) expect(expression).not.toMatch(/"_?[a-z]+"/)
    },
  )

  test.each(['ha le', 'ha le phan', 'phan ha le', 'ha phan le', 'phan h'])(
    'whose pairs are also how longer words begin, the words are asked for: %s',
    (query) => {
      expect(asked(query)[0]).toMatch(/"_ha?"/)
    },
  )

  test('that is mistyped, those with the other words are looked for by their pairs', () => {
    const few = '"__" OR (("_:berta_zwieb"))'
    const spellings = ['hanna', 'anne', 'manna', 'janna']
    expect(asked('anna berta zwiebel', spellings)).toContain(few)
    expect(asked('anna berta zwiebel', spellings.slice(1))).not.toContain(few)
  })
})

test('of digits alone no name is folded, but where it was found by its name', () => {
  const folded: string[] = []
  const into = new Gathering(50, false, () => [])
  const somebody = (id: number): FoundRecord => ({ ...row(id), first_name: 'Club', last_name: '77' })
  into.add([somebody(1)], { tier: 'phone-end', kind: 'phone' })
  into.add([somebody(2)], { tier: 'name', kind: 'name' })
  for (const { words, name } of into.list()) folded.push([...words, name].join())
  expect(folded).toEqual(['', 'club,77,club 77'])
})

test('and such a query is known to be one: whoever has it is ranked by nothing of the name', () => {
  const { db } = counting()
  const phones = ['+36301110142', '+36302220142', '+36303330142']
  const names = ['Alexandra', 'Bo', 'Chiara']
  const writes = prepareWrites(db)
  writes.apply(
    phones.map((phone, at) => memberLike(`m${at}`, { firstName: names[at]!, lastName: null, phone })),
    1_000,
  )
  const { hits } = prepareLookUp(db).search('0142', 50)
  expect(hits.map(({ details }) => details.firstName)).toEqual(names)
})

test('runs whose rows come after those that are asked for are not read', () => {
  const { db, blocksOf } = counting()
  const index = tokenIndexOf(db)
  for (let from = 1; from <= 4_000; from += 1_000) {
    db.transaction(() => {
      for (let at = from; at < from + 1_000; at += 1)
        index.tell(Uint32Array.from(['all', at % 2 === 0 ? 'even' : 'odd'], tokenKey), at, false)
      index.write()
    })()
  }
  expect(index.runs()).toBe(4)
  const even = Array.from({ length: 2_000 }, (_, at) => 2 * at + 2)
  const asked = (most: number) => () =>
    expect(index.matching('"all" AND "even"', most)).toEqual(even.slice(0, most))
  // What was read stays in memory; each run has a block or two.
  const read = [100, 600, 2_000].map((most) => blocksOf(asked(most)))
  expect(read).toEqual([1, 2, 5])
  // A newer run's word about an older row counts, though that run's own rows come later.
  db.transaction(() => {
    index.tell(Uint32Array.of(tokenKey('even')), 4, true)
    index.tell(Uint32Array.of(tokenKey('even')), 4_002, false)
    index.write()
  })()
  expect(index.matching('"even"', 3)).toEqual([2, 6, 8])
  expect(index.matching('"even"', 9_999).slice(-2)).toEqual([4_000, 4_002])
})

test('of a mistyped name no spelling is asked for where few have the other words', () => {
  const { db, blocksOf } = counting()
  const spellings = 'hanna anne annai danna janna manna panna vanna canna tanna'.split(' ')
  const members: RemoteMember[] = []
  const add = (firstName: string, lastName: string): void => {
    members.push(memberLike(String(members.length + 1), { firstName, lastName }))
  }
  for (const name of spellings) for (let at = 0; at < 90; at += 1) add(name, `fam${name}${at}ily`)
  add('Hanna', 'Zwiebel')
  add('Vanna', 'Zwiebel')
  add('Berta', 'Zwiebel')
  const writes = prepareWrites(db)
  writes.apply(members, 1_000)
  writes.flush()
  const reads = prepareLookUp(db)
  while (reads.warmUp());
  const found: (readonly string[])[] = []
  const blocks = blocksOf(() => {
    found.push(reads.search('anna zwiebel', 50).hits.map(({ details }) => details.firstName))
  })
  expect(found).toEqual([['Hanna', 'Vanna']])
  expect(blocks).toBeLessThan(5)
})

test('lists that stand between brackets are read where the shortest list has somebody, and nowhere else', () => {
  const { db, blocksOf } = counting()
  const index = tokenIndexOf(db)
  const rows = 80_000
  for (let from = 1; from <= rows; from += 20_000) {
    db.transaction(() => {
      for (let at = from; at < from + 20_000; at += 1) {
        // Each of the four takes dozens of blocks, and nobody is on both of a pair.
        const tokens = at % 2 === 0 ? ['even', 'left'] : ['odd', 'right']
        index.tell(Uint32Array.from(at % 18_000 === 0 ? [...tokens, 'rare'] : tokens, tokenKey), at, false)
      }
      index.write()
    })()
  }
  while (db.transaction(() => index.step(true))());
  expect(index.further('"even"') + index.further('"odd"')).toBeGreaterThan(30)
  const asked = '"rare" AND (("even" AND "odd") OR ("left" AND "right"))'
  const blocks = blocksOf(() => {
    expect(index.matching(asked, rows, true)).toEqual([])
  })
  // Where each list begins, and for each of four rows one block of two lists at most.
  expect(blocks).toBeLessThan(22)
})

describe('hardly anybody is read who does not fit', () => {
  const members = (
    count: number,
    of: (at: number) => Parameters<typeof memberLike>[1],
  ): readonly RemoteMember[] => Array.from({ length: count }, (_, at) => memberLike(`m${at}`, of(at)))
  const cost = (told: readonly RemoteMember[], query: string): { found: number; rows: number } => {
    const { db, rowsOf } = counting()
    const writes = prepareWrites(db)
    writes.apply(told, 1_000)
    writes.flush()
    const reads = prepareLookUp(db)
    while (reads.warmUp());
    const found: number[] = []
    const rows = rowsOf(() => found.push(reads.search(query, 50).hits.length))
    return { found: found[0] ?? 0, rows }
  }

  test('an e-mail by a piece with a sign, where others have another sign there', () => {
    const signs = ['_', '-', '.']
    const told = members(600, (at) => ({
      firstName: 'Berta',
      email: `${at}anna${signs[at % 100 === 0 ? 2 : at % 2] ?? ''}kov@shop.example`,
    }))
    const { found, rows } = cost(told, 'na.ko')
    expect(found).toBe(6)
    expect(rows).toBeLessThan(12)
  })

  test('an e-mail across its sign, where others are at a host that begins alike', () => {
    const told = members(600, (at) => ({
      firstName: 'Berta',
      email: `a${at}758@${at % 100 === 0 ? 'gmx.de' : 'gmail.com'}`,
    }))
    const { found, rows } = cost(told, '758@gmx.')
    expect(found).toBe(6)
    expect(rows).toBeLessThan(12)
  })

  test('a long beginning of very many names, where others have only its first letters', () => {
    const ends = 'abcdefghijklmnopqrstuvwxyz'
    const told = members(900, (at) => ({
      firstName: at % 3 === 0 ? `Lauterer${ends.charAt(at % 26)}${ends.charAt(at % 25)}` : `Lauterb${at % 7}`,
    }))
    const { found, rows } = cost(told, 'lauterer')
    expect(found).toBe(50)
    expect(rows).toBeLessThan(80)
  })

  test('but whoever has another one of the names is found by it and the end of a phone', () => {
    const ends = 'abcdefghijklmnopqrstuvwxyz'
    const told = [
      ...members(300, (at) => ({ firstName: 'Alexander', phone: `+3630${1_000_000 + at}` })),
      ...Array.from({ length: 70 }, (_, at) =>
        memberLike(`r${at}`, { firstName: `Alexandr${ends.charAt(at % 26)}${ends.charAt(at % 3)}${at}` }),
      ),
      memberLike('wanted', { firstName: 'Alexandra', phone: '+36309994711' }),
      memberLike('other', { firstName: 'Alexander', phone: '+36308884711' }),
    ]
    const { db } = openCache(path.join(folder(), 'cache.db'))
    onTestFinished(() => void db.close())
    const writes = prepareWrites(db)
    writes.apply(told, 1_000)
    writes.flush()
    const reads = prepareLookUp(db)
    while (reads.warmUp());
    const hits = reads
      .search('alexand 4711', 50)
      .hits.map(({ remoteId, matched }) => [remoteId, matched.near])
    expect(hits).toEqual(expect.arrayContaining([['wanted', false]]))
    expect(hits).toEqual(expect.arrayContaining([['other', false]]))
  })
})
