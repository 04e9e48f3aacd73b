import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { _electron, test as base } from 'playwright/test'
import type { ElectronApplication, Page } from 'playwright/test'
import { chromiumHost, root } from '../../../scripts/lib/project.ts'
import { host } from './host.ts'

export interface LaunchOptions {
  /** Passed to the app, Chromium switches included; use only those that both hosts know. */
  readonly args?: readonly string[]
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** The app's folder: the product, unless a test puts something in front of it. */
  readonly folder?: string
}

/** One running app, with its first window. */
export interface Terminal {
  readonly app: ElectronApplication
  readonly page: Page
  /** Kept apart: Playwright forgets the process of an app that has closed. */
  readonly process: ChildProcess
  readonly userData: string
  readonly options: LaunchOptions
}

/** Starts the built app on its user data. The same call on both hosts: tests never ask which one it is. */
export async function launch(userData: string, options: LaunchOptions = {}): Promise<Terminal> {
  const app = await _electron.launch({
    ...(host === 'chromium' ? { executablePath: chromiumHost } : {}),
    args: [`--user-data-dir=${userData}`, ...(options.args ?? []), options.folder ?? root],
    // The first start speaks the computer's language, and the tests read English.
    env: { ...inheritedEnvironment(), LC_ALL: 'en_US.UTF-8', ...options.env },
    timeout: 30_000,
  })
  return { app, page: await app.firstWindow(), process: app.process(), userData, options }
}

/** The app as if the power had gone: no event reaches it. Returns once the process is gone. */
export async function kill({ process: child }: Terminal): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Quits in order and starts again on the same user data; options given here are added to the earlier ones. */
export async function relaunch(terminal: Terminal, options: LaunchOptions = {}): Promise<Terminal> {
  await close(terminal)
  const { args = [], env } = terminal.options
  return launch(terminal.userData, {
    ...terminal.options,
    ...options,
    args: [...args, ...(options.args ?? [])],
    env: { ...env, ...options.env },
  })
}

/** Quits in order, also where work is unsent, as a person does; without effect when it has already ended. */
export async function close({ app, process: child }: Terminal): Promise<void> {
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  if (hasEnded()) return
  const gone = once(child, 'exit')
  // The answer is lost where the program ends at once.
  await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined)
  const anyway = app.windows()[0]?.getByRole('button', { name: 'Close anyway' })
  // What ends before it is asked, and what asks before it ends, are both in order.
  await Promise.race([gone, anyway?.click({ timeout: 0 }).catch(() => gone)])
  await gone
  await app.close()
}

/** Nothing that configures the app leaks in from the machine that tests it. */
function inheritedEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined && (!name.startsWith('STAMPWELL_') || name === 'STAMPWELL_CHROMIUM'),
  )
  return Object.fromEntries(kept) as Record<string, string>
}

interface Fixtures {
  /** Set with test.use({ hostOptions: { env: ... } }). */
  hostOptions: LaunchOptions
  /** A directory of the test's own, removed at its end. */
  userData: string
  /** Starts the app on `userData`; whatever was started is closed at the end of the test. */
  start: (options?: LaunchOptions) => Promise<Terminal>
  terminal: Terminal
  electronApp: ElectronApplication
  page: Page
}

export const test = base.extend<Fixtures>({
  hostOptions: [{}, { option: true }],
  // Playwright reads a fixture's dependencies from this pattern, so it has to be one.
  userData: async ({}, use) => {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'stampwell-e2e-'))
    await use(directory)
    await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  },
  start: async ({ userData, hostOptions }, use) => {
    const started: Terminal[] = []
    await use(async (options = {}) => {
      const terminal = await launch(userData, {
        ...hostOptions,
        ...options,
        args: [...(hostOptions.args ?? []), ...(options.args ?? [])],
        env: { ...hostOptions.env, ...options.env },
      })
      started.push(terminal)
      return terminal
    })
    for (const terminal of started) await close(terminal)
  },
  terminal: async ({ start }, use) => {
    await use(await start())
  },
  electronApp: async ({ terminal }, use) => {
    await use(terminal.app)
  },
  page: async ({ terminal }, use) => {
    await use(terminal.page)
  },
})

export { expect } from 'playwright/test'
