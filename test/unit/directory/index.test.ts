import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import type { CacheWrites } from '../../../electron/main/directory/cache-writes.ts'
import { prepareIndexMerge } from '../../../electron/main/directory/index-merge.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import { tokenIndexOf } from '../../../electron/main/directory/token-index.ts'
import type { CacheFile } from '../../../electron/main/db/open-cache.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { people } from '../../bench/people/people.ts'
import { madeUpMembers, memberLike, randomOf } from './made-up-members.ts'
import { copyOf, folder } from './open-copy.ts'

function open(): { readonly db: CacheFile; readonly writes: CacheWrites } {
  const { db } = openCache(path.join(folder(), 'cache.db'))
  onTestFinished(() => void db.close())
  return { db, writes: prepareWrites(db) }
}

/** Everything that the index holds: the key of each token with the provider's ids of its members, the words and the ids. */
function indexOf(db: CacheFile): unknown {
  const remoteId = db.prepare<[number], string>('SELECT remote_id FROM member WHERE id = ?').pluck()
  const tokens = [...tokenIndexOf(db).entries()]
    .map(([key, row]) => `${key} ${remoteId.get(row) ?? 'nobody'}`)
    .toSorted()
  const words = db.prepare('SELECT word, members FROM word ORDER BY word').all()
  const ids = db
    .prepare(
      "SELECT r.hash, coalesce(m.remote_id, 'nobody') AS id FROM remote r LEFT JOIN member m ON m.id = r.member ORDER BY 1, 2",
    )
    .all()
  return { tokens, words, ids }
}

const state = { cursor: 'x', startedAt: 1, finishedAt: null, total: null, lastStartedAt: null }

describe('whatever is told, changed and removed in whatever order', () => {
  test.each([1, 4, 7])('every index is as one that is built from what is left (%i)', (seed) => {
    const chance = randomOf(seed)
    const { db, writes } = open()
    const pool = [...madeUpMembers(120, seed)]
    const others = [...madeUpMembers(120, seed + 100)]
    const left = new Map<string, RemoteMember>()
    const one = (): number => Math.floor(chance() * pool.length)
    /** A member of the pool, with a part of another's details now and then. */
    const changed = (): RemoteMember => {
      const base = pool[one()]
      const other = others[one()]
      if (base === undefined || other === undefined) throw new Error('the pool has no such member')
      const details = {
        ...base.details,
        ...(chance() < 0.3 ? { firstName: other.details.firstName } : {}),
        ...(chance() < 0.3 ? { email: other.details.email, phone: other.details.phone } : {}),
      }
      return { ...base, details, codes: chance() < 0.2 ? [...base.codes, ...other.codes] : base.codes }
    }
    for (let step = 1; step <= 60; step += 1) {
      const list = Array.from({ length: 1 + Math.floor(chance() * 12) }, changed)
      const kind = Math.floor(chance() * 6)
      const [first] = list
      if (kind === 0) writes.apply(list, step)
      else if (kind === 1 && first !== undefined) writes.remove(first.remoteId)
      else if (kind === 2 && first !== undefined) {
        writes.forget(first.remoteId)
        if (chance() < 0.5) while (writes.eraseStep());
      } else if (kind === 3) writes.merge.step()
      else {
        writes.storePart(list, step)
        if (kind === 4) writes.dropParts()
        else writes.commitParts(state)
      }
      if (kind === 0 || kind === 5) for (const member of list) left.set(member.remoteId, member)
      if (kind === 1 || kind === 2) left.delete(first?.remoteId ?? '')
    }
    const { db: fresh, writes: build } = open()
    build.apply([...left.values()], 1_000)
    expect(left.size).toBeGreaterThan(20)
    expect(indexOf(db)).toEqual(indexOf(fresh))
    expect(writes.count()).toBe(left.size)
  })
})

test('a search sees the same while the index is brought together, and each step of that is a small one', () => {
  const { db, writes } = open()
  const members = [...madeUpMembers(3_100)]
  for (let at = 0; at < members.length; at += 100) writes.apply(members.slice(at, at + 100), 1_000)
  const reads = prepareLookUp(db)
  const queries = ['anna', 'ko na', 'kovasc', '0142', 'example', 'STW0000']
  const before = queries.map((query) => reads.search(query, 50))
  const index = tokenIndexOf(db)
  expect(index.runs()).toBeGreaterThan(4)
  const merge = prepareIndexMerge(db)
  let steps = 1
  while (merge.step()) {
    steps += 1
    expect(queries.map((query) => reads.search(query, 50))).toEqual(before)
  }
  expect(steps).toBeGreaterThan(2)
  expect(index.runs()).toBe(1)
  expect(merge.step()).toBe(false)
})

test('with all words known and with none of them, the same typing errors are forgiven', () => {
  const copy = copyOf(...madeUpMembers(2_000))
  const queries = [
    'kovasc',
    'ana',
    'jurgn mulle',
    'lindqist',
    'дмитри',
    'παπαδοπουλο',
    'nguyn',
    'dvorka',
    'smiht',
  ]
  const before = queries.map((query) => copy.search(query, 50))
  while (copy.warmUp());
  expect(queries.map((query) => copy.search(query, 50))).toEqual(before)
  expect(before.filter(({ hits }) => hits.some(({ matched }) => matched.near)).length).toBeGreaterThan(4)
})

