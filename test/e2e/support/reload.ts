import type { Page } from 'playwright/test'
import { expect } from 'playwright/test'

/** Loads the page of a program that has just been started once more: main's own first load, still going, would end it. */
export async function reloadNew(page: Page): Promise<void> {
  await expect(page.locator('#root > *').first()).toBeVisible()
  await page.waitForLoadState('load')
  await page.reload()
}
