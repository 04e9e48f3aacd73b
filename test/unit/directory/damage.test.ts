import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { createCacheService } from '../../../electron/main/directory/cache.ts'
import type { CacheService } from '../../../electron/main/directory/cache.ts'
import type { WorkerNotice, WorkerReply, WorkerRequest } from '../../../electron/main/directory/protocol.ts'
import type { PullState } from '../../../electron/main/directory/types.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { madeUpMembers, memberLike } from './made-up-members.ts'
import { folder } from './open-copy.ts'

const members: readonly RemoteMember[] = [...madeUpMembers(600, 3)]
const page = 4_096

type Ask = (name: WorkerRequest['name'], ...args: readonly unknown[]) => WorkerReply

function asking(service: CacheService): Ask {
  let id = 0
  return (name, ...args) => {
    id += 1
    return service.handle({ id, name, args } as unknown as Parameters<CacheService['handle']>[0])
  }
}

/** A copy with everybody in it; `log`: not brought into the file yet. */
function filled(file: string, log = false): void {
  const service = createCacheService(file, () => undefined)
  const ask = asking(service)
  expect(ask('pullState').kind).toBe('value')
  const state: PullState = { ...(value(ask('pullState')) as PullState), startedAt: 1, finishedAt: 2 }
  expect(service.storePart(members, 1_000)).toBeNull()
  expect(service.commitParts(state)).toBeNull()
  if (log) {
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, `${file}.kept${suffix}`)
  }
  ask('close')
}

function value(reply: WorkerReply): unknown {
  return reply.kind === 'value' ? reply.value : expect.fail(reply.failure)
}

function spoil(file: string, sql: string): void {
  const db = new Database(file)
  db.unsafeMode()
  db.pragma('writable_schema = ON')
  db.exec(sql)
  db.close()
}

/** Which of the files of a copy hold this text, in small letters. */
function traces(file: string, text: string): readonly string[] {
  return readdirSync(path.dirname(file)).filter((name) =>
    readFileSync(path.join(path.dirname(file), name))
      .toString('latin1')
      .toLowerCase()
      .includes(text),
  )
}

/** Everything that a counter asks, over all of the file. */
function useAll(ask: Ask): readonly WorkerReply[] {
  const some = members.filter((_, at) => at % 100 === 0)
  return [
    ...some.flatMap(({ remoteId, details, codes }) => [
      ask('search', `${details.firstName} ${details.lastName ?? ''}`, 50),
      ask('search', `${(details.lastName ?? '').slice(0, 4)}x`, 50),
      ask('search', (details.phone ?? '').slice(-4), 50),
      ask('search', details.email ?? '', 50),
      ask('exact', codes[0] ?? '', 50),
      ask('byCode', codes[0] ?? ''),
      ask('member', remoteId),
      ask('duplicates', details, codes[0] ?? null),
    ]),
    ask('page', 0, 1_000),
    ask('count'),
    ask(
      'apply',
      some.map((one) => ({ ...one, details: { ...one.details, firstName: 'Other' } })),
      2_000,
    ),
    ask('remove', members[1]?.remoteId),
    ask('sweepStep', 1_500, 0),
    ask('programme'),
    ask('pullState'),
  ]
}

/** What is seen of a file once everything was asked of it. */
function used(file: string): {
  readonly failures: readonly string[]
  readonly notices: readonly WorkerNotice[]
} {
  const notices: WorkerNotice[] = []
  const service = createCacheService(file, (notice) => void notices.push(notice))
  const ask = asking(service)
  const replies = [...useAll(ask), ...useAll(ask)]
  const after = ask('apply', members.slice(0, 3), 9_000)
  expect(after.kind).toBe('value')
  expect(value(ask('member', members[0]?.remoteId))).toMatchObject({
    member: { remoteId: members[0]?.remoteId },
  })
  ask('close')
  return { failures: replies.flatMap((reply) => (reply.kind === 'failure' ? [reply.failure] : [])), notices }
}

test('erasing that a kill ended is ended by the next run, by itself', () => {
  const file = path.join(folder(), 'cache.db')
  filled(file)
  const secret = memberLike('zq-1', { firstName: 'Xanthippe', lastName: 'Quetzalcoatl' })
  const ask = asking(createCacheService(file, () => undefined))
  value(ask('apply', [secret], 1_000))
  for (const member of members.slice(0, 5)) value(ask('apply', [member], 2_000))
  value(ask('forget', 'zq-1'))
  ask('close')
  const rowsGone = (): unknown => {
    const db = new Database(file)
    const gone = db.prepare('SELECT sum(has_gone) FROM posting_run').pluck().get()
    db.close()
    return gone
  }
  expect(rowsGone()).toBeGreaterThan(0)
  const next = createCacheService(file, () => undefined)
  for (let steps = 0; next.upkeep(); steps += 1) expect(steps).toBeLessThan(10_000)
  expect(traces(file, 'xanthippe')).toEqual([])
  expect(value(asking(next)('count'))).toBe(members.length)
  asking(next)('close')
  expect(rowsGone()).toBe(0)
  const db = new Database(file)
  expect(db.prepare("SELECT count(*) FROM kept WHERE name = 'erase'").pluck().get()).toBe(0)
  db.close()
})

