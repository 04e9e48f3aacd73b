import { expect } from 'playwright/test'
import { close, launch } from './launch.ts'
import { playOutage } from './outage.ts'
import type { Audience } from './story.ts'
import { tillPage } from './till-page.ts'

/** The morning after an outage at a shop with several tills: forty questions as one, and what keeps work safe. */
export async function playAftermath(folder: string, audience: Audience): Promise<void> {
  const outage = await playOutage(folder)
  const terminal = await launch(outage.userData, outage.options)
  const { app, page } = terminal
  const till = tillPage(page)
  try {
    await expect(page.getByText('40 need you')).toBeVisible()
    await till.goTo('Waiting list')
    const answer = page.getByRole('button', { name: '31 are there' })
    await expect(answer).toBeVisible()
    audience.say('At a shop with several tills, forty stamps got no answer. They are one question.')
    await audience.picture('outage', page)
    await answer.click()
    await expect(page.getByRole('button', { name: 'Send the 6 again' })).toBeVisible()
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close()
    })
    const stay = page.getByRole('button', { name: 'Stay' })
    await expect(stay).toBeFocused()
    audience.say('Closing names what would stay behind.')
    await audience.picture('closing', page)
    await stay.click()
    await till.goTo('Settings')
    await page.getByRole('button', { name: 'Move unsent work to another till…' }).click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    audience.say('What waits can go to another till as a file.')
    await audience.picture('moving', page)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Back up now' }).click()
    await expect(page.getByText(/^Last copy:/)).toBeVisible()
    await page.getByRole('button', { name: 'Take in work from a file…' }).scrollIntoViewIfNeeded()
    await audience.picture('safety', page)
  } finally {
    await close(terminal)
    await outage.practice.stop()
  }
}
