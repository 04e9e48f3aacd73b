import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createCacheService } from '../../../electron/main/directory/cache.ts'
import { createDesk } from '../../../electron/main/directory/desk.ts'
import { noLogKeeper } from '../../../electron/main/directory/log-keeper.ts'
import { portion } from '../../../electron/main/directory/protocol.ts'
import type { WorkerReply, WorkerRequest } from '../../../electron/main/directory/protocol.ts'
import type { PullState } from '../../../electron/main/directory/types.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { memberLike } from './made-up-members.ts'
import { folder } from './open-copy.ts'

/** Where a first pull stands after page `n`. */
const after = (n: number): PullState => ({
  cursor: String(n),
  startedAt: 1,
  finishedAt: null,
  total: null,
  lastStartedAt: null,
})

/** Page `n` with so many members. */
const pageOf = (n: number, count: number): readonly RemoteMember[] =>
  Array.from({ length: count }, (_, at) => memberLike(`${n}-${at}`, { firstName: 'Anna', lastName: `P${n}` }))

/** As they come from the other thread. */
const portionsOf = (members: readonly RemoteMember[]): readonly string[] =>
  Array.from({ length: Math.ceil(members.length / portion) }, (_, at) =>
    JSON.stringify(members.slice(at * portion, (at + 1) * portion)),
  )

const broken = { ...memberLike('x', {}), remoteId: null as unknown as string }

