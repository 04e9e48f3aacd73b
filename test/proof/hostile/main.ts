import { plantModules } from '../../planted/register.ts'
import { readArguments } from '../support/arguments.ts'
import { plantNumbered, provePlanted } from '../support/planted.ts'
import { hostilePlants } from './plants.ts'

/** What may be typed. */
export const usage = `npm run hostile -- [--verbose] | --planted | --plant 1-${hostilePlants.length}`

/**
 * Every kind of operation against every hostile manner; with `--planted` each planted mistake must be noticed, and with
 * `--plant N` the N-th of them, counted from 1, is in place.
 */
export async function prove(args: readonly string[]): Promise<number> {
  const given = readArguments(args, { numbers: ['plant'], flags: ['verbose', 'planted'] })
  if (given.flag('planted')) return provePlanted('hostile', hostilePlants)
  const plant = plantNumbered(given, hostilePlants)
  if (plant !== undefined) plantModules([plant])
  return await proveCases(given.flag('verbose'), plant !== undefined)
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
      if (violations <= 40) console.error(`${hostile.name}: ${line}`)
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
