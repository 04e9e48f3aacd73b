import { EventEmitter } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron'
import type { ClosableWindow } from './lifecycle.ts'
import { loud, preventable } from './loud.ts'
import { WebContents } from './web-contents.ts'
import type { Windows } from './windows.ts'

type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen'

/**
 * A BrowserWindow. Its page is real; its place on a screen is not: shown, minimised, full screen and the like are
 * kept as said and their events are raised, and only the size is handed on to Chromium.
 */
export class HostWindow extends EventEmitter implements ClosableWindow {
  readonly id: number
  readonly webContents: object
  readonly contents: WebContents
  /** What the app gets to see: this window, with a loud error for everything that it lacks. */
  readonly facade: object
  private readonly windows: Windows
  private destroyed = false
  private visible: boolean
  private focused = false
  private painted = false
  private state: WindowState
  private kiosk: boolean
  private canFocus: boolean
  private onTop: boolean
  private title: string
  private bounds: Rectangle
  private minimumSize: [number, number]

  constructor(windows: Windows, options: BrowserWindowConstructorOptions = {}) {
    super()
    const { context } = windows
    if (!context.lifecycle.ready) throw new Error('Cannot create BrowserWindow before app is ready')
    this.windows = windows
    this.id = windows.nextId()
    this.visible = options.show !== false
    this.state = options.fullscreen === true ? 'fullscreen' : 'normal'
    this.kiosk = options.kiosk ?? false
    this.canFocus = options.focusable !== false
    this.onTop = options.alwaysOnTop ?? false
    this.title =
      options.title ?? context.invocation.packageJson.productName ?? context.invocation.packageJson.name
    this.bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    }
    this.minimumSize = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.facade = loud('BrowserWindow', this)
    this.contents = new WebContents(
      windows.nextId(),
      this,
      context,
      options.webPreferences ?? {},
      this.bounds,
    )
    this.webContents = loud('webContents', this.contents)
    this.contents.facade = () => this.webContents
    this.contents.on('did-finish-load', () => {
      if (!this.painted) this.emit('ready-to-show')
      this.painted = true
    })
    windows.all.set(this.id, this)
    windows.announce(this.facade)
  }

  loadURL(url: string): Promise<void> {
    return this.contents.loadURL(url)
  }

  loadFile(file: string, { search, hash }: { search?: string; hash?: string } = {}): Promise<void> {
    const url = pathToFileURL(path.resolve(this.windows.context.invocation.appDir, file))
    if (search !== undefined) url.search = search
    if (hash !== undefined) url.hash = hash
    return this.contents.loadURL(url.href)
  }

  reload(): void {
    this.contents.reload()
  }

  show(): void {
    this.showInactive()
    this.focus()
  }

  showInactive(): void {
    if (!this.visible) this.emit('show')
    this.visible = true
  }

  hide(): void {
    if (this.visible) this.emit('hide')
    this.visible = false
    this.blur()
  }

  focus(): void {
    if (!this.canFocus) return
    for (const other of this.windows.list()) if (other !== this) other.blur()
    if (!this.focused) this.emit('focus')
    this.focused = true
    this.contents.focus()
  }

  blur(): void {
    if (this.focused) this.emit('blur')
    this.focused = false
  }

  private become(state: WindowState, ...events: string[]): void {
    if (this.state === state) return
    this.state = state
    for (const event of events) this.emit(event)
  }

  minimize(): void {
    this.become('minimized', 'minimize')
  }

  maximize(): void {
    this.become('maximized', 'maximize')
    this.show()
  }

  unmaximize(): void {
    if (this.state === 'maximized') this.become('normal', 'unmaximize')
  }

  restore(): void {
    if (this.state === 'minimized') this.become('normal', 'restore')
  }

  setFullScreen(on: boolean): void {
    if (on) this.become('fullscreen', 'enter-full-screen')
    else if (this.state === 'fullscreen') this.become('normal', 'leave-full-screen')
  }

  setKiosk(on: boolean): void {
    this.kiosk = on
  }

  setFocusable(can: boolean): void {
    this.canFocus = can
    if (!can) this.blur()
  }

  isFocusable(): boolean {
    return this.canFocus
  }

  setAlwaysOnTop(on: boolean): void {
    if (on !== this.onTop) this.emit('always-on-top-changed', {}, on)
    this.onTop = on
  }

  isAlwaysOnTop(): boolean {
    return this.onTop
  }

  isVisible(): boolean {
    return this.visible
  }

  isFocused(): boolean {
    return this.focused
  }

  isMinimized(): boolean {
    return this.state === 'minimized'
  }

  isMaximized(): boolean {
    return this.state === 'maximized'
  }

  isFullScreen(): boolean {
    return this.state === 'fullscreen'
  }

  isKiosk(): boolean {
    return this.kiosk
  }

  isNormal(): boolean {
    return this.state === 'normal'
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  setTitle(title: string): void {
    this.title = title
  }

  getTitle(): string {
    return this.title
  }

  getBounds(): Rectangle {
    return { ...this.bounds }
  }

  getNormalBounds(): Rectangle {
    return { ...this.bounds }
  }

  getContentBounds(): Rectangle {
    return { ...this.bounds }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.bounds
    this.bounds = { ...before, ...bounds }
    const { width, height, x, y } = this.bounds
    if (x !== before.x || y !== before.y) this.emit('move')
    if (width === before.width && height === before.height) return
    this.emit('resize')
    void this.contents.resize(width, height)
  }

  getSize(): [number, number] {
    return [this.bounds.width, this.bounds.height]
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getMinimumSize(): [number, number] {
    return [...this.minimumSize]
  }

  setMinimumSize(width: number, height: number): void {
    this.minimumSize = [width, height]
  }

  center(): void {
    this.emit('move')
  }

  // How the window looks around its page; there is no window around the page here.
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  setBackgroundColor(): void {}
  setVisibleOnAllWorkspaces(): void {}
  setSkipTaskbar(): void {}
  setTitleBarOverlay(): void {}
  flashFrame(): void {}

  /** False when a listener prevented it. The page's own beforeunload is not asked. */
  close(): boolean {
    if (this.destroyed) return true
    const event = preventable({})
    this.emit('close', event)
    if (event.defaultPrevented) return false
    this.destroy()
    return true
  }

  destroy(): void {
    if (this.destroyed) return
    void this.contents.closePage()
    this.gone()
  }

  /** The page is gone, by whoever's hand. */
  gone(): void {
    if (this.destroyed) return
    this.destroyed = true
    this.windows.all.delete(this.id)
    this.contents.emit('destroyed')
    this.emit('closed')
    if (this.windows.all.size === 0) this.windows.context.lifecycle.allWindowsClosed()
  }
}
