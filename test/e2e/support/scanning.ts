import { expect } from 'playwright/test'
import { testCode } from '../../../shared/scan/calibration/test-code.ts'
import { frLayout } from '../../../shared/scan/layouts/fr.ts'
import { close, launch } from './launch.ts'
import { pressKeys } from './scanner-keys.ts'
import type { Audience } from './story.ts'
import { tillPage } from './till-page.ts'

/** A scanner is set up and tested, the shop says what its codes mean, a lost card is replaced, a camera looks. */
export async function playScanning(folder: string, audience: Audience): Promise<void> {
  const terminal = await launch(folder, {
    env: { STAMPWELL_PRACTICE_MEMBERS: '300' },
    args: ['--use-fake-device-for-media-stream'],
  })
  const { page } = terminal
  const till = tillPage(page)
  try {
    await page.setViewportSize({ width: 1280, height: 800 })
    await till.sayWhoIsHere('Robin')
    await till.memberListComplete()
    const lost = await till.sampleCard('member')
    const fresh = await till.sampleCard('unknown')

    await till.goTo('Settings')
    await page.getByRole('button', { name: 'Set up a scanner' }).click()
    const wizard = page.getByRole('dialog', { name: 'Set up your scanner' })
    const progress = wizard.getByRole('progressbar', { name: 'Scans that count' })
    for (const counted of ['0 of 3', '1 of 3', '2 of 3']) {
      await expect(progress).toHaveAttribute('aria-valuetext', counted)
      if (counted === '2 of 3') await audience.picture('scanner-set-up', page)
      await pressKeys(page, testCode, { system: frLayout })
    }
    await expect(wizard.getByText(/United States .this computer has another/u)).toBeVisible()
    await audience.picture('scanner-learned', page)
    audience.say('Three scans of one barcode: the till has learned the scanner’s speed, end and keyboard.')
    await wizard.getByRole('button', { name: 'Save' }).click()
    await expect(wizard).toBeHidden()

    const scan = (code: string): Promise<void> => pressKeys(page, code, { system: frLayout })
    await page.getByRole('button', { name: 'Test a scanner…' }).click()
    const tester = page.getByRole('dialog', { name: 'Scanner tester' })
    await expect(tester).toBeVisible()
    await scan(lost.code)
    await scan(fresh.code)
    await expect(tester.getByText(fresh.code).first()).toBeVisible()
    await audience.picture('scanner-tester', page)
    audience.say('The tester shows what a scanner sends, how it is read and what it means; it opens nobody.')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Change or try' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await audience.picture('code-rules', page)
    audience.say('The shop says which codes are its cards, its coupons, or nothing of its own.')
    await page.keyboard.press('Escape')

    await till.goTo('Counter')
    await scan(fresh.code)
    await page.getByRole('button', { name: /^Replace a lost card/ }).click()
    const name = lost.name ?? ''
    await page.getByRole('searchbox').fill(name)
    await page.getByRole('option', { name }).first().click()
    const dialog = page.getByRole('alertdialog', { name: `Give ${name} this card in place of a lost one?` })
    await expect(dialog).toBeVisible()
    await audience.picture('lost-card', page)
    await dialog.getByRole('button', { name: 'Replace the card' }).click()
    await till.expectMember(name)
    await till.nothingWaits()
    await scan(lost.code)
    await expect(page.getByRole('heading', { name: /^This card was replaced on / })).toBeVisible()
    await audience.picture('replaced-card', page)
    audience.say('A lost card was replaced: the old one says so, and opens nobody.')

    await page.getByRole('button', { name: 'Scan with the camera' }).click()
    await expect(page.getByRole('dialog', { name: 'Camera' })).toBeVisible()
    await expect(page.locator('video')).toHaveJSProperty('paused', false)
    await audience.picture('camera', page)
    audience.say('Without a scanner the camera reads: it says what it does, and is off when it is closed.')
  } finally {
    await close(terminal)
  }
}
