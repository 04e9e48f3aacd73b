import { describe, expect, it } from 'vitest'
import { createUpkeep } from '../../../electron/main/directory/upkeep.ts'
import { memberLike } from './made-up-members.ts'
import { copyOf } from './open-copy.ts'

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
