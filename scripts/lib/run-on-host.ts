import path from 'node:path'
import { chooseE2eHost } from './e2e-host.ts'
import { root, tools } from './project.ts'
import { run } from './run.ts'

/** On stderr, so that what the script prints can be piped. */
const say = (line: string): void => {
  console.error(line)
}

/** Builds the app and runs a script that drives it, on the host that is here. Answers the exit code. */
export async function runOnHost(script: string, args: readonly string[]): Promise<number> {
  const host = await chooseE2eHost(false, say)
  if (host.kind === 'none') {
    say(`\nNot run (${host.reason}).\nThis would help: ${host.fix}`)
    return 1
  }
  const built = await run(process.execPath, [tools.electronVite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['inherit', 2, 2],
  })
  if (built !== 0) return built
  const [command = process.execPath, ...rest] = [
    ...host.wrapper,
    process.execPath,
    path.join(root, script),
    ...args,
  ]
  return run(command, rest, { cwd: root, env: { ...process.env, E2E_HOST: host.kind } })
}