/** A desk over a real file; portions and the timer run when they are told to. */
function stage(again = false, logs = noLogKeeper) {
  const file = path.join(folder(), 'cache.db')
  const prepared = vi.spyOn(Database.prototype, 'prepare')
  const service = createCacheService(file, () => undefined, again, logs)
  const ofService = prepared.mock.contexts[0] as Database.Database
  prepared.mockRestore()
  const told: string[] = []
  let portions: (() => void)[] = []
  let timers: { readonly work: () => void }[] = []
  const desk = createDesk({
    service,
    post: (reply: WorkerReply) => {
      const value = reply.kind === 'failure' ? reply.failure : JSON.stringify(reply.value)
      told.push(`${reply.id} ${value}`)
    },
    soon: (work) => void portions.push(work),
    later: (work) => {
      const timer = { work }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
  })
  const other = new Database(file, { readonly: true })
  onTestFinished(() => {
    other.close()
    service.handle({ id: 0, name: 'close', args: [] })
  })
  const count = other.prepare<[], number>('SELECT count(*) FROM member').pluck()
  const kept = other.prepare<[], string>("SELECT value FROM kept WHERE name = 'pull'").pluck()
  const portion = (): boolean => {
    const now = portions
    portions = []
    for (const work of now) work()
    return now.length > 0
  }
  return {
    told,
    portion,
    isStoring: () => desk.isStoring(),
    ask: (id: number, name: WorkerRequest['name'], ...args: readonly unknown[]) =>
      desk.take({ id, name, args } as WorkerRequest),
    page: (id: number, members: readonly RemoteMember[], state: PullState = after(id)) =>
      desk.take({ id, name: 'applyPage', args: [portionsOf(members), 1_000, state] }),
    all: () => {
      while (portion());
    },
    /** The engine gives the open transaction up by itself, as it does where a read meets a disk that fails. */
    giveUp: () => {
      const failing = ofService.prepare("INSERT OR ROLLBACK INTO kept VALUES ('twice', ''), ('twice', '')")
      expect(() => failing.run()).toThrow('UNIQUE')
      expect(ofService.inTransaction).toBe(false)
    },
    timer: () => {
      for (const { work } of timers.splice(0)) work()
    },
    /** What a kill would leave behind: members, and the place that a pull goes on at. */
    onDisk: () => {
      const state = kept.get()
      return [count.get() ?? 0, state === undefined ? null : (JSON.parse(state) as PullState).cursor]
    },
  }
}

test('pages of a first pull are kept together, each answered once it is, and a kill finds all of them or none', () => {
  const { page, all, timer, told, onDisk, isStoring } = stage()
  expect(isStoring()).toBe(false)
  page(1, pageOf(1, 300))
  expect(isStoring()).toBe(true)
  page(2, pageOf(2, 300))
  all()
  expect([told, onDisk()]).toEqual([[], [0, null]])
  expect(isStoring()).toBe(true)
  timer()
  expect(isStoring()).toBe(false)
  expect([told, onDisk()]).toEqual([
    ['1 null', '2 null'],
    [600, '2'],
  ])
  page(3, pageOf(3, 10))
  all()
  expect(onDisk()).toEqual([600, '2'])
})

test('as many pages as are kept together at most are kept without waiting for the time', () => {
  const { page, all, told, onDisk } = stage()
  for (const n of [1, 2, 3, 4]) page(n, pageOf(n, 1_000))
  all()
  expect(told).toEqual(['1 null', '2 null', '3 null'])
  expect(onDisk()).toEqual([3_000, '3'])
})

test.each([
  ['the first word of a pass', [], { ...after(1), cursor: null }],
  ['the last page of a pass', pageOf(1, 5), { ...after(1), cursor: null, finishedAt: 9 }],
  ['a page of a refresh', pageOf(1, 5), { ...after(1), startedAt: 10, finishedAt: 9 }],
])('%s is kept at once, for nothing follows that could be kept with it', (_, members, state) => {
  const { page, all, told, onDisk } = stage()
  page(1, members, state)
  all()
  expect([told, onDisk()]).toEqual([['1 null'], [members.length, state.cursor]])
})

test('a search waits for a portion of a page, not for the page, and sees what is stored so far', () => {
  const { page, ask, portion, told } = stage()
  page(1, pageOf(1, 1_000))
  page(2, pageOf(2, 1_000))
  portion()
  ask(3, 'count')
  ask(4, 'search', 'anna', 1)
  expect(told[0]).toBe('3 200')
  expect(told[1]).toMatch(/^4 .*"remoteId":"1-/)
  expect(told).toHaveLength(2)
})

test('what the counter learned is kept after the page that is being stored, and a member is forgotten after all of them', () => {
  const { page, ask, portion, all, timer, told, onDisk } = stage()
  page(1, pageOf(1, 500))
  page(2, pageOf(2, 500))
  portion()
  ask(3, 'apply', [memberLike('new', {})], 2_000)
  expect([told, onDisk()]).toEqual([
    ['1 null', '3 null'],
    [501, '1'],
  ])
  ask(4, 'remove', '2-7')
  expect([told.slice(2), onDisk()]).toEqual([
    ['2 null', '4 null'],
    [1_000, '2'],
  ])
  all()
  timer()
  expect(told).toHaveLength(4)
})

test('after a page that could not be stored none since the last commit is there, and none follows until somebody has looked', () => {
  const { page, ask, all, told, onDisk } = stage()
  page(1, pageOf(1, 5), { ...after(1), finishedAt: 9 })
  page(2, pageOf(2, 300))
  page(3, [...pageOf(3, 250), broken])
  page(4, pageOf(4, 5))
  all()
  page(5, pageOf(5, 5))
  all()
  expect(told).toEqual(['1 null', '2 internal', '3 internal', '4 rebuilt', '5 rebuilt'])
  expect(onDisk()).toEqual([5, '1'])
  ask(6, 'count')
  ask(7, 'pullState')
  expect(told.slice(5)).toEqual(['6 5', `7 ${JSON.stringify({ ...after(1), finishedAt: 9 })}`])
  page(8, pageOf(2, 300), { ...after(2), finishedAt: 9 })
  all()
  expect([told.at(-1), onDisk()]).toEqual(['8 null', [305, '2']])
})

test.each([
  ['the next page', 200],
  ['the rest of the page', 300],
])(
  'where the engine gives the stored parts up, %s does not follow them and no place after them is kept',
  (_, first) => {
    const { page, ask, portion, all, timer, giveUp, told, onDisk } = stage()
    page(1, pageOf(1, 5), { ...after(1), finishedAt: 9 })
    page(2, pageOf(2, first))
    portion()
    portion()
    giveUp()
    page(3, pageOf(3, 10))
    all()
    timer()
    expect([told, onDisk()]).toEqual([
      ['1 null', '2 internal', first === 200 ? '3 internal' : '3 rebuilt'],
      [5, '1'],
    ])
    ask(4, 'count')
    ask(5, 'pullState')
    expect(told[3]).toBe('4 5')
    page(6, pageOf(2, 300), { ...after(2), finishedAt: 9 })
    all()
    expect([told.at(-1), onDisk()]).toEqual(['6 null', [305, '2']])
  },
)

test('where the engine gives up whole pages that nothing follows, their place is not kept', () => {
  const { page, all, timer, giveUp, told, onDisk } = stage()
  page(1, pageOf(1, 300))
  all()
  giveUp()
  timer()
  expect([told, onDisk()]).toEqual([['1 internal'], [0, null]])
})

test('a worker in the place of one that died takes no page before somebody has looked where the pull stands', () => {
  const { page, ask, all, told, onDisk } = stage(true)
  page(1, pageOf(1, 5))
  all()
  expect([told, onDisk()]).toEqual([['1 rebuilt'], [0, null]])
  ask(2, 'pullState')
  page(3, pageOf(1, 5), { ...after(1), finishedAt: 9 })
  all()
  expect(onDisk()).toEqual([5, '1'])
})

test('while the rest of the log is brought in, the next page waits and nobody else: one that is stored in part is stored', () => {
  let isEnding = false
  let over: () => void = () => undefined
  const { page, ask, portion, all, told, onDisk } = stage(false, {
    ...noLogKeeper,
    isEnding: (then) => {
      if (isEnding && then !== undefined) over = then
      return isEnding
    },
  })
  page(1, pageOf(1, 500), { ...after(1), finishedAt: 9 })
  page(2, pageOf(2, 500), { ...after(2), finishedAt: 9 })
  portion()
  isEnding = true
  all()
  expect([told, onDisk()]).toEqual([['1 null'], [500, '1']])
  ask(3, 'count')
  ask(4, 'apply', [memberLike('new', {})], 2_000)
  expect(told.slice(1)).toEqual(['3 500', '4 null'])
  isEnding = false
  over()
  all()
  expect([told.at(-1), onDisk()]).toEqual(['2 null', [1_001, '2']])
})

test('closing keeps the page that is being stored, and answers to those that wait that they are not', () => {
  const { page, ask, portion, told, onDisk } = stage()
  page(1, pageOf(1, 500))
  page(2, pageOf(2, 500))
  portion()
  ask(3, 'close')
  expect(told).toEqual(['1 null', '3 null', '2 closed'])
  expect(onDisk()).toEqual([500, '1'])
  portion()
  expect(told).toHaveLength(3)
})
