import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
} from 'electron'
import { ulid } from 'ulid'
import { createClosing } from './app/closing.ts'
import { countryOf } from './app/country.ts'
import { createCustomerDisplay } from './app/customer-display.ts'
import { closeBeforeQuit, quitWithSystem } from './app/quit.ts'
import { createDialogs } from './app/dialogs.ts'
import { machineId, thisSystem } from './app/machine.ts'
import { openScannerList } from './app/scanner-list.ts'
import { createScannersDesk } from './app/scanners-desk.ts'
import { createTerminal } from './app/terminal.ts'
import { readConfig, systemSource } from './config.ts'
import { createChooser } from './devices/chooser.ts'
import { createHandlers } from './ipc/handlers/handlers.ts'
import { createPublisher, overheard } from './ipc/publish.ts'
import { registerHandlers } from './ipc/register-handlers.ts'
import { createLog, logFile, warningsTo } from './log.ts'
import type { Log } from './log.ts'
import { createTransport } from './outbound/fetch.ts'
import { applyPermissions } from './permissions.ts'
import { isOurs, pageUrl, serveRenderer } from './protocol.ts'
import { createSecretStore } from './secrets/secret-store.ts'
import { openWindow } from './window.ts'

const here = import.meta.dirname
const megabyte = 1024 * 1024

/** Colour of the window before the page has drawn: the page's own ground. */
const ground = { light: '#f6f5f2', dark: '#14161a' }

/** Builds the terminal once and joins it to Electron. Runs after `ready`. */
export function runApp(): void {
  const userData = app.getPath('userData')
  const config = readConfig(systemSource(app.isPackaged))
  const log = createLog({
    level: config.ok ? config.value.config.logLevel : 'info',
    now: Date.now,
    sinks: [
      logFile({
        folder: path.join(userData, 'logs'),
        maxBytes: 5 * megabyte,
        keep: 5,
        onFailure: (error) => {
          // The log cannot tell of itself; only the kind, for a message may name a person's folder.
          const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
          process.stderr.write(`the log file cannot be written (${code})\n`)
        },
      }),
      warningsTo(process.stderr),
    ],
  })
  watchForDefects(log)
  const rendererUrl = config.ok ? config.value.config.rendererUrl : null
  const ours = (address: string): boolean => isOurs(address, rendererUrl)
  protocol.handle('app', serveRenderer(path.join(here, '../renderer')))
  const publisher = overheard(createPublisher(), (name, value) => {
    customer.desk.heard(name, value)
  })
  const scanners = openScannerList(userData, ulid, log)
  applyPermissions({ session: session.defaultSession, isOurs: ours, scanners: scanners.kept, log })
  const chooser = createChooser({
    session: session.defaultSession,
    isOurs: ours,
    scanners: scanners.kept,
    onChoice: (choice) => {
      publisher.publish('scannerChoice', { choice })
    },
    log,
  })
  let window: BrowserWindow | null = null
  const terminal = createTerminal({
    config,
    userData,
    version: app.getVersion(),
    country: countryOf(app.getLocaleCountryCode(), app.getLocale()),
    language: app.getLocale(),
    clock: { now: Date.now, steady: () => performance.now() },
    timers: { set: startTimer },
    newId: ulid,
    random: (length) => new Uint8Array(randomBytes(length)),
    sleep: sleepUntil,
    log,
    secrets: createSecretStore({
      safeStorage,
      platform: process.platform,
      folder: path.join(userData, 'live', 'secrets'),
    }),
    transport: createTransport({
      proxy: (url) => session.defaultSession.resolveProxy(url),
      onSystemStoreUnusable: () => {
        log.warn('certificates.system-store-unusable')
      },
    }),
    workerUrl: new URL('./directory-worker.js', import.meta.url),
    publisher,
    machine: () => machineId(thisSystem()),
    dialogs: createDialogs(dialog, () => window),
    quit: () => {
      app.quit()
    },
    onShop: () => {
      customer.shopChanged()
    },
    onClosing: (answer) => {
      closing.answered(answer)
    },
  })
  const closing = createClosing({
    unsent: terminal.unsent,
    ask: (work) => {
      publisher.publish('closing', work)
      // Closed from the taskbar, it may be where nobody sees the question.
      if (window?.isMinimized() === true) window.restore()
      window?.focus()
    },
    quit: () => {
      app.quit()
    },
    timers: { set: startTimer },
    log,
  })

  const customer = createCustomerDisplay({
    userData,
    create: (options) => new BrowserWindow(options),
    screen,
    ipcMain,
    powerMonitor,
    preload: path.join(here, '../preload/customer.cjs'),
    rendererUrl,
    background: (theme) =>
      theme.endsWith('dark') || (theme === 'system' && nativeTheme.shouldUseDarkColors)
        ? ground.dark
        : ground.light,
    shop: () => terminal.desk.shop(),
    publish: (name, value) => {
      publisher.publish(name, value)
    },
    newId: ulid,
    now: () => performance.now(),
    timers: { set: startTimer },
    log,
  })

  const show = (): void => {
    window = openWindow({
      create: (options) => new BrowserWindow(options),
      screen,
      platform: process.platform,
      preload: path.join(here, '../preload/index.cjs'),
      url: rendererUrl ?? pageUrl,
      isOurs: ours,
      tools: !app.isPackaged,
      background: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
      savedFile: path.join(userData, 'window.json'),
      log,
      now: () => performance.now(),
      timers: { set: startTimer },
      onPage: (contents) => {
        publisher.attach(contents)
        closing.pageChanged()
        customer.pageChanged()
        chooser.pageGone()
      },
      onBlocked: terminal.block,
      onClosed: () => {
        publisher.detach()
        chooser.pageGone()
        window = null
      },
      holdsClose: closing.holds,
      onSessionEnd: closing.letGo,
    })
    customer.follow(window)
  }

  registerHandlers({
    ipcMain,
    handlers: customer.watching(
      createHandlers(terminal.desk, createScannersDesk(scanners, chooser), customer.desk),
    ),
    trust: { windowContentsId: () => window?.webContents.id ?? null, isOurs: ours },
    log,
    newId: ulid,
  })
  show()
  let knocked = false
  app.on('second-instance', () => {
    if (window === null) {
      // Started again while the last outcomes are being recorded: the other start has ended, so this one opens anew.
      if (!knocked) app.relaunch()
      knocked = true
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  app.on('window-all-closed', () => {
    app.quit()
  })
  powerMonitor.on('resume', () => {
    terminal.wake()
  })
  quitWithSystem({
    powerMonitor,
    process,
    quit: () => {
      closing.letGo()
      app.quit()
    },
  })
  closeBeforeQuit({
    app,
    holds: () => window !== null && closing.holds(),
    close: () => terminal.close(),
    timers: { set: startTimer },
    log,
  })
}

/** A defect that nobody caught must not go unseen; what was saved is safe, so the terminal goes on. */
function watchForDefects(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.error('process.uncaught', { error })
  })
  process.on('unhandledRejection', (error) => {
    log.error('process.unhandled', { error })
  })
  app.on('child-process-gone', (_event, details) => {
    log.warn('process.child-gone', { kind: details.type, cause: details.reason })
  })
}

function startTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms)
  return () => {
    clearTimeout(timer)
  }
}

async function sleepUntil(ms: number, signal: AbortSignal | null): Promise<void> {
  await delay(ms, undefined, signal === null ? {} : { signal }).catch(() => undefined)
}
