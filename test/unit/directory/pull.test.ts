import { describe, expect, test } from 'vitest'
import { DirectoryFailure } from '../../../electron/main/directory/failure.ts'
import { createPull, passDueAt, setBackOf } from '../../../electron/main/directory/pull.ts'
import type { Directory, PullState } from '../../../electron/main/directory/types.ts'
import type { Answer, Failure, MemberPage } from '../../../electron/main/providers/provider.ts'
import type { DirectoryProgress } from '../../../shared/domain/views.ts'
import { memberLike } from './made-up-members.ts'
import { applyPage, copyOf } from './open-copy.ts'

type Script = (
  cursor: string | null,
  now: number,
  advance: (ms: number) => void,
) => MemberPage | Failure | Promise<MemberPage | Failure>

const page = (ids: readonly string[], next: string | null): MemberPage => ({
  members: ids.map((id) => memberLike(id, { firstName: `Name${id}` })),
  next,
  total: ids.length,
})

function stage(script: Script) {
  let now = 1_000_000
  let scheduled: { readonly at: number; readonly run: () => void }[] = []
  const copy = copyOf()
  const broken: DirectoryFailure[] = []
  const way = { open: true }
  let mustLook = false
  const directory: Directory = {
    search: async (query, limit) => copy.search(query, limit),
    exact: async (query, limit) => copy.exact(query, limit),
    byCode: async (code) => copy.byCode(code),
    member: async (id) => copy.member(id),
    members: async (ids) => copy.members(ids),
    duplicates: async (details, code) => copy.duplicates(details, code),
    apply: async (members, readAt) => copy.apply(members, readAt),
    applyPage: async (members, readAt, state) => {
      if (mustLook) throw new DirectoryFailure('rebuilt')
      const failure = members.length > 0 ? broken.pop() : undefined
      mustLook = failure !== undefined
      if (failure !== undefined) throw failure
      applyPage(copy, members, readAt, state)
    },
    sweep: async (startedAt) => copy.sweepStep(startedAt, 0).removed,
    remove: async (id) => copy.remove(id),
    forget: async (id) => copy.forget(id),
    clear: async () => {
      for (let from: number | null = 0; from !== null;)
        from = copy.sweepStep(Number.MAX_SAFE_INTEGER, from).next
    },
    pullState: async () => {
      mustLook = false
      return copy.pullState()
    },
    count: async () => copy.count(),
    page: async (after, limit) => copy.page(after, limit),
    saveProgramme: async (cards, fetchedAt) => copy.saveProgramme({ cards, fetchedAt }),
    programme: async () => copy.programme(),
    close: async () => undefined,
  }
  const asked: (string | null)[] = []
  const reached: boolean[] = []
  const progress: DirectoryProgress[] = []
  const create = () =>
    createPull({
      provider: {
        members: async (cursor, { priority }): Promise<Answer<MemberPage>> => {
          expect(priority).toBe('background')
          asked.push(cursor)
          const evidence = { http: 200, requestId: null, startedAt: now, ms: 1, serverDate: null }
          const told = await script(cursor, now, (ms) => (now += ms))
          return 'members' in told
            ? { ok: true, value: told, evidence }
            : { ok: false, failure: told, evidence }
        },
      },
      directory,
      clock: { now: () => now },
      timers: {
        set(run, ms) {
          const timer = { at: now + ms, run }
          scheduled.push(timer)
          return () => (scheduled = scheduled.filter((other) => other !== timer))
        },
      },
      log: { info: () => undefined, warn: () => undefined },
      onProgress: (next) => progress.push(next),
      isOpen: () => way.open,
      onReached: (yes) => reached.push(yes),
      refreshEveryMs: 6 * 3_600_000,
    })
  const settle = async () => {
    for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
  }
  const pass = async (ms: number) => {
    const end = now + ms
    await settle()
    for (;;) {
      const [next] = scheduled.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)
      if (next === undefined) break
      scheduled = scheduled.filter((timer) => timer !== next)
      now = Math.max(now, next.at)
      next.run()
      await settle()
    }
    now = end
  }
  return {
    create,
    pass,
    settle,
    way,
    copy,
    asked,
    reached,
    progress,
    broken,
    waiting: () => scheduled.length,
  }
}

const threePages: Script = (cursor) =>
  cursor === null ? page(['1', '2'], 'b') : cursor === 'b' ? page(['3', '4'], 'c') : page(['5'], null)

test('a pull reads every page once and is complete', async () => {
  const { create, pass, copy, asked, progress } = stage(threePages)
  create().start()
  await pass(1_000)
  expect(asked).toEqual([null, 'b', 'c'])
  expect(copy.count()).toBe(5)
  expect(progress.map(({ phase, members }) => [phase, members])).toEqual([
    ['empty', 0],
    ['pulling', 0],
    ['pulling', 2],
    ['pulling', 4],
    ['complete', 5],
  ])
})

