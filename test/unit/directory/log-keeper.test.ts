import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { bringLogIn, logLength, openCacheFile } from '../../../electron/main/db/open-cache.ts'
import type { CacheFile } from '../../../electron/main/db/open-cache.ts'
import { createCacheService } from '../../../electron/main/directory/cache.ts'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { createLogKeeper, noLogKeeper } from '../../../electron/main/directory/log-keeper.ts'
import type { LogEnd, LogKeeper } from '../../../electron/main/directory/log-keeper.ts'
import type { WorkerNotice } from '../../../electron/main/directory/protocol.ts'
import { madeUpMembers, memberLike } from './made-up-members.ts'
import { folder } from './open-copy.ts'

/** Pages of a log that is long here. */
const longest = 20
const done: LogEnd = { kind: 'done' }
const full: LogEnd = { kind: 'failed', error: new Error('full'), code: 'SQLITE_FULL' }

/** The other thread, which does what it is told when it is told. */
function handThread() {
  const begun: ((told: LogEnd) => void)[] = []
  const waits: number[] = []
  return {
    begun,
    waits,
    begin: (_: string, ended: (told: LogEnd) => void) => void begun.push(ended),
    wait: () => void waits.push(begun.length),
  }
}

function stage() {
  const file = path.join(folder(), 'cache.db')
  const db = openCacheFile(file)
  onTestFinished(() => void db.close())
  const thread = handThread()
  const failures: (string | null)[] = []
  const keeper = createLogKeeper(thread, ({ code }) => failures.push(code), longest)
  keeper.adopt(db)
  db.exec('CREATE TABLE t (x)')
  const add = db.prepare('INSERT INTO t VALUES (zeroblob(4000))')
  /** Makes the log longer by at least so many pages, as one commit. */
  const write = (pages: number): void => {
    db.transaction(() => {
      for (let page = 0; page < pages; page += 1) add.run()
    })()
    keeper.look(db)
  }
  const end = (told: LogEnd): void => {
    if (told.kind === 'done') bringLogIn(file)
    thread.begun.at(-1)?.(told)
  }
  return { file, db, thread, failures, keeper, write, end, pages: () => logLength(db).pages }
}

test('a long log is brought in beside whoever writes, and the rest of it while nobody does; the next commit begins it anew', () => {
  const { thread, keeper, write, end, pages } = stage()
  write(5)
  expect(thread.begun).toHaveLength(0)
  write(longest)
  expect([thread.begun.length, keeper.isEnding()]).toEqual([1, false])
  write(longest)
  expect(thread.begun).toHaveLength(1)
  let over = 0
  // What was written since is not in the file yet.
  thread.begun.at(-1)?.(done)
  expect([thread.begun.length, keeper.isEnding(() => (over += 1))]).toEqual([2, true])
  expect(over).toBe(0)
  end(done)
  expect([over, keeper.isEnding()]).toEqual([1, false])
  write(1)
  expect(pages()).toBeLessThan(longest)
})

test('nobody waits where nothing was written meanwhile', () => {
  const { thread, keeper, write, end, pages } = stage()
  write(longest)
  end(done)
  expect([thread.begun.length, keeper.isEnding()]).toEqual([1, false])
  write(1)
  expect(pages()).toBeLessThan(longest)
})

test('whoever is in the middle of a transaction ends it first', () => {
  const { db, thread, keeper, write, end } = stage()
  write(longest)
  write(1)
  db.exec('BEGIN IMMEDIATE')
  thread.begun[0]?.(done)
  expect([thread.begun.length, keeper.isEnding()]).toEqual([1, true])
  db.exec('COMMIT')
  keeper.look(db)
  expect(thread.begun).toHaveLength(2)
  end(done)
  expect(keeper.isEnding()).toBe(false)
})

test('what is brought in by another thread is no change of the file: nothing is read again', () => {
  const { db, write, end } = stage()
  const version = (): unknown => db.pragma('data_version', { simple: true })
  write(longest)
  const before = version()
  end(done)
  write(1)
  expect(version()).toBe(before)
})

