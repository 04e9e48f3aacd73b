import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CacheFile } from '../../../electron/main/db/open-cache.ts'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import { toldWords } from '../../../electron/main/directory/told-words.ts'
import { wordCountOf } from '../../../electron/main/directory/word-count.ts'
import { createWordFilter } from '../../../electron/main/directory/word-filter.ts'
import { madeUpMembers, memberLike, randomOf } from './made-up-members.ts'
import { folder } from './open-copy.ts'
import { restOfWords, wordsOfCopy } from './words-of-copy.ts'

function open(file: string): CacheFile {
  const { db } = openCache(file)
  onTestFinished(() => void db.close())
  return db
}

function newFile(): string {
  return path.join(folder(), 'cache.db')
}

const state = { cursor: 'x', startedAt: 1, finishedAt: null, total: null, lastStartedAt: null }
/** So many that their words are written as they were told, and nobody else with the last one's name. */
const many = [
  ...Array.from({ length: 1_200 }, (_, at) =>
    memberLike(`a${at}`, { firstName: at % 4 === 0 ? 'Alexander' : `Bq${at}`, lastName: `Cq${at}` }),
  ),
  memberLike('rare', { firstName: 'Alexandrowna', lastName: 'Cq' }),
]

test.each([0, 1, 2, 3])(
  'words of many members are counted once, though the program is killed after %i steps of bringing them together and some change meanwhile',
  (steps) => {
    const all = [...madeUpMembers(2_500, 5)]
    const file = newFile()
    const writes = prepareWrites(open(file))
    writes.storePart(all, 1_000)
    writes.commitParts(state)
    for (let step = 0; step < steps; step += 1) writes.settle()
    const changed = all.slice(0, 40).map((member, at) => ({
      ...member,
      details: { ...member.details, lastName: `Ax${at} Mx${at} Zx${at}` },
    }))
    writes.apply(changed, 2_000)
    for (const { remoteId } of all.slice(40, 80)) writes.remove(remoteId)
    const killed = open(file)
    const next = prepareWrites(killed)
    const late = memberLike('late', { firstName: 'Aa', lastName: 'Zz' })
    next.apply([late], 3_000)
    next.remove(all[80]?.remoteId ?? '')
    const fresh = open(newFile())
    prepareWrites(fresh).apply([...changed, late, ...all.slice(81)], 2_000)
    expect(wordsOfCopy(killed)).toEqual(wordsOfCopy(fresh))
    while (next.settle());
    expect(wordsOfCopy(killed)).toEqual(wordsOfCopy(fresh))
    expect(restOfWords(killed)).toMatchObject({ told: 0, left: 0 })
  },
)

