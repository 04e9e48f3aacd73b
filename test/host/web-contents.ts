import { EventEmitter } from 'node:events'
import type { PrintToPDFOptions, WebPreferences } from 'electron'
import { Heartbeat } from './heartbeat.ts'
import type { HostContext } from './host-context.ts'
import { InputEvents } from './input-events.ts'
import type { IpcEvent } from './ipc-main.ts'
import { notImplemented } from './loud.ts'
import { describeMainFrame } from './main-frame.ts'
import { Navigation } from './navigation.ts'
import { followPage } from './page-events.ts'
import type { PageState } from './page-events.ts'
import { openPage } from './page-session.ts'
import type { PageSession } from './page-session.ts'
import { makeCloneCodec } from './page/structured-clone.ts'

interface Owner {
  readonly isDestroyed: () => boolean
  readonly destroy: () => void
  readonly emit: (event: string, ...args: unknown[]) => boolean
  readonly listenerCount: (event: string) => number
}

interface OpenDetails {
  readonly url: string
  readonly frameName: string
  readonly features: string
  readonly disposition: 'foreground-tab'
  readonly referrer: { readonly url: string; readonly policy: 'default' }
}
type OpenHandler = (details: OpenDetails) => { readonly action: string }

type PageMessage =
  | { readonly kind: 'send'; readonly channel: string; readonly data: string }
  | { readonly kind: 'invoke'; readonly channel: string; readonly id: number; readonly data: string }
  | { readonly kind: 'open'; readonly url: string }

const codec = makeCloneCodec()

/** One page. Everything that needs Chromium waits for `opened`. */
export class WebContents extends EventEmitter {
  readonly id: number
  readonly session: object
  readonly mainFrame: object
  opened: Promise<PageSession>
  private page: PageSession | undefined
  private navigation: Navigation | undefined
  private readonly input: InputEvents
  private openHandler: OpenHandler | undefined
  private readonly state: PageState = { url: '', loading: false, crashed: false }
  private watching = false
  private zoom = 1
  private readonly owner: Owner
  private readonly context: HostContext

  constructor(
    id: number,
    owner: Owner,
    context: HostContext,
    preferences: WebPreferences,
    size: { width: number; height: number },
  ) {
    super()
    this.id = id
    this.owner = owner
    this.context = context
    this.session = context.session.defaultSession
    this.mainFrame = describeMainFrame(this)
    this.input = new InputEvents(context.schemes, (event, input) =>
      this.emit('before-input-event', event, input),
    )
    this.on('newListener', (name) => {
      if (name === 'before-input-event') void this.opened.then(() => this.watchInput())
    })
    this.opened = this.open(preferences.preload, size)
    this.opened.catch((error: unknown) => {
      if (!owner.isDestroyed() && !context.lifecycle.isEnding()) throw error
    })
  }

  private async open(
    preload: string | undefined,
    size: { width: number; height: number },
  ): Promise<PageSession> {
    const onMessage = (payload: string, world: number): void =>
      this.receive(JSON.parse(payload) as PageMessage, world)
    const page = await openPage(this.context.chromium(), {
      ...size,
      preload,
      onMessage,
      keyPath: this.input.path,
    })
    this.page = page
    this.navigation = new Navigation({
      devTools: page.devTools,
      mainFrameId: page.targetId,
      schemes: this.context.schemes,
      webRequest: this.context.session.webRequest,
      contents: this,
      contentsId: this.id,
      currentUrl: () => this.state.url,
    })
    followPage(page, this, this.state, this.context)
    const heartbeat = new Heartbeat(page.devTools, this.owner)
    this.once('destroyed', () => {
      heartbeat.stop()
      this.input.stop()
    })
    await Promise.all([this.navigation.watch(), this.applyColorScheme()])
    if (this.listenerCount('before-input-event') > 0) await this.watchInput()
    return page
  }

  private async watchInput(): Promise<void> {
    if (this.watching) return
    this.watching = true
    if (this.state.url !== '') console.error('chromium host: before-input-event begins with the next load')
    this.input.watch()
    await this.page?.runInLaterWorlds('if (globalThis.hostEntry) hostEntry.watchInput = true')
  }

  private receive(message: PageMessage, world: number): void {
    if (world !== this.page?.world()) return // of a page that is already gone
    const event: IpcEvent = {
      sender: this.facade(),
      senderFrame: this.mainFrame,
      processId: 1,
      frameId: 1,
      type: 'frame',
    }
    switch (message.kind) {
      case 'send':
        this.context.ipcMain.receive(message.channel, event, message.data)
        break
      case 'invoke':
        void this.context.ipcMain.invoke(message.channel, event, message.data).then(({ ok, data }) => {
          if (world === this.page?.world())
            this.page.callWorld(`hostEntry.reply(${message.id}, ${ok}, ${JSON.stringify(data)})`)
        })
        break
      case 'open':
        this.askToOpen(this.context.schemes.toApp(message.url))
        break
    }
  }

