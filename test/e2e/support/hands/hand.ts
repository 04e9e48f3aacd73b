import type { Locator, Page } from 'playwright/test'

/** One way of working at the till: everything a task asks of a cashier, done by keys, by a finger or by a mouse. */
export interface Hand {
  readonly page: Page
  /** How often it pressed since the count began: every key, tap or click, those that walk included. */
  readonly presses: number
  /** Characters among them. */
  readonly characters: number
  startCounting(): void
  /** The card under the scanner, which is nobody's hand. */
  scan(code: string): Promise<void>
  /** Presses a button. `key` is what does the same on a keyboard; without one it is walked to. */
  press(button: Locator, key?: string): Promise<void>
  /** Writes into a field, in place of what stands there. */
  write(field: Locator, text: string): Promise<void>
  /** Takes a row of the list that belongs to the field which was written into. */
  choose(row: Locator): Promise<void>
  /** Takes one of several that exclude each other, or turns a switch on. */
  turn(choice: Locator): Promise<void>
}

/** What counts presses and characters. */
export interface Count {
  readonly presses: number
  readonly characters: number
  start(): void
  press(): void
  character(): void
}

/** Begins at nothing. */
export function createCount(): Count {
  let presses = 0
  let characters = 0
  return {
    get presses() {
      return presses
    },
    get characters() {
      return characters
    },
    start() {
      presses = 0
      characters = 0
    },
    press() {
      presses += 1
    },
    character() {
      presses += 1
      characters += 1
    },
  }
}
