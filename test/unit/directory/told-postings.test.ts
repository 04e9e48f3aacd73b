import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { CacheFile } from '../../../electron/main/db/open-cache.ts'
import { createCacheService } from '../../../electron/main/directory/cache.ts'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import type { CacheWrites } from '../../../electron/main/directory/cache-writes.ts'
import { ToldPostings } from '../../../electron/main/directory/told-postings.ts'
import { tokenIndexOf } from '../../../electron/main/directory/token-index.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { people } from '../../bench/people/people.ts'
import { randomOf } from './made-up-members.ts'
import { folder } from './open-copy.ts'

const state = { cursor: 'x', startedAt: 1, finishedAt: null, total: null, lastStartedAt: null }
/** So many have more tokens than are written at once. */
const perPage = 220

/** As after a kill: a connection that has nothing but the file. */
function open(file: string): { readonly db: CacheFile; readonly writes: CacheWrites } {
  const { db } = openCache(file)
  onTestFinished(() => void db.close())
  return { db, writes: prepareWrites(db) }
}

function newFile(): string {
  return path.join(folder(), 'cache.db')
}

/** How many postings count, and a sum of all that does not depend on their order or on the numbers of rows. */
function entriesOf(db: CacheFile): readonly [count: number, sum: number] {
  const ids = new Map(db.prepare<[], [number, string]>('SELECT id, remote_id FROM member').raw().all())
  let [count, sum] = [0, 0]
  for (const [key, row] of tokenIndexOf(db).entries()) {
    count += 1
    sum = (sum + Math.imul(Math.imul(key + 1, 0x2c1b3c6d) ^ Number(ids.get(row) ?? -1), 0x297a2d39)) | 0
  }
  return [count, sum]
}

const inMemory = (db: CacheFile): boolean =>
  db.prepare('SELECT count(*) FROM posting_told').pluck().get() !== 0

test.each([7])(
  'of pages whose tokens are in memory nothing is missed after a kill, whoever changed or went meanwhile (%i)',
  (seed) => {
    const chance = randomOf(seed)
    const file = newFile()
    let { db, writes } = open(file)
    const left = new Map<string, RemoteMember>()
    const all = [...people('west', 9 * perPage, seed)]
    const change = (member: RemoteMember, at: number): RemoteMember => ({
      ...member,
      details: { ...member.details, lastName: `Changed${at}` },
    })
    let kills = 0
    let forgotten = 0
    let pages = 0
    for (let at = 0; at < all.length; at += perPage) {
      const page = all.slice(at, at + perPage)
      writes.storePart(page, 1_000)
      if (chance() < 0.15) {
        // As the engine gives one up, now and then.
        if (chance() < 0.5) db.exec('ROLLBACK')
        writes.dropParts()
        continue
      }
      writes.commitParts(state)
      for (const member of page) left.set(member.remoteId, member)
      if (inMemory(db)) pages += 1
      const some = [...left.values()].filter(() => chance() < 0.01)
      if (chance() < 0.5) {
        const changed = some.map(change)
        writes.apply(changed, 2_000)
        for (const member of changed) left.set(member.remoteId, member)
      } else if (chance() < 0.3) {
        for (const { remoteId } of some) {
          writes.forget(remoteId)
          left.delete(remoteId)
          forgotten += 1
        }
        // A kill leaves the rest to the next run.
        for (let steps = Math.floor(chance() * 12); steps > 0 && writes.eraseStep(); steps -= 1);
      } else if (chance() < 0.5) {
        // The last one too: its row's number is given to the next who comes.
        for (const { remoteId } of [...some, ...page.slice(-1)]) {
          writes.remove(remoteId)
          left.delete(remoteId)
        }
      }
      if (chance() < 0.3) writes.merge.step()
      // Whoever looks has tokens sorted that are in memory.
      const [one] = [...left.values()].slice(-Math.ceil(chance() * left.size))
      if (one !== undefined)
        expect(prepareLookUp(db).exact(one.codes[0] ?? '', 5).hits).toMatchObject([
          { remoteId: one.remoteId },
        ])
      if (chance() < 0.3) {
        kills += 1
        if (chance() < 0.2) writes.flush()
        ;({ db, writes } = open(file))
        expect(writes.count()).toBe(left.size)
      }
    }
    expect([kills > 1, pages > 4, forgotten > 1]).toEqual([true, true, true])
    const fresh = open(newFile())
    fresh.writes.apply([...left.values()], 3_000)
    const there = entriesOf(fresh.db)
    const killed = open(file)
    expect(entriesOf(killed.db)).toEqual(there)
    while (killed.writes.merge.step());
    expect(inMemory(killed.db)).toBe(false)
    expect(entriesOf(open(file).db)).toEqual(there)
  },
)

test('what somebody looked at before it was kept stands in the file by its rows as well', () => {
  const page = [...people('west', 2 * perPage)]
  const kept = [false, true].map((isLookedAt) => {
    const file = newFile()
    const { db, writes } = open(file)
    writes.storePart(page.slice(0, perPage), 1_000)
    if (isLookedAt) expect(prepareLookUp(db).exact(page[0]?.codes[0] ?? '', 5).hits).toHaveLength(1)
    writes.storePart(page.slice(perPage), 1_000)
    writes.commitParts(state)
    const length = db.prepare<[], number>('SELECT length(data) FROM posting_told').pluck().get() ?? 0
    return { length, entries: entriesOf(open(file).db) }
  })
  const [unseen, seen] = kept
  expect(seen?.entries).toEqual(unseen?.entries)
  // What was told twice is left out by then.
  expect(seen?.length).toBeLessThanOrEqual(unseen?.length ?? 0)
  expect(seen?.length).toBeGreaterThan(0)
})

