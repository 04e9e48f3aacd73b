import type { Page } from 'playwright/test'
import { expect, test } from './support/launch.ts'
import { tillPage } from './support/till-page.ts'

test.use({ hostOptions: { env: { STAMPWELL_PRACTICE_MEMBERS: '300' } } })

interface Shift {
  readonly value: number
  readonly what: string
}

/** What has moved since the page was there without a hand having moved it, as Chromium counts it. */
function shifts(page: Page): Promise<readonly Shift[]> {
  return page.evaluate(
    () =>
      new Promise<readonly Shift[]>((resolve) => {
        interface Moved extends PerformanceEntry {
          readonly value: number
          readonly hadRecentInput: boolean
          readonly sources: readonly { readonly node: Node | null }[]
        }
        const observer = new PerformanceObserver(() => undefined)
        // With `buffered` it brings what was before it, from the first paint on.
        observer.observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() => {
          setTimeout(() => {
            const moved = observer.takeRecords() as Moved[]
            observer.disconnect()
            resolve(
              moved
                .filter((each) => !each.hadRecentInput)
                .map(({ value, sources }) => ({
                  value,
                  what: sources
                    .map(({ node }) =>
                      node instanceof Element ? (node.getAttribute('class') ?? node.tagName) : '',
                    )
                    .join(', '),
                })),
            )
          })
        })
      }),
  )
}

test('nothing moves by itself, from the first paint through scan, stamp, undo and search', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 600 })
  const till = tillPage(page)
  await till.sayWhoIsHere('Robin')
  await till.memberListComplete()
  expect(await shifts(page)).toEqual([])
  const card = await till.sampleCard('two-cards')
  await till.scan(card.code)
  await till.expectMember(card.name ?? '')
  await page.getByRole('button', { name: 'Add 2 stamps' }).click()
  // The strip comes, and goes: by itself after its seconds, in a short run by the key that takes the stamps back.
  const strip = page.getByRole('list', { name: 'Can still be undone' }).getByRole('listitem')
  await expect(strip).toHaveCount(1)
  await till.goTo('Counter')
  await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
  if (process.env['STAMPWELL_FULL'] !== '1') await page.keyboard.press('F9', { delay: 60 })
  await expect(strip).toHaveCount(0, { timeout: 20_000 })
  await till.type('nora')
  await expect(page.getByRole('option').first()).toBeVisible()
  expect(await shifts(page)).toEqual([])
})