describe('one typing error in a name', () => {
  test.each([
    ['kovcs', 'a letter too few'],
    ['kovvacs', 'a letter too many'],
    ['kovaks', 'another letter'],
    ['kovasc', 'two swapped'],
    ['ovacs', 'the first one missing'],
    ['kovacsz', 'one more at the end'],
    ['anna kovasc', 'in the last of two words'],
    ['nana kovacs', 'in the first of two words'],
    ['kovasc anna', 'in words turned round'],
    ['kvov', 'in a word that is not finished'],
    ['kovasc 0142', 'beside the digits of a phone'],
  ])('"%s" still finds it: %s', (query) => {
    const copy = copyOf(
      memberLike('kovacs', { firstName: 'Anna', lastName: 'Kovács', phone: '+36201230142' }),
      memberLike('other', { firstName: 'Béla', lastName: 'Szabó', phone: '+36201230142' }),
    )
    expect(copy.search(query, 50).hits.map(({ remoteId, matched }) => [remoteId, matched.near])).toEqual([
      ['kovacs', true],
    ])
  })
  test('stands below whoever has it as typed, and says which word was meant', () => {
    const copy = copyOf(
      memberLike('near', { firstName: 'Jan', lastName: 'Meier' }),
      memberLike('exact', { firstName: 'Jana', lastName: 'Maier' }),
    )
    expect(copy.search('jan maier', 50).hits.map(({ remoteId, matched }) => [remoteId, matched])).toEqual([
      ['exact', { kind: 'name', near: false, words: ['jan', 'maier'] }],
      ['near', { kind: 'name', near: true, words: ['jan', 'meier'] }],
    ])
  })
  test.each(['jo', '0143', 'k0vacs', 'STW-0143', 'anna@exmaple.com'])(
    '"%s" is not taken for another',
    (query) => {
      const copy = copyOf(
        memberLike('1', {
          firstName: 'Jan',
          lastName: 'Kovács',
          phone: '+36201230142',
          email: 'anna@example.com',
        }),
      )
      expect(copy.ids(query)).toEqual([])
    },
  )
  test('goes with the last member who has the word', () => {
    const copy = copyOf(
      memberLike('1', { firstName: 'Xanthippe' }),
      memberLike('2', { firstName: 'Xanthippe' }),
    )
    copy.remove('1')
    expect(copy.ids('xantippe')).toEqual(['2'])
    copy.apply([memberLike('2', { firstName: 'Anna' })], 2_000)
    expect(copy.ids('xantippe')).toEqual([])
  })
})

describe('a piece of an e-mail finds it', () => {
  const copyOfMails = () =>
    copyOf(
      memberLike('gmail', { email: 'Anna.Kovacs77@gmail.com' }),
      memberLike('own', { email: 'office@kovacs-bakery.hu' }),
      memberLike('short', { email: 'x@y.co' }),
      memberLike('odd', { email: 'ö"r🙂dög@példa.hu' }),
    )
  test.each([
    ['kovacs77', ['gmail']],
    ['acs77', ['gmail']],
    ['cs77@gm', ['gmail']],
    ['77@gmail.com', ['gmail']],
    ['s77', ['gmail']],
    ['na.kov', ['gmail']],
    ['a.k', ['gmail']],
    ['@gmail', ['gmail']],
    ['gmail.com', ['gmail']],
    ['kery', ['own']],
    ['@kovacs-b', ['own']],
    ['ery.hu', ['own']],
    ['.hu', ['own', 'odd']],
    ['kovacs', ['gmail', 'own']],
    ['x@y', ['short']],
    ['@y.co', ['short']],
    ['r🙂d', ['odd']],
    ['dög@p', ['odd']],
    ['a_k', []],
    ['na-kov', []],
    ['77@gmial', []],
  ])('"%s"', (query, ids) => expect(copyOfMails().ids(query)).toEqual(ids))
})

test('of a member who is forgotten no copy is left in the room of neighbours who went before', () => {
  const file = path.join(folder(), 'cache.db')
  const { db } = openCache(file)
  onTestFinished(() => void db.close())
  const writes = prepareWrites(db)
  const all = [...people('west', 2_000)].map((member, at) => ({
    ...member,
    details: { ...member.details, email: `zz${at}qq@hh${at}.org` },
  }))
  const stays = (at: number): boolean => at % 5 === 3
  for (let at = 0; at < all.length; at += 200) writes.storePart(all.slice(at, at + 200), 1_000)
  writes.commitParts(state)
  while (writes.settle() || writes.merge.step());
  db.pragma('wal_checkpoint(TRUNCATE)')
  writes.apply(
    all.filter((_, at) => stays(at)).map((member) => ({ ...member, updatedAt: 5 })),
    2_000,
  )
  for (let from: number | null = 0; from !== null;) from = writes.sweepStep(1_500, from).next
  db.pragma('wal_checkpoint(TRUNCATE)')
  const text = (): string => readFileSync(file, 'latin1')
  const times = (of: string, at: number): number => of.split(`zz${at}qq@`).length - 1
  const before = text()
  const doubled = all.map((_, at) => at).filter((at) => stays(at) && times(before, at) > 1)
  // Otherwise this test says nothing.
  expect(doubled.length).toBeGreaterThan(0)
  const count = writes.count()
  for (const at of doubled) writes.forget(all[at]?.remoteId ?? '')
  while (writes.eraseStep());
  const after = text()
  expect(doubled.filter((at) => times(after, at) > 0)).toEqual([])
  expect(writes.count()).toBe(count - doubled.length)
  expect(db.prepare('SELECT count(*) FROM member').pluck().get()).toBe(count - doubled.length)
})
