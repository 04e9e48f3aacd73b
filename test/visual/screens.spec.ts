import { expect } from 'playwright/test'
import type { Page } from 'playwright/test'
import { sceneNames } from '../gallery/scene-names.ts'
import { violations } from '../e2e/support/axe.ts'
import { lastingTest as test, openScene, plainLook, repaint, settled } from './support/gallery.ts'
import { faultsOf } from './support/measure.ts'
import type { Faults } from './support/measure.ts'
import { knownScreens } from './support/pictures.ts'
import { photographedLocales, screenName, themes } from './support/screens-file.ts'

const none: Faults = { small: [], lost: [], covered: [], sideways: [] }
const known = knownScreens()

/** Windows, CSS px: the smallest till, a usual one, that one at 200 %, a large screen, and 4K. */
const windows = [
  { width: 1024, height: 600 },
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
] as const

/** A zoomed window scrolls as a whole, and what floats over it can be scrolled away from. */
async function faultsAt(page: Page, size: (typeof windows)[number]): Promise<Faults> {
  await page.setViewportSize(size)
  const faults = await faultsOf(page)
  return size.height < 544 ? { ...faults, covered: [] } : faults
}

if (process.env['STAMPWELL_FULL'] === '1') {
  for (const name of sceneNames) {
    for (const locale of photographedLocales) {
      const look = { ...plainLook, locale, direction: locale === 'ar' ? 'rtl' : 'ltr' } as const

      test(`${name}, ${locale}: looks as it did in each theme`, async ({ page }) => {
        await page.setViewportSize(windows[1])
        await openScene(page, name, look)
        await settled(page)
        const differ: string[] = []
        for (const theme of themes) {
          await repaint(page, theme)
          const difference = await known.look(page, screenName(name, theme, locale))
          if (difference !== null) differ.push(difference)
        }
        expect(differ, 'screens that differ from what they were').toEqual([])
      })

      test(`${name}, ${locale}: axe finds nothing in each theme`, async ({ page }) => {
        await page.setViewportSize(windows[1])
        await openScene(page, name, look)
        for (const theme of themes) {
          await repaint(page, theme)
          expect.soft(await violations(page), theme).toEqual([])
        }
      })
    }

    for (const locale of ['en', 'ar', 'twice']) {
      test(`${name}, ${locale}: nothing is cut, covered or too small, in any window`, async ({ page }) => {
        await page.setViewportSize(windows[0])
        await openScene(page, name, { ...plainLook, locale })
        for (const size of windows) {
          expect
            .soft(await faultsAt(page, size), `${String(size.width)} x ${String(size.height)}`)
            .toEqual(none)
        }
      })
    }
  }
}
