import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { cache, root, tools } from '../../../scripts/lib/project.ts'
import type { Plant } from '../../planted/plant.ts'
import { plants } from '../../planted/plants.ts'
import { UsageError, wholeNumber } from '../support/arguments.ts'
import { filesByRow, lastRow, rowOf } from './rows.ts'
import { judge } from './verdict.ts'
import type { Report, Verdict } from './verdict.ts'

/** What may be typed. */
export const usage = 'npm run catalogue -- [--row N]... [--verbose]'

/** Those parts of the tests in which rows have theirs. */
export const projects = ['--project=node', '--project=apart']
/** Runs at the same time: a till has two cores, and so has the smallest machine that this runs on. */
const atOnce = 2
/** A run that takes longer hangs, ms; that is a verdict of its own, not a mistake noticed. */
const longestRunMs = 90_000

interface Run {
  readonly row: number
  /** Null for the row as it is, without a mistake. */
  readonly plant: Plant | null
}

/**
 * Every row of the failure catalogue with what it guards taken away: its tests must fail then, by what they assert.
 * First they must pass with nothing taken away.
 */
export async function prove(args: readonly string[]): Promise<number> {
  const asked = parse(args)
  const rows = asked.rows.length > 0 ? asked.rows : Array.from({ length: lastRow }, (_, index) => index + 1)
  const files = filesByRow()
  const began = performance.now()
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(path.join(cache, 'catalogue-'))
  const runs: readonly Run[] = rows.flatMap((row) => [
    { row, plant: null },
    ...plants.filter((plant) => rowOf(plant) === row).map((plant) => ({ row, plant })),
  ])
  const verdicts = new Map<Run, Verdict>()
  const waiting = [...runs]
  const work = async (): Promise<void> => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      verdicts.set(run, await verdictOf(run, files.get(run.row) ?? [], folder))
      if (runs.every((each) => each.row !== run.row || verdicts.has(each))) {
        say(row(run.row, runs, verdicts, asked.verbose))
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, work))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const planted = runs.filter((run) => run.plant !== null)
  const noticed = planted.filter((run) => verdicts.get(run)?.kind === 'noticed').length
  const survived = planted.filter((run) => verdicts.get(run)?.kind === 'survived').length
  const unclear = planted.length - noticed - survived
  const untested = rows.filter((each) => !isProven(each, runs, verdicts)).length
  const seconds = Math.round((performance.now() - began) / 1_000)
  say(
    `catalogue: ${rows.length} rows, ${planted.length} mistakes planted, ${noticed} noticed, ${survived} survived, ` +
      `${unclear} unclear, ${untested} rows not proven, ${seconds} s`,
  )
  return untested === 0 ? 0 : 1
}

/** A row is proven when its tests pass as the product is, and each of at least one mistake is noticed. */
function isProven(row: number, runs: readonly Run[], verdicts: ReadonlyMap<Run, Verdict>): boolean {
  const mine = runs.filter((run) => run.row === row)
  return (
    mine.some((run) => run.plant !== null) &&
    mine.every((run) => verdicts.get(run)?.kind === (run.plant === null ? 'survived' : 'noticed'))
  )
}

function row(
  number: number,
  runs: readonly Run[],
  verdicts: ReadonlyMap<Run, Verdict>,
  verbose: boolean,
): string {
  const mine = runs.filter((run) => run.row === number)
  const lines = mine.flatMap((run) => {
    const verdict = verdicts.get(run)
    if (verdict === undefined) return []
    const name = run.plant?.name ?? 'as it is'
    switch (verdict.kind) {
      case 'survived':
        return run.plant === null ? [] : [`  ${name} SURVIVED: ${run.plant.breaks}`]
      case 'unclear':
        return [`  ${name} UNCLEAR: ${verdict.why}`]
      case 'noticed':
        if (run.plant === null) return [`  FAILS as it is: ${verdict.test}: ${verdict.said}`]
        return verbose ? [`  ${name}: ${run.plant.breaks}`, `    noticed by "${verdict.test}"`] : []
    }
  })
  const count = mine.filter((run) => run.plant !== null).length
  const word = isProven(number, runs, verdicts) ? 'proven' : count === 0 ? 'NO MISTAKE PLANTED' : 'NOT PROVEN'
  return [`row ${number}: ${word}, ${count} planted`, ...lines].join('\n')
}

/** Runs the tests of one row alone, in a process of their own, with one mistake in place. */
async function verdictOf(run: Run, files: readonly string[], folder: string): Promise<Verdict> {
  if (files.length === 0) return { kind: 'unclear', why: 'no test has this number' }
  const report = path.join(folder, `${run.row}-${run.plant?.name ?? 'clean'}.json`)
  const ended = await vitest(
    [
      ...files,
      ...projects,
      // One noticed is enough; with a mistake in place another test may never end.
      '--bail=1',
      `--testNamePattern=^row ${run.row}: `,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    run.plant,
  )
  if (ended.timedOut) return { kind: 'unclear', why: 'it hung' }
  const read = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : null
  const verdict = judge(read)
  // All passed and the run failed all the same: something broke outside the tests.
  if (verdict.kind === 'survived' && ended.code !== 0) {
    return { kind: 'unclear', why: `the run ended with ${String(ended.code)}` }
  }
  return verdict
}

function vitest(
  args: readonly string[],
  plant: Plant | null,
): Promise<{ readonly code: number | null; readonly timedOut: boolean }> {
  const { STAMPWELL_PLANT: _, ...env } = process.env
  const child = spawn(process.execPath, [tools.vitest, 'run', ...args], {
    cwd: root,
    env: plant === null ? env : { ...env, STAMPWELL_PLANT: plant.name },
    stdio: 'ignore',
  })
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    child.kill('SIGKILL')
  }, longestRunMs)
  return new Promise((resolve) => {
    const end = (code: number | null): void => {
      clearTimeout(timer)
      resolve({ code, timedOut })
    }
    child.once('error', () => end(null))
    child.once('exit', end)
  })
}

function parse(args: readonly string[]): { readonly rows: readonly number[]; readonly verbose: boolean } {
  const rows: number[] = []
  let verbose = false
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index]
    if (arg === '--verbose') verbose = true
    else if (arg === '--row') {
      const number = wholeNumber('row', args[(index += 1)] ?? '', 1)
      if (number > lastRow) throw new UsageError(`The last row is ${lastRow}.`)
      rows.push(number)
    } else throw new UsageError(`Unknown option '${String(arg)}'.`)
  }
  return { rows, verbose }
}

function say(line: string): void {
  console.log(line)
}
