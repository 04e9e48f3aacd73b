import { writeFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright/test'
import { fakeId } from '../fakes/loke-books.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { LokeServer } from '../fakes/loke-server.ts'
import { expect, test as base } from './support/launch.ts'
import { tillPage } from './support/till-page.ts'
import { leaksIn, logsOf } from './support/user-data.ts'

const secret = ['s', 'K2mQ7xZ4vT1nB6wR9pL3aB'].join('_')

const test = base.extend<{ loke: LokeServer }>({
  // A LOKE on a socket, in small pages.
  loke: async ({}, use) => {
    const server = await startLoke({
      clientId: 'till+one',
      clientSecret: secret,
      customers: 60,
      ways: { pageSize: 10 },
    })
    await use(server)
    await server.close()
  },
})

/** For whoever looks at a run: the page as it was. */
async function picture(page: Page, what: Locator, name: string): Promise<void> {
  for (const colours of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' })
    writeFileSync(
      test.info().outputPath(`${name}-${colours}.png`),
      await what.screenshot({ animations: 'disabled', caret: 'hide' }),
    )
  }
}

test.use({ hostOptions: { env: { STAMPWELL_PRACTICE_MEMBERS: '300', STAMPWELL_LOG_LEVEL: 'debug' } } })

test('a shop is connected by hand, its members are read, and points given there arrive', async ({
  terminal,
  loke,
}) => {
  const { page, userData } = terminal
  const till = tillPage(page)
  await till.sayWhoIsHere('Robin')
  await till.goTo('Settings')
  await page.getByRole('button', { name: 'Connect a shop…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Connect a shop' })
  await dialog.getByRole('radio', { name: 'LOKE' }).click({ force: true })
  await dialog.getByLabel('Client ID').fill('till+one')
  await dialog.getByLabel('Client secret').fill('a secret of somebody else'.replaceAll(' ', '-'))
  await dialog.getByLabel('Address').fill('http://127.0.0.1:9')
  await dialog.getByRole('button', { name: 'Test the connection' }).click()
  await expect(dialog.getByRole('alert')).toContainText('does not take the connection')
  await dialog.getByLabel('Address').fill(loke.origin)
  await dialog.getByRole('button', { name: 'Test the connection' }).click()
  await expect(dialog.getByText(/does not know this client ID with this secret/)).toBeVisible()

  await expect(dialog.getByLabel('Client ID')).toHaveValue('till+one')
  await dialog.getByLabel('Client secret').fill(secret)
  await dialog.getByRole('button', { name: 'Test the connection' }).click()
  await expect(dialog.getByText('LOKE answers and accepts the key.')).toBeVisible()
  await dialog.getByRole('radio', { name: /Harbour Café/ }).click({ force: true })
  await expect(dialog.getByLabel('Name of the shop')).toHaveValue('Harbour Café')
  await picture(page, dialog, 'found')
  // Two pages are read, and the third takes its time.
  let pages = 0
  const isPage = ({ path, query }: (typeof loke.seen)[number]): boolean =>
    path.endsWith('/customers') && query['sort'] !== 'updated'
  const letGo = loke.hold((request) => isPage(request) && (pages += 1) > 2)
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()

  await till.sayWhoIsHere('Robin')
  const bar = page.getByRole('progressbar', { name: 'Reading the member list' })
  await expect(bar).toContainText('20 members so far')
  await page.getByRole('button', { name: 'Stop reading' }).click()
  await expect(page.getByText(/^Stopped\./)).toBeVisible()
  await picture(page, page.getByRole('region', { name: 'Loyalty system' }), 'stopped')
  letGo()
  await page.getByRole('button', { name: 'Go on reading' }).click()
  await expect(page.getByText('60 members known on this till.')).toBeVisible({ timeout: 30_000 })

  await till.goTo('Counter')
  await till.type('c12@example.com')
  await page.keyboard.press('Enter')
  await till.expectMember('First12 Last12')
  await page.getByRole('button', { name: 'Add 50 points' }).click()
  // Saved, before it is waited for.
  await expect(page.getByRole('list', { name: 'Can still be undone' }).getByRole('listitem')).toHaveCount(1)
  await till.nothingWaits()
  const [first] = loke.books.organizations
  expect(first?.points.map(({ customerId, amount }) => ({ customerId, amount }))).toEqual([
    { customerId: fakeId('cust', 12), amount: 50 },
  ])

  await till.goTo('Settings')
  await page.getByRole('button', { name: /^Switch to/ }).click()
  await expect(page.getByText(/nothing here reaches a real customer/)).toBeVisible()
  expect(leaksIn(userData, { secret })).toEqual([])
  expect(logsOf(userData)).toContain('connect.refused')
})
