import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCacheService } from '../../../electron/main/directory/cache.ts'
import { isAsked, portionsOf } from '../../../electron/main/directory/protocol.ts'
import type { PullState } from '../../../electron/main/directory/types.ts'
import { createUpkeep } from '../../../electron/main/directory/upkeep.ts'
import { memberLike } from './made-up-members.ts'
import { copyOf, folder } from './open-copy.ts'

/** Work on a clock of its own: a step takes 5 ms. */
function clock(steps: number) {
  let time = 0
  let left = steps
  let next: { readonly at: number; readonly work: () => void } | null = null
  const at: number[] = []
  const upkeep = createUpkeep({
    step: () => {
      at.push(time)
      time += 5
      left -= 1
      return left > 0
    },
    now: () => time,
    later: (work, ms) => {
      next = { at: time + ms, work }
    },
  })
  return {
    upkeep,
    at,
    until(end: number) {
      for (let due = next; due !== null && due.at <= end; due = next) {
        time = Math.max(time, due.at)
        due.work()
      }
      time = Math.max(time, end)
    },
  }
}

describe('what can wait', () => {
  it('is done step by step, and looked for again a second after there was nothing', () => {
    const { upkeep, at, until } = clock(3)
    upkeep.begin()
    until(2_000)
    expect(at).toEqual([10, 25, 40, 1_045])
  })

  it('leaves whoever asks alone, and goes on soon after', () => {
    const { upkeep, at, until } = clock(100)
    upkeep.begin()
    until(20)
    expect(at).toEqual([10])
    upkeep.asked()
    until(169)
    expect(at).toEqual([10])
    until(200)
    expect(at).toEqual([10, 170, 185, 200])
  })

  it('is not put off for ever by somebody who never rests', () => {
    const { upkeep, at, until } = clock(100)
    upkeep.begin()
    for (let time = 0; time <= 3_000; time += 50) {
      until(time)
      upkeep.asked()
    }
    expect(at.length).toBeGreaterThanOrEqual(5)
    const waits = at.slice(1).map((each, index) => each - (at[index] ?? 0))
    expect(Math.max(...waits)).toBeLessThanOrEqual(505)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(500)
  })
})

describe('a rehearsal', () => {
  it('looks for one of each kind, changes no answer, and is over', () => {
    const copy = copyOf(
      memberLike('1', { firstName: 'Anna', lastName: 'Martin', phone: '+491700000170' }),
      memberLike('2', { firstName: 'Marta', lastName: 'Smith', email: 'anna@example.test' }),
    )
    const before = copy.search('a', 50)
    expect(before.hits).toHaveLength(1)
    let steps = 0
    while (copy.rehearse()) steps += 1
    expect(steps).toBe(8)
    expect(copy.rehearse()).toBe(false)
    expect(copy.search('a', 50)).toEqual(before)
  })
})

describe('a copy that is opened', () => {
  it('is rehearsed before all else that can wait', () => {
    const service = createCacheService(path.join(folder(), 'cache.db'), () => undefined)
    onTestFinished(() => void service.handle({ id: 1, name: 'close', args: [] }))
    let steps = 0
    while (service.upkeep() && steps < 100) steps += 1
    expect(steps).toBeGreaterThanOrEqual(8)
  })
})

describe('whoever waits', () => {
  it('is at the counter where they search or scan, and nowhere else', () => {
    const asked = [
      'search',
      'exact',
      'byCode',
      'member',
      'duplicates',
      'apply',
      'applyPage',
      'count',
    ] as const
    expect(asked.filter((name) => isAsked({ name }))).toEqual(['search', 'exact', 'byCode'])
  })

  it('has their turn after a hundred changed members, and after two hundred of a first pull', () => {
    const members = Array.from({ length: 250 }, (_, at) => memberLike(String(at), {}))
    const first: PullState = {
      cursor: '2',
      total: null,
      startedAt: 1,
      finishedAt: null,
      lastStartedAt: null,
    }
    const sizes = (state: PullState): readonly number[] =>
      portionsOf(members, state).map((text) => (JSON.parse(text) as readonly unknown[]).length)
    expect(sizes(first)).toEqual([200, 50])
    expect(sizes({ ...first, finishedAt: 2 })).toEqual([100, 100, 50])
    expect(sizes({ ...first, cursor: null })).toEqual([100, 100, 50])
  })
})
