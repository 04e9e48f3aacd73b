import { describe, expect, test } from 'vitest'
import { bugPlants } from '../../planted/bugs.ts'
import { createTemplate } from './disk.ts'
import { figuresOf } from './main.ts'
import { provePlants } from './planted.ts'
import { runMany } from './pool.ts'
import { mix } from './random.ts'
import { runSchedule } from './run.ts'

// The large size is a command of its own: `npm run sim`.
const minutes = (n: number): number => n * 60_000

describe('simulation of the outbox', () => {
  test('the same seed tells the same story', async () => {
    const template = createTemplate()
    for (let n = 0; n < 20; n += 1) {
      const first = await runSchedule(mix(99, n), template, true)
      const second = await runSchedule(mix(99, n), template)
      expect(first.lines.length).toBeGreaterThan(0)
      expect(second.hash).toBe(first.hash)
    }
    const hashes = new Set<string>()
    for (let n = 0; n < 20; n += 1) hashes.add((await runSchedule(mix(98, n), template)).hash)
    expect(hashes.size).toBe(20)
  })

  test(
    'schedules known to be good stay good',
    async () => {
      const run = await runMany({ schedules: 2_000, seed: 1, workers: 1 })
      expect(run.violations).toEqual([])
      expect(run.kept).toMatchObject({ doubles: 0, lost: 0, reordered: 0, falseDone: 0, stuck: 0 })
    },
    minutes(3),
  )

  test(
    'schedules that nobody has seen are good',
    async () => {
      const seed = Date.now() % 1_000_000_007
      const run = await runMany({ schedules: 500, seed, workers: 1 })
      console.info(figuresOf(run, seed, run.seconds))
      expect(run.violations).toEqual([])
    },
    minutes(2),
  )

  test(
    'every planted mistake is noticed',
    async () => {
      const lines: string[] = []
      expect(await provePlants({ seed: 1, workers: 1 }, (line) => lines.push(line)), lines.join('\n')).toBe(0)
      expect(lines).toHaveLength(bugPlants.length + 1)
    },
    minutes(3),
  )
})