  /** Set by the window to the wrapped object, so that event.sender is the very object the app knows. */
  facade: () => object = () => this

  private askToOpen(url: string): void {
    const referrer = { url: this.state.url, policy: 'default' } as const
    const answer = this.openHandler?.({
      url,
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer,
    })
    if (answer?.action === 'deny') return
    console.error(
      String(notImplemented(`opening a window for ${url} (setWindowOpenHandler must deny it); this`)),
    )
  }

  async loadURL(given: string): Promise<void> {
    const page = await this.opened
    const url = new URL(given).href
    const target = this.context.schemes.toChromium(url)
    await this.context.session.permissions.apply(
      this.context.chromium().pipe.browser,
      this.facade(),
      url,
      target,
    )
    if (this.navigation) this.navigation.expected = url.replace(/#.*$/s, '')
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve))
    try {
      const { errorText } = await page.devTools.send('Page.navigate', { url: target })
      if (errorText !== undefined) {
        this.emit('did-fail-load', {}, -2, errorText, url, true, 1, 1)
        throw Object.assign(new Error(`${errorText} (-2) loading '${url}'`), {
          code: errorText,
          errno: -2,
          url,
        })
      }
      await loaded
    } finally {
      if (this.navigation) this.navigation.expected = undefined
    }
  }

  send(channel: string, ...args: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument')
    this.page?.callWorld(
      `hostEntry.deliver(${JSON.stringify(channel)}, ${JSON.stringify(codec.encode(args))})`,
    )
  }

  async executeJavaScript(expression: string, userGesture = false): Promise<unknown> {
    const { devTools } = await this.opened
    const { result, exceptionDetails } = await devTools.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value as unknown
  }

  async printToPDF(options: PrintToPDFOptions = {}): Promise<Buffer> {
    const { devTools } = await this.opened
    const { landscape = false, printBackground = false, preferCSSPageSize = false } = options
    const { data } = await devTools.send('Page.printToPDF', { landscape, printBackground, preferCSSPageSize })
    return Buffer.from(data, 'base64')
  }

  /** There is no printer here, and the app is told so the way Electron tells it. */
  print(_options?: object, callback?: (success: boolean, failureReason: string) => void): void {
    console.error('chromium host: webContents.print found no printer')
    setImmediate(() => callback?.(false, 'No printers available on the network'))
  }

  getPrintersAsync(): Promise<never[]> {
    return Promise.resolve([])
  }

  reload(): void {
    void this.opened.then(({ devTools }) => devTools.send('Page.reload', {}))
  }

  reloadIgnoringCache(): void {
    void this.opened.then(({ devTools }) => devTools.send('Page.reload', { ignoreCache: true }))
  }

  stop(): void {
    void this.opened.then(({ devTools }) => devTools.send('Page.stopLoading'))
  }

  /** The answer never comes: the process that would give it is gone. */
  forcefullyCrashRenderer(): void {
    void this.opened.then(({ devTools }) => devTools.send('Page.crash').catch(() => undefined))
  }

  async applyColorScheme(): Promise<void> {
    const value = this.context.colorScheme()
    const features = value === undefined ? [] : [{ name: 'prefers-color-scheme', value }]
    await this.page?.devTools.send('Emulation.setEmulatedMedia', { features })
  }

  async refilterRequests(): Promise<void> {
    await this.navigation?.watch()
  }

  get targetId(): string | undefined {
    return this.page?.targetId
  }

  async resize(width: number, height: number): Promise<void> {
    const { targetId } = await this.opened
    const { browser } = this.context.chromium().pipe
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { width, height } })
  }

  async closePage(): Promise<void> {
    if (this.context.lifecycle.isEnding()) return // all of Chromium is closed
    const { targetId } = await this.opened
    await this.context
      .chromium()
      .pipe.browser.send('Target.closeTarget', { targetId })
      .catch(() => undefined) // by then closed
  }

  focus(): void {
    this.page?.devTools.send('Page.bringToFront').catch(() => undefined)
  }

  close(): void {
    this.owner.destroy()
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  getURL(): string {
    return this.state.url
  }

  isDestroyed(): boolean {
    return this.owner.isDestroyed()
  }

  isLoading(): boolean {
    return this.state.loading
  }

  isLoadingMainFrame(): boolean {
    return this.state.loading
  }

  isCrashed(): boolean {
    return this.state.crashed
  }

  setZoomFactor(factor: number): void {
    this.zoom = factor
  }

  getZoomFactor(): number {
    return this.zoom
  }

  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve()
  }

  isDevToolsOpened(): boolean {
    return false
  }
}
