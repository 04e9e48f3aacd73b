import { frLayout } from '../../shared/scan/layouts/fr.ts'
import { testCode } from '../../shared/scan/calibration/test-code.ts'
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

test('a scanner at a computer of another keyboard is set up with three scans, and then opens members', async () => {
  const { till, terminal } = shared
  const { page } = terminal
  const member = await till.sampleCard('member')
  const scan = (code: string): Promise<void> => pressKeys(page, code, { system: frLayout })

  await till.goTo('Settings')
  await page.getByRole('button', { name: 'Set up a scanner' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set up your scanner' })
  const progress = dialog.getByRole('progressbar', { name: 'Scans that count' })
  for (const counted of ['0 of 3', '1 of 3', '2 of 3']) {
    await expect(progress).toHaveAttribute('aria-valuetext', counted)
    await scan(testCode)
  }
  await expect(dialog.getByText(/United States .this computer has another/u)).toBeVisible()
  await scan(testCode)
  await expect(dialog.getByText('Read right.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('This till knows one scanner:')).toBeVisible()

  await scan(member.code)
  await till.expectMember(member.name ?? '')
})
