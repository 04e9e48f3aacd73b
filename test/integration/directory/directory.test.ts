import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { discardCache } from '../../../electron/main/directory/cache-db.ts'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import type { DirectoryFailure } from '../../../electron/main/directory/failure.ts'
import type { Directory } from '../../../electron/main/directory/types.ts'
import { redact } from '../../../electron/main/redact.ts'
import { madeUpMembers, memberLike } from '../../unit/directory/made-up-members.ts'

const workerUrl = new URL('../../../electron/main/directory/worker.ts', import.meta.url)
const dyingUrl = new URL('./dying-worker.ts', import.meta.url)
const anna = memberLike('1', { firstName: 'Anna', phone: '+36201230142' }, { codes: ['C1'] })
const begun = { cursor: 'b', startedAt: 10, finishedAt: null, total: 9, lastStartedAt: null }

let folder = ''
let file = ''
let events: string[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'directory-'))
  file = path.join(folder, 'cache.db')
  events = []
  const made = folder
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
})

function open(url = workerUrl, restartPauseMs?: number): Directory {
  const write = (event: string, fields: object = {}) =>
    void events.push(`${event} ${JSON.stringify(redact({ ...fields }))}`)
  const directory = openDirectory({
    file,
    workerUrl: url,
    log: { info: write, warn: write },
    ...(restartPauseMs === undefined ? {} : { restartPauseMs }),
  })
  onTestFinished(() => directory.close())
  return directory
}

const failureOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no failure',
    (failure: unknown) => (failure as DirectoryFailure).kind,
  )

/** Overwrites a share of the pages; the first, which says that this is our file, stays. */
function damage(from: number, to: number): void {
  const bytes = readFileSync(file)
  const page = (share: number) => Math.max(4_096, Math.floor((bytes.length * share) / 4_096) * 4_096)
  bytes.fill(0xa5, page(from), page(to))
  writeFileSync(file, bytes)
}

describe('the copy', () => {
  test('outlives the program', async () => {
    const first = open()
    await first.applyPage([anna], 1_000, begun)
    await first.saveProgramme([], 5)
    await first.close()
    const second = open()
    expect(await second.member('1')).toEqual({ member: anna, fetchedAt: 1_000 })
    expect(await second.byCode('C1')).toHaveLength(1)
    expect(await second.pullState()).toEqual(begun)
    expect(await second.programme()).toEqual({ cards: [], fetchedAt: 5 })
    expect(await second.count()).toBe(1)
    expect(events.at(-1)).toBe('directory.opened {"fresh":null}')
  })

  test('answers in the order in which it was asked, reads after writes', async () => {
    const directory = open()
    const order: string[] = []
    const call = async (name: string, promise: Promise<unknown>) => {
      const value = await promise
      order.push(name)
      return value
    }
    const [, hits, , count] = await Promise.all([
      call('apply', directory.apply([anna], 1)),
      call('search', directory.search('ann', 5)),
      call('remove', directory.remove('1')),
      call('count', directory.count()),
    ])
    expect(order).toEqual(['apply', 'search', 'remove', 'count'])
    expect(hits).toMatchObject({ hits: [{ remoteId: '1' }], more: false })
    expect(count).toBe(0)
  })

  test('is swept in portions between which searches are answered', async () => {
    const directory = open()
    await directory.apply([...madeUpMembers(12_000)], 1_000)
    await directory.apply([anna], 2_000)
    let swept = false
    const sweep = directory.sweep(2_000).then((removed) => {
      swept = true
      return removed
    })
    await directory.search('ann', 5)
    expect(swept).toBe(false)
    expect(await sweep).toBe(11_999)
    expect(await directory.count()).toBe(1)
  })

  test('is swept but for those who are spared when their portion comes, and only of them is it asked', async () => {
    const directory = open()
    await directory.apply([...madeUpMembers(1_600)], 1_000)
    const seen = [...madeUpMembers(1_600)].slice(0, 600)
    await directory.apply(seen, 2_000)
    const owed = new Set(['700'])
    let asked = 0
    const removed = await directory.sweep(2_000, () => {
      asked += 1
      owed.add('1500')
      return owed
    })
    expect(removed).toBe(998)
    expect(asked).toBe(3)
    expect(
      (await directory.members(['700', '701', '1500', '1501'])).map(({ member }) => member.remoteId),
    ).toEqual(['700', '1500'])
    expect(await directory.unseen(2_000)).toBe(2)
  })

  test('is thrown away with its WAL files', async () => {
    const directory = open()
    await directory.apply([anna], 1)
    await directory.close()
    discardCache(file)
    expect([file, `${file}-wal`, `${file}-shm`].some((each) => existsSync(each))).toBe(false)
    expect(await open().count()).toBe(0)
  })
})

