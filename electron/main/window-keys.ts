import type { Input } from 'electron'

/** What a key does in the main process. The page sees every key all the same, unless it is `taken`. */
export type KeyMeaning =
  | { readonly kind: 'for-the-page'; readonly menu: 'may' | 'never' }
  /** The page saw its press, so it sees its release as well. */
  | { readonly kind: 'shared'; readonly act: 'zoom-in' }
  | { readonly kind: 'taken'; readonly act: 'zoom-in' | 'zoom-out' | 'zoom-reset' | 'tools' | 'nothing' }

/** The slowest scanners type faster than this; no hand presses a shortcut so soon after another key. */
const burstMs = 120
/** A finger stays at least this long on a key that it presses with Ctrl. */
const fingerMs = 50

export interface KeyReader {
  read(
    input: Pick<Input, 'type' | 'key' | 'code' | 'control' | 'alt' | 'shift' | 'meta' | 'isAutoRepeat'>,
  ): KeyMeaning
}

export interface KeyReaderOptions {
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number
  readonly mac: boolean
  /** Developer tools exist. */
  readonly tools: boolean
}

/** Where a scanner presses the group separator and Escape, with Ctrl. */
const brackets: readonly string[] = ['BracketLeft', 'BracketRight']

const functionKey = /^F(?:[1-9]|1\d|2[0-4])$/

/**
 * Keeps a scanner's control keys from doing anything in main. A scan holds them as data (Ctrl+B before, Ctrl+] or F8
 * between, Ctrl+M after, Alt with digits), and the page's scan recognition needs to see them; so they are passed on
 * to the page and never offered to a menu.
 *
 * Zoom is ours, not Chromium's: larger text is an aid that some eyes need, but Ctrl+_ (a scanner's unit separator)
 * must not shrink the till. Only unshifted minus, plus or equals, and zero count, and never within a burst: there the
 * page gets them, for on many a keyboard the plus lies where scanners press the group separator (Ctrl+]). A code may
 * begin with that too: so there the page gets the key, and it zooms once a finger has let it go and nothing else came.
 */
export function createKeyReader({ now, mac, tools }: KeyReaderOptions): KeyReader {
  let lastKeyAt = Number.NEGATIVE_INFINITY
  /** The key of a zoom that is still down: its release is no more the page's than its press was. */
  let zoomKey: string | null = null
  /** A plus that may be the first key of a code. */
  let doubtful: { readonly code: string; readonly at: number } | null = null
  return {
    read(input) {
      const at = now()
      const inBurst = at - lastKeyAt < burstMs
      const modifierAlone = ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(input.key)
      if (input.type === 'keyDown' && !modifierAlone) lastKeyAt = at

      if (doubtful !== null && !modifierAlone && !input.isAutoRepeat) {
        const { code, at: since } = doubtful
        doubtful = null
        if (input.type !== 'keyDown' && input.code === code && at - since >= fingerMs)
          return { kind: 'shared', act: 'zoom-in' }
      }

      const chord = mac ? input.meta && !input.control : input.control && !input.meta
      const zoom = chord && !input.alt ? zoomOf(input) : null
      if (zoomKey !== null && input.code === zoomKey && (input.type !== 'keyDown' || input.isAutoRepeat)) {
        if (input.type !== 'keyDown') zoomKey = null
        return { kind: 'taken', act: 'nothing' }
      }
      if (zoom !== null && input.type === 'keyDown' && !inBurst) {
        if (!mac && zoom === 'zoom-in' && brackets.includes(input.code)) {
          if (!input.isAutoRepeat) doubtful = { code: input.code, at }
          return { kind: 'for-the-page', menu: 'never' }
        }
        zoomKey = input.code
        return { kind: 'taken', act: zoom }
      }

      const wantsTools =
        (input.key === 'F12' && !chord && !input.alt) || (chord && input.shift && input.code === 'KeyI')
      if (tools && wantsTools && !inBurst && input.type === 'keyDown') return { kind: 'taken', act: 'tools' }

      const accelerator = input.control || input.alt || functionKey.test(input.key) || (input.meta && inBurst)
      return { kind: 'for-the-page', menu: accelerator ? 'never' : 'may' }
    },
  }
}

function zoomOf({
  key,
  code,
  shift,
}: Pick<Input, 'key' | 'code' | 'shift'>): 'zoom-in' | 'zoom-out' | 'zoom-reset' | null {
  if (key === '+' || (key === '=' && !shift) || code === 'NumpadAdd') return 'zoom-in'
  if ((key === '-' && !shift) || code === 'NumpadSubtract') return 'zoom-out'
  if ((key === '0' && !shift) || code === 'Numpad0') return 'zoom-reset'
  return null
}

/** At the last one a page that is 1280 px wide has 320 px, as WCAG 1.4.10 asks for. */
const zoomSteps = [1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4]

/** The next size of everything; never below 100 %, where the counter is drawn to be read at arm's length. */
export function nextZoom(factor: number, act: 'zoom-in' | 'zoom-out' | 'zoom-reset'): number {
  const near = zoomSteps.reduce(
    (best, step) => (Math.abs(step - factor) < Math.abs(best - factor) ? step : best),
    1,
  )
  const index = zoomSteps.indexOf(near)
  switch (act) {
    case 'zoom-in':
      return zoomSteps[Math.min(index + 1, zoomSteps.length - 1)] ?? 1
    case 'zoom-out':
      return zoomSteps[Math.max(index - 1, 0)] ?? 1
    case 'zoom-reset':
      return 1
  }
}
