import { expect } from 'playwright/test'
import type { Page } from 'playwright/test'
import { sceneNames } from '../gallery/scene-names.ts'
import { violations } from '../e2e/support/axe.ts'
import { openScene, plainLook, repaint, test } from './support/gallery.ts'
import type { Look } from './support/gallery.ts'
import { faultsOf } from './support/measure.ts'
import type { Faults } from './support/measure.ts'
import { isMaking, knownScreens } from './support/pictures.ts'

const themes = ['light', 'dark', 'contrast-light', 'contrast-dark'] as const
const languages: readonly Look[] = [plainLook, { ...plainLook, locale: 'ar', direction: 'rtl' }]
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
    for (const language of languages) {
      test(`${name}, ${language.locale}: looks as it did in each theme, and axe finds nothing`, async ({
        page,
      }) => {
        await page.setViewportSize({ width: 1280, height: 800 })
        await openScene(page, name, language)
        const differ: string[] = []
        for (const theme of themes) {
          await repaint(page, theme)
          const file = await known.look(page, `${name}-${theme}-${language.locale}`)
          if (file !== null) differ.push(file)
          if (!isMaking()) expect.soft(await violations(page), theme).toEqual([])
        }
        expect(differ, 'pictures that differ from what they were').toEqual([])
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
