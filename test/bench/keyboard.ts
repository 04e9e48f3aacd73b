import { setTimeout as delay } from 'node:timers/promises'
import type { CDPSession } from 'playwright/test'

/** What a wedge scanner leaves between two characters, ms. */
export const wedgePace = 5

interface Key {
  readonly key: string
  readonly code: string
  readonly windowsVirtualKeyCode: number
  /** What the key types; empty for Shift. */
  readonly text: string
  readonly shift: boolean
}

function keyFor(character: string): Key {
  const windowsVirtualKeyCode = character.charCodeAt(0)
  const typed = { key: character, text: character, windowsVirtualKeyCode, shift: false }
  if (/^[0-9]$/.test(character)) return { ...typed, code: `Digit${character}` }
  if (/^[A-Z]$/.test(character)) return { ...typed, code: `Key${character}`, shift: true }
  if (character === '-') return { ...typed, code: 'Minus', windowsVirtualKeyCode: 189 }
  throw new Error(`no practice card has a ${JSON.stringify(character)}`)
}

const enter: Key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r', shift: false }
const shift: Key = { key: 'Shift', code: 'ShiftLeft', windowsVirtualKeyCode: 16, text: '', shift: true }

/** A keyboard that is a scanner: key events of the browser's own, as Playwright's keyboard makes them. */
export interface Wedge {
  /** Types a code, capitals with Shift, Enter at its end. Answers by how much the latest key was late, ms. */
  readonly scan: (code: string) => Promise<number>
}

/**
 * Like a scanner, it does not wait until the page has dealt with a key before it sends the next; Playwright's keyboard
 * does, and would scan as slowly as the page listens.
 *
 * Characters carry the time they were due, so that a bench that was itself kept waiting does not look like a hand.
 * The Enter carries none: the browser notes when it arrives, and from there it is measured.
 */
export function plugInWedge(devTools: CDPSession): Wedge {
  const send = (
    type: 'keyDown' | 'rawKeyDown' | 'keyUp',
    { text, shift: shifted, ...key }: Key,
    due: number | null,
  ): Promise<unknown> =>
    devTools.send('Input.dispatchKeyEvent', {
      type,
      ...key,
      modifiers: shifted && !(key.key === 'Shift' && type === 'keyUp') ? 8 : 0,
      ...(type === 'keyDown' ? { text } : {}),
      ...(due === null ? {} : { timestamp: due / 1_000 }),
    })
  const press = (key: Key, due: number | null): readonly Promise<unknown>[] => {
    const events: ['keyDown' | 'rawKeyDown' | 'keyUp', Key][] = [
      ['keyDown', key],
      ['keyUp', key],
    ]
    if (key.shift) {
      events.unshift(['rawKeyDown', shift])
      events.push(['keyUp', shift])
    }
    return events.map(([type, one]) => send(type, one, due))
  }
  return {
    scan: async (code) => {
      const started = performance.timeOrigin + performance.now()
      const sent: Promise<unknown>[] = []
      let worst = 0
      for (const [at, key] of [...Array.from(code, keyFor), enter].entries()) {
        const due = started + at * wedgePace
        const early = due - performance.timeOrigin - performance.now()
        if (early > 0) await delay(early)
        worst = Math.max(worst, performance.timeOrigin + performance.now() - due)
        sent.push(...press(key, key === enter ? null : due))
      }
      await Promise.all(sent)
      return worst
    },
  }
}
