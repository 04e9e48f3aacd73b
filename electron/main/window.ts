import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BrowserWindow, BrowserWindowConstructorOptions, Menu, Screen, WebContents } from 'electron'
import type { Blocked } from '../../shared/ipc/failure.ts'
import type { Log } from './log.ts'
import type { SavedWindow } from './window-bounds.ts'
import { leastSize, parseSavedWindow, placeWindow } from './window-bounds.ts'
import { createCrashJudge, lockedPage, lockNavigation } from './window-guard.ts'
import type { KeyMeaning } from './window-keys.ts'
import { createKeyReader, nextZoom } from './window-keys.ts'

/**
 * No menu, so no accelerator that a scanner could press. macOS alone needs one for copy and paste to work at all;
 * its items are the system's own and answer to Cmd, which no scanner sends. Call it before `ready`.
 */
export function removeDefaultMenu(
  menu: Pick<typeof Menu, 'setApplicationMenu' | 'buildFromTemplate'>,
  platform: NodeJS.Platform,
): void {
  menu.setApplicationMenu(
    platform === 'darwin' ? menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null,
  )
}

/** After this long an empty window is better than none, ms. */
const longestHiddenMs = 4_000

export interface WindowOptions {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>
  readonly platform: NodeJS.Platform
  /** The built preload. */
  readonly preload: string
  /** Address of the page. */
  readonly url: string
  readonly isOurs: (address: string) => boolean
  /** Developer tools may be opened: never in a packaged program. */
  readonly tools: boolean
  /** Colour of the window until the page has drawn: the page's own ground, or the screen flashes. */
  readonly background: string
  /** Where the window's place is kept. */
  readonly savedFile: string
  readonly log: Log
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number
  /** A page is loaded, or about to be again, and listens to nothing yet. */
  readonly onPage: (contents: WebContents) => void
  readonly timers: { set(callback: () => void, ms: number): () => void }
  /** The page cannot be kept alive: it is loaded once more, to say so. */
  readonly onBlocked: (blocked: Blocked) => void
  readonly onClosed: () => void
  /** The person closes the window: true where it has to wait. */
  readonly holdsClose: () => boolean
  /** The system ends the session: nothing may wait for anybody. */
  readonly onSessionEnd: () => void
}

/** Opens the till's window: sandboxed, locked to our page, where it last stood. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { screen, log } = options
  const saved = readSaved(options)
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  const window = options.create({
    ...placeWindow(
      saved,
      [primary, ...others].map((display) => display.workArea),
    ),
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    show: false,
    backgroundColor: options.background,
    autoHideMenuBar: true,
    webPreferences: {
      ...lockedPage,
      preload: options.preload,
      // A till in the background goes on counting undo windows and waiting operations.
      backgroundThrottling: false,
      devTools: options.tools,
    },
  })
  showOnce(window, saved?.maximized === true, options)
  window.on('close', (event) => {
    save(window, options)
    if (options.holdsClose()) event.preventDefault()
  })
  // Not at 'query-session-end': that is a question, and another program may answer that the session goes on.
  window.on('session-end', options.onSessionEnd)
  window.on('closed', options.onClosed)
  window.on('unresponsive', () => log.error('window.unresponsive'))
  window.on('responsive', () => log.warn('window.responsive'))
  lockNavigation({ contents: window.webContents, isOurs: options.isOurs, log })
  watchKeys(window.webContents, options)
  watchPage(window.webContents, options)
  window.loadURL(options.url).catch((error: unknown) => log.error('window.load-failed', { error }))
  return window
}

/** A page that never paints must not leave a program that runs and cannot be seen. */
function showOnce(window: BrowserWindow, maximized: boolean, { timers }: WindowOptions): void {
  let shown = false
  const show = (): void => {
    if (shown) return
    shown = true
    if (maximized) window.maximize()
    window.show()
  }
  window.once('ready-to-show', show)
  window.once('closed', timers.set(show, longestHiddenMs))
}

function watchPage(contents: WebContents, options: WindowOptions): void {
  const { log, now, timers, onPage, onBlocked } = options
  const judge = createCrashJudge(now)
  const reload = (): void => {
    if (contents.isDestroyed()) return
    judge.loaded()
    contents.reload()
  }
  contents.on('did-navigate', () => onPage(contents))
  contents.on('preload-error', (_event, _file, error) => log.error('window.preload-failed', { error }))
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    const verdict = judge.died()
    log.error('window.page-gone', { cause: reason, exitCode, verdict: verdict.kind })
    // What happens until it is back waits for it.
    onPage(contents)
    switch (verdict.kind) {
      case 'reload':
        reload()
        return
      case 'say-so':
        onBlocked({ kind: 'page-crashed' })
        reload()
        return
      case 'rest':
        timers.set(reload, verdict.ms)
        return
    }
  })
}

function watchKeys(contents: WebContents, { now, platform, tools }: WindowOptions): void {
  const mac = platform === 'darwin'
  const keys = createKeyReader({ now, mac, tools })
  contents.on('before-input-event', (event, input) => {
    const meaning = keys.read(input)
    // Elsewhere there is no menu to keep a key from.
    if (mac) contents.setIgnoreMenuShortcuts(meaning.kind === 'for-the-page' && meaning.menu === 'never')
    if (meaning.kind === 'for-the-page') return
    if (meaning.kind === 'taken') event.preventDefault()
    act(contents, meaning.act)
  })
}

function act(contents: WebContents, what: Extract<KeyMeaning, { kind: 'taken' }>['act']): void {
  switch (what) {
    case 'nothing':
      return
    case 'tools':
      contents.openDevTools({ mode: 'detach' })
      return
    case 'zoom-in':
    case 'zoom-out':
    case 'zoom-reset':
      contents.setZoomFactor(nextZoom(contents.getZoomFactor(), what))
  }
}

function readSaved({ savedFile, log }: WindowOptions): SavedWindow | null {
  try {
    return parseSavedWindow(readFileSync(savedFile, 'utf8'))
  } catch (error) {
    const first = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!first) log.warn('window.place-unread', { error })
    return null
  }
}

function save(window: BrowserWindow, { savedFile, log }: WindowOptions): void {
  const place: SavedWindow = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
  try {
    mkdirSync(dirname(savedFile), { recursive: true })
    writeFileSync(savedFile, JSON.stringify(place))
  } catch (error) {
    // The next start opens in the middle of the screen; that is no reason to keep a till from closing.
    log.warn('window.place-unsaved', { error })
  }
}
