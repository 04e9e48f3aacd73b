import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { linesOfProvider } from './support/books.ts'
import { close, expect, launch, test } from './support/launch.ts'
import type { Terminal } from './support/launch.ts'
import { startPractice } from './support/practice-process.ts'
import { tillPage } from './support/till-page.ts'

/** What a person will choose in the windows of the system, in this order. */
function choose(file: string, ...answers: { readonly dialog: string; readonly path: string | null }[]): void {
  writeFileSync(file, JSON.stringify(answers))
}

/** For whoever looks at a run: the page as it was. */
async function picture(page: Page, what: Locator, name: string): Promise<void> {
  for (const colours of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' })
    const body = await what.screenshot({ animations: 'disabled', caret: 'hide' })
    writeFileSync(test.info().outputPath(`${name}-${colours}.png`), body)
  }
}

test('unsent work moves to a second till by file: nothing waits on the first, everything arrives from the second', async ({
  userData,
}) => {
  const folder = path.join(userData, 'provider')
  const stick = path.join(userData, 'stick')
  const choices = path.join(userData, 'choices.json')
  const moved = path.join(stick, 'unsent.json')
  for (const one of [folder, stick]) mkdirSync(one)
  const provider = await startPractice(folder, 300)
  const open = (name: string): Promise<Terminal> =>
    launch(path.join(userData, name), {
      ...provider.launch,
      env: { ...provider.launch.env, STAMPWELL_PRACTICE_MEMBERS: '300', STAMPWELL_HOST_DIALOGS: choices },
    })
  const a = await open('a')
  try {
    const first = tillPage(a.page)
    await first.sayWhoIsHere('Robin')
    await first.memberListComplete()
    await provider.weather('offline')
    for (const [purpose, stamps] of [
      ['member', 2],
      ['reward-ready', 1],
    ] as const) {
      const card = await first.sampleCard(purpose)
      await first.scan(card.code)
      await expect(a.page.getByRole('button', { name: /^Add stamp/ }).first()).toBeVisible()
      await a.page.keyboard.press(String(stamps), { delay: 60 })
      await expect(a.page.getByText(new RegExp(`\\+${stamps} waiting`))).toBeVisible()
    }

    choose(choices, { dialog: 'showOpenDialog', path: stick }, { dialog: 'showSaveDialog', path: moved })
    await first.goTo('Settings')
    const safety = a.page.getByRole('region', { name: 'Safety' })
    await safety.getByRole('button', { name: 'Choose folder…' }).click()
    await expect(safety.getByText(stick)).toBeVisible()
    await expect(safety.getByText(/^Last copy there: just now/)).toBeVisible()
    await safety.getByRole('button', { name: 'Back up now' }).click()
    await expect(a.page.getByText('Copied.').first()).toBeVisible()
    expect(readdirSync(stick).filter((name) => name.endsWith('.backup')).length).toBeGreaterThan(0)
    await picture(a.page, safety, 'safety')

    await safety.getByRole('button', { name: 'Move unsent work to another till…' }).click()
    const question = a.page.getByRole('alertdialog')
    await expect(question.getByText(/^2 entries leave this till’s waiting list/)).toBeVisible()
    await picture(a.page, question, 'moving')
    await question.getByRole('button', { name: 'Choose where to write it…' }).click()
    await expect(a.page.getByText('2 entries were moved to the file unsent.json.').first()).toBeVisible({
      timeout: 15_000,
    })
    expect(await first.open()).toEqual([])
    await expect(a.page.getByRole('banner').first()).toContainText('Nothing waiting')
    await first.goTo('Waiting list')
    await expect(a.page.getByText('Moved to another till')).toHaveCount(2)
    await provider.weather('online')

    const b = await open('b')
    try {
      const second = tillPage(b.page)
      await second.sayWhoIsHere('Kim')
      await second.expectLink(/Online/)
      choose(choices, { dialog: 'showOpenDialog', path: moved }, { dialog: 'showOpenDialog', path: moved })
      await second.goTo('Settings')
      await b.page.getByRole('button', { name: 'Take in work from a file…' }).click()
      await expect(
        b.page.getByText(/“unsent\.json” was taken in\. 2 entries go on here\./).first(),
      ).toBeVisible()
      await second.nothingWaits()
      await b.page.getByRole('button', { name: 'Take in work from a file…' }).click()
      await expect(
        b.page.getByText('Everything in “unsent.json” was here already. Nothing was added.').first(),
      ).toBeVisible()
      const books = linesOfProvider({ outboxFile: '', booksFile: provider.file })
      expect(books.map(({ what, amount }) => [what, amount])).toEqual(
        expect.arrayContaining([
          ['stamp', 1],
          ['stamp', 2],
        ]),
      )
      expect(books).toHaveLength(2)
    } finally {
      await close(b)
    }
  } finally {
    await close(a)
    await provider.stop()
  }
})
