import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { constants } from 'node:os'

/** Runs a program in the foreground; resolves with its exit code, or 128 and the signal's number as a shell would. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return exitOf(spawn(command, args, { stdio: 'inherit', ...options }))
}

/**
 * The child's exit code. Until then, signals are the child's business: Ctrl-C reaches it from the terminal, and what
 * was sent to this process alone is passed on.
 */
export function exitOf(child: ChildProcess): Promise<number> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const forward = (signal: NodeJS.Signals): void => {
    const fromTerminal = signal === 'SIGINT' && process.stdin.isTTY
    if (!fromTerminal) child.kill(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve) => {
    const finish = (code: number): void => {
      for (const signal of signals) process.off(signal, forward)
      resolve(code)
    }
    child.once('error', (error) => {
      console.error(error.message)
      finish(127)
    })
    child.once('exit', (code, signal) =>
      finish(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    )
  })
}
