import type { Locator, Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { pressKeys } from '../scanner-keys.ts'
import type { Count, Hand } from './hand.ts'

/** How a hand points and how it writes. */
export interface Pointing {
  readonly count: Count
  readonly press: (control: Locator) => Promise<void>
  /** Writes into the field that has the focus; each character is counted. */
  readonly type: (text: string) => Promise<void>
}

/** A hand that does everything by pressing what it sees, with whatever it presses. */
export function pointingHand(page: Page, { count, press, type }: Pointing): Hand {
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
    scan: (code) => pressKeys(page, code),
    press,
    async write(field, text) {
      await press(field)
      await expect(field).toBeFocused()
      if ((await field.inputValue()) !== '') await field.selectText()
      await type(text)
      await expect(field).toHaveValue(text)
    },
    choose: press,
    async turn(choice) {
      await press(choice)
      await expect(choice).toBeChecked()
    },
  }
}
