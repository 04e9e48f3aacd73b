import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright/test'

/** What axe finds on the screen as it is. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Nothing is judged in the middle of a movement.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))),
  )
  const { violations: found } = await new AxeBuilder({ page })
    // The other mode opens a page of its own, and a till opens none.
    .setLegacyMode(true)
    // What the component library's live region has said it forgets after seven seconds, and until then it may name
    // a dialog that has closed.
    .exclude('[data-live-announcer] [role="img"]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary ?? ''})`),
  )
}
