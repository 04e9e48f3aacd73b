import type { Page } from 'playwright/test'
import { expect } from 'playwright/test'

/** What has the focus, in a few words; null where nothing has it. */
export function focusedName(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const at = document.activeElement
    if (at === null || at === document.body || at === document.documentElement) return null
    const name =
      at.getAttribute('aria-label') ??
      (at.closest('label')?.textContent || at.textContent || at.getAttribute('name') || '')
    return `${at.tagName.toLowerCase()}.${at.getAttribute('class') ?? ''}: ${name.trim().slice(0, 60)}`
  })
}

/** Whoever works by keys alone is never left with the focus nowhere. */
export async function expectFocusSomewhere(page: Page, after: string): Promise<void> {
  await expect.poll(() => focusedName(page), { message: `the focus ${after}` }).not.toBeNull()
}

/**
 * Whether what had the focus before looked different then, by an outline or a shadow of its own or of its frame; and takes down how what has it now looks. Called after each step from stop to stop.
 *
 * @returns null where all is well, else what cannot be told from a stop without the focus
 */
export function lookOfFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    interface Seen {
      readonly at: Element
      readonly look: string
      readonly name: string
    }
    const kept = window as unknown as { seenFocus?: Seen | undefined }
    const around = (at: Element): readonly Element[] => {
      const all: Element[] = [at]
      for (let up = at.parentElement; up !== null && all.length < 5; up = up.parentElement) {
        // What holds another stop as well says nothing of this one, but for the frame of a field that holds its button.
        if (
          all.length > 2 &&
          up.querySelectorAll('button, input, select, textarea, a[href], [tabindex]').length > 1
        )
          break
        all.push(up)
      }
      return all
    }
    const look = (at: Element): string =>
      around(at)
        .map((each) => {
          const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(each)
          const outline = outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`
          return `${outline} / ${boxShadow}`
        })
        .join(' | ')
    const before = kept.seenFocus
    const at = document.activeElement
    kept.seenFocus =
      at === null || at === document.body
        ? undefined
        : {
            at,
            look: look(at),
            name: `${at.tagName}.${at.getAttribute('class') ?? ''} ${at.textContent.slice(0, 40)}`,
          }
    if (before === undefined || before.at === at || !before.at.isConnected) return null
    return look(before.at) === before.look ? before.name : null
  })
}
