import { execFileSync } from 'node:child_process'
import os from 'node:os'
import { hostInWords } from '../e2e/support/host.ts'

/** What the numbers were measured on. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGB: number
  readonly system: string
  /** Node that runs the bench and, on the Chromium host, main. */
  readonly node: string
  readonly host: string
  /** File system that the databases lie on; null where the system does not say. */
  readonly disk: string | null
  readonly commit: string | null
}

/** Looks around. */
export function thisMachine(folder: string): Machine {
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGB: Math.round(os.totalmem() / 1e9),
    system: `${os.platform()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    host: hostInWords,
    disk: os.platform() === 'linux' ? ask('stat', ['-f', '-c', '%T', folder]) : null,
    commit: ask('git', ['describe', '--always', '--dirty']),
  }
}

export function inWords(machine: Machine): string {
  const { cpu, cores, memoryGB, system, node, host, disk, commit } = machine
  return [
    `${cpu}, ${cores} cores, ${memoryGB} GB; ${system}${disk === null ? '' : `; databases on ${disk}`}`,
    `Node ${node}; ${host}${commit === null ? '' : `; commit ${commit}`}`,
  ].join('\n')
}

function ask(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null // not a checkout, or no such tool: only a heading is poorer for it
  }
}