describe('a copy that is damaged', () => {
  test('on any page is answered from until the damage is met, then begun anew: no call fails in another way', () => {
    const file = path.join(folder(), 'cache.db')
    filled(file)
    // Without the pages that held what is in the index since: nobody reads those.
    spoil(file, 'VACUUM')
    const whole = readFileSync(file)
    const pages = whole.length / page
    expect(pages).toBeGreaterThan(40)
    const places = Array.from({ length: 10 }, (_, at) => Math.floor((at * pages) / 10))
    let begunAnew = 0
    for (const [at, place] of places.entries()) {
      for (const suffix of ['-wal', '-shm', '.unreadable']) rmSync(file + suffix, { force: true })
      // Every way in which a disk lies: nothing there, all ones, another page's bytes.
      const wrong =
        [Buffer.alloc(page), Buffer.alloc(page, 0xff), whole.subarray(-page)][at % 3] ?? Buffer.alloc(page)
      const broken = Buffer.from(whole)
      wrong.copy(broken, place * page)
      writeFileSync(file, broken)
      const { failures, notices } = used(file)
      expect([place, [...new Set(failures)]]).toEqual([place, failures.length === 0 ? [] : ['rebuilt']])
      // Met once: what takes its place is whole.
      expect(failures.length).toBeLessThanOrEqual(1)
      if (notices.some(({ kind }) => kind === 'rebuilt') || existsSync(`${file}.unreadable`)) begunAnew += 1
    }
    expect(begunAnew).toBeGreaterThan(places.length / 2)
  })

  test.each([
    ['cards', '[['],
    ['cards', '123'],
    ['cards', '[7]'],
    ['cards', '[["1","1","Card","7",null]]'],
    ['cards', '\n1\t77\t5\t1'],
    ['codes', '\nno UUID'],
    ['codes', '{"0":"A"}'],
    ['codes', '[5]'],
    ['tags', '"red"'],
    ['facts', 'null'],
    ['facts', '[null]'],
  ])(
    'within a row, %s %s, where no index and no page says so, is begun anew when it is read',
    (column, text) => {
      const file = path.join(folder(), 'cache.db')
      filled(file)
      spoil(file, `UPDATE member SET ${column} = '${text}' WHERE remote_id = '${members[0]?.remoteId ?? ''}'`)
      const { failures, notices } = used(file)
      expect([...new Set(failures)]).toEqual(['rebuilt'])
      expect(notices.map(({ kind }) => kind)).toContain('rebuilt')
    },
  )

  test.each(['pull', 'programme'])('in what is kept of the %s is begun anew when that is read', (name) => {
    const file = path.join(folder(), 'cache.db')
    filled(file)
    spoil(file, `INSERT OR REPLACE INTO kept VALUES ('${name}', '[1]')`)
    expect([...new Set(used(file).failures)]).toEqual(['rebuilt'])
  })

  test('goes wholly with whoever is forgotten, also where forgetting is what meets the damage', () => {
    const file = path.join(folder(), 'cache.db')
    const secret = memberLike('zq-1', { firstName: 'Xanthippe', lastName: 'Quetzalcoatl' })
    const ways: readonly (readonly [string, string])[] = [
      ['forget', "UPDATE member SET codes = '[[' WHERE remote_id = 'zq-1'"],
      ['eraseStep', 'UPDATE posting_block SET data = zeroblob(3000)'],
    ]
    for (const [met, spoiling] of ways) {
      filled(file)
      const service = createCacheService(file, () => undefined)
      const ask = asking(service)
      for (const member of [...members.slice(0, 5), secret]) value(ask('apply', [member], 1_000))
      ask('close')
      spoil(file, spoiling)
      const again = asking(createCacheService(file, () => undefined))
      const replies = [again('forget', 'zq-1')]
      while (replies.at(-1)?.kind === 'value' && (replies.length === 1 || value(replies.at(-1)!) === true))
        replies.push(again('eraseStep'))
      expect([met, replies.length === 1, replies.at(-1)]).toMatchObject([
        met,
        met === 'forget',
        { kind: 'failure', failure: 'rebuilt' },
      ])
      again('close')
      expect([met, traces(file, 'xanthippe')]).toEqual([met, []])
    }
  })

  test('and set aside goes with the first who is forgotten, and with the whole list', () => {
    const file = path.join(folder(), 'cache.db')
    filled(file)
    // A damaged copy holds members too: it goes with the first who is forgotten, and with the whole list.
    for (const name of ['forget', 'clear'] as const) {
      writeFileSync(`${file}.unreadable`, 'somebody')
      const service = createCacheService(file, () => undefined)
      const ask = asking(service)
      expect(ask(name, ...(name === 'forget' ? ['nobody'] : [])).kind).toBe('value')
      ask('close')
      expect([name, existsSync(`${file}.unreadable`)]).toEqual([name, false])
    }
  })

  test('in its log is read as far as the log is whole', () => {
    const file = path.join(folder(), 'cache.db')
    filled(file, true)
    const log = readFileSync(`${file}.kept-wal`)
    expect(log.length).toBeGreaterThan(20 * page)
    for (const place of [0, 0.3, 0.9]) {
      for (const suffix of ['-shm', '.unreadable']) rmSync(file + suffix, { force: true })
      copyFileSync(`${file}.kept`, file)
      const broken = Buffer.from(log)
      broken.fill(0xa5, Math.floor(place * log.length), Math.floor(place * log.length) + page)
      writeFileSync(`${file}-wal`, broken)
      const { failures } = used(file)
      expect([place, [...new Set(failures)]]).toEqual([place, failures.length === 0 ? [] : ['rebuilt']])
    }
  })
})
