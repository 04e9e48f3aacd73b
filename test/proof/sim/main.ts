import { readArguments, wholeNumber } from '../support/arguments.ts'
import { coverageTable, meaningfulFrom, wrongCells } from './coverage.ts'
import { createTemplate } from './disk.ts'
import { provePlants } from './planted.ts'
import { runMany } from './pool.ts'
import { proveQuestions } from './questions.ts'
import { runSchedule } from './run.ts'
import type { Outcome } from './run.ts'
import type { Summary } from './tally.ts'

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** A seed as it is printed and read. */
function hex(seed: number): string {
  return seed.toString(16).padStart(8, '0')
}

/** What may be typed. */
export const usage =
  'npm run sim -- [--schedules N] [--seed S] [--workers N] [--verbose] | --only HEX | --planted [--seed S] | --questions [--seed S]'

/** `npm run sim`: what it found, as one line of figures; the exit code. */
export async function prove(args: readonly string[]): Promise<number> {
  const given = readArguments(args, {
    numbers: ['schedules', 'seed', 'workers'],
    flags: ['verbose', 'planted', 'questions'],
    texts: ['only'],
  })
  const only = given.text('only')
  if (only !== null) return showOne(wholeNumber('only', `0x${only}`, 0))
  const asked = given.number('workers', 0, 1)
  const workers = asked === 0 ? {} : { workers: asked }
  const seed = given.number('seed', 1, 1)
  if (given.flag('planted')) return provePlants({ seed, ...workers }, print)
  if (given.flag('questions')) return proveQuestions(seed, print)
  const schedules = given.number('schedules', 10_000, 1)
  const run = await runMany({ schedules, seed, ...workers })
  if (given.flag('verbose')) {
    print(`faults by the state of the operations that they struck:`)
    for (const line of coverageTable(run.strikes)) print(line)
    print(`digest of all traces ${run.digest.toString(16)}`)
  }
  const unexplained = schedules >= meaningfulFrom ? wrongCells(run.strikes) : []
  for (const cell of unexplained) print(`unexplained: ${cell}`)
  await tellViolations(run)
  print(figuresOf(run, seed, run.seconds))
  return run.violations.length === 0 && unexplained.length === 0 ? 0 : 1
}

/** The one line. */
export function figuresOf(summary: Summary, seed: number, seconds: number): string {
  const { kept, broken } = summary
  const schedules = kept.schedules + broken.schedules
  return [
    `sim: ${schedules} schedules`,
    `${kept.operations + broken.operations} operations`,
    `${kept.crashes + broken.crashes} crashes`,
    `${kept.doubles} doubles`,
    `${kept.lost + broken.lost} lost`,
    `${kept.reordered} reordered`,
    `${kept.falseDone} false done`,
    `${kept.stuck + broken.stuck} stuck`,
    `${kept.asked + broken.asked} asked`,
    `${summary.violations.length} violations`,
    `${Math.round(schedules / seconds)} schedules/s`,
    `seed ${seed}`,
    `(apart: ${broken.schedules} with a provider later than its bound, ${broken.doubles} doubles, ${broken.falseDone} false done)`,
  ].join(', ')
}

/** Prints the first schedules that broke something, and what their seeds expand into. */
async function tellViolations(summary: Summary): Promise<void> {
  const seeds = [...new Set(summary.violations.map((violation) => violation.seed))]
  for (const seed of seeds.slice(0, 3)) {
    for (const { invariant, text } of summary.violations.filter((one) => one.seed === seed)) {
      print(`${invariant} broken by seed ${hex(seed)}: ${text}`)
    }
    const outcome = await runSchedule(seed, createTemplate())
    for (const line of expanded(outcome)) print(line)
    print(`the whole story: npm run sim -- --only ${hex(seed)}`)
  }
  if (seeds.length > 3) print(`and ${seeds.length - 3} more seeds: ${seeds.slice(3, 20).map(hex).join(' ')}`)
}

function expanded({ plan }: Outcome): readonly string[] {
  return [
    `  world ${JSON.stringify(plan.world)}, faults end at ${plan.healAt} ms`,
    ...plan.storms.map((storm) => `  storm ${JSON.stringify(storm)}`),
    ...plan.acts.map((act) => `  at ${act.at} ms ${JSON.stringify(act)}`),
  ]
}

async function showOne(seed: number): Promise<number> {
  const outcome = await runSchedule(seed, createTemplate(), true)
  for (const line of expanded(outcome)) print(line)
  for (const line of outcome.lines) print(line)
  for (const { invariant, text } of outcome.violations) print(`${invariant} broken: ${text}`)
  print(
    `seed ${hex(seed)}: ${outcome.operations} operations, ${outcome.violations.length} violations, trace ${outcome.hash}`,
  )
  return outcome.violations.length === 0 ? 0 : 1
}
