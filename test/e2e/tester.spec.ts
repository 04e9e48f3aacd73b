import { violations } from './support/axe.ts'
import { expect, test } from './support/launch.ts'
import { pressKeys } from './support/scanner-keys.ts'
import { shareTill } from './support/shared-till.ts'
import type { SharedTill } from './support/shared-till.ts'

let shared: SharedTill

test.beforeAll(async () => {
  shared = await shareTill()
})

test.afterAll(async () => {
  await shared.end()
})

test('the scanner tester shows a scan and opens nobody; asked to, it measures; its report can be copied', async () => {
  const { till, terminal } = shared
  const { page } = terminal
  const card = await till.sampleCard('member')
  await till.goTo('Settings')
  await page.getByRole('button', { name: 'Test a scanner…' }).click()
  const tester = page.getByRole('dialog', { name: 'Scanner tester' })
  const last = tester.getByRole('region', { name: 'What arrived last' })
  await expect(last.getByRole('heading', { name: 'Nothing has arrived yet.' })).toBeVisible()

  await pressKeys(page, `]E0${card.code}`)
  await expect(last.getByRole('heading', { name: /^Scan 1: / })).toBeVisible()
  await expect(last.getByText('EAN-13, told by the scanner (]E0)')).toBeVisible()
  await expect(last.getByText('It ended here.')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(0)
  await expect(tester.getByRole('switch')).not.toBeChecked()

  await tester.getByText('Open members too, to measure').click()
  await pressKeys(page, card.code)
  await expect(last.getByText('A member opened.')).toBeVisible()
  await expect(last.getByText(/^Member shown [\d,]+ ms after the last character$/)).toBeVisible()

  await tester.getByRole('button', { name: 'Copy a report' }).click()
  await expect(tester.getByText('The report is copied.')).toBeVisible()
  const report = await tester.getByRole('region', { name: 'The report' }).innerText()
  expect(report).toContain('13 characters (13 digits)')
  expect(report).not.toContain(card.code.slice(0, 5))
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await violations(page), colorScheme).toEqual([])
  }
  await page.keyboard.press('Escape')
  await expect(tester).toBeHidden()
  await till.expectMember(card.name ?? '')
})
