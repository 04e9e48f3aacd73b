import type { Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { lookOfFocus } from './focus.ts'

/** More stops than any screen has. */
const most = 200

/** The number of what has the focus, given when it is first met; null where nothing has it. */
function stop(page: Page): Promise<{ readonly at: number; readonly name: string } | null> {
  return page.evaluate(() => {
    const kept = window as unknown as { stops?: Element[] }
    const stops = (kept.stops ??= [])
    const at = document.activeElement
    if (at === null || at === document.body) return null
    if (!stops.includes(at)) stops.push(at)
    const name = at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 40)
    return { at: stops.indexOf(at), name: `${at.tagName} ${name}` }
  })
}

/**
 * Walks with Tab until it is back where it began: every stop shows that it has the focus, none keeps it, and Shift and Tab
 * lead back.
 *
 * @returns how many stops there are
 */
export async function walkRound(page: Page): Promise<number> {
  await page.evaluate(() => {
    delete (window as unknown as { stops?: Element[] }).stops
  })
  const walked: number[] = []
  await page.keyboard.press('Tab', { delay: 10 })
  await lookOfFocus(page)
  for (let n = 0; n < most; n += 1) {
    const here = await stop(page)
    if (here !== null && here.at === walked[0]) {
      await page.keyboard.press('Shift+Tab', { delay: 10 })
      // From the first stop backwards: to the last one, or out of the page before it.
      const before = await stop(page)
      if (before !== null) expect(before.at, 'Shift and Tab lead back').toBe(walked.at(-1))
      return walked.length
    }
    if (here !== null) {
      expect(walked, `Tab comes to ${here.name} twice before it has been everywhere`).not.toContain(here.at)
      walked.push(here.at)
    }
    await page.keyboard.press('Tab', { delay: 10 })
    expect(await lookOfFocus(page), 'a stop that does not show that it has the focus').toBeNull()
  }
  throw new Error('Tab does not come back')
}
