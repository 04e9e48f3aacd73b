import path from 'node:path'
import { root, tools } from './project.ts'
import { run } from './run.ts'

/** A proof at its full size, as a command. */
export interface ProofCommand {
  /** As a person would type it after `npm run`. */
  readonly name: string
  readonly command: readonly string[]
}

const script = path.join(root, 'scripts/proof.mjs')

function proof(name: string, ...args: readonly string[]): ProofCommand {
  return { name: [name, ...args].join(' '), command: [script, name, ...args] }
}

/** What `npm run test:full` runs behind the tests. */
export const proofCommands: readonly ProofCommand[] = [
  proof('sim', '--schedules', '100000'),
  proof('sim', '--planted'),
  proof('sim', '--questions'),
  proof('crash', '--kills', '200'),
  proof('crash', '--planted'),
  proof('powerloss', '--images', '2500'),
  proof('hostile'),
  proof('hostile', '--planted'),
  proof('diskfull'),
  proof('diskfull', '--planted'),
  proof('catalogue'),
  { name: 'mutation', command: [tools.stryker, 'run'] },
]

/** What became of one: its exit code. */
export interface ProofRun {
  readonly name: string
  readonly code: number
}

/** Runs every proof, also behind one that failed, and ends with a line for each. Answers those that failed. */
export async function runProofs(
  commands: readonly ProofCommand[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<readonly ProofRun[]> {
  const runs: ProofRun[] = []
  for (const { name, command } of commands) {
    say(`\nProof: ${name}`)
    runs.push({ name, code: await run(process.execPath, command, { cwd: root, env }) })
  }
  say('')
  for (const { name, code } of runs) say(`${name}: ${code === 0 ? 'holds' : `FAILED (exit code ${code})`}`)
  return runs.filter((each) => each.code !== 0)
}
