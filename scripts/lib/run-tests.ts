import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { chooseE2eHost } from './e2e-host.ts'
import type { E2eHost } from './e2e-host.ts'
import { cache, root, tools } from './project.ts'
import { run } from './run.ts'
import { proofCommands, runProofs } from './run-proofs.ts'
import { add, nothing, playwrightTally, vitestTally } from './tally.ts'
import type { Tally } from './tally.ts'

interface TestOptions {
  readonly full: boolean
  readonly unit: boolean
  readonly e2e: boolean
  readonly retryElectron: boolean
}

/**
 * Of playwright.config.ts, one after the other: whatever is paced like a hand has the machine to itself. The others wait more
 * than they compute: one more of them than the smallest machine has cores.
 */
const projects = [
  { name: 'beside', workers: 3 },
  { name: 'alone', workers: 1 },
  { name: 'visual', workers: 2 },
] as const

const usage = 'Usage: npm test -- [--full] [--only=unit | --only=e2e] [--no-e2e] [--retry-electron]'
const say = (line: string): void => {
  console.log(line)
}

/**
 * `npm test`: unit and integration, then the built app from end to end; with `--full` in their large sizes, and every
 * proof behind them. The last line is the sum of the tests.
 */
export async function runTests(args: readonly string[]): Promise<number> {
  const options = parse(args)
  if (options === undefined) {
    console.error(usage)
    return 2
  }
  mkdirSync(cache, { recursive: true })
  // First, because the host's own tests are among the unit tests and need Chromium too.
  const host = options.e2e ? await chooseE2eHost(options.retryElectron, say) : undefined
  const env = { ...process.env, ...(options.full ? { STAMPWELL_FULL: '1' } : {}) }
  let tally = nothing
  let notRun = false
  if (options.unit) tally = add(tally, await runVitest(env))
  if (host?.kind === 'none') {
    notRun = true
    console.error(`\nEnd-to-end tests: NOT RUN (${host.reason}).\nThis would help: ${host.fix}`)
  } else if (host !== undefined) {
    tally = add(tally, await runPlaywright(host, env))
  }
  // The proofs in full belong to the whole, not to a part of the tests. How large they are they are told by their arguments:
  // the tests among them run as they are.
  const broken = options.full && options.unit ? await runProofs(proofCommands, process.env, say) : []
  const ran = tally.passed + tally.failed
  if (ran === 0) console.error('\nNo test ran.')
  if (broken.length > 0) console.error(`\nProofs that failed: ${broken.map((each) => each.name).join(', ')}`)
  say(`\n${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`)
  return tally.failed > 0 || ran === 0 || notRun || broken.length > 0 ? 1 : 0
}

function parse(args: readonly string[]): TestOptions | undefined {
  const known = ['--full', '--only=unit', '--only=e2e', '--no-e2e', '--retry-electron']
  if (args.some((arg) => !known.includes(arg))) return undefined
  const has = (arg: string): boolean => args.includes(arg)
  return {
    full: has('--full'),
    unit: !has('--only=e2e'),
    e2e: !has('--only=unit') && !has('--no-e2e'),
    retryElectron: has('--retry-electron'),
  }
}

async function runVitest(env: NodeJS.ProcessEnv): Promise<Tally> {
  const report = freshReport('vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run(process.execPath, [tools.vitest, 'run', ...reporters], { cwd: root, env })
  return vitestTally(report, code)
}

async function runPlaywright(
  host: Exclude<E2eHost, { kind: 'none' }>,
  env: NodeJS.ProcessEnv,
): Promise<Tally> {
  const built = await run(process.execPath, [tools.electronVite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    env,
  })
  if (built !== 0) {
    console.error('\nEnd-to-end tests: the build failed.')
    return { ...nothing, failed: 1 }
  }
  let tally = nothing
  for (const { name, workers } of projects) {
    const report = freshReport(`playwright-${name}.json`)
    const chosen = [`--project=${name}`, `--workers=${String(workers)}`]
    const [command, ...rest] = [...host.wrapper, process.execPath, tools.playwright, 'test']
    const code = await run(command, [...rest, ...chosen], {
      cwd: root,
      env: { ...env, E2E_HOST: host.kind, E2E_REPORT: report },
    })
    tally = add(tally, playwrightTally(report, code))
  }
  return tally
}

/** An old report must not stand in for one that was never written. */
function freshReport(name: string): string {
  const file = path.join(cache, name)
  rmSync(file, { force: true })
  return file
}
