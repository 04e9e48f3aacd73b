import type { ElectronApplication, Page } from 'playwright/test'
import { once } from 'node:events'
import { violations } from './support/axe.ts'
import { expect, test } from './support/launch.ts'
import { tillPage } from './support/till-page.ts'
import { storedOperations } from './support/user-data.ts'

test.use({ hostOptions: { env: { STAMPWELL_PRACTICE_MEMBERS: '300' } } })

const question = (page: Page) => page.getByRole('alertdialog', { name: /Close all the same\?/ })

/** The cross of the window, as the person presses it; false where the window stayed. */
function pressCross(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close()
  })
}

/** Offline the till owes a member two stamps. */
async function owe(page: Page): Promise<ReturnType<typeof tillPage>> {
  const till = tillPage(page)
  await till.memberListComplete()
  await till.goTo('Practice')
  await page.getByText('Offline', { exact: true }).click()
  const card = await till.sampleCard('member')
  await till.scan(card.code)
  await till.expectMember(card.name ?? '')
  await page.keyboard.press('2', { delay: 60 })
  await expect(page.getByText('+2 waiting')).toBeVisible()
  return till
}

test('closing the window with unsent work names it first, and a scanner never answers', async ({ start }) => {
  const terminal = await start()
  const { app, page, process: child } = terminal
  await tillPage(page).sayWhoIsHere('Robin')
  const till = await owe(page)
  const card = await till.sampleCard('member')

  await pressCross(app)
  await expect(question(page)).toHaveAccessibleName('1 is still waiting. Close all the same?')
  await expect(question(page).getByRole('listitem')).toContainText([card.name ?? ''])
  await expect(question(page).getByRole('listitem')).toContainText(['+2 stamps'])
  await expect(page.getByRole('button', { name: 'Stay' })).toBeFocused()
  for (const colours of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' })
    expect(await violations(page), colours).toEqual([])
  }

  // Enter stays; so does a scan, which opens its member.
  await page.keyboard.press('Enter')
  await expect(question(page)).toBeHidden()
  // Main has heard the answer once it has answered what the page asked after it; a cross pressed before would be a second one.
  await till.open()
  await pressCross(app)
  await expect(question(page)).toBeVisible()
  const other = await till.sampleCard('two-cards')
  await till.scan(other.code)
  await expect(question(page)).toBeHidden()
  await till.expectMember(other.name ?? '')

  // Quitting is the same question, and nobody who stays loses the answer to it.
  await app.evaluate(({ app: electron }) => {
    electron.quit()
  })
  await expect(question(page)).toBeVisible()
  const gone = once(child, 'exit')
  await page.getByRole('button', { name: 'Close anyway' }).click()
  await gone
  expect(child.exitCode).toBe(0)
  const [saved, ...others] = storedOperations(terminal.userData)
  expect([saved?.kind, others]).toEqual(['stamps.add', []])
  expect(saved?.state).toMatch(/^(held|queued)$/)
})

test('a system that ends is not kept waiting by the question', async ({ start }) => {
  const { app, page, process: child } = await start()
  await tillPage(page).sayWhoIsHere('Robin')
  await owe(page)
  await pressCross(app)
  await expect(question(page)).toBeVisible()
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  expect(child.exitCode).toBe(0)
})

test('a page that hangs keeps nothing open @full', async ({ start }) => {
  const { app, page, process: child } = await start()
  await tillPage(page).sayWhoIsHere('Robin')
  await owe(page)
  void page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined)
  const gone = once(child, 'exit')
  await pressCross(app)
  await gone
  expect(child.exitCode).toBe(0)
})