test('a pull that was killed goes on at the page after the last that was kept', async () => {
  let answers = false
  const { create, pass, copy, asked } = stage((cursor) =>
    cursor === 'c' && !answers ? new Promise(() => undefined) : threePages(cursor, 0, () => undefined),
  )
  const first = create()
  first.start()
  await pass(25)
  first.stop()
  expect(copy.count()).toBe(4)
  answers = true
  create().start()
  await pass(1_000)
  expect(asked).toEqual([null, 'b', 'c', 'c'])
  expect(copy.count()).toBe(5)
  expect(copy.pullState().finishedAt).not.toBeNull()
})

test('what arrives after a stop is dropped', async () => {
  let answer: (told: MemberPage) => void = () => undefined
  const { create, settle, copy } = stage(() => new Promise<MemberPage>((resolve) => (answer = resolve)))
  const pull = create()
  pull.start()
  await settle()
  pull.stop()
  answer(page(['1'], null))
  await settle()
  expect(copy.count()).toBe(0)
})

test('an unreachable provider is asked again when the way is open, and not before', async () => {
  const { create, pass, way, copy, asked, reached } = stage((cursor) =>
    way.open ? threePages(cursor, 0, () => undefined) : { kind: 'not-sent', cause: 'refused' },
  )
  way.open = false
  const pull = create()
  pull.start()
  await pass(24 * 3_600_000)
  expect(asked).toEqual([null])
  expect(reached).toEqual([false])
  way.open = true
  pull.resume()
  await pass(1_000)
  expect(copy.count()).toBe(5)
  expect(reached.slice(1)).toEqual([true, true, true])
})

test('a page that could not leave while the way is open is asked for again', async () => {
  let calls = 0
  const { create, pass, copy, asked } = stage((cursor) => {
    calls += 1
    return calls === 2 ? { kind: 'not-sent', cause: 'dns' } : threePages(cursor, 0, () => undefined)
  })
  create().start()
  await pass(5_000)
  expect(asked).toEqual([null, 'b', 'b', 'c'])
  expect(copy.pullState().finishedAt).not.toBeNull()
})

test('a list that this key may not read, on a way that is open, is asked for ever less often, and said after three', async () => {
  const { create, pass, asked, progress } = stage(() => ({ kind: 'forbidden' }))
  create().start()
  await pass(20_000)
  expect(asked).toHaveLength(4)
  expect(progress.at(-1)?.phase).toBe('failed')
  await pass(3_600_000)
  expect(asked.length).toBeLessThan(25)
})

test('the way opening while the call fails is not missed', async () => {
  let calls = 0
  const { create, pass, copy } = stage((cursor) => {
    calls += 1
    if (calls > 1) return threePages(cursor, 0, () => undefined)
    pull.resume()
    return { kind: 'not-sent', cause: 'dns' }
  })
  const pull = create()
  pull.start()
  await pass(1_000)
  expect(copy.count()).toBe(5)
})

test('a page that fails is retried with growing waits, and said after three', async () => {
  const { create, pass, asked, progress } = stage((cursor) =>
    cursor === null ? page(['1'], 'b') : { kind: 'server-error', status: 500 },
  )
  create().start()
  await pass(2_500)
  expect(asked).toEqual([null, 'b', 'b'])
  expect(progress.at(-1)?.phase).toBe('pulling')
  await pass(4_000)
  expect(asked).toHaveLength(4)
  expect(progress.at(-1)?.phase).toBe('failed')
  await pass(3_600_000)
  expect(asked.length).toBeLessThan(25)
})

test('a place that the list no longer has sends the pull to its beginning', async () => {
  let fresh = false
  const { create, pass, asked, copy } = stage((cursor) => {
    if (cursor === null) return page(['1', '2'], fresh ? null : 'gone')
    fresh = true
    return { kind: 'not-found' }
  })
  create().start()
  await pass(10_000)
  expect(asked).toEqual([null, 'gone', null])
  expect(copy.pullState().finishedAt).not.toBeNull()
})

test('a list that leads back to the same page is not read for ever', async () => {
  const { create, pass, asked } = stage(() => page(['1'], 'again'))
  create().start()
  await pass(60_000)
  expect(asked.length).toBeLessThan(10)
})

