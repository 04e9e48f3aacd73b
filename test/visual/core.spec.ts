import { expect } from 'playwright/test'
import { violations } from '../e2e/support/axe.ts'
import { openParts, openScene, plainLook, test } from './support/gallery.ts'
import type { Look } from './support/gallery.ts'
import { faultsOf } from './support/measure.ts'
import { expectPicture } from './support/pictures.ts'

const themes = ['light', 'dark', 'contrast-light', 'contrast-dark'] as const
/** What is not among them is on the screens that the whole run knows. */
const photographed: Readonly<Record<(typeof themes)[number], readonly string[]>> = {
  light: ['buttons', 'fields', 'banners', 'stamp-cards', 'rows'],
  dark: ['buttons', 'fields', 'banners', 'stamp-cards'],
  'contrast-light': ['buttons', 'fields', 'banners'],
  'contrast-dark': ['buttons', 'fields', 'banners'],
}
const none = { small: [], lost: [], covered: [], sideways: [] }

test.use({ viewport: { width: 1280, height: 800 } })

for (const theme of themes) {
  test(`every part looks as it did: ${theme}`, async ({ page }) => {
    await openParts(page, { ...plainLook, theme })
    for (const name of photographed[theme]) {
      await expectPicture(page.locator(`[data-section="${name}"]`), `${name}-${theme}`)
    }
  })
}

const looks: readonly Look[] = [
  plainLook,
  { theme: 'dark', locale: 'ar', direction: 'rtl' },
  { theme: 'contrast-light', locale: 'en', direction: 'ltr' },
]

for (const look of looks) {
  for (const scene of ['counter', 'member-ready']) {
    test(`${scene} looks as it did, and axe finds nothing: ${look.theme}, ${look.locale}`, async ({
      page,
    }) => {
      await openScene(page, scene, look)
      await expectPicture(page, `${scene}-${look.theme}-${look.locale}`)
      expect(await violations(page)).toEqual([])
    })
  }
}

test.describe('on a till of 1024 x 600', () => {
  test.use({ viewport: { width: 1024, height: 600 } })
  for (const scene of [
    'member-two-rewards',
    'member-long-name',
    'messages',
    'waiting-list-outage',
    'customer-ready',
  ]) {
    test(`nothing is cut, covered or smaller than 48 px: ${scene}`, async ({ page }) => {
      await openScene(page, scene)
      expect(await faultsOf(page)).toEqual(none)
    })
  }

  test('two rewards and what can be undone leave the numbers in sight', async ({ page }) => {
    await openScene(page, 'member-two-rewards')
    await expect(page.locator('.undo-strip')).toBeInViewport({ ratio: 1 })
    const five = page.locator('.stamp-pad__number').last()
    const bottom = await five.evaluate((each) => each.getBoundingClientRect().bottom)
    const end = await page.locator('.shell__screen').evaluate((each) => each.getBoundingClientRect().bottom)
    expect(bottom).toBeLessThanOrEqual(end)
  })
})

test('on a till of 1280 x 800 at 200 % nothing is hidden under messages at the end of the page', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 400 })
  await openScene(page, 'messages')
  const gap = await page.evaluate(() => {
    window.scrollTo(0, document.documentElement.scrollHeight)
    const messages = [...document.querySelectorAll('.shell__edge li')]
    const last = [...document.querySelectorAll('.shell__screen :is(button, p, h1, h2)')]
    if (messages.length === 0 || last.length === 0) throw new Error('no messages, or no screen')
    const top = Math.min(...messages.map((each) => each.getBoundingClientRect().top))
    return top - Math.max(...last.map((each) => each.getBoundingClientRect().bottom))
  })
  expect(gap).toBeGreaterThanOrEqual(0)
})
