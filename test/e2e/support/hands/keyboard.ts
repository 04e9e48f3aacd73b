import { setTimeout as delay } from 'node:timers/promises'
import type { Locator, Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { pressKeys } from '../scanner-keys.ts'
import { expectFocusSomewhere, focusedName, lookOfFocus } from './focus.ts'
import { createCount } from './hand.ts'
import type { Hand } from './hand.ts'

/** From key to key a hand takes at least this long, ms; what is quicker is a scanner's. */
const paceMs = 150
/** A key is held so long, ms. */
const heldMs = 60
/** No screen has more stops than this. */
const mostStops = 80

const hasFocus = (wanted: Locator): Promise<boolean> =>
  wanted.evaluate((each) => each === document.activeElement)

/** Keys alone. Walking, it sees to it that every stop shows that it has the focus. */
export function keyboardHand(page: Page): Hand {
  const count = createCount()
  let lastAt = 0
  const key = async (name: string): Promise<void> => {
    await delay(Math.max(0, lastAt + paceMs - Date.now()))
    count.press()
    await page.keyboard.press(name, { delay: heldMs })
    lastAt = Date.now()
  }
  /** Walking is no shortcut: it needs no pace. */
  const step = async (name: string): Promise<void> => {
    count.press()
    await page.keyboard.press(name, { delay: 15 })
    lastAt = Date.now()
    expect(await lookOfFocus(page), 'a stop that does not show that it has the focus').toBeNull()
  }
  const walkTo = async (wanted: Locator): Promise<void> => {
    await expect(wanted).toBeVisible()
    await lookOfFocus(page)
    for (let at = 0; at < mostStops; at += 1) {
      if (await hasFocus(wanted)) return
      await step('Tab')
    }
    throw new Error(`Tab does not lead to ${String(wanted)}; it is at ${String(await focusedName(page))}`)
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
    async scan(code) {
      await pressKeys(page, code)
      lastAt = Date.now()
    },
    async press(button, shortcut) {
      await expect(button).toBeVisible()
      await expectFocusSomewhere(page, `before ${String(button)}`)
      if (shortcut === undefined) await walkTo(button)
      await key(shortcut ?? 'Enter')
      await expectFocusSomewhere(page, `after ${shortcut ?? String(button)}`)
    },
    async write(field, text) {
      await expect(field).toBeVisible()
      await expectFocusSomewhere(page, `before ${String(field)}`)
      await walkTo(field)
      if ((await field.inputValue()) !== '') await key('ControlOrMeta+a')
      await delay(Math.max(0, lastAt + paceMs - Date.now()))
      for (const character of Array.from(text)) {
        count.character()
        await page.keyboard.type(character, { delay: 60 })
      }
      lastAt = Date.now()
      await expect(field).toHaveValue(text)
    },
    async choose(row) {
      await expect(row).toBeVisible()
      const isChosen = (): Promise<boolean> =>
        row.evaluate(
          (each) =>
            each.id !== '' &&
            (document.activeElement?.getAttribute('aria-activedescendant') === each.id ||
              document.activeElement === each),
        )
      for (let at = 0; at < 20 && !(await isChosen()); at += 1) await key('ArrowDown')
      expect(await isChosen()).toBe(true)
      await key('Enter')
      await expectFocusSomewhere(page, `after ${String(row)}`)
    },
    async turn(choice) {
      await expect(choice).toBeVisible()
      await expectFocusSomewhere(page, `before ${String(choice)}`)
      if ((await choice.getAttribute('role')) === 'switch') {
        await walkTo(choice)
        await key('Space')
        await expect(choice).toBeChecked()
        return
      }
      const isInGroup = (): Promise<boolean> =>
        choice.evaluate(
          (each) => each.closest('[role="radiogroup"]')?.contains(document.activeElement) === true,
        )
      for (let at = 0; at < mostStops && !(await isInGroup()); at += 1) await step('Tab')
      for (let at = 0; at < 10 && !(await hasFocus(choice)); at += 1) await key('ArrowRight')
      await expect(choice).toBeChecked()
    },
  }
}
