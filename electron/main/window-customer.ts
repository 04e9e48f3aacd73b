import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Display,
  Rectangle,
  Screen,
  WebContents,
} from 'electron'
import type { CustomerMode, CustomerWindow } from '../../shared/domain/customer-display.ts'
import type { Log } from './log.ts'
import { createCrashJudge, lockedPage, lockNavigation } from './window-guard.ts'

/** A window to try it in: as small as customer panels are. */
const trialSize = { width: 800, height: 480 }
/** How far from the corner of the screen a trial stands. */
const trialGap = 24
/** Somebody who moves a trial window with the mouse needs it for so long; then the keys are the till's again, ms. */
const trialFocusMs = 1_000
/** Before a page that died twice, or cannot be loaded, is tried once more, ms. */
const restMs = 30_000

export interface CustomerWindowOptions {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getDisplayMatching' | 'on'>
  /** The till's own window; null while there is none. */
  readonly till: () => Pick<BrowserWindow, 'getBounds' | 'getNormalBounds' | 'isMinimized' | 'focus'> | null
  readonly mode: () => CustomerMode
  /** The built preload of the customer's page. */
  readonly preload: string
  readonly url: string
  /** Whether an address is the customer's page. */
  readonly isOurs: (address: string) => boolean
  /** Colour of the window until the page has drawn. */
  readonly background: () => string
  readonly log: Log
  readonly now: () => number
  readonly timers: { set(callback: () => void, ms: number): () => void }
  readonly onState: (state: CustomerWindow) => void
}

/** Keeps the customer's window where it belongs, or away. */
export interface CustomerWindowKeeper {
  /** The settings, the screens or the till's own window changed. `again`: a person wants it, who had closed it. */
  follow(again?: boolean): void
  /** The page listens. */
  ready(): void
  contentsId(): number | null
  send(channel: string, value: unknown): void
  /** The till ends: nothing opens any more. */
  end(): void
}

/** A window on a display of its own, or one to try it in. */
type Place =
  | { readonly kind: 'second-screen'; readonly bounds: Rectangle }
  | { readonly kind: 'window'; readonly bounds: Rectangle }

/**
 * The display for the customer: one that the till's window is not on, and that does not show the same as that one does
 * (two screens that mirror each other lie in the same place). Null where there is none.
 */
