import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { planSearch } from '../../../electron/main/directory/search-plan.ts'
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

/** What a search of these finds, and how many rows it reads. */
function searchOf(members: readonly RemoteMember[], query: string) {
  const { db } = openCache(path.join(folder(), 'cache.db'))
  onTestFinished(() => void db.close())
  prepareWrites(db).apply(members, 1_000)
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
  const { hits, more } = prepareLookUp(db).search(query, 50)
  return { hits, more, rows }
}

test('rows that were found by name are not read again to be found by their e-mails', () => {
  const members = Array.from({ length: 300 }, (_, at) =>
    memberLike(String(at), {
      firstName: at < 48 ? 'Schroder' : 'Other',
      email: `schroder${at}@example.com`,
    }),
  )
  const { hits, more, rows } = searchOf(members, 'schroder')
  expect([hits.length, more]).toEqual([50, true])
  expect(hits.slice(0, 48).every(({ matched }) => matched.kind === 'name')).toBe(true)
  expect(rows).toBeLessThan(70)
})

test('e-mails at common hosts fill what others with the same piece have left', () => {
  const members = Array.from({ length: 330 }, (_, at) =>
    memberLike(String(at), {
      firstName: 'Ana',
      email: at % 11 === 0 ? `x${at}a@gmaster.example` : `y${at}a@gmail.com`,
    }),
  )
  const { hits, more, rows } = searchOf(members, 'a@gma')
  expect([hits.length, more]).toEqual([50, true])
  // All thirty, but that one more than are shown is ranked with them.
  const others = hits.filter(({ details }) => details.email?.endsWith('gmaster.example'))
  expect(others.length).toBeGreaterThanOrEqual(29)
  expect(rows).toBeLessThan(60)
})