test('a copy that is closed has all tokens and words in its file; one that is killed has them as they were told', () => {
  const file = newFile()
  // So many that their words are not written at once.
  const page = [...people('tail', 3 * perPage)]
  const service = createCacheService(file, () => undefined)
  service.storePart(page, 1_000)
  service.commitParts(state)
  const killed = openCache(file).db
  expect(killed.prepare('SELECT name FROM kept').pluck().all()).toEqual(['members', 'pull', 'words'])
  expect(inMemory(killed)).toBe(true)
  const entries = entriesOf(killed)
  killed.close()
  service.handle({ id: 1, name: 'close', args: [] })
  const { db } = open(file)
  expect(db.prepare('SELECT name FROM kept').pluck().all()).toEqual(['members', 'pull'])
  expect(db.prepare('SELECT sum(postings) FROM posting_run').pluck().get()).toBe(entries[0])
  expect(entriesOf(db)).toEqual(entries)
})

test.each([
  ['is cut', 'substr(data, 1, length(data) - 4)'],
  ['is not what it was', "CAST(substr(data, 1, 40) || x'7f' || substr(data, 42) AS BLOB)"],
  ['is empty', "x''"],
])('what was told and %s is damage', (_, data) => {
  const file = newFile()
  const { db, writes } = open(file)
  writes.storePart([...people('west', perPage)], 1_000)
  writes.commitParts(state)
  expect(db.prepare(`UPDATE posting_told SET data = ${data}`).run().changes).toBe(1)
  expect(() => open(file)).toThrow(SyntaxError)
})

test('what was told and belongs to no run is damage', () => {
  const file = newFile()
  const { db, writes } = open(file)
  writes.storePart([...people('west', perPage)], 1_000)
  writes.commitParts(state)
  expect(db.prepare('DELETE FROM posting_run').run().changes).toBe(1)
  expect(() => open(file)).toThrow('belongs to no run')
})

test('what was told is read as it was; sealed bytes that are no postings are damage too', () => {
  const tokens = Uint32Array.of(7, 3, 7, 2 ** 28 - 1, 5)
  const marks = Uint32Array.of(8, 8, 12, 2 ** 31, 2 ** 31)
  const told = new ToldPostings({ tokens, marks }, 4, 2 ** 30)
  const bytes = told.bytes()
  // As the engine hands it out: somewhere in other bytes.
  const beside = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3)
  const read = ToldPostings.read(beside)
  expect([read.firstRow, read.lastRow, read.size, read.bytes()]).toEqual([4, 2 ** 30, 5, bytes])
  expect(read.sorted()).toEqual(told.sorted())
  for (const cut of [0, 4, 8, bytes.length - 1, bytes.length - 4])
    expect(() => ToldPostings.read(bytes.slice(0, cut))).toThrow(SyntaxError)
})

test('a copy that could not be read after a page was dropped is opened anew: nothing in memory is taken for the file', () => {
  const file = newFile()
  const notices: string[] = []
  const service = createCacheService(file, ({ kind }) => notices.push(kind))
  const [one = [], other = []] = [0, 1].map((page) =>
    [...people('west', 2 * perPage)].slice(page * perPage, (page + 1) * perPage),
  )
  service.storePart(one, 1_000)
  service.commitParts(state)
  const beside = open(file).db
  expect(inMemory(beside)).toBe(true)
  beside.exec('ALTER TABLE posting_told RENAME TO away')
  expect(service.storePart(other, 1_000)).toBe('internal')
  expect(service.storePart(other, 1_000)).toBe('unavailable')
  beside.exec('ALTER TABLE away RENAME TO posting_told')
  expect(service.handle({ id: 1, name: 'pullState', args: [] })).toMatchObject({ value: state })
  expect([service.storePart(other, 1_000), service.commitParts(state)]).toEqual([null, null])
  expect(notices).toEqual(['opened', 'failed', 'failed', 'not-opened', 'opened'])
  service.handle({ id: 2, name: 'close', args: [] })
  const fresh = open(newFile())
  fresh.writes.apply([...one, ...other], 1_000)
  expect(entriesOf(open(file).db)).toEqual(entriesOf(fresh.db))
})

test('while members come in number, runs are brought together once look-ups would go through many', () => {
  const file = newFile()
  const service = createCacheService(file, () => undefined)
  const all = [...people('west', 2_800)]
  const tell = (from: number, to: number): void => {
    expect(service.storePart(all.slice(from, to), 1_000)).toBeNull()
    expect(service.commitParts(state)).toBeNull()
  }
  const runs = (): number => {
    const { db } = openCache(file)
    const count = tokenIndexOf(db).runs()
    db.close()
    return count
  }
  while (service.upkeep());
  for (let at = 0; at < 2_200; at += 10) tell(at, at + 10)
  expect(runs()).toBeGreaterThan(24)
  for (let at = 2_200; at < 2_800; at += 60) {
    tell(at, at + 60)
    service.upkeep()
  }
  expect(runs()).toBeLessThanOrEqual(24)
  service.handle({ id: 1, name: 'close', args: [] })
})
