import { EventEmitter } from 'node:events'
import type { Invocation } from './command-line.ts'
import type { Lifecycle } from './lifecycle.ts'
import { loud } from './loud.ts'
import type { Paths } from './paths.ts'
import { SingleInstance } from './single-instance.ts'

export interface AppModule {
  readonly app: EventEmitter
  readonly singleInstance: SingleInstance
}

/** The `app` module. */
export function createApp(invocation: Invocation, paths: Paths, lifecycle: Lifecycle): AppModule {
  const { packageJson, switches, chromiumArgs, argv } = invocation
  const events = new EventEmitter()
  const singleInstance = new SingleInstance(({ argv: theirs, cwd, additionalData }) => {
    events.emit('second-instance', {}, theirs, cwd, additionalData)
  })
  const locale = Intl.DateTimeFormat().resolvedOptions().locale
  let name = packageJson.productName ?? packageJson.name
  const nothing = (): void => undefined

  const commandLine = loud('app.commandLine', {
    appendSwitch: (key: string, value?: string): void => {
      if (lifecycle.ready)
        throw new Error('chromium host: app.commandLine.appendSwitch has no effect after ready')
      switches.set(key, value ?? '')
      chromiumArgs.push(value === undefined ? `--${key}` : `--${key}=${value}`)
    },
    removeSwitch: (key: string): void => {
      switches.delete(key)
      const kept = chromiumArgs.filter((arg) => arg !== `--${key}` && !arg.startsWith(`--${key}=`))
      chromiumArgs.splice(0, chromiumArgs.length, ...kept)
    },
    hasSwitch: (key: string) => switches.has(key),
    getSwitchValue: (key: string) => switches.get(key) ?? '',
  })

  const beforeReadyOnly = (method: string) => (): void => {
    if (lifecycle.ready) throw new Error(`${method} can only be called before app is ready`)
  }

  const members = {
    commandLine,
    isPackaged: false,
    accessibilitySupportEnabled: false,
    getName: () => name,
    setName: (value: string) => void (name = value),
    getVersion: () => packageJson.version,
    getAppPath: () => invocation.appDir,
    getLocale: () => locale,
    getSystemLocale: () => locale,
    getLocaleCountryCode: () => new Intl.Locale(locale).region ?? '',
    getPreferredSystemLanguages: () => [locale],
    getPath: (key: string) => paths.get(key),
    setPath: (key: string, value: string) => paths.set(key, value),
    setAppLogsPath: (value?: string) => paths.set('logs', value ?? paths.get('logs')),
    isReady: () => lifecycle.ready,
    whenReady: lifecycle.readiness,
    quit: lifecycle.quit,
    exit: lifecycle.exit,
    relaunch: lifecycle.relaunch,
    requestSingleInstanceLock: (additionalData?: unknown): boolean =>
      singleInstance.request(paths.get('userData'), { argv: [...argv], cwd: process.cwd(), additionalData }),
    hasSingleInstanceLock: () => singleInstance.held,
    releaseSingleInstanceLock: () => singleInstance.release(),
    isAccessibilitySupportEnabled: () => false,
    setAccessibilitySupportEnabled: nothing,
    getAppMetrics: () => [
      {
        pid: process.pid,
        type: 'Browser',
        memory: { workingSetSize: Math.round(process.memoryUsage().rss / 1024) },
      },
    ],
    // A window manager's, an installer's or a GPU's business: there is nothing to do here.
    disableHardwareAcceleration: beforeReadyOnly('app.disableHardwareAcceleration()'),
    enableSandbox: beforeReadyOnly('app.enableSandbox()'),
    setAppUserModelId: nothing,
    setAboutPanelOptions: nothing,
    setLoginItemSettings: nothing,
    getLoginItemSettings: () => ({ openAtLogin: false, openAsHidden: false, wasOpenedAtLogin: false }),
    setBadgeCount: () => false,
    focus: nothing,
    show: nothing,
    hide: nothing,
  }
  Object.defineProperty(events, 'name', { get: () => name, set: (value: string) => (name = value) })
  return { app: loud('app', Object.assign(events, members)), singleInstance }
}
