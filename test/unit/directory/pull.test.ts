import { describe, expect, test } from 'vitest'
import { DirectoryFailure } from '../../../electron/main/directory/failure.ts'
import { createPull } from '../../../electron/main/directory/pull.ts'
import {
  isUnderWay,
  nextStep,
  nothingPulled,
  setBackOf,
} from '../../../electron/main/directory/pull-state.ts'
import type { Tried } from '../../../electron/main/directory/pull-state.ts'
import type { Directory, PullState } from '../../../electron/main/directory/types.ts'
import type { Failure, MemberPage } from '../../../electron/main/providers/provider.ts'
import type { DirectoryProgress } from '../../../shared/domain/views.ts'
import { memberLike } from './made-up-members.ts'
import { applyPage } from './open-copy.ts'
import { page, stage } from './pull-stage.ts'
import type { Script } from './pull-stage.ts'

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

test('a clock set back makes the next page due at once, and one set back while a pass is under way does not begin it anew', () => {
  const done: PullState = { ...nothingPulled, startedAt: 5_000, finishedAt: 6_000, lastStartedAt: 5_000 }
  const untried = { pageAt: null, changesAt: null, pageRestsUntil: 0, changesRestUntil: 0 }
  const kept = {
    pages: 2,
    told: 9,
    lastPages: 2,
    place: null,
    isAmidst: false,
    changesAt: 7_000,
    missing: null,
  }
  const periods = { passMs: 40_000, changesMs: null }
  const at = (state: PullState, now: number, tried: Tried = untried): number =>
    nextStep({ ...state, keeping: kept }, tried, periods, now).at
  expect(at(done, 7_000)).toBe(26_000)
  expect(at(done, 1_000)).toBe(1_000)
  expect(at({ ...done, startedAt: 6_500 }, 7_000)).toBe(7_000)
  expect(at(done, 8_000, { ...untried, pageAt: 9_000 })).toBe(8_000)
  expect(at(done, 8_000, { ...untried, pageAt: 7_500, pageRestsUntil: 8_000 + 3_600_001 })).toBe(27_500)
  expect(isUnderWay({ ...done, startedAt: 3_000, cursor: 'b' })).toBe(true)
})
