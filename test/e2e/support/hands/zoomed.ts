import type { Locator, Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { createCount } from './hand.ts'
import type { Hand } from './hand.ts'
import { pointingHand } from './pointing.ts'
import { reach } from './reach.ts'

/** A window of 1280 x 800 at 200 %: to the page it is half as wide and half as high, with twice the pixels. */
const zoomed = { width: 640, height: 400, deviceScaleFactor: 2, mobile: false } as const

/** A mouse at a till that is zoomed to 200 %. What is out of sight is scrolled to with the wheel. */
export async function zoomedHand(page: Page): Promise<Hand & { readonly end: () => Promise<void> }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setDeviceMetricsOverride', zoomed)
  await expect.poll(() => page.evaluate(() => [window.innerWidth, window.innerHeight])).toEqual([640, 400])
  const count = createCount()
  const press = async (control: Locator): Promise<void> => {
    const { at } = await reach(control, async (from, by) => {
      await page.mouse.move(from.x, from.y)
      await page.mouse.wheel(by.x, by.y)
    })
    count.press()
    await page.mouse.click(at.x, at.y)
  }
  const type = async (text: string): Promise<void> => {
    for (const character of Array.from(text)) {
      count.character()
      await page.keyboard.type(character, { delay: 60 })
    }
  }
  // Not spread: what it counts is read through it.
  return Object.assign(pointingHand(page, { count, press, type }), {
    async end() {
      await session.send('Emulation.clearDeviceMetricsOverride')
      await session.detach()
    },
  })
}