describe('words that are told, changed, given up, killed and brought together, in whatever order', () => {
  /** Words of several scripts, also such as stand elsewhere by their bytes than by the letters of JavaScript. */
  const letters = ['a', 'b', 'z', 'ß', 'я', '한', '\ufb21', '\uff41', '𞤢', '𐐨']
  const word = (chance: () => number): string =>
    Array.from(
      { length: 2 + Math.floor(chance() * 4) },
      () => letters[Math.floor(chance() * letters.length)],
    ).join('')

  test.each([1, 2, 3])('are counted as they are (%i)', (seed) => {
    const chance = randomOf(seed)
    const file = newFile()
    let db = open(file)
    let count = wordCountOf(db, createWordFilter())
    /** As the last commit left them. */
    let members: readonly (readonly string[])[] = []
    const textsOf = (some: readonly (readonly string[])[]): readonly string[] => {
      const sums = new Map<string, number>()
      for (const one of some.flat()) sums.set(one, (sums.get(one) ?? 0) + 1)
      return Array.from(sums, ([one, sum]) => `${one} ${sum}`).toSorted()
    }
    const named = (): readonly string[] =>
      [...new Set([word(chance), word(chance)])].filter((one) => /^[^한]/.test(one))

    for (let turn = 0; turn < 40; turn += 1) {
      const after = [...members]
      db.exec('BEGIN IMMEDIATE')
      if (chance() < 0.5) {
        const many = Array.from({ length: 400 + Math.floor(chance() * 2_000) }, named)
        const sums = new Map<string, number>()
        for (const one of many.flat()) sums.set(one, (sums.get(one) ?? 0) + 1)
        count.addTold(toldWords(sums))
        after.push(...many)
      }
      for (let change = Math.floor(chance() * 30); change > 0 && after.length > 0; change -= 1) {
        const [gone = []] = after.splice(Math.floor(chance() * after.length), 1)
        count.drop(gone)
        const come = named()
        count.add(come)
        after.push(come)
      }
      count.step(Math.floor(chance() * 5_000))
      count.write(chance() < 0.9)
      if (chance() < 0.2) {
        db.exec('ROLLBACK')
        count.undo()
      } else {
        db.exec('COMMIT')
        members = after
      }
      if (chance() < 0.1) count.ask()
      for (let rests = Math.floor(chance() * 5); rests > 0 && count.isBehind(); rests -= 1)
        db.transaction(() => count.rest())()
      if (chance() < 0.15) {
        db = open(file)
        count = wordCountOf(db, createWordFilter())
      }
      expect(wordsOfCopy(db)).toEqual(textsOf(members))
    }
    count.ask()
    while (count.isBehind()) db.transaction(() => count.rest())()
    expect(wordsOfCopy(db)).toEqual(textsOf(members))
    expect(restOfWords(db)).toEqual({ told: 0, left: 0, gone: 0 })
    expect(count.runs.all()).toHaveLength(1)
    const some = textsOf(members).filter((_, at) => at % 97 === 0)
    expect(some.map((text) => count.runs.look(text.split(' ')[0] ?? '').members)).toEqual(
      some.map((text) => Number(text.split(' ')[1])),
    )
  })
})

test('of whatever many members are told, no more words are in memory and no more runs in the file than look-ups bear', () => {
  const db = open(newFile())
  const count = wordCountOf(db, createWordFilter())
  const runs: number[] = []
  const told: number[] = []
  for (let commit = 0; commit < 250; commit += 1) {
    db.transaction(() => {
      const words = Array.from(
        { length: 5_000 },
        (_, at) => [`w${(commit * 5_000 + at) % 765_432}x`, 1] as const,
      )
      count.addTold(toldWords(new Map(words)))
      count.step(25_000)
      count.write(true)
    })()
    runs.push(count.runs.all().length)
    told.push(db.prepare<[], number>('SELECT count(*) FROM word_told').pluck().get() ?? 0)
  }
  expect(Math.max(...told) * 5_000).toBeLessThanOrEqual(200_000)
  expect(Math.max(...runs)).toBeLessThanOrEqual(16)
  while (count.isBehind()) db.transaction(() => count.rest())()
  expect(count.runs.all().length).toBeLessThanOrEqual(2)
})

test('words of many members are found by long beginnings at once after a kill', () => {
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

test('words of many members are not written where the engine has given up what they came with', () => {
  const db = open(newFile())
  const writes = prepareWrites(db)
  writes.storePart(many, 1_000)
  db.exec('ROLLBACK')
  while (writes.settle());
  expect(wordsOfCopy(db)).toEqual([])
})

test.each(['as they were told', 'in a run'])(
  'of whoever is forgotten no word is left in the file, though those of many stood there %s',
  (where) => {
    const file = newFile()
    const db = open(file)
    const writes = prepareWrites(db)
    writes.storePart(many, 1_000)
    writes.commitParts(state)
    if (where === 'in a run') while (writes.settle());
    const text = (): string => readFileSync(file, 'latin1').replaceAll('\0', '')
    db.pragma('wal_checkpoint(TRUNCATE)')
    // Otherwise this test says nothing.
    expect(text()).toContain('alexandrowna')
    writes.forget('rare')
    while (writes.eraseStep());
    expect(text()).not.toContain('alexandrowna')
    expect(restOfWords(db)).toEqual({ told: 0, left: 0, gone: 0 })
    expect(wordsOfCopy(db)).toContain('alexander 300')
  },
)
