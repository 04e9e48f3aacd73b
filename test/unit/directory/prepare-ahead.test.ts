import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCacheService } from '../../../electron/main/directory/cache.ts'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { cardKindsOf, foreseeKinds } from '../../../electron/main/directory/card-kinds.ts'
import { createDesk } from '../../../electron/main/directory/desk.ts'
import { buffersOf, packPortion, unpackPortion } from '../../../electron/main/directory/packed-portion.ts'
import { createAhead, createReader } from '../../../electron/main/directory/prepare-ahead.ts'
import type { Hearing, PreparingSetup } from '../../../electron/main/directory/prepare-ahead.ts'
import type { WorkerReply, WorkerRequest } from '../../../electron/main/directory/protocol.ts'
import { tokenIndexOf } from '../../../electron/main/directory/token-index.ts'
import type { PullState } from '../../../electron/main/directory/types.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { people } from '../../bench/people/people.ts'
import { madeUpMembers, memberLike, randomOf } from './made-up-members.ts'
import { folder } from './open-copy.ts'

/** Where a first pull stands after page `n`. */
const after = (n: number): PullState => ({
  cursor: String(n),
  startedAt: 1,
  finishedAt: null,
  total: null,
  lastStartedAt: null,
})

/** A thread that does what it is told when it is told. */
function handThread() {
  const asked: { readonly number: number; readonly text: string }[] = []
  let heard: Hearing | null = null
  let setup: PreparingSetup | null = null
  let read: ReturnType<typeof createReader> = () => null
  let begun: { readonly number: number; readonly text: string } | null = null
  const counts = { starts: 0, ends: 0, prepared: 0 }
  return {
    counts,
    asked,
    start: (given: PreparingSetup, hearing: Hearing) => {
      counts.starts += 1
      asked.length = 0
      begun = null
      setup = given
      heard = hearing
      read = createReader(given.kinds)
      return {
        prepare: (number: number, text: string) => void asked.push({ number, text }),
        end: () => {
          counts.ends += 1
          heard = null
        },
      }
    },
    /** Begins the next one that nobody else has begun. */
    begin: () => {
      while (begun === null && setup !== null && asked.length > 0) {
        const next = asked.shift()
        if (next === undefined) return
        if (Atomics.compareExchange(setup.next, 0, next.number, next.number + 1) === next.number) begun = next
      }
    },
    /** Answers of what it has begun. */
    finish: () => {
      if (begun === null) return
      const portion = read(begun.text, 0)
      counts.prepared += 1
      const packed = portion === null ? null : packPortion(portion)
      const sent = packed === null ? null : structuredClone(packed, { transfer: [...buffersOf(packed)] })
      heard?.prepared(begun.number, sent)
      begun = null
    },
    die: () => heard?.gone(new Error('gone')),
  }
}

/** A desk over a real file, beside a thread by hand or none. */
function stage(isBeside = true) {
  const file = path.join(folder(), 'cache.db')
  const service = createCacheService(file, () => undefined)
  onTestFinished(() => void service.handle({ id: 0, name: 'close', args: [] }))
  const thread = handThread()
  const told: string[] = []
  const lost: unknown[] = []
  let works: (() => void)[] = []
  let timers: { readonly work: () => void; readonly ms: number }[] = []
  const desk = createDesk({
    service,
    post: (reply: WorkerReply) => {
      told.push(`${reply.id} ${reply.kind === 'failure' ? reply.failure : JSON.stringify(reply.value)}`)
    },
    soon: (work) => void works.push(work),
    later: (work, ms) => {
      const timer = { work, ms }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    ...(isBeside
      ? {
          prepareAhead: ({ gone, ...options }) =>
            createAhead({
              ...options,
              start: thread.start,
              gone: (error) => {
                lost.push(error)
                gone(error)
              },
            }),
        }
      : {}),
  })
  const portion = (): boolean => {
    const now = works
    works = []
    for (const work of now) work()
    return now.length > 0
  }
  return {
    thread,
    told,
    lost,
    portion,
    dump: () => dumpOf(file),
    ask: (id: number, name: WorkerRequest['name'], ...args: readonly unknown[]) =>
      desk.take({ id, name, args } as WorkerRequest),
    page: (id: number, portions: readonly (readonly RemoteMember[] | string)[], state = after(id)) =>
      desk.take({
        id,
        name: 'applyPage',
        args: [
          portions.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
          id * 1_000,
          state,
        ],
      }),
    all: () => {
      while (portion());
    },
    timer: (least = 0) => {
      const due = timers.filter(({ ms }) => ms >= least)
      timers = timers.filter((each) => !due.includes(each))
      for (const { work } of due) work()
    },
  }
}

/** All that a copy holds, as another connection reads it. */
function dumpOf(file: string): unknown {
  const { db } = openCache(file)
  try {
    const entries = [...tokenIndexOf(db).entries()]
    const rows = (table: string): unknown => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()
    return { entries, tables: ['member', 'remote', 'card_kind', 'word', 'calling_code', 'kept'].map(rows) }
  } finally {
    db.close()
  }
}

/** Cut into so many at a time. */
function cut<T>(list: readonly T[], length: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / length) }, (_, at) =>
    list.slice(at * length, (at + 1) * length),
  )
}

