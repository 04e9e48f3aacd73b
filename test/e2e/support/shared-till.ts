import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { close, launch } from './launch.ts'
import type { LaunchOptions, Terminal } from './launch.ts'
import { tillPage } from './till-page.ts'
import type { TillPage } from './till-page.ts'

/** A till in practice with a cashier at it and every member known, for the tests of a whole file. */
export interface SharedTill {
  readonly terminal: Terminal
  readonly till: TillPage
  /** Quits and leaves nothing behind. */
  end(): Promise<void>
}

/** Starts one; a small shop, so that it is ready at once. */
export async function shareTill(options: LaunchOptions = {}): Promise<SharedTill> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stampwell-e2e-'))
  const terminal = await launch(folder, {
    ...options,
    env: { STAMPWELL_PRACTICE_MEMBERS: '300', ...options.env },
  })
  const till = tillPage(terminal.page)
  await till.sayWhoIsHere('Robin')
  await till.memberListComplete()
  return {
    terminal,
    till,
    async end() {
      await close(terminal)
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}
