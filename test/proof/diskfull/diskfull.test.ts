import { expect, test } from 'vitest'
import { rotten } from '../../planted/plant.ts'
import { diskfullPlants } from './plants.ts'
import { fillAtStatements, ways } from './statements.ts'
import { runTmpfs } from './tmpfs.ts'

// The large size is a command of its own: `npm run diskfull`.
const step = 20
const timeout = 120_000

test(
  'wherever the disk becomes full, what was saved is kept, what was not is told, and all is sent once there is space',
  async () => {
    const runs = await fillAtStatements(step)
    expect(runs.flatMap((run) => run.violations)).toEqual([])
    // A disk that nobody noticed to be full would prove nothing.
    const told = runs.filter((run) => run.refused > 0)
    expect(told.length).toBeGreaterThan(ways.length)
  },
  timeout,
)

test(
  'on a disk that is really full the till starts, settles on the space kept aside, and loses nothing',
  async ({ skip }) => {
    const runs = await runTmpfs()
    if (runs === null) return skip('No small disk can be mounted here: it takes root on Linux.')
    expect(runs.flatMap((run) => run.violations)).toEqual([])
    expect(Math.min(...runs.map((run) => run.settledWhileFull))).toBeGreaterThan(0)
  },
  timeout,
)

test('the mistakes that a full disk must bring to light can still be planted', () => {
  expect(rotten(diskfullPlants)).toEqual([])
})
