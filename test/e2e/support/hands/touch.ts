import type { CDPSession, Locator, Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { createCount } from './hand.ts'
import type { Hand } from './hand.ts'
import { pointingHand } from './pointing.ts'
import { reach } from './reach.ts'
import type { Point } from './reach.ts'

/** What a finger hits without looking, CSS px; half a pixel is lost to rounding. */
const target = 47.5

async function drag(session: CDPSession, at: Point, by: Point): Promise<void> {
  // A finger that drags up moves the page down; it does not leave the screen for that.
  const clamp = (far: number): number => Math.max(-160, Math.min(160, far))
  const to = { x: at.x - clamp(by.x), y: at.y - clamp(by.y) }
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
  for (let part = 1; part <= 4; part += 1) {
    const x = at.x + ((to.x - at.x) * part) / 4
    const y = at.y + ((to.y - at.y) * part) / 4
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

/** A finger alone. Words come from the keyboard on the screen, which is the computer's own. */
export async function touchHand(page: Page): Promise<Hand & { readonly end: () => Promise<void> }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 })
  const count = createCount()
  const press = async (control: Locator): Promise<void> => {
    const { at, width, height } = await reach(control, (from, by) => drag(session, from, by))
    expect(Math.min(width, height), `${String(control)} is large enough for a finger`).toBeGreaterThan(target)
    count.press()
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  const type = async (text: string): Promise<void> => {
    for (let at = 0; at < Array.from(text).length; at += 1) count.character()
    await session.send('Input.insertText', { text })
  }
  // Not spread: what it counts is read through it.
  return Object.assign(pointingHand(page, { count, press, type }), {
    async end() {
      await session.send('Emulation.setTouchEmulationEnabled', { enabled: false })
      await session.detach()
    },
  })
}