/** Pages of two portions of twenty. */
const pagesOf = (members: readonly RemoteMember[]): readonly (readonly (readonly RemoteMember[])[])[] =>
  cut(cut(members, 20), 2)

/** Members of all scripts, with cards of some kinds, ids that are no numbers, and some who come twice. */
function someMembers(seed: number): readonly RemoteMember[] {
  const random = randomOf(seed)
  const made = [
    ...people('west', 150),
    ...[...madeUpMembers(150, seed)].map((member, at) => ({
      ...member,
      remoteId: at % 3 === 0 ? `u-${seed}-${at}` : String(500_000 + at),
      cards: member.cards.map((one) => ({ ...one, name: `Card ${Math.floor(random() * 6)}` })),
      tags: at % 5 === 0 ? ['tag\twith', 'tab'] : [],
      updatedAt: at % 4 === 0 ? null : at,
    })),
    ...[...people('scripts', 60)].map((member) => ({ ...member, remoteId: `s${member.remoteId}` })),
  ]
  return made.flatMap((member) => (random() < 0.02 ? [member, { ...member, updatedAt: 7 }] : [member]))
}

/** Has everything stored and committed, whatever the thread does meanwhile. */
function toTheEnd({ all, thread, timer }: ReturnType<typeof stage>): void {
  for (let turn = 0; turn < 1_000; turn += 1) {
    all()
    thread.begin()
    thread.finish()
  }
  timer()
}

describe('the copy and what is answered are the same as without another thread', () => {
  test.each([1, 2, 3, 4, 5, 6])('however far that is (%i)', (seed) => {
    const random = randomOf(seed)
    const [beside, alone] = [stage(), stage(false)]
    for (const [at, portions] of pagesOf(someMembers(seed)).entries()) {
      for (const each of [beside, alone]) each.page(at + 1, portions)
      while (random() < 0.6) {
        const kind = Math.floor(random() * 5)
        if (kind < 2) beside.thread.begin()
        else if (kind < 4) beside.thread.finish()
        else beside.portion()
      }
    }
    toTheEnd(beside)
    toTheEnd(alone)
    expect(beside.thread.counts.prepared).toBeGreaterThan(0)
    expect(beside.told).toEqual(alone.told)
    expect(beside.dump()).toEqual(alone.dump())
  })

  test.each([
    ['apply', [[memberLike('100001', { firstName: 'New' }), memberLike('new', { lastName: 'Kind' })], 9_000]],
    ['remove', ['100001']],
    ['forget', ['100001']],
    ['clear', []],
    ['close', []],
    ['pullState', []],
    ['count', []],
  ] as const)(
    'where %s comes in the middle, with some prepared, one begun and the rest not',
    (name, args) => {
      const answers = [stage(), stage(false)].map((each) => {
        const { page, portion, thread, ask, told } = each
        const pages = pagesOf(someMembers(9))
        for (const [at, portions] of pages.slice(0, 6).entries()) page(at + 1, portions)
        portion()
        for (let turn = 0; turn < 3; turn += 1) {
          thread.begin()
          thread.finish()
        }
        portion()
        thread.begin()
        ask(99, name, ...args)
        thread.finish()
        if (name !== 'close') for (const [at, portions] of pages.slice(6).entries()) page(at + 7, portions)
        toTheEnd(each)
        if (name === 'clear') ask(100, 'pullState')
        return { told, copy: each.dump() }
      })
      expect(answers[0]).toEqual(answers[1])
    },
  )

  test('where the thread ends in the middle: that is told once, and it is done without', () => {
    const [beside, alone] = [stage(), stage(false)]
    const pages = pagesOf(someMembers(4))
    for (const [at, portions] of pages.entries()) {
      for (const each of [beside, alone]) each.page(at + 1, portions)
      if (at === 5) {
        beside.thread.begin()
        beside.thread.finish()
        beside.thread.begin()
        beside.portion()
        beside.thread.die()
      }
    }
    for (const each of [beside, alone]) each.all()
    for (const each of [beside, alone]) each.timer()
    expect([beside.lost.length, beside.thread.counts.starts]).toEqual([1, 1])
    expect(beside.told).toEqual(alone.told)
    expect(beside.dump()).toEqual(alone.dump())
  })

  test('where kinds of cards come between that the thread did not know', () => {
    const cards = (number: number): RemoteMember['cards'] => [
      { id: `c${number}`, templateId: 't', name: `Kind ${number}`, stamps: 1, passInstalled: null },
    ]
    const member = (number: number): RemoteMember =>
      memberLike(String(number), { firstName: 'Anna' }, { cards: cards(number % 7), cardsKnown: true })
    const [beside, alone] = [stage(), stage(false)]
    for (const each of [beside, alone]) {
      for (let n = 1; n <= 6; n += 1) each.page(n, [[member(2 * n)], [member(2 * n + 1)]])
      each.thread.begin()
      each.thread.finish()
      each.ask(9, 'apply', [memberLike('x', {}, { cards: cards(77), cardsKnown: true })], 9_000)
      each.all()
      for (let n = 10; n <= 20; n += 1) each.page(n, [[member(2 * n)], [member(2 * n + 1)]])
      toTheEnd(each)
    }
    expect(beside.thread.counts.starts).toBeGreaterThan(1)
    expect(beside.told).toEqual(alone.told)
    expect(beside.dump()).toEqual(alone.dump())
  })

  test.each([
    ['a member who cannot be stored', [[{ ...memberLike('x', {}), remoteId: null as unknown as string }]]],
    ['something else than members', ['{}']],
  ] as const)('where a page holds %s', (_, portions) => {
    const answers = [stage(), stage(false)].map((each) => {
      const pages = pagesOf(someMembers(3))
      for (const [at, one] of pages.slice(0, 6).entries()) each.page(at + 1, one)
      each.page(50, portions)
      each.page(51, pages[7] ?? [])
      toTheEnd(each)
      each.ask(98, 'pullState')
      for (const [at, one] of pages.entries()) each.page(at + 60, one)
      toTheEnd(each)
      return { told: each.told, copy: each.dump() }
    })
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.told).toContain('50 internal')
  })
})

