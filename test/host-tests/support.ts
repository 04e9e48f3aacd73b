import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron } from 'playwright'
import type { ElectronApplication, Page } from 'playwright'
import { afterEach } from 'vitest'
import { findChromium } from '../host/find-chromium.ts'

export const host = path.resolve(import.meta.dirname, '../host/electron')
export const fixture = path.join(import.meta.dirname, 'fixture')

/** The host is for Linux, and these tests run where a Chromium is. */
export const canRun = process.platform === 'linux' && findChromium() !== undefined

/** As long as an end-to-end test has, ms: each of these starts a Chromium too. */
export const timeout = process.env['STAMPWELL_FULL'] === '1' ? 300_000 : 60_000

/** What the fixture's preload exposes, seen from page.evaluate. */
export interface FixtureWindow {
  readonly fixture: {
    readonly invoke: (channel: string, ...args: unknown[]) => Promise<unknown>
    readonly send: (channel: string, ...args: unknown[]) => void
    readonly onPush: (listener: (value: unknown) => void) => () => void
    readonly sync: (value: number) => { twice: number; nested: { add: (a: number, b: number) => number } }
    readonly fail: () => never
    readonly preload: Readonly<Record<string, string>>
  }
  readonly keys: string[]
  /** What the page's own attempt to evaluate text came to. */
  readonly evaluated: string
}

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

export function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'host-test-'))
  cleanups.push(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  return directory
}

export interface Launched {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  readonly log: () => Promise<unknown[]>
}

export async function launch(
  options: { userData?: string; env?: Record<string, string>; args?: string[] } = {},
): Promise<Launched> {
  const userData = options.userData ?? temporaryDirectory()
  const app = await _electron.launch({
    executablePath: host,
    args: [`--user-data-dir=${userData}`, ...(options.args ?? []), fixture],
    env: environment(options.env),
    timeout: 30_000,
  })
  cleanups.push(() => app.close())
  const page = await app.firstWindow()
  await page.getByRole('heading', { name: 'Fixture' }).waitFor()
  // Its script has run too: what is loaded may still be the empty page that a window begins with.
  await page.waitForFunction(() => 'evaluated' in window)
  return { app, page, userData, log: () => app.evaluate(() => (globalThis as { log?: unknown[] }).log ?? []) }
}

function environment(extra: Record<string, string> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('STAMPWELL_HOST_'))
  return { ...(Object.fromEntries(inherited) as Record<string, string>), ...extra }
}

export interface Started {
  readonly child: ChildProcess
  readonly output: () => string
  readonly said: (text: string) => Promise<void>
  readonly exited: Promise<number | string>
}

/** The host as a plain child process, without Playwright. */
export function start(args: string[], env?: Record<string, string>): Started {
  const child = spawn(host, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment(env) })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exited = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  cleanups.push(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const said = async (text: string): Promise<void> => {
    const deadline = Date.now() + timeout * 0.75
    while (!output.includes(text)) {
      if (Date.now() > deadline) throw new Error(`never said ${JSON.stringify(text)}:\n${output}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return { child, output: () => output, said, exited }
}

/** Processes whose command line names the directory. */
export function processesUsing(directory: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return command.includes(directory) ? [command] : []
      } catch {
        return [] // ended meanwhile
      }
    })
}

/** An app directory of its own with the given main. */
export async function startMain(
  source: string,
  ...args: string[]
): Promise<{ code: number | string; output: string }> {
  const directory = temporaryDirectory()
  writeFileSync(
    path.join(directory, 'package.json'),
    '{"name":"tiny","version":"0.0.1","type":"module","main":"main.mjs"}',
  )
  writeFileSync(path.join(directory, 'main.mjs'), source)
  const started = start([`--user-data-dir=${directory}/user`, ...args, directory])
  const code = await started.exited
  return { code, output: started.output() }
}
