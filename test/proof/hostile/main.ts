import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { rotten } from '../../planted/plant.ts'
import { plantModules } from '../../planted/register.ts'
import { readArguments } from '../support/arguments.ts'
import { hostilePlants } from './plants.ts'

/**
 * `npm run hostile [-- --verbose]`; with `--planted` each planted mistake must be noticed, and with `--plant N` the
 * N-th of them, counted from 1, is in place.
 */
export async function prove(args: readonly string[]): Promise<number> {
  const given = readArguments(args, { numbers: ['plant'], flags: ['verbose', 'planted'] })
  if (given.flag('planted')) return provePlanted()
  const plant = hostilePlants[given.number('plant', 0) - 1]
  if (plant !== undefined) plantModules([plant])
  return await proveCases(given.flag('verbose'), plant !== undefined)
}

/** Each in a process of its own: what is loaded once cannot be planted any more. */
function provePlanted(): number {
  const missed: string[] = [...rotten(hostilePlants)]
  const script = path.resolve(import.meta.dirname, '../../../scripts/proof.mjs')
  hostilePlants.forEach((plant, n) => {
    const ran = spawnSync(process.execPath, [script, 'hostile', '--plant', String(n + 1)], {
      encoding: 'utf8',
    })
    // By its own figures: a run that broke off has noticed nothing.
    const violations = Number(/ (\d+) violations/.exec(ran.stdout)?.[1] ?? 0)
    if (violations === 0) missed.push(`${plant.name} was not noticed`)
    console.log(`${plant.name}: ${violations} violations`)
  })
  for (const line of missed) console.error(line)
  console.log(
    `hostile: ${hostilePlants.length - missed.length} of ${hostilePlants.length} planted mistakes noticed`,
  )
  return missed.length === 0 ? 0 : 1
}

async function proveCases(verbose: boolean, stopsAtFirst: boolean): Promise<number> {
  // After the mistake is planted: what is loaded now has it.
  const { hostileCases } = await import('./cases.ts')
  const { runCase } = await import('./run.ts')
  const startedAt = performance.now()
  let [operations, sights, violations, mostTaken] = [0, 0, 0, 0]
  for (const hostile of hostileCases) {
    if (stopsAtFirst && violations > 0) break
    const ran = await runCase(hostile)
    mostTaken = Math.max(mostTaken, ran.mostTaken)
    const complain = (line: string): void => {
      violations += 1
      console.error(`${hostile.name}: ${line}`)
    }
    for (const line of ran.violations) complain(line)
    for (const line of ran.lines) {
      operations += 1
      sights += line.sights
      for (const found of line.violations) complain(`${line.kind} ${found}`)
      if (verbose) {
        console.log(
          [
            hostile.name.padEnd(52),
            line.kind.padEnd(14),
            `came ${line.sights}`,
            `recorded ${line.attempts}`,
            line.first.padEnd(13),
            line.end,
          ].join('  '),
        )
      }
    }
  }
  console.log(
    `hostile: ${hostileCases.length} manners, ${operations} operations of five kinds, ${sights} changes came, ` +
      `each as often as it was recorded; at most ${(mostTaken / 1_048_576).toFixed(0)} MB of an endless body taken; ` +
      `${violations} violations, ${Math.round((performance.now() - startedAt) / 1_000)} s`,
  )
  return violations === 0 ? 0 : 1
}
