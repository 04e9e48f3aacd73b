import { expect, test } from 'vitest'
import { rotten } from '../../planted/plant.ts'
import { powerloss } from './main.ts'
import { normalPlants } from './plants.ts'

// The large size is a command of its own: `npm run powerloss`. Enough commits for the log to be copied into the file
// and to begin anew.
const [images, commits] = [60, 190]
const timeout = 120_000

test(
  `in ${images} images of a disk after a power failure nothing acknowledged is lost and nothing is broken`,
  async () => {
    const outcome = await powerloss({ images, commits, seed: 20_261 })
    expect(outcome.faults).toEqual([])
    expect(outcome.lost).toBe(0)
    expect(outcome.images).toBe(images)
    expect(Math.min(...Object.values(outcome.kinds))).toBeGreaterThan(0)
    if (outcome.trace !== null) {
      expect(outcome.trace.syncs).toBeGreaterThanOrEqual(outcome.trace.commits)
      expect(outcome.trace.flushed).not.toContain(false)
    }
  },
  timeout,
)

test(
  'the same with commits that are not flushed loses what was acknowledged',
  async () => {
    expect(rotten(normalPlants)).toEqual([])
    const outcome = await powerloss({ images: Math.ceil(images / 4), commits, seed: 20_261, normal: true })
    expect(outcome.losing).toBeGreaterThan(0)
  },
  timeout,
)