describe('a file that cannot be used', () => {
  test('because it is no database is set aside, and a new one begun', async () => {
    writeFileSync(file, 'this is not a database, and it is longer than a header would be'.repeat(50))
    const directory = open()
    await directory.apply([anna], 1)
    expect((await directory.search('anna', 5)).hits).toHaveLength(1)
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toContain('not a database')
    expect(events[0]).toBe('directory.begun-anew {"cause":"damaged"}')
  })

  test('because it is somebody else’s database is set aside, not deleted', async () => {
    const other = new Database(file)
    other.exec('create table precious (x); insert into precious values (1)')
    other.close()
    expect(await open().count()).toBe(0)
    const kept = new Database(`${file}.unreadable`, { readonly: true })
    expect(kept.prepare('select x from precious').pluck().get()).toBe(1)
    kept.close()
    expect(events[0]).toBe('directory.begun-anew {"cause":"not-ours"}')
  })

  test.each([
    ['a version that is not known', 999],
    ['the one that had no names of tiers', 2],
  ])('because it is of %s is begun anew', async (_, version) => {
    const first = open()
    await first.apply([anna], 1)
    await first.close()
    const db = new Database(file)
    db.exec(`UPDATE member SET facts = '[{"kind":"tier","text":"gold"}]'`)
    db.pragma(`user_version = ${String(version)}`)
    db.close()
    expect(await open().count()).toBe(0)
    expect(events.at(-1)).toBe('directory.begun-anew {"cause":"other-version"}')
    expect(existsSync(`${file}.unreadable`)).toBe(false)
  })

  test('because it is empty is taken as new', async () => {
    writeFileSync(file, '')
    expect(await open().count()).toBe(0)
    expect(events[0]).toBe('directory.opened {"fresh":"new"}')
  })

  test('because it is damaged from its beginning on is begun anew', async () => {
    const first = open()
    await first.applyPage([...madeUpMembers(3_000)], 1_000, begun)
    await first.close()
    damage(0, 1)
    const directory = open()
    expect(await directory.count()).toBe(0)
    expect(await directory.pullState()).toMatchObject({ cursor: null, startedAt: null })
    expect(events.at(-1)).toBe('directory.begun-anew {"cause":"damaged"}')
    expect(existsSync(`${file}.unreadable`)).toBe(true)
  })

  test('because damage is met later is rebuilt, and a pull must look where it stands', async () => {
    const first = open()
    await first.applyPage([...madeUpMembers(3_000)], 1_000, begun)
    await first.close()
    const directory = open()
    // The worker has the file open and reads its pages only when they are asked for.
    expect(await directory.count()).toBe(3_000)
    damage(0.02, 1)
    const members = [...madeUpMembers(3_000)].map(({ remoteId }) => failureOf(directory.member(remoteId)))
    const page = failureOf(directory.applyPage([anna], 2_000, { ...begun, cursor: 'c' }))
    const kinds = new Set(await Promise.all(members))
    // What the worker does by itself may meet the damage before anybody's call does.
    expect([...kinds].filter((kind) => kind !== 'no failure' && kind !== 'rebuilt')).toEqual([])
    expect(await page).toBe('rebuilt')
    expect(events).toContain('directory.rebuilt {}')
    expect(await directory.pullState()).toMatchObject({ cursor: null, startedAt: null })
    await directory.applyPage([anna], 2_000, begun)
    expect((await directory.search('anna', 5)).hits).toHaveLength(1)
    expect(existsSync(`${file}.unreadable`)).toBe(true)
    expect(events.join()).not.toMatch(/Anna|0142/)
  })

  test('and cannot be made either fails each call, and nothing else', async () => {
    file = path.join(folder, 'no such folder', 'cache.db')
    const directory = open()
    expect(await failureOf(directory.search('anna', 5))).toBe('unavailable')
    expect(await failureOf(directory.count())).toBe('unavailable')
    expect(events[0]).toMatch(
      /^directory.not-opened {"code":null,"error":{"name":"TypeError","at":\[".*"cache\.ts:/,
    )
  })
})

describe('a worker', () => {
  test('that dies fails what was pending and is started again, once', async () => {
    const directory = open(dyingUrl)
    expect(await directory.count()).toBe(1)
    const lost = [failureOf(directory.remove('die')), failureOf(directory.count())]
    expect(await Promise.all(lost)).toEqual(['crashed', 'crashed'])
    expect(await directory.count()).toBe(1)
    expect(await failureOf(directory.remove('die'))).toBe('unavailable')
    expect(await failureOf(directory.count())).toBe('unavailable')
    expect(events.filter((event) => event.startsWith('directory.worker-died'))).toHaveLength(2)
  })

  test('that died twice is started again once its pause has passed', async () => {
    const directory = open(dyingUrl, 50)
    await failureOf(directory.remove('die'))
    await failureOf(directory.remove('die'))
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(await directory.count()).toBe(1)
  })

  test('whose code is missing fails each call', async () => {
    const directory = open(new URL('./no-such-worker.ts', import.meta.url))
    expect(['crashed', 'unavailable']).toContain(await failureOf(directory.count()))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await failureOf(directory.count())).toBe('unavailable')
  })

  test('that was closed has closed its file, and answers no more', async () => {
    const directory = open()
    const last = directory.apply([anna], 1)
    await Promise.all([directory.close(), directory.close()])
    await last
    expect(await failureOf(directory.count())).toBe('closed')
    expect(existsSync(`${file}-wal`)).toBe(false)
    expect(statSync(file).size).toBeGreaterThan(0)
  })
})
