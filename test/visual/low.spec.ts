import type { Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { openScene, plainLook, test } from './support/gallery.ts'
import type { Look } from './support/gallery.ts'
import { faultsOf } from './support/measure.ts'

const arabic: Look = { theme: 'dark', locale: 'ar', direction: 'rtl' }
/** The smallest screens of a counter, and what a larger one leaves at 200 %: in CSS px. */
const windows = [
  { width: 640, height: 400, look: plainLook },
  { width: 640, height: 400, look: arabic },
  { width: 480, height: 280, look: plainLook },
  { width: 800, height: 600, look: arabic },
  { width: 1024, height: 600, look: plainLook },
] as const

/** What is pressed next and cannot be seen whole without scrolling, or lies under something else. */
function outOfSight(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('.member-panel__actions button')]
    if (buttons.length === 0) return ['nothing to press']
    return buttons
      .filter((each) => {
        const { left, right, top, bottom } = each.getBoundingClientRect()
        if (top < 0 || left < 0 || bottom > innerHeight + 1 || right > innerWidth + 1) return true
        const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
        return at === null || !each.contains(at)
      })
      .map((each) => each.getAttribute('aria-label') ?? each.textContent)
  })
}

/** Goes through the member by Tab, and names every stop that lies under the buttons which stay in sight. */
async function hiddenStops(page: Page): Promise<readonly string[]> {
  const hidden: string[] = []
  await page.evaluate(() => {
    const first = document.querySelector<HTMLElement>('.member-panel__head button')
    first?.focus()
  })
  for (let at = 0; at < 24; at += 1) {
    const found = await page.evaluate(() => {
      const here = document.activeElement
      if (here === null || here.closest('.member-panel') === null) return null
      const { left, right, top, bottom } = here.getBoundingClientRect()
      const inSight = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      const isSeen = inSight !== null && (here.contains(inSight) || inSight.contains(here))
      return isSeen ? '' : (here.getAttribute('aria-label') ?? here.textContent)
    })
    if (found === null) break
    if (found !== '') hidden.push(found)
    await page.keyboard.press('Tab')
  }
  return hidden
}

for (const { width, height, look } of windows) {
  test(`law: in a window of ${String(width)} x ${String(height)} what is pressed next is in sight: ${look.locale}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height })
    const faults: Record<string, unknown> = {}
    for (const scene of ['member-stamped', 'member-ready', 'reward-undo']) {
      await openScene(page, scene, look)
      const { small, lost, sideways } = await faultsOf(page)
      const all = [...(await outOfSight(page)), ...(await hiddenStops(page)), ...small, ...lost, ...sideways]
      if (all.length > 0) faults[scene] = all
    }
    expect(faults).toEqual({})
  })
}

test('law: the longest name leaves what is pressed next in sight on a till of 1024 x 600', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 600 })
  await openScene(page, 'member-long-name')
  expect(await outOfSight(page)).toEqual([])
})