export function customerDisplayOf<D extends Pick<Display, 'id' | 'bounds'>>(
  displays: readonly D[],
  tills: Pick<Display, 'id' | 'bounds'>,
): D | null {
  return displays.find((one) => one.id !== tills.id && !overlaps(one.bounds, tills.bounds)) ?? null
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/**
 * Opens the customer's window by itself on the second display, closes it when that is unplugged and opens it again when it
 * is back. The window never takes the keys: a scan that went there would be lost.
 */
export function keepCustomerWindow(options: CustomerWindowOptions): CustomerWindowKeeper {
  const { screen, log, timers } = options
  const judge = createCrashJudge(options.now)
  let window: BrowserWindow | null = null
  let kind: Place['kind'] | null = null
  let isClosedByHand = false
  let isEnded = false
  let stopResting: (() => void) | null = null
  /** The window whose page died and is loaded again. */
  let reloading: BrowserWindow | null = null

  const placeNow = (): Place | null => {
    const till = options.till()
    if (till === null) return null
    // A window that is minimised may be said to be where no display is.
    const bounds = till.isMinimized() ? till.getNormalBounds() : till.getBounds()
    const tills = screen.getDisplayMatching(bounds)
    if (options.mode() === 'window') return { kind: 'window', bounds: trialPlace(tills.workArea) }
    const display = customerDisplayOf(screen.getAllDisplays(), tills)
    return display === null ? null : { kind: 'second-screen', bounds: display.bounds }
  }

  const close = (): void => {
    stopResting?.()
    stopResting = null
    const gone = window
    window = null
    kind = null
    gone?.destroy()
  }

  const giveUpForNow = (): void => {
    close()
    options.onState('failed')
    stopResting = timers.set(() => {
      stopResting = null
      judge.loaded()
      follow()
    }, restMs)
  }

  const open = (place: Place): void => {
    const opened = options.create(windowOptions(place, options))
    window = opened
    kind = place.kind
    options.onState('opening')
    if (place.kind === 'second-screen') opened.setAlwaysOnTop(true, 'screen-saver')
    opened.once('ready-to-show', () => {
      if (window !== opened) return
      // Made on a display of another scale, a window has another size than was asked for.
      if (place.kind === 'second-screen') opened.setBounds(place.bounds)
      opened.showInactive()
    })
    opened.on('focus', () => {
      const giveBack = (): void => options.till()?.focus()
      if (place.kind === 'window') timers.set(giveBack, trialFocusMs)
      else giveBack()
    })
    opened.on('closed', () => {
      if (window !== opened) return
      window = null
      kind = null
      isClosedByHand = true
      options.onState('closed')
    })
    watchPage(opened.webContents, opened)
    opened.loadURL(options.url).catch((error: unknown) => {
      // A page that dies while it is loaded ends this as well, and is loaded again already.
      if (window !== opened || reloading === opened) return
      log.error('customer.load-failed', { error })
      giveUpForNow()
    })
  }

  const watchPage = (contents: WebContents, opened: BrowserWindow): void => {
    lockNavigation({ contents, isOurs: options.isOurs, log })
    // No key is for the customer's page: what a scanner types presses no button there.
    contents.on('before-input-event', (event) => {
      event.preventDefault()
    })
    contents.on('preload-error', (_event, _file, error) => log.error('customer.preload-failed', { error }))
    contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || window !== opened) return
      const verdict = judge.died()
      log.error('customer.page-gone', { cause: reason, exitCode, verdict: verdict.kind })
      if (verdict.kind === 'reload') {
        reloading = opened
        options.onState('opening')
        judge.loaded()
        contents.reload()
        return
      }
      giveUpForNow()
    })
  }

  const follow = (again = false): void => {
    if (isEnded) return
    if (again) isClosedByHand = false
    if (options.mode() === 'off') {
      close()
      options.onState('off')
      return
    }
    // A page that died twice, or was not there, rests first.
    if (stopResting !== null) return
    const place = placeNow()
    if (place === null) {
      close()
      options.onState('no-screen')
      return
    }
    if (window !== null && kind === place.kind) {
      if (place.kind === 'second-screen' && !isAt(window, place.bounds)) window.setBounds(place.bounds)
      return
    }
    close()
    if (isClosedByHand) options.onState('closed')
    else open(place)
  }

  const screenChanged = (): void => {
    // What was closed on a screen that is gone is wanted on one that comes.
    follow(options.mode() === 'second-screen')
  }
  screen.on('display-added', screenChanged)
  screen.on('display-removed', screenChanged)
  screen.on('display-metrics-changed', screenChanged)

  return {
    follow,
    ready: () => {
      if (window !== null) options.onState('open')
    },
    contentsId: () => (window === null || window.isDestroyed() ? null : window.webContents.id),
    send: (channel, value) => {
      if (window !== null && !window.isDestroyed() && !window.webContents.isDestroyed())
        window.webContents.send(channel, value)
    },
    end() {
      isEnded = true
      close()
    },
  }
}

function windowOptions(place: Place, options: CustomerWindowOptions): BrowserWindowConstructorOptions {
  return {
    ...place.bounds,
    ...(place.kind === 'second-screen'
      ? {
          frame: false,
          // A finger on the screen presses what it presses, and the keys stay with the till.
          focusable: false,
          skipTaskbar: true,
          resizable: false,
          movable: false,
          minimizable: false,
          maximizable: false,
          fullscreenable: false,
          hasShadow: false,
          roundedCorners: false,
          // macOS keeps other windows below its menu bar.
          enableLargerThanScreen: true,
        }
      : { minWidth: 400, minHeight: 300, alwaysOnTop: true, fullscreenable: false }),
    show: false,
    // The first touch presses, where the system would only bring the window to the front.
    acceptFirstMouse: true,
    backgroundColor: options.background(),
    autoHideMenuBar: true,
    webPreferences: {
      ...lockedPage,
      preload: options.preload,
      backgroundThrottling: false,
      devTools: false,
    },
  }
}

function trialPlace(area: Rectangle): Rectangle {
  const width = Math.min(trialSize.width, area.width)
  const height = Math.min(trialSize.height, area.height)
  return {
    width,
    height,
    x: area.x + Math.max(0, area.width - width - trialGap),
    y: area.y + Math.max(0, area.height - height - trialGap),
  }
}

function isAt(window: Pick<BrowserWindow, 'getBounds'>, wanted: Rectangle): boolean {
  const { x, y, width, height } = window.getBounds()
  return x === wanted.x && y === wanted.y && width === wanted.width && height === wanted.height
}
