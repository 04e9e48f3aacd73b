import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright/test'
import { host } from '../e2e/support/host.ts'
import { launch } from '../e2e/support/launch.ts'
import type { Terminal } from '../e2e/support/launch.ts'
import { letKeysThrough } from './host-keys.ts'
import { plugInWedge } from './keyboard.ts'
import type { Wedge } from './keyboard.ts'
import { readBenchMembers } from './members.ts'
import type { BenchMember } from './members.ts'
import { startRecorder } from './recorder.ts'
import type { Recorder } from './recorder.ts'

/** How many members the practice shop makes up. */
const practiceMembers = 5_000

/** The running app, somebody at the till, and every member in its copy. */
export interface Counter {
  readonly terminal: Terminal
  readonly page: Page
  readonly wedge: Wedge
  readonly recorder: Recorder
  /** Those with a card to scan, one loyalty card and no reward ready (Enter stamps, it does not redeem), spread over the whole shop. */
  readonly members: readonly BenchMember[]
}

/** Opens the counter as a shop does in the morning of its first day, and waits for the member list. */
export async function openCounter(userData: string): Promise<Counter> {
  const terminal = await launch(userData)
  const name = terminal.page.getByRole('dialog').getByRole('textbox')
  await name.fill('Robin')
  await name.press('Enter')
  return atTheTill(terminal, userData, practiceMembers)
}

/** The same on a profile that somebody used before, with so many more in its copy than the practice shop has. */
export async function reopenCounter(userData: string, more: number): Promise<Counter> {
  const terminal = await launch(userData)
  await terminal.page.waitForFunction(() => 'terminal' in window)
  const isAsked = await terminal.page.evaluate(async () => {
    const start = await window.terminal.start()
    return start.ok && 'cashierId' in start.value && start.value.cashierId === null
  })
  if (isAsked) await terminal.page.getByRole('dialog').getByText('Robin').click()
  return atTheTill(terminal, userData, practiceMembers + more)
}

async function atTheTill(terminal: Terminal, userData: string, members: number): Promise<Counter> {
  const { page } = terminal
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await memberListComplete(page, members)
  const devTools = await page.context().newCDPSession(page)
  if (host === 'chromium') await letKeysThrough(devTools)
  return {
    terminal,
    page,
    wedge: plugInWedge(devTools),
    recorder: await startRecorder(page),
    members: readBenchMembers(userData),
  }
}

async function memberListComplete(page: Page, members: number): Promise<void> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const copy = await page.evaluate(async () => {
      const start = await window.terminal.start()
      return start.ok && 'directory' in start.value ? start.value.directory : null
    })
    if (copy?.phase === 'complete') {
      if (copy.members === members) return
      throw new Error(`the copy is complete with ${copy.members} members, not ${members}`)
    }
    if (performance.now() > deadline) {
      throw new Error(`the member list was not complete within a minute: ${JSON.stringify(copy)}`)
    }
    await delay(200)
  }
}
