import { expect } from 'playwright/test'
import { sceneNames } from '../gallery/scene-names.ts'
import { openScene, test } from './support/gallery.ts'
import { faultsOf } from './support/measure.ts'

/** A barcode is as wide as its bars, and is looked at with the scanner. */
const asWideAsItsCode: readonly string[] = ['scanner-set-up', 'scanner-sheet']
const isWhole = process.env['STAMPWELL_FULL'] === '1'
const names = isWhole ? sceneNames.filter((name) => !asWideAsItsCode.includes(name)) : ['counter-offline']

for (const name of names) {
  test(`${name}: nothing is beyond the edge where the page is 320 px wide`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 })
    await openScene(page, name)
    const { lost, sideways } = await faultsOf(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect({ lost, sideways, wide }).toEqual({ lost: [], sideways: [], wide: 320 })
  })
}

for (const name of isWhole ? ['again', 'edit', 'connect', 'code-rules', 'waiting-list-fix'] : ['again']) {
  test(`${name}: in the smallest window at 200 % the whole dialog can be scrolled to`, async ({ page }) => {
    await page.setViewportSize({ width: 480, height: 280 })
    await openScene(page, name)
    expect((await faultsOf(page)).lost).toEqual([])
  })
}
