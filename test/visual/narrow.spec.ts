import { expect } from 'playwright/test'
import { sceneNames } from '../gallery/scene-names.ts'
import { openScene, test } from './support/gallery.ts'
import { faultsOf, wordsUnderButtons } from './support/measure.ts'

const isWhole = process.env['STAMPWELL_FULL'] === '1'
const names = isWhole ? sceneNames : ['counter-offline', 'member-ready', 'scanner-set-up']

/** What a window of 1280 x 800 leaves the page at 400 %, and one that is higher, px. */
const heights = [800, 200] as const

for (const name of names) {
  test(`${name}: nothing is beyond the edge, or under a button, where the page is 320 px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 320, height: heights[0] })
    await openScene(page, name)
    for (const height of heights) {
      await page.setViewportSize({ width: 320, height })
      const { lost, sideways } = await faultsOf(page)
      const under = await wordsUnderButtons(page)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect
        .soft({ height, lost, sideways, under, wide })
        .toEqual({ height, lost: [], sideways: [], under: [], wide: 320 })
    }
  })
}

for (const name of isWhole ? ['again', 'edit', 'connect', 'code-rules', 'waiting-list-fix'] : ['again']) {
  test(`${name}: in the smallest window at 200 % the whole dialog can be scrolled to`, async ({ page }) => {
    await page.setViewportSize({ width: 480, height: 280 })
    await openScene(page, name)
    expect((await faultsOf(page)).lost).toEqual([])
  })
}
