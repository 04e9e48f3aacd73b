import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'playwright/test'
import type { Page } from 'playwright/test'

/** What axe finds on the screen as it is. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Nothing is judged in the middle of a movement.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))),
  )
  // What the component library's live region has said it forgets after seven seconds, and until then it may name
  // a dialog that has closed.
  await expect(page.locator('[data-live-announcer] [role="img"]')).toHaveCount(0)
  const { violations: found } = await new AxeBuilder({ page })
    // The other mode opens a page of its own, and a till opens none.
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary ?? ''})`),
  )
}
