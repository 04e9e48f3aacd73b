import type { Locator } from 'playwright/test'
import { expect } from 'playwright/test'

/** A place on the screen, CSS px. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** What is to be done for a control to be pressed: nothing any more, or to move what is at `at` by so much. */
type Way =
  | { readonly kind: 'here'; readonly at: Point; readonly width: number; readonly height: number }
  | { readonly kind: 'move'; readonly at: Point; readonly by: Point }

/** Where a control is to be pressed, and whether it lies open there: not beyond an edge and under nothing. */
function wayTo(control: Locator): Promise<Way> {
  return control.evaluate((element): Way => {
    const isLabelOf = (label: Element, of: Element): boolean => label.matches('label') && label.contains(of)
    // Of a radio or a switch one presses what is drawn, which is its label.
    const drawn = element.matches('input[type="radio"], input[type="checkbox"]')
      ? (element.closest('label') ?? element)
      : element
    const box = drawn.getBoundingClientRect()
    const at = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
    const inside = at.x > 0 && at.y > 0 && at.x < window.innerWidth && at.y < window.innerHeight
    const hit = inside ? document.elementFromPoint(at.x, at.y) : null
    // A press goes to what is drawn on top: the control itself, or the label that presses it.
    if (hit !== null && (drawn.contains(hit) || isLabelOf(hit, drawn))) {
      return { kind: 'here', at, width: box.width, height: box.height }
    }
    let scroller: Element | null = drawn.parentElement
    while (scroller !== null) {
      const { overflowY, overflowX } = getComputedStyle(scroller)
      const scrolls = /auto|scroll/u
      if (scrolls.test(overflowY) && scroller.scrollHeight > scroller.clientHeight + 1) break
      if (scrolls.test(overflowX) && scroller.scrollWidth > scroller.clientWidth + 1) break
      scroller = scroller.parentElement
    }
    const frame = (scroller ?? document.documentElement).getBoundingClientRect()
    const clip = (from: number, to: number, most: number): number =>
      (Math.max(0, from) + Math.min(most, to)) / 2
    const middle = {
      x: clip(frame.left, frame.right, window.innerWidth),
      y: clip(frame.top, frame.bottom, window.innerHeight),
    }
    return { kind: 'move', at: middle, by: { x: at.x - middle.x, y: at.y - middle.y } }
  })
}

/**
 * Scrolls until the control can be pressed, as a person would.
 *
 * @returns where it is pressed, and how large it is
 */
export async function reach(
  control: Locator,
  move: (at: Point, by: Point) => Promise<void>,
): Promise<{ readonly at: Point; readonly width: number; readonly height: number }> {
  await expect(control).toBeVisible()
  const places: Extract<Way, { kind: 'here' }>[] = []
  await expect
    .poll(
      async () => {
        const way = await wayTo(control)
        if (way.kind === 'here') {
          places.push(way)
          return 'here'
        }
        await move(way.at, way.by)
        return `moved by ${String(Math.round(way.by.x))}, ${String(Math.round(way.by.y))}`
      },
      { message: `${String(control)} can be scrolled to, and nothing lies over it`, intervals: [60] },
    )
    .toBe('here')
  const place = places.at(-1)
  if (place === undefined) throw new Error('not reached')
  return place
}
