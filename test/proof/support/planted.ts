import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { rotten } from '../../planted/plant.ts'
import type { Plant } from '../../planted/plant.ts'
import { UsageError } from './arguments.ts'
import type { Given } from './arguments.ts'

/** The mistake that `--plant N` names, counted from 1; undefined without it. Throws a {@link UsageError}. */
export function plantNumbered(given: Given, plants: readonly Plant[]): Plant | undefined {
  const number = given.number('plant', 0, 1)
  if (number > plants.length) throw new UsageError(`There are ${plants.length} planted mistakes.`)
  return plants[number - 1]
}

/**
 * Runs a proof once for each of its mistakes, with `--plant N` (counted from 1), and expects each to be noticed.
 *
 * Each in a process of its own: what is loaded once cannot be planted any more. Answers the exit code.
 */
export function provePlanted(proof: string, plants: readonly Plant[], more: readonly string[] = []): number {
  const missed: string[] = [...rotten(plants)]
  const script = path.resolve(import.meta.dirname, '../../../scripts/proof.mjs')
  plants.forEach((plant, n) => {
    const ran = spawnSync(process.execPath, [script, proof, '--plant', String(n + 1), ...more], {
      encoding: 'utf8',
    })
    // By its own figures: a run that broke off has noticed nothing.
    const violations = Number(/ (\d+) violations/.exec(ran.stdout)?.[1] ?? 0)
    if (violations === 0) missed.push(`${plant.name} was not noticed`)
    console.log(`${plant.name}: ${violations} violations`)
  })
  for (const line of missed) console.error(line)
  console.log(`${proof}: ${plants.length - missed.length} of ${plants.length} planted mistakes noticed`)
  return missed.length === 0 ? 0 : 1
}