test('a log that cannot be brought in is told of once, is tried again once it is longer, and everybody goes on', () => {
  const { thread, failures, keeper, write, end } = stage()
  write(longest)
  let over = 0
  end(full)
  write(1)
  expect([failures, thread.begun.length, keeper.isEnding(() => (over += 1))]).toEqual([
    ['SQLITE_FULL'],
    1,
    false,
  ])
  write(longest)
  expect(thread.begun).toHaveLength(2)
  end(full)
  write(longest)
  end(done)
  expect(failures).toEqual(['SQLITE_FULL'])
  write(longest)
  end(full)
  expect([failures, over]).toEqual([['SQLITE_FULL', 'SQLITE_FULL'], 0])
})

test('whoever waits for the rest goes on also where it cannot be brought in', () => {
  const { thread, keeper, write, end } = stage()
  write(longest)
  write(1)
  thread.begun[0]?.(done)
  let over = 0
  expect(keeper.isEnding(() => (over += 1))).toBe(true)
  end(full)
  expect([over, keeper.isEnding()]).toEqual([1, false])
})

test('where the other thread is gone the engine brings the log in with the commits, also of a copy that is opened later', () => {
  const { file, db, thread, failures, keeper, write, end } = stage()
  write(longest)
  end({ kind: 'gone', error: new Error('gone'), code: null })
  expect(failures).toEqual([null])
  expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(longest)
  write(longest)
  write(1)
  expect(thread.begun).toHaveLength(1)
  const { pages, broughtIn } = logLength(db)
  expect(pages - broughtIn).toBeLessThan(longest)
  const again = openCacheFile(file)
  keeper.adopt(again)
  expect(again.pragma('wal_autocheckpoint', { simple: true })).not.toBe(0)
  again.close()
})

test('where nobody waits for the rest, as in a sweep, the log is begun anew all the same', () => {
  const { file, thread, write, pages } = stage()
  const reader = openCacheFile(file)
  onTestFinished(() => void reader.close())
  const lengths: number[] = []
  for (let turn = 0; turn < 10; turn += 1) {
    write(longest)
    for (let phase = 0; phase < 2; phase += 1) {
      // What is written while it is brought in stays: as behind a state that somebody still reads.
      reader.exec('BEGIN')
      reader.prepare('SELECT count(*) FROM t').get()
      write(5)
      bringLogIn(file)
      reader.exec('COMMIT')
      thread.begun.at(-1)?.(done)
      lengths.push(pages())
    }
  }
  expect(Math.max(...lengths)).toBeLessThan(4 * longest)
})

test('a log whose length is not told keeps nobody waiting, and is told of once', () => {
  const { db, thread, failures, keeper, write } = stage()
  write(longest)
  write(1)
  db.exec('BEGIN IMMEDIATE')
  thread.begun[0]?.(done)
  db.exec('COMMIT')
  let over = 0
  expect(keeper.isEnding(() => (over += 1))).toBe(true)
  const pragma = vi.spyOn(db, 'pragma').mockImplementation(() => {
    throw new Error('no log')
  })
  keeper.look(db)
  keeper.look(db)
  pragma.mockRestore()
  expect([over, keeper.isEnding(), failures]).toEqual([1, false, [null]])
})

test('what ends after it was let go is of no interest: another file may lie there', () => {
  const { thread, failures, keeper, write } = stage()
  write(longest)
  keeper.letGo()
  expect(thread.waits).toEqual([1])
  write(1)
  expect(thread.begun).toHaveLength(2)
  thread.begun[0]?.(full)
  expect([failures, thread.begun.length]).toEqual([[], 2])
})

test('a file that is not there any more is not made again', () => {
  const file = path.join(folder(), 'gone.db')
  expect(() => bringLogIn(file)).toThrow('unable to open')
  expect(existsSync(file)).toBe(false)
})

