import path from 'node:path'
import { createApp } from './app.ts'
import type { AppModule } from './app.ts'
import { launchChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'
import type { Invocation } from './command-line.ts'
import { createDesktop, lackingModules } from './desktop.ts'
import { IpcMain } from './ipc-main.ts'
import { Lifecycle } from './lifecycle.ts'
import { Paths } from './paths.ts'
import { createSafeStorage } from './safe-storage.ts'
import { Schemes } from './schemes.ts'
import { Screens } from './screens.ts'
import { createSession } from './session.ts'
import type { WebContents } from './web-contents.ts'
import { createWindowModules } from './window-modules.ts'
import { Windows } from './windows.ts'

export interface Electron {
  /** What `import ... from 'electron'` gives. */
  readonly modules: Readonly<Record<string, object>>
  readonly lifecycle: Lifecycle
  /** Starts Chromium, once main's own top level has run; `beforeReady` is awaited before the app becomes ready. */
  readonly start: (beforeReady: Promise<unknown>) => Promise<void>
}

/** Builds every module of Electron once and ties them together. */
export function createElectron(invocation: Invocation, executable: string): Electron {
  const paths = new Paths(invocation, executable)
  const headed = process.env['STAMPWELL_HOST_HEADED'] === '1'
  let launching: Promise<Chromium> | undefined
  let chromium: Chromium | undefined

  const lifecycle: Lifecycle = new Lifecycle({
    events: () => app,
    windows: () => windows.list(),
    self: { command: executable, args: invocation.argv.slice(1) },
    release: async () => {
      await singleInstance.handedOver()
      const running = await launching?.catch(() => undefined) // a failed launch left nothing to close
      await running?.close()
      schemes.close()
    },
  })
  const isReady = (): boolean => lifecycle.ready
  const { app, singleInstance }: AppModule = createApp(invocation, paths, lifecycle)
  const schemes = new Schemes(isReady)
  const ipcMain = new IpcMain()
  const eachPage = (act: (page: WebContents) => Promise<void>): void => {
    for (const { contents } of windows.list()) void act(contents)
  }
  const screens = new Screens(isReady, () => {
    for (const window of windows.list()) {
      const place = screens.placeOf(window.getBounds())
      if (place !== null) window.setBounds(place)
    }
  })
  const desktop = createDesktop(isReady, () => eachPage((page) => page.applyColorScheme()), screens)
  const session = createSession(
    schemes.protocol,
    () => paths.get('sessionData'),
    isReady,
    () => eachPage((page) => page.refilterRequests()),
  )
  const nativeTheme = desktop['nativeTheme'] as { themeSource: 'system' | 'light' | 'dark' }
  const windows: Windows = new Windows(
    {
      invocation,
      lifecycle,
      schemes,
      session,
      ipcMain,
      headed,
      chromium: () => {
        if (chromium === undefined) throw new Error('Chromium is not running')
        return chromium
      },
      colorScheme: () => (nativeTheme.themeSource === 'system' ? undefined : nativeTheme.themeSource),
    },
    (window) => app.emit('browser-window-created', {}, window),
  )

  const start = async (beforeReady: Promise<unknown>): Promise<void> => {
    if (lifecycle.isEnding()) return
    const hostRules = await schemes.listen()
    launching = launchChromium({
      profileDir: path.join(paths.get('sessionData'), 'chromium'),
      headed,
      remoteDebugging: invocation.remoteDebugging,
      hostRules,
      extraArgs: invocation.chromiumArgs,
    })
    const running = await launching
    if (lifecycle.isEnding()) return
    chromium = running
    running.child.on('exit', (code, signal) => {
      if (lifecycle.isEnding()) return
      console.error(`chromium host: Chromium ended unexpectedly (${code ?? signal ?? 'no code'})`)
      process.exit(1)
    })
    await followTargets(running, windows)
    if (running.debuggerUrl !== undefined)
      process.stderr.write(`\nDevTools listening on ${running.debuggerUrl}\n`)
    await beforeReady
    if (!lifecycle.isEnding()) lifecycle.becomeReady()
  }

  const modules = {
    ...lackingModules(),
    ...desktop,
    ...createWindowModules(windows),
    app,
    ipcMain: ipcMain.module,
    protocol: schemes.protocol,
    safeStorage: createSafeStorage(() => paths.get('userData'), isReady),
    session: session.module,
  }
  return { modules, lifecycle, start }
}

async function followTargets({ pipe: { browser } }: Chromium, windows: Windows): Promise<void> {
  browser.on('Target.targetDestroyed', ({ targetId }) => windows.byTarget(targetId)?.gone())
  browser.on('Target.targetCreated', ({ targetInfo }) => {
    // A popup that the page's own world could not catch, from a frame for example.
    if (
      targetInfo.type === 'page' &&
      targetInfo.openerId !== undefined &&
      windows.byTarget(targetInfo.openerId)
    ) {
      console.error(`chromium host: closed a popup: ${targetInfo.url}`)
      browser.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined)
    }
  })
  await browser.send('Target.setDiscoverTargets', { discover: true })
}
