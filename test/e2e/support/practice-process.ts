import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { LaunchOptions } from './launch.ts'

/** What the provider's process may be told. */
export type Weather = 'online' | 'slow' | 'offline' | 'drop-replies' | 'drop-requests'

/** A request as the provider's process saw it. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly origin: string | null
  readonly agent: string | null
  /** Whether it carried the right key. */
  readonly authorized: boolean
}

/** The practice provider in a process of its own: it outlives every terminal. */
export interface PracticeProcess {
  readonly url: string
  /** The key that it accepts. */
  readonly token: string
  /** Its books, a SQLite file. */
  readonly file: string
  /** Options that make a terminal speak to it. */
  readonly launch: LaunchOptions
  /** Settles once it holds; online every answer may take `ms`. */
  weather(condition: Weather, ms?: number): Promise<void>
  /** How long every answer takes from now on, ms. */
  latency(ms: number): Promise<void>
  /** Another till gives the same card one stamp in the moment in which this customer's next stamps arrive. */
  stampBeside(customer: string): Promise<void>
  /** Requests that it saw, one object a line. */
  requests(): readonly SeenRequest[]
  stop(): Promise<void>
}

const root = path.resolve(import.meta.dirname, '../../..')

/** Starts it in `folder`. */
export async function startPractice(
  folder: string,
  members = 5_000,
  token = 'practice-token-of-this-test',
): Promise<PracticeProcess> {
  const file = path.join(folder, 'provider.db')
  const tokenFile = path.join(folder, 'token')
  const log = path.join(folder, 'requests.jsonl')
  writeFileSync(tokenFile, token)
  writeFileSync(log, '')
  const child: ChildProcess = spawn(
    process.execPath,
    [
      path.join(root, 'test/fakes/practice-server.ts'),
      ...['--port', '0', '--file', file, '--token-file', tokenFile],
      ...['--members', String(members), '--requests', log],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  if (child.stdin === null || child.stdout === null) throw new Error('the provider has no pipes')
  const { stdin } = child
  const lines = createInterface({ input: child.stdout })
  const [first] = (await once(lines, 'line')) as [string]
  const url = /^listening (http:\S+)$/.exec(first)?.[1]
  if (url === undefined) throw new Error(`the provider said: ${first}`)
  const tell = (line: string): Promise<void> =>
    new Promise((resolve) => {
      const heard = (said: string): void => {
        if (said !== `done ${line}`) return
        lines.off('line', heard)
        resolve()
      }
      lines.on('line', heard)
      stdin.write(`${line}\n`)
    })
  return {
    url,
    token,
    file,
    launch: {
      env: { STAMPWELL_PRACTICE_URL: url.replace(/\/$/, ''), STAMPWELL_PRACTICE_TOKEN_FILE: tokenFile },
    },
    weather: (condition, ms = 0) =>
      tell(condition === 'online' ? `condition online ${ms}` : `condition ${condition}`),
    latency: (ms) => tell(`latency ${ms}`),
    stampBeside: (customer) => tell(`beside ${customer}`),
    requests: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as SeenRequest),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      stdin.write('stop\n')
      await gone
    },
  }
}
