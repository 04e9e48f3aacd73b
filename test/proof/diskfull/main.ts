import { plantModules } from '../../planted/register.ts'
import { readArguments } from '../support/arguments.ts'
import { plantNumbered, provePlanted } from '../support/planted.ts'
import { diskfullPlants } from './plants.ts'

/** What may be typed. */
export const usage = `npm run diskfull -- [--step N] | --planted | --plant 1-${diskfullPlants.length} [--step N]`

/**
 * A disk that fills at every N-th moment; with `--planted` each planted mistake must be noticed, and with `--plant N`
 * the N-th of them, counted from 1, is in place.
 */
export async function prove(args: readonly string[]): Promise<number> {
  const given = readArguments(args, { numbers: ['step', 'plant'], flags: ['planted'] })
  if (given.flag('planted')) return provePlanted('diskfull', diskfullPlants, ['--step', '9'])
  const plant = plantNumbered(given, diskfullPlants)
  if (plant !== undefined) plantModules([plant])
  return await proveFull(given.number('step', 1, 1))
}

async function proveFull(step: number): Promise<number> {
  // After the mistake is planted: what is loaded now has it.
  const { fillAtStatements, ways } = await import('./statements.ts')
  const { runTmpfs } = await import('./tmpfs.ts')
  const startedAt = performance.now()
  const runs = await fillAtStatements(step)
  const onTmpfs = await runTmpfs()
  const violations = [...runs, ...(onTmpfs ?? [])].flatMap((run) => run.violations)
  for (const line of violations.slice(0, 40)) console.error(line)
  if (onTmpfs === null) {
    console.log(
      'diskfull: no small disk can be mounted here (it takes root on Linux): pages and statements only.',
    )
  }
  const sum = (of: (run: (typeof runs)[number]) => number): number =>
    runs.reduce((all, run) => all + of(run), 0)
  const tmpfs = onTmpfs ?? []
  const saved = tmpfs.reduce((all, run) => all + run.acknowledged, 0)
  const settled = tmpfs.reduce((all, run) => all + run.settledWhileFull, 0)
  console.log(
    `diskfull: full at ${runs.length - ways.length} moments, ${sum((run) => run.acknowledged)} operations acknowledged ` +
      `and kept, ${sum((run) => run.refused)} refused aloud` +
      (onTmpfs === null
        ? ''
        : `; on a full tmpfs ${saved} acknowledged and kept, ${settled} of them settled while it was full`) +
      `; ${violations.length} violations, ${Math.round((performance.now() - startedAt) / 1_000)} s`,
  )
  return violations.length === 0 ? 0 : 1
}
