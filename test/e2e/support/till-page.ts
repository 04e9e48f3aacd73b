import type { Page } from 'playwright/test'
import { expect, test } from 'playwright/test'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { SampleCard } from '../../../shared/domain/views.ts'
import { pressKeys } from './scanner-keys.ts'

/** The counter as a cashier uses it: by scanner, keys and the words on the buttons. */
export interface TillPage {
  readonly page: Page
  /** The first question of a new till. */
  sayWhoIsHere(name: string): Promise<void>
  /** A hand scanner: every key 6 ms after the last, and Enter. */
  scan(code: string): Promise<void>
  /** A person: types into whatever takes it. */
  type(text: string): Promise<void>
  sampleCard(purpose: SampleCard['purpose']): Promise<SampleCard>
  memberListComplete(): Promise<void>
  /** The name of the member that is open. */
  expectMember(name: string): Promise<void>
  expectLink(words: RegExp): Promise<void>
  goTo(screen: 'Counter' | 'Practice' | 'Settings' | 'Waiting list'): Promise<void>
  /** Operations that are not settled, as the queue screen gets them. */
  open(): Promise<readonly OperationView[]>
  nothingWaits(ms?: number): Promise<void>
}

/** Ends before the test's own time as a rule, which would not say what waited. */
const mostWaiting = (): number => Math.min(60_000, ((test.info().timeout || 90_000) * 2) / 3)

/** Wraps the page of a running terminal. */
export function tillPage(page: Page): TillPage {
  const open = async (): Promise<readonly OperationView[]> => {
    const answer = await page.evaluate(() =>
      (
        window as unknown as {
          terminal: { operations: (args: unknown) => Promise<{ ok: boolean; value: unknown }> }
        }
      ).terminal.operations({ filter: 'open', limit: 500 }),
    )
    if (!answer.ok) throw new Error('the queue could not be read')
    return answer.value as readonly OperationView[]
  }
  return {
    page,
    async sayWhoIsHere(name) {
      const dialog = page.getByRole('dialog', { name: 'Who is at the till?' })
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await dialog.getByRole('button', { name: 'Add' }).click()
      await expect(dialog).toBeHidden()
    },
    async scan(code) {
      await pressKeys(page, code)
    },
    async type(text) {
      await page.keyboard.type(text, { delay: 70 })
    },
    async sampleCard(purpose) {
      const answer = await page.evaluate(() =>
        (
          window as unknown as { terminal: { sampleCards: () => Promise<{ ok: boolean; value: unknown }> } }
        ).terminal.sampleCards(),
      )
      if (!answer.ok) throw new Error('no sample cards')
      const card = (answer.value as readonly SampleCard[]).find((one) => one.purpose === purpose)
      if (card === undefined) throw new Error(`no sample card: ${purpose}`)
      return card
    },
    async memberListComplete() {
      await expect
        .poll(
          () =>
            page.evaluate(async () => {
              const answer = await (
                window as unknown as {
                  terminal: { start: () => Promise<{ value: { directory?: { finishedAt: number | null } } }> }
                }
              ).terminal.start()
              return answer.value.directory?.finishedAt ?? null
            }),
          { timeout: 60_000 },
        )
        .not.toBeNull()
    },
    async expectMember(name) {
      await expect(page.getByRole('heading', { name, exact: false }).first()).toBeVisible()
    },
    async expectLink(words) {
      await expect(page.getByRole('banner').first()).toContainText(words, { timeout: 45_000 })
    },
    async goTo(screen) {
      const bar = page.getByRole('banner').first()
      const names = {
        Counter: /Counter$/,
        Practice: /^Practice$/,
        Settings: /^Settings$/,
        'Waiting list': /Open the waiting list/,
      }
      await bar.getByRole('button', { name: names[screen] }).first().click()
    },
    open,
    async nothingWaits(ms = mostWaiting()) {
      // Not their number: whoever reads that it failed wants to know what waited, and for what.
      await expect
        .poll(
          async () =>
            (await open()).map(({ facts, state, reason, attempts }) => ({
              kind: facts.kind,
              state,
              reason,
              attempts,
            })),
          { timeout: ms },
        )
        .toEqual([])
    },
  }
}
