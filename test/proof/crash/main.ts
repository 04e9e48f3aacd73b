import { rotten } from '../../planted/plant.ts'
import { readArguments } from '../support/arguments.ts'
import { runCampaign } from './campaign.ts'
import type { Campaign } from './campaign.ts'
import { crashPlants } from './plants.ts'

/** Kills that one file goes through before it is drained, judged, and a new one is begun. */
const killsEach = 40

/** Kills a till `kills` times in all. */
export async function crash(kills: number, seed: number): Promise<readonly Campaign[]> {
  const done: Campaign[] = []
  for (let left = kills, n = 0; left > 0; left -= killsEach, n += 1) {
    done.push(await runCampaign({ seed: seed + n, kills: Math.min(left, killsEach) }))
  }
  return done
}

/** What may be typed. */
export const usage = 'npm run crash -- [--kills N] [--seed S] | --planted [--seed S]'

/** Kills a till; with `--planted` each planted mistake must be noticed. */
export async function prove(args: readonly string[]): Promise<number> {
  const given = readArguments(args, { numbers: ['kills', 'seed'], flags: ['planted'] })
  const seed = given.number('seed', 1)
  return given.flag('planted')
    ? await provePlanted(seed)
    : await proveKills(given.number('kills', 200, 1), seed)
}

async function proveKills(kills: number, seed: number): Promise<number> {
  const startedAt = performance.now()
  const campaigns = await crash(kills, seed)
  const sum = (of: (each: Campaign) => number): number => campaigns.reduce((all, each) => all + of(each), 0)
  const violations = campaigns.flatMap((each, n) =>
    each.violations.map((line) => `seed ${seed + n}, ${each.folder ?? ''}: ${line}`),
  )
  for (const line of violations.slice(0, 40)) console.error(line)
  console.log(
    `crash: ${sum((each) => each.kills)} kills (${sum((each) => each.atStart)} while starting, ` +
      `${sum((each) => each.onTheWire)} with a request on the wire), ` +
      `${sum((each) => each.acknowledged)} operations acknowledged, ${sum((each) => each.applied)} applied, ` +
      `${sum((each) => each.asked)} asked, ${violations.length} violations, seed ${seed}, ` +
      `${Math.round((performance.now() - startedAt) / 1_000)} s`,
  )
  return violations.length === 0 ? 0 : 1
}

async function provePlanted(seed: number): Promise<number> {
  // A till that could not even be started with its mistake would look like one that was caught.
  const missed: string[] = [...rotten(crashPlants)]
  for (const plant of crashPlants) {
    const { violations } = await runCampaign({ seed, kills: 20, plant: plant.name })
    if (violations.length === 0) missed.push(`${plant.name} was not noticed`)
    console.log(`${plant.name}: ${violations[0]?.split('|').at(0) ?? 'NOT NOTICED'}`)
  }
  console.log(
    `crash: ${crashPlants.length - missed.length} of ${crashPlants.length} planted mistakes noticed`,
  )
  return missed.length === 0 ? 0 : 1
}