describe('a refresh', () => {
  test('comes hours later, slowly, and the copy stays complete meanwhile', async () => {
    const { create, pass, asked, progress } = stage(threePages)
    create().start()
    await pass(3_600_000)
    expect(asked).toHaveLength(3)
    const before = progress.length
    await pass(5.1 * 3_600_000)
    expect(asked).toHaveLength(6)
    expect(progress.slice(before).every(({ phase }) => phase === 'complete')).toBe(true)
  })

  test('forgets who was missing twice, not who slipped between two pages once', async () => {
    let passes = 0
    const { create, pass, copy } = stage(() => {
      passes += 1
      if (passes === 1) return page(['1', 'slipped', 'left'], null)
      return page(passes === 2 ? ['1'] : ['1', 'slipped'], null)
    })
    create().start()
    await pass(1_000)
    await pass(6.5 * 3_600_000)
    expect(passes).toBe(2)
    expect(copy.count()).toBe(3)
    await pass(6.5 * 3_600_000)
    expect(passes).toBe(3)
    expect(copy.member('slipped')).not.toBeNull()
    expect(copy.member('left')).toBeNull()
  })

  test('never replaces what the counter read after the page was asked for', async () => {
    const { create, pass, copy } = stage((_, now, advance) => {
      copy.apply([memberLike('1', { firstName: 'Newer' })], now + 5)
      advance(10)
      return page(['1'], null)
    })
    create().start()
    await pass(1_000)
    expect(copy.member('1')?.member.details.firstName).toBe('Newer')
  })
})

test('a copy that was rebuilt under a pull is read from its beginning', async () => {
  let damaged = false
  const { create, pass, copy, asked, broken } = stage((cursor) => {
    if (cursor === 'b' && !damaged) {
      damaged = true
      broken.push(new DirectoryFailure('rebuilt'))
      applyPage(copy, [], 0, {
        cursor: null,
        startedAt: null,
        finishedAt: null,
        total: null,
        lastStartedAt: null,
      })
      copy.sweepStep(Number.MAX_SAFE_INTEGER, 0)
    }
    return threePages(cursor, 0, () => undefined)
  })
  create().start()
  await pass(60_000)
  // The last page was under way when the one before it could not be written.
  expect(asked).toEqual([null, 'b', 'c', null, 'b', 'c'])
  expect(copy.count()).toBe(5)
})

test('a restart forgets every member before it reads the list anew', async () => {
  let moved = false
  const { create, pass, copy, progress } = stage((cursor) =>
    moved ? page(['9'], null) : threePages(cursor, 0, () => undefined),
  )
  const pull = create()
  pull.start()
  await pass(1_000)
  moved = true
  const emptied = pull.restart()
  await pass(0)
  await emptied
  expect(progress.some(({ phase, members }, index) => index > 4 && phase === 'empty' && members === 0)).toBe(
    true,
  )
  await pass(1_000)
  expect(copy.count()).toBe(1)
  expect(copy.member('9')).not.toBeNull()
})

test('without a provider the copy is counted and nothing is asked', async () => {
  const { copy } = stage(threePages)
  const progress: DirectoryProgress[] = []
  const directory = { pullState: async () => copy.pullState(), count: async () => 7 } as unknown as Directory
  const none = { now: () => 0, set: () => () => undefined, info: () => undefined, warn: () => undefined }
  createPull({
    provider: null,
    directory,
    clock: none,
    timers: none,
    log: none,
    onProgress: (next) => progress.push(next),
    isOpen: () => true,
    onReached: none.info,
  }).start()
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  expect(progress).toEqual([{ phase: 'empty', members: 7, total: null, finishedAt: null }])
})

test('waits grow to five minutes, and the provider may ask for longer', () => {
  const failed: Failure = { kind: 'no-answer', cause: 'reset' }
  const waits = [1, 2, 3, 8, 9, 400].map((failures) => setBackOf(failed, failures))
  expect(waits.map((wait) => (wait.kind === 'wait' ? wait.ms : null))).toEqual([
    2_000, 4_000, 8_000, 256_000, 300_000, 300_000,
  ])
  expect(setBackOf({ kind: 'rate-limited', retryAfterMs: 900_000 }, 1)).toMatchObject({ ms: 900_000 })
  expect(setBackOf({ kind: 'unauthorized' }, 2)).toEqual({ kind: 'gate', ms: 4_000 })
})

test('a clock set back makes the next pass due at once', () => {
  const done: PullState = {
    cursor: null,
    startedAt: 5_000,
    finishedAt: 6_000,
    total: 1,
    lastStartedAt: 5_000,
  }
  expect(passDueAt(done, 7_000, 100)).toBe(6_100)
  expect(passDueAt(done, 1_000, 100)).toBe(1_000)
  expect(passDueAt({ ...done, startedAt: 6_500 }, 7_000, 100)).toBe(7_000)
})
