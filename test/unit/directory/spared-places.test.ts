import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { planSearch } from '../../../electron/main/directory/search-plan.ts'
import { tokenIndexOf } from '../../../electron/main/directory/token-index.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import { createWordFilter } from '../../../electron/main/directory/word-filter.ts'
import { prepareWordList } from '../../../electron/main/directory/word-list.ts'
import { memberLike } from './made-up-members.ts'
import { copyOf, folder } from './open-copy.ts'

/** Members of these first names, as many of each. */
function members(names: Readonly<Record<string, number>>) {
  let number = 0
  return Object.entries(names).flatMap(([firstName, count]) =>
    Array.from({ length: count }, () => {
      number += 1
      return memberLike(String(number), { firstName, lastName: `Nobody${number}` })
    }),
  )
}

test('of the words that begin so those that most members have are enough, and all of them where they are few', () => {
  const { db } = openCache(path.join(folder(), 'cache.db'))
  onTestFinished(() => void db.close())
  const writes = prepareWrites(db)
  writes.apply(members({ Marenne: 60, Marennelle: 50, Marennette: 2, Marennina: 1 }), 1_000)
  while (writes.settle());
  const list = prepareWordList(db, createWordFilter())
  expect(list.beginning('marenne', 100)).toEqual(['marenne', 'marennelle'])
  expect(list.beginning('marenne', 60)).toEqual(['marenne'])
  const all = ['marenne', 'marennelle', 'marennette']
  expect(list.beginning('marenne', 1_000)?.toSorted()).toEqual(all)
  expect(list.beginning('marenne')?.toSorted()).toEqual(all)
})

test('a long beginning that many words go on from is answered from the commonest, whole words first', () => {
  const copy = copyOf(...members({ Marennelle: 70, Marenne: 3, Marennette: 2 }))
  const { hits, more } = copy.search('marenne', 50)
  expect([hits.length, more]).toEqual([50, true])
  expect(hits.slice(0, 3).map(({ details }) => details.firstName)).toEqual(['Marenne', 'Marenne', 'Marenne'])
})

test('a number with a plus is no part of a code, and the whole code where it is one', () => {
  expect(planSearch('+49176123456')?.codePart).toBeNull()
  expect(planSearch('49176123456')?.codePart).toBe('49176123456')
  const copy = copyOf(
    memberLike('1', { firstName: 'A' }, { codes: ['XX49176123456'] }),
    memberLike('2', { firstName: 'B', phone: '+49176123456' }),
    memberLike('3', { firstName: 'C' }, { codes: ['+49176123456'] }),
  )
  expect(copy.ids('+49176123456')).toEqual(['3', '2'])
  expect(copy.ids('49176123456')).toEqual(['2', '3', '1'])
})

test('rows that were found by name are not read again to be found by their e-mails', () => {
  const { db } = openCache(path.join(folder(), 'cache.db'))
  onTestFinished(() => void db.close())
  prepareWrites(db).apply(
    Array.from({ length: 300 }, (_, at) =>
      memberLike(String(at), {
        firstName: at < 48 ? 'Schroder' : 'Other',
        email: `schroder${at}@example.com`,
      }),
    ),
    1_000,
  )
  const index = tokenIndexOf(db)
  expect(index.matching('"g:schr"', 500)).toHaveLength(300)
  let rows = 0
  const prepare = db.prepare.bind(db)
  vi.spyOn(db, 'prepare').mockImplementation((sql: string) => {
    const statement = prepare(sql)
    if (!sql.includes('json_each')) return statement
    const all = statement.all.bind(statement)
    statement.all = (...args) => {
      const found = all(...args)
      rows += found.length
      return found
    }
    return statement
  })
  const { hits, more } = prepareLookUp(db).search('schroder', 50)
  expect([hits.length, more]).toEqual([50, true])
  expect(hits.slice(0, 48).every(({ matched }) => matched.kind === 'name')).toBe(true)
  expect(rows).toBeLessThan(70)
})
