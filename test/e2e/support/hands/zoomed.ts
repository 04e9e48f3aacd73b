import type { Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { pressKeys } from '../scanner-keys.ts'
import { createCount } from './hand.ts'
import type { Hand } from './hand.ts'
import { reach } from './reach.ts'

/** A window of 1280 x 800 at 200 %: to the page it is half as wide and half as high, with twice the pixels. */
const zoomed = { width: 640, height: 400, deviceScaleFactor: 2, mobile: false } as const

/** A mouse at a till that is zoomed to 200 %. What is out of sight is scrolled to with the wheel. */
export async function zoomedHand(page: Page): Promise<Hand & { readonly end: () => Promise<void> }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setDeviceMetricsOverride', zoomed)
  await expect.poll(() => page.evaluate(() => [window.innerWidth, window.innerHeight])).toEqual([640, 400])
  const count = createCount()
  const click: Hand['press'] = async (control) => {
    const { at } = await reach(control, async (from, by) => {
      await page.mouse.move(from.x, from.y)
      await page.mouse.wheel(by.x, by.y)
    })
    count.press()
    await page.mouse.click(at.x, at.y)
  }
  return {
    page,
    get presses() {
      return count.presses
    },
    get characters() {
      return count.characters
    },
    startCounting: () => {
      count.start()
    },
    scan: (code) => pressKeys(page, code),
    press: click,
    async write(field, text) {
      await click(field)
      await expect(field).toBeFocused()
      if ((await field.inputValue()) !== '') await field.selectText()
      for (const character of Array.from(text)) {
        count.character()
        await page.keyboard.type(character, { delay: 60 })
      }
      await expect(field).toHaveValue(text)
    },
    choose: click,
    async turn(radio) {
      await click(radio)
      await expect(radio).toBeChecked()
    },
    async end() {
      await session.send('Emulation.clearDeviceMetricsOverride')
      await session.detach()
    },
  }
}