test('the steps that bring the index together leave the log to whoever keeps it', () => {
  const { db } = openCache(path.join(folder(), 'cache.db'))
  onTestFinished(() => void db.close())
  const writes = prepareWrites(db)
  const automatic = (): unknown => db.pragma('wal_autocheckpoint', { simple: true })
  for (const pages of [0, 4_000]) {
    db.pragma(`wal_autocheckpoint = ${pages}`)
    const pragma = vi.spyOn(db, 'pragma')
    writes.merge.step()
    // Meanwhile a shorter one is long, where the engine brings it in.
    expect(pragma.mock.calls.some(([text]) => text === 'wal_autocheckpoint = 1000')).toBe(pages > 0)
    pragma.mockRestore()
    expect(automatic()).toBe(pages)
  }
})

/** A service whose log is kept by hand. */
function service(log: Partial<LogKeeper>) {
  const file = path.join(folder(), 'cache.db')
  const notices: WorkerNotice[] = []
  const made = createCacheService(file, (notice) => notices.push(notice), false, { ...noLogKeeper, ...log })
  onTestFinished(() => void made.handle({ id: 0, name: 'close', args: [] }))
  return { file, notices, made }
}

test('nobody else has the file open where it is closed, thrown away or set aside', () => {
  const states: string[] = []
  let current: CacheFile | null = null
  const { file, made } = service({
    adopt: (db) => {
      current = db
    },
    letGo: () => states.push(current?.open === true ? 'open' : 'closed'),
  })
  expect(made.handle({ id: 1, name: 'clear', args: [] }).kind).toBe('value')
  expect(states).toEqual(['open'])
  made.handle({ id: 2, name: 'apply', args: [[...madeUpMembers(50)], 1_000] })
  const other = new Database(file)
  other.unsafeMode()
  other.pragma('writable_schema = ON')
  other.exec("UPDATE kept SET value = '{' WHERE name = 'members'; INSERT INTO kept VALUES ('pull', '{')")
  other.close()
  expect(made.handle({ id: 3, name: 'pullState', args: [] })).toMatchObject({ failure: 'rebuilt' })
  expect(states).toEqual(['open', 'open'])
  made.handle({ id: 4, name: 'close', args: [] })
  expect(states).toEqual(['open', 'open', 'open'])
})

test('a page that waits has the log looked at: nobody else may, once parts were dropped', () => {
  let phase = 'between'
  const { made } = service({
    look: () => {
      phase = 'none'
    },
    isEnding: () => phase === 'between',
  })
  expect(made.mustWait(() => undefined)).toBe(false)
})

test('the log of a member who is forgotten is emptied while nobody else has it open', () => {
  const states: number[] = []
  let wal = ''
  const { file, made } = service({ letGo: () => states.push(statSync(wal).size) })
  wal = `${file}-wal`
  made.handle({ id: 1, name: 'apply', args: [[memberLike('1', { firstName: 'Anna' })], 1_000] })
  expect(made.handle({ id: 2, name: 'forget', args: ['1'] }).kind).toBe('value')
  expect(states).toEqual([])
  const step = () => made.handle({ id: 3, name: 'eraseStep', args: [] })
  for (let reply = step(); reply.kind === 'value' && reply.value === true; reply = step());
  expect(states).toHaveLength(1)
  // That nobody is to be erased any more is written to it afterwards.
  expect(statSync(wal).size).toBeLessThan(0.5 * (states[0] ?? 0))
})

test('a log that cannot even be looked at is told of, and the call has its answer', () => {
  const { notices, made } = service({
    look: () => {
      throw new Error('no log')
    },
  })
  const reply = made.handle({ id: 1, name: 'apply', args: [[memberLike('1', {})], 1_000] })
  expect(reply).toEqual({ kind: 'value', id: 1, value: null })
  expect(notices).toMatchObject([{ kind: 'opened' }, { kind: 'failed', call: 'upkeep' }])
})
