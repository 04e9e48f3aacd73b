import { expect, test } from 'vitest'
import { rotten } from '../../planted/plant.ts'
import { crash } from './main.ts'
import { crashPlants } from './plants.ts'

// The large size, and the planted mistakes, are commands of their own: `npm run crash`.
const kills = 8

test(`killed ${kills} times while it opens, saves and sends: nothing acknowledged is lost, nothing takes effect twice`, async () => {
  const campaigns = await crash(kills, 20_261)
  expect(campaigns.flatMap((each) => each.violations)).toEqual([])
  const sum = (of: (each: (typeof campaigns)[number]) => number): number =>
    campaigns.reduce((all, each) => all + of(each), 0)
  // A proof in which hardly anything happened would prove nothing.
  expect(sum((each) => each.kills)).toBe(kills)
  expect(sum((each) => each.acknowledged)).toBeGreaterThan(kills * 3)
  expect(sum((each) => each.applied)).toBeGreaterThan(kills)
}, 120_000)

test('the mistakes that kills must bring to light can still be planted', () => {
  expect(rotten(crashPlants)).toEqual([])
})
