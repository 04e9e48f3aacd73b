import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { close } from '../e2e/support/launch.ts'
import { openCounter } from './counter.ts'
import type { Counter } from './counter.ts'
import { isMet } from './figure.ts'
import type { Bench, Figure, Row } from './figure.ts'
import { inWords, processorTimes, stolenBetween, thisMachine } from './machine.ts'
import { figures } from './registry.ts'
import { table } from './table.ts'

interface Options {
  readonly json: boolean
  readonly members: number
  readonly figures: readonly Figure[]
}

interface Failure {
  readonly figure: string
  readonly why: string
}

/** Fewer are no large shop: there are not enough of them to choose look-ups from. */
const fewestMembers = 10_000

const usage = `Usage: npm run bench -- [--json] [--members=1000000] [--only=${figures.map(({ name }) => name).join(',')}]`

function parse(args: readonly string[]): Options | undefined {
  let chosen = figures
  let members = 1_000_000
  for (const arg of args) {
    const size = /^--members=(\d+)$/.exec(arg)?.[1]
    if (size !== undefined) {
      members = Number(size)
      if (members < fewestMembers) return undefined
      continue
    }
    const only = /^--only=(.+)$/.exec(arg)?.[1]?.split(',')
    if (arg !== '--json' && only === undefined) return undefined
    if (only === undefined) continue
    if (only.some((name) => !figures.some((figure) => figure.name === name))) return undefined
    chosen = figures.filter((figure) => only.includes(figure.name))
  }
  return { json: args.includes('--json'), members, figures: chosen }
}

/** Measures one figure after the other; one that cannot be measured does not keep the others from it. */
async function measure(bench: Bench, chosen: readonly Figure[]): Promise<readonly [Row[], Failure[]]> {
  const rows: Row[] = []
  const failures: Failure[] = []
  for (const figure of chosen) {
    const started = performance.now()
    try {
      rows.push(...(await figure.measure(bench)))
      bench.say(`${figure.name}: ${((performance.now() - started) / 1_000).toFixed(1)} s`)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      failures.push({ figure: figure.name, why })
      bench.say(`${figure.name}: not measured`)
    }
  }
  return [rows, failures]
}

/** A row with whether its number is what was wanted. */
function judged(row: Row): Row & { readonly met?: boolean | null } {
  return row.target === undefined ? row : { ...row, met: isMet(row) }
}

async function runBench(options: Options): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stampwell-bench-'))
  const machine = thisMachine(folder)
  let counter: Promise<Counter> | undefined
  const userData = path.join(folder, 'counter')
  const quitCounter = async (): Promise<string> => {
    const opened = await counter
    if (opened !== undefined) await close(opened.terminal)
    return userData
  }
  const bench: Bench = {
    counter: () => (counter ??= openCounter(userData)),
    quitCounter,
    members: options.members,
    folder: (name) => {
      const made = path.join(folder, name)
      mkdirSync(made, { recursive: true })
      return made
    },
    // The result alone goes to stdout.
    say: (line) => console.error(line),
  }
  try {
    const before = processorTimes()
    const [rows, failures] = await measure(bench, options.figures)
    const stolen = stolenBetween(before, processorTimes())
    if (options.json)
      console.log(
        JSON.stringify({ machine: { ...machine, stolen }, rows: rows.map(judged), failures }, null, 2),
      )
    else console.log(`\n${inWords(machine, stolen)}\n\n${table(rows)}`)
    for (const { figure, why } of failures) console.error(`\nNot measured: ${figure}: ${why}`)
    return failures.length > 0 || rows.length === 0 ? 1 : 0
  } finally {
    await quitCounter().catch(() => undefined) // it never opened: the failure is in the list
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

const options = parse(process.argv.slice(2))
if (options === undefined) {
  console.error(usage)
  process.exitCode = 2
} else {
  process.exitCode = await runBench(options)
}
