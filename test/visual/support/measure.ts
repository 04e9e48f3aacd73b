import type { Page } from 'playwright/test'

/** What is wrong with how a screen is laid out, in words; nothing where all is well. */
export interface Faults {
  /** Things to press that are smaller than 48 px either way. */
  readonly small: readonly string[]
  /** Words that are cut off, spill out of their box or lie beyond the edge of the window. */
  readonly lost: readonly string[]
  /** Messages that lie over something to press. */
  readonly covered: readonly string[]
  /** Boxes that scroll sideways. */
  readonly sideways: readonly string[]
}

/** Looks over the screen as it is. */
export function faultsOf(page: Page): Promise<Faults> {
  return page.evaluate(() => {
    /** Least side of what is pressed, px; half a pixel of it may be lost to rounding. */
    const least = 47.5
    /** What is cut here is whole elsewhere: where it leads, or in the list that it opens. */
    const wholeElsewhere = '.recent__name, .top-bar__clip, .practice-watermark, .search-bar__input'
    const pressed =
      'button, a[href], input, textarea, select, [role="button"], [role="option"], [role="radio"], [role="switch"], label:has(input)'
    const nameOf = (element: Element): string => {
      const words = (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)
      return `${element.tagName.toLowerCase()}.${(element.getAttribute('class') ?? '').split(' ')[0] ?? ''} “${words}”`
    }
    /** Said to screen readers alone: it has a box of one pixel, or stands in one. */
    const isUnseen = (element: Element): boolean => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at)
        if (style.visibility === 'hidden' || style.display === 'none') return true
        if (style.clipPath === 'inset(50%)' || style.getPropertyValue('clip') !== 'auto') return true
        if (at.getAttribute('aria-hidden') === 'true' && at.clientWidth <= 1) return true
        if (at.hasAttribute('data-react-aria-prevent-focus')) return true
      }
      return element.getBoundingClientRect().width === 0
    }
    const seen = (selector: string): readonly HTMLElement[] =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((each) => !isUnseen(each))
    const overlap = (one: DOMRect, other: DOMRect): boolean =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2

    const small = seen(pressed)
      // What a label holds is pressed by its label.
      .filter((each) => !(each instanceof HTMLInputElement && each.closest('label') !== null))
      .filter((each) => {
        const { width, height } = each.getBoundingClientRect()
        return width < least || height < least
      })
      .map((each) => {
        const { width, height } = each.getBoundingClientRect()
        return `${nameOf(each)} ${String(Math.round(width))} x ${String(Math.round(height))}`
      })

    const lost: string[] = []
    const sideways: string[] = []
    for (const each of seen('body *:not(svg, svg *)')) {
      const style = getComputedStyle(each)
      const isCut = (axis: 'x' | 'y'): boolean => {
        const how = axis === 'x' ? style.overflowX : style.overflowY
        const beyond =
          axis === 'x' ? each.scrollWidth - each.clientWidth : each.scrollHeight - each.clientHeight
        return beyond > 2 && !/^(visible|auto|scroll)$/.test(how)
      }
      const isTable = each.querySelector(':scope > table') !== null
      if (/^(auto|scroll)$/.test(style.overflowX) && each.scrollWidth > each.clientWidth + 1 && !isTable) {
        sideways.push(`${nameOf(each)} ${String(each.scrollWidth)} in ${String(each.clientWidth)}`)
      }
      if (each.closest(wholeElsewhere) !== null) continue
      if (each.textContent.trim() !== '' && (isCut('x') || isCut('y'))) lost.push(`${nameOf(each)} is cut`)
      const hasWords = [...each.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      )
      if (!hasWords) continue
      const box = each.getBoundingClientRect()
      if ((box.right > innerWidth + 1 || box.left < -1) && each.closest('table') === null)
        lost.push(`${nameOf(each)} is beyond the edge`)
      if (
        style.display !== 'inline' &&
        style.overflowX === 'visible' &&
        each.scrollWidth > each.clientWidth + 1
      )
        lost.push(`${nameOf(each)} spills out of its box`)
    }

    const covered = seen('.toast, .undo-strip').flatMap((message) => {
      const box = message.getBoundingClientRect()
      return seen(pressed)
        .filter((each) => each.closest('.toast, .undo-strip') === null)
        .filter((each) => overlap(box, each.getBoundingClientRect()))
        .filter((each) => {
          // What lies outside the scrolled part is not under it.
          const scroller = each.closest('.shell__screen, .dialog__body')?.getBoundingClientRect()
          return scroller === undefined || overlap(box, scroller)
        })
        .map((each) => `${nameOf(message)} lies over ${nameOf(each)}`)
    })
    return { small, lost, covered, sideways }
  })
}

/** Words that lie under something to press that has a ground, or over it, both in sight; what floats over a page that scrolls may. */
export function wordsUnderButtons(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    /** What is seen of a box of that element; null for nothing. */
    const seenOf = (rect: DOMRect, of: Element): DOMRect | null => {
      let { left, right, top, bottom } = rect
      for (let at: Element | null = of; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at)
        if (style.position === 'fixed') break
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
        const box = at.getBoundingClientRect()
        left = Math.max(left, box.left)
        right = Math.min(right, box.right)
        top = Math.max(top, box.top)
        bottom = Math.min(bottom, box.bottom)
      }
      return right - left > 2 && bottom - top > 2 ? new DOMRect(left, top, right - left, bottom - top) : null
    }
    const floats = (element: Element): boolean => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        if (getComputedStyle(at).position === 'sticky' || at.matches('.shell__edge')) return true
      }
      return false
    }
    const root =
      [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1) ?? document.body
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
      element.closest('.visually-hidden, [aria-hidden="true"]') === null
    /** A target without a ground of its own, such as a bare icon's, reaches over words and hides nothing of them. */
    const hides = (element: Element): boolean => {
      const { backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(element)
      const none = 'rgba(0, 0, 0, 0)'
      return backgroundColor !== none || (borderTopWidth !== '0px' && borderTopColor !== none)
    }
    const pressed = [...root.querySelectorAll('button, a[href], label:has(input)')].flatMap((each) => {
      const box =
        isShown(each) && hides(each) && !floats(each) ? seenOf(each.getBoundingClientRect(), each) : null
      return box === null ? [] : [{ each, box }]
    })
    const found = new Set<string>()
    const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
      const said = (node.textContent ?? '').trim()
      const parent = node.parentElement
      if (said === '' || parent === null || !isShown(parent) || floats(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const line of range.getClientRects()) {
        const rect = seenOf(line, parent)
        if (rect === null) continue
        for (const { each, box } of pressed) {
          if (each.contains(node)) continue
          const across = Math.min(rect.right, box.right) - Math.max(rect.left, box.left)
          const down = Math.min(rect.bottom, box.bottom) - Math.max(rect.top, box.top)
          if (across > 2 && down > 4)
            found.add(`“${said.slice(0, 40)}” and “${each.textContent.trim().slice(0, 40)}”`)
        }
      }
    }
    return [...found]
  })
}
