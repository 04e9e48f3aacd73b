import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
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

/** What the numbers were measured on, and of the time meanwhile, how much other machines on the same host took, 0 to 1. */
export function inWords(machine: Machine, stolen: number | null = null): string {
  const { cpu, cores, memoryGB, system, node, host, disk, commit } = machine
  return [
    `${cpu}, ${cores} cores, ${memoryGB} GB; ${system}${disk === null ? '' : `; databases on ${disk}`}`,
    `Node ${node}; ${host}${commit === null ? '' : `; commit ${commit}`}`,
    ...(stolen === null
      ? []
      : [`${(stolen * 100).toFixed(1)} % of the processors' time went to other machines on the same host`]),
  ].join('\n')
}

/** The times of all processors since the system began (Linux); null where it does not say. */
export function processorTimes(): string | null {
  try {
    return readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? null
  } catch {
    return null
  }
}

/** How much of the time between two `processorTimes` was taken by other machines on the same host, 0 to 1. */
export function stolenBetween(before: string | null, after: string | null): number | null {
  if (before === null || after === null) return null
  const [from, to] = [before, after].map((line) => line.trim().split(/\s+/).slice(1).map(Number))
  // user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in the first ones.
  const spent = (to ?? []).slice(0, 8).map((time, at) => time - (from?.[at] ?? Number.NaN))
  const all = spent.reduce((sum, time) => sum + time, 0)
  const stolen = spent[7]
  return stolen === undefined || !(all > 0) ? null : stolen / all
}

function ask(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null // not a checkout, or no such tool: only a heading is poorer for it
  }
}
