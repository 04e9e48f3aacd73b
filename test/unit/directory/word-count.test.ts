import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { CacheFile } from '../../../electron/main/db/open-cache.ts'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import { madeUpMembers, memberLike } from './made-up-members.ts'
import { folder } from './open-copy.ts'

function open(file: string): CacheFile {
  const { db } = openCache(file)
  onTestFinished(() => void db.close())
  return db
}

function newFile(): string {
  return path.join(folder(), 'cache.db')
}

const state = { cursor: 'x', startedAt: 1, finishedAt: null, total: null, lastStartedAt: null }
const wordsOf = (db: CacheFile): unknown => db.prepare('SELECT word, members FROM word ORDER BY word').all()
/** So many that they are gathered, and nobody else with the last one's name. */
const many = [
  ...Array.from({ length: 1_200 }, (_, at) =>
    memberLike(`a${at}`, { firstName: at % 4 === 0 ? 'Alexander' : `Bq${at}`, lastName: `Cq${at}` }),
  ),
  memberLike('rare', { firstName: 'Alexandrowna', lastName: 'Cq' }),
]

test.each([0, 1])(
  'words of many members are counted once, though the program is killed after %i steps of writing them and some change meanwhile',
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

test.each([0, 1, 2])(
  'words of many members are counted again after a kill in steps, whoever changes, comes or goes after %i of them',
  (steps) => {
    const all = [...madeUpMembers(2_500, 5)]
    const file = newFile()
    const writes = prepareWrites(open(file))
    writes.storePart(all, 1_000)
    writes.commitParts(state)
    // Some words are written, so that what comes and goes meanwhile is before the place and behind it.
    expect(writes.settle()).toBe(true)
    const before = wordsOf(open(file))
    const killed = open(file)
    const next = prepareWrites(killed)
    for (let step = 0; step < steps; step += 1) expect(next.settle()).toBe(true)
    expect(wordsOf(killed)).toEqual(before)
    const changed = [...all.slice(0, 40), ...all.slice(2_300, 2_340)].map((member, at) => ({
      ...member,
      details: { ...member.details, lastName: `Ax${at} Mx${at} Zx${at}` },
    }))
    next.apply(changed, 2_000)
    // The last one's row is given to the next who comes.
    for (const { remoteId } of [...all.slice(40, 80), ...all.slice(-3)]) next.remove(remoteId)
    const late = [
      memberLike('late', { firstName: 'Aa', lastName: 'Zz' }),
      memberLike('later', { firstName: 'Ab' }),
    ]
    next.apply(late, 2_000)
    while (next.settle());
    const fresh = open(newFile())
    prepareWrites(fresh).apply([...changed, ...late, ...all.slice(80, 2_300), ...all.slice(2_340, -3)], 2_000)
    expect(wordsOf(killed)).toEqual(wordsOf(fresh))
    expect(killed.prepare("SELECT count(*) FROM kept WHERE name = 'words'").pluck().get()).toBe(0)
  },
)

test('words that many share are written all along a pull: a kill leaves no more rows to be counted again than an opening may wait for', () => {
  const db = open(newFile())
  const writes = prepareWrites(db)
  const upTo = db.prepare<[], number>("SELECT value ->> 'upTo' FROM kept WHERE name = 'words'").pluck()
  const behind: number[] = []
  for (let stored = 0; stored < 60_000; stored += 2_500) {
    const page = Array.from({ length: 2_500 }, (_, at) =>
      memberLike(`m${stored + at}`, { firstName: `Bq${at % 1_500}`, lastName: 'Smith' }),
    )
    writes.storePart(page, 1_000)
    writes.commitParts(state)
    behind.push(stored + 2_500 - (upTo.get() ?? 0))
  }
  expect(Math.max(...behind)).toBeLessThanOrEqual(30_000)
})

test('words of many members that a kill took out of memory are found by long beginnings at once', () => {
  const file = newFile()
  const writes = prepareWrites(open(file))
  writes.storePart(many, 1_000)
  writes.commitParts(state)
  const killed = open(file)
  prepareWrites(killed)
  expect(prepareLookUp(killed).search('alexandrow', 5).hits).toMatchObject([{ remoteId: 'rare' }])
})

test('words of many members are found by long beginnings at once, and at each step of writing them', () => {
  const db = open(newFile())
  const writes = prepareWrites(db)
  const reads = prepareLookUp(db)
  const found = (): readonly string[] => reads.search('alexandrow', 5).hits.map(({ remoteId }) => remoteId)
  writes.storePart(many, 1_000)
  expect(found()).toEqual(['rare'])
  writes.commitParts(state)
  expect(found()).toEqual(['rare'])
  expect(writes.settle()).toBe(true)
  expect(found()).toEqual(['rare'])
  const late = memberLike('late', { firstName: 'Alexandrowitsch' })
  writes.apply([late], 2_000)
  expect(reads.search('alexandrowi', 5).hits.map(({ remoteId }) => remoteId)).toEqual(['late'])
  while (writes.settle()) expect(found()).toEqual(['rare', 'late'])
  expect(found()).toEqual(['rare', 'late'])
})

test('words of many members are all written, though the last rows have no word that is counted', () => {
  const db = open(newFile())
  const writes = prepareWrites(db)
  writes.storePart(many, 1_000)
  writes.commitParts(state)
  expect(writes.settle()).toBe(true)
  writes.storePart([memberLike('c', { firstName: '王', lastName: '伟' })], 1_000)
  writes.commitParts(state)
  while (writes.settle());
  expect(db.prepare("SELECT count(*) FROM kept WHERE name = 'words'").pluck().get()).toBe(0)
})

test('words of many members are not written where the engine has given up what they came with', () => {
  const db = open(newFile())
  const writes = prepareWrites(db)
  writes.storePart(many, 1_000)
  db.exec('ROLLBACK')
  while (writes.settle());
  expect(wordsOf(db)).toEqual([])
})
