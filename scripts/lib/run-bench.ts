import path from 'node:path'
import { chooseE2eHost } from './e2e-host.ts'
import { root, tools } from './project.ts'
import { run } from './run.ts'

/** On stderr, so that `--json` can be piped. */
const say = (line: string): void => {
  console.error(line)
}

/** `npm run bench`: builds the app and measures it on the host that is here. What it measures is in test/bench. */
export async function runBench(args: readonly string[]): Promise<number> {
  const host = await chooseE2eHost(false, say)
  if (host.kind === 'none') {
    say(`\nNothing was measured (${host.reason}).\nThis would help: ${host.fix}`)
    return 1
  }
  const built = await run(process.execPath, [tools.electronVite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['inherit', 2, 2],
  })
  if (built !== 0) return built
  const bench = path.join(root, 'test/bench/main.ts')
  const [command = process.execPath, ...rest] = [...host.wrapper, process.execPath, bench, ...args]
  return run(command, rest, { cwd: root, env: { ...process.env, E2E_HOST: host.kind } })
}