test('a text that is no JSON is thrown about where its turn is, and not before', () => {
  const { page, thread, portion, told, timer, ask } = stage()
  for (let n = 1; n <= 7; n += 1) page(n, [[memberLike(`${n}`, {})]])
  page(8, ['[no'])
  for (let turn = 0; turn < 8; turn += 1) {
    thread.begin()
    thread.finish()
  }
  expect(() => {
    while (portion());
  }).toThrow(SyntaxError)
  timer(0)
  ask(9, 'count')
  expect(told.at(-1)).toBe('9 7')
})

test('while the thread is at the next portion, whoever stores prepares the one behind it, and waits if there is none', () => {
  const { page, thread, portion, all, told, ask } = stage()
  for (let n = 1; n <= 8; n += 1) page(n, [[memberLike(`${n}`, {})]])
  thread.begin()
  portion()
  ask(9, 'count')
  expect(told).toEqual(['9 0'])
  all()
  ask(10, 'count')
  expect(told.at(-1)).toBe('10 0')
  thread.finish()
  all()
  ask(11, 'count')
  expect([told.at(-1), thread.counts.prepared]).toEqual(['11 8', 1])
})

test.each([
  ['that is given up', (each: ReturnType<typeof stage>) => each.thread.die()],
  ['that never answers', (each: ReturnType<typeof stage>) => each.ask(20, 'pullState')],
])('nobody waits for a thread %s', (_, give) => {
  const each = stage()
  for (let n = 1; n <= 8; n += 1) each.page(n, [[memberLike(`${n}`, {})]])
  each.thread.begin()
  each.all()
  give(each)
  each.all()
  each.ask(21, 'count')
  expect(each.told.at(-1)).toBe('21 8')
})

describe('what waits is stored though no page comes any more', () => {
  const begun = (): ReturnType<typeof stage> => {
    const each = stage()
    for (let n = 1; n <= 4; n += 1) each.page(n, [[memberLike(`a${n}`, {})], [memberLike(`b${n}`, {})]])
    for (let turn = 0; turn < 3; turn += 1) each.portion()
    each.thread.begin()
    each.all()
    return each
  }

  test.each([
    ['that was kept while it was at the next', (each: ReturnType<typeof stage>) => each.timer()],
    [
      'whose portion was stored from its text',
      (each: ReturnType<typeof stage>) => each.ask(20, 'apply', [memberLike('c', {})], 9_000),
    ],
  ])('behind a page %s', (_, meanwhile) => {
    const each = begun()
    meanwhile(each)
    each.thread.finish()
    each.all()
    each.ask(21, 'count')
    expect(Number(each.told.at(-1)?.split(' ')[1])).toBeGreaterThanOrEqual(8)
  })

  test('behind a thread that never answers', () => {
    const each = begun()
    for (let turn = 0; turn < 3; turn += 1) {
      each.timer()
      each.all()
    }
    each.ask(21, 'count')
    expect(each.told.at(-1)).toBe('21 8')
    expect(each.thread.counts.ends).toBe(1)
  })
})

