import { expect, test } from 'vitest'
import { rotten } from '../../planted/plant.ts'
import { runCampaign } from './campaign.ts'
import { crash } from './main.ts'
import { crashPlants } from './plants.ts'

const full = process.env['STAMPWELL_FULL'] === '1'
const kills = full ? 200 : 8

test(
  `killed ${kills} times while it opens, saves and sends: nothing acknowledged is lost, nothing takes effect twice`,
  async () => {
    const campaigns = await crash(kills, 20_261)
    expect(campaigns.flatMap((each) => each.violations)).toEqual([])
    const sum = (of: (each: (typeof campaigns)[number]) => number): number =>
      campaigns.reduce((all, each) => all + of(each), 0)
    // A proof in which hardly anything happened would prove nothing.
    expect(sum((each) => each.kills)).toBe(kills)
    expect(sum((each) => each.acknowledged)).toBeGreaterThan(kills * 3)
    expect(sum((each) => each.applied)).toBeGreaterThan(kills)
  },
  full ? 1_800_000 : 120_000,
)

test('the mistakes that kills must bring to light can still be planted', () => {
  expect(rotten(crashPlants)).toEqual([])
})

test.runIf(full).each(crashPlants.map((plant) => plant.name))(
  '%s is noticed',
  async (plant) => {
    expect((await runCampaign({ seed: 5, kills: 20, plant })).violations).not.toEqual([])
  },
  600_000,
)