describe('the thread', () => {
  const many = (each: ReturnType<typeof stage>, from = 1): void => {
    for (let n = from; n < from + 8; n += 1) each.page(n, [[memberLike(`${n}`, {})]])
  }

  test('is not started for a few pages, nor for those of a refresh', () => {
    const each = stage()
    for (let n = 1; n <= 7; n += 1) each.page(n, [[memberLike(`${n}`, {})]])
    each.all()
    for (let n = 11; n <= 30; n += 1) each.page(n, [[memberLike(`${n}`, {})]], { ...after(n), finishedAt: 1 })
    each.all()
    expect(each.thread.counts.starts).toBe(0)
  })

  test.each(['forget', 'clear', 'close'] as const)('holds nobody any more once %s has come', (name) => {
    const each = stage()
    many(each)
    each.ask(9, name, '1')
    expect(each.thread.counts).toMatchObject({ starts: 1, ends: 1 })
  })

  test('ends where a page could not be stored: those that follow are not either', () => {
    const each = stage()
    many(each)
    each.page(10, [[{ ...memberLike('x', {}), remoteId: null as unknown as string }]])
    each.page(11, [[memberLike('11', {})]])
    each.all()
    expect(each.thread.counts).toMatchObject({ starts: 1, ends: 1 })
  })

  test('prepares nothing that whoever stores has taken', () => {
    const each = stage()
    many(each)
    each.all()
    each.thread.begin()
    each.thread.finish()
    expect(each.thread.counts.prepared).toBe(0)
  })

  test('ends some time after the last page, once none waits, and is started again for many', () => {
    const each = stage()
    many(each)
    each.timer(1_000)
    expect(each.thread.counts.ends).toBe(0)
    each.all()
    each.timer(1_000)
    expect(each.thread.counts).toMatchObject({ starts: 1, ends: 1 })
    many(each, 20)
    toTheEnd(each)
    each.ask(40, 'count')
    expect([each.thread.counts.starts, each.told.at(-1)]).toEqual([2, '40 16'])
  })
})

test.each(['8', 'not-a-number'])('who comes twice in one portion is one member (%s)', (remoteId) => {
  const portion = [
    memberLike('9', { firstName: 'Other' }),
    memberLike(remoteId, { firstName: 'First' }),
    memberLike(remoteId, { firstName: 'Second' }),
  ]
  for (const prepared of [0, 8]) {
    const each = stage()
    for (let n = 1; n <= 7; n += 1) each.page(n, [[]])
    each.page(8, [portion])
    for (let turn = 0; turn < prepared; turn += 1) {
      each.thread.begin()
      each.thread.finish()
    }
    each.all()
    each.ask(9, 'count')
    each.ask(10, 'search', 'second', 5)
    each.ask(11, 'search', 'first', 5)
    expect(each.told[0]).toBe('9 2')
    expect(each.told[1]).toContain(`"remoteId":"${remoteId}"`)
    expect(each.told[2]).toBe('11 {"hits":[],"more":false}')
    expect(each.thread.counts.prepared).toBe(prepared)
  }
})

test('a portion is the same after it was packed, sent and unpacked', () => {
  const members = someMembers(8)
  const read = createReader([])
  const text = JSON.stringify(members)
  const packed = packPortion(read(text, 0) ?? expect.fail())
  const sent = structuredClone(packed, { transfer: [...buffersOf(packed)] })
  expect(packed.keys).toHaveLength(0)
  expect(unpackPortion(sent, 5_000)).toEqual({ ...createReader([])(text, 5_000) })
})

test('kinds of cards are numbered ahead as the file numbers them, and counted no further than it counts', () => {
  const { db } = openCache(path.join(folder(), 'cache.db'))
  onTestFinished(() => void db.close())
  const ofFile = cardKindsOf(db)
  const kind = (n: number) => ({ templateId: String(n % 3), name: String(n) })
  for (let n = 0; n < 5; n += 1) ofFile.numberOf(kind(n))
  const ahead = foreseeKinds(ofFile.all())
  const foreseen = Array.from({ length: 600 }, (_, n) => ahead.numberOf(kind(n)))
  const used = ahead.used()
  expect(foreseen).toEqual(Array.from({ length: 600 }, (_, n) => ofFile.numberOf(kind(n))))
  expect(foreseen.filter((number) => number === null)).toHaveLength(100)
  expect(used.every((one) => ofFile.numberOf(one) === one.number)).toBe(true)
  expect([used.length, ahead.used().length]).toEqual([500, 0])
})
