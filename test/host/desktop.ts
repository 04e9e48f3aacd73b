import { EventEmitter } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron'
import { loud, notImplemented, refused } from './loud.ts'
import type { Screens } from './screens.ts'

/** Electron modules that the host does not have at all: importing them works, using them does not. */
const lacking = [
  'BaseWindow',
  'BrowserView',
  'ImageView',
  'MessageChannelMain',
  'Notification',
  'PushNotifications',
  'ShareMenu',
  'TouchBar',
  'Tray',
  'View',
  'WebContentsView',
  'autoUpdater',
  'contentTracing',
  'desktopCapturer',
  'inAppPurchase',
  'nativeImage',
  'netLog',
  'parentPort',
  'pushNotifications',
  'serviceWorkerMain',
  'systemPreferences',
  'utilityProcess',
  'webFrameMain',
] as const

export function lackingModules(): Record<(typeof lacking)[number], object> {
  return Object.fromEntries(lacking.map((name) => [name, refused(name)])) as Record<
    (typeof lacking)[number],
    object
  >
}

/** The Electron modules that speak to the desktop around the app. There is none here, and each says what it does instead. */
export function createDesktop(
  isReady: () => boolean,
  themeChanged: () => void,
  screens: Screens,
): Record<string, object> {
  return {
    Menu: createMenu(),
    MenuItem: refused('MenuItem'),
    clipboard: createClipboard(),
    crashReporter: loud('crashReporter', { start: () => undefined, getUploadToServer: () => false }),
    dialog: createDialog(isReady),
    globalShortcut: createGlobalShortcut(isReady),
    nativeTheme: createNativeTheme(themeChanged),
    net: createNet(),
    powerMonitor: loud(
      'powerMonitor',
      Object.assign(new EventEmitter(), {
        getSystemIdleTime: () => 0,
        getSystemIdleState: () => 'active',
        getCurrentThermalState: () => 'unknown',
        isOnBatteryPower: () => false,
        onBatteryPower: false,
      }),
    ),
    powerSaveBlocker: createPowerSaveBlocker(),
    screen: screens.module,
    shell: createShell(),
  }
}

/** No menu is ever drawn and no accelerator ever fires; the app says it wants none, or it is refused. */
function createMenu(): object {
  return loud('Menu', {
    setApplicationMenu: (menu: unknown): void => {
      if (menu !== null) throw notImplemented('Menu.setApplicationMenu with anything but null')
    },
    getApplicationMenu: () => null,
  })
}

function createClipboard(): object {
  let text = ''
  return loud('clipboard', {
    writeText: (value: string) => void (text = value),
    readText: () => text,
    clear: () => void (text = ''),
  })
}

/** Says on stderr what a person would have been asked, and answers what closing the dialog would. */
function createDialog(isReady: () => boolean): object {
  const say = (kind: string, options: unknown): void => {
    if (!isReady()) throw new Error('dialog module can only be used after app is ready')
    console.error(`chromium host: dialog.${kind} ${JSON.stringify(options)}`)
  }
  const last = (args: unknown[]): unknown => args.at(-1)
  const answer = (args: unknown[]): MessageBoxReturnValue => {
    const options = last(args) as MessageBoxOptions
    return {
      response: options.cancelId ?? options.defaultId ?? 0,
      checkboxChecked: options.checkboxChecked ?? false,
    }
  }
  return loud('dialog', {
    showMessageBox: (...args: unknown[]) => {
      say('showMessageBox', last(args))
      return Promise.resolve(answer(args))
    },
    showMessageBoxSync: (...args: unknown[]) => {
      say('showMessageBoxSync', last(args))
      return answer(args).response
    },
    showErrorBox: (title: string, content: string): void => {
      console.error(`chromium host: dialog.showErrorBox ${title}: ${content}`) // allowed before ready
    },
    showOpenDialog: async (...args: unknown[]) => {
      say('showOpenDialog', last(args))
      const chosen = await nextAnswer('showOpenDialog')
      return { canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] }
    },
    showSaveDialog: async (...args: unknown[]) => {
      say('showSaveDialog', last(args))
      const chosen = await nextAnswer('showSaveDialog')
      return { canceled: chosen === null, filePath: chosen ?? '' }
    },
  })
}

/**
 * What a test chose beforehand: STAMPWELL_HOST_DIALOGS names a file with a JSON list of `{ dialog, path }`, taken from
 * the front, `path: null` for closing the dialog. Without the variable every dialog is closed; with it a dialog that
 * nobody prepared for is a mistake of the test.
 */
async function nextAnswer(dialog: string): Promise<string | null> {
  const file = process.env['STAMPWELL_HOST_DIALOGS']
  if (file === undefined) return null
  const [next, ...rest] = JSON.parse(await readFile(file, 'utf8')) as {
    readonly dialog: string
    readonly path: string | null
  }[]
  if (next?.dialog !== dialog) {
    throw new Error(
      `chromium host: dialog.${dialog} was opened, and ${next?.dialog ?? 'nothing'} was prepared`,
    )
  }
  await writeFile(file, JSON.stringify(rest))
  return next.path
}

/** Taken by nobody, as on a desktop where another program has them all. */
function createGlobalShortcut(isReady: () => boolean): object {
  const needsReady = (): void => {
    if (!isReady()) throw new Error('globalShortcut cannot be used before the app is ready')
  }
  return loud('globalShortcut', {
    register: (accelerator: string): boolean => {
      needsReady()
      console.error(`chromium host: globalShortcut.register ${accelerator} failed: there is no desktop`)
      return false
    },
    isRegistered: () => false,
    unregister: needsReady,
    unregisterAll: needsReady,
  })
}

/** Only for prefers-color-scheme in pages. */
function createNativeTheme(changed: () => void): object {
  let source: 'system' | 'light' | 'dark' = 'system'
  const theme = Object.assign(new EventEmitter(), {
    shouldUseHighContrastColors: false,
    shouldUseInvertedColorScheme: false,
    prefersReducedTransparency: false,
    inForcedColorsMode: false,
  })
  Object.defineProperty(theme, 'shouldUseDarkColors', { get: () => source === 'dark', enumerable: true })
  Object.defineProperty(theme, 'themeSource', {
    enumerable: true,
    get: () => source,
    set: (value: unknown) => {
      if (value !== 'system' && value !== 'light' && value !== 'dark') {
        throw new TypeError(`Error processing argument: themeSource cannot be ${String(value)}`)
      }
      source = value
      changed()
      theme.emit('updated')
    },
  })
  return loud('nativeTheme', theme)
}

/** Node's own fetch: another HTTP stack than Electron's net, good for files and for nothing that is measured. */
function createNet(): object {
  return loud('net', {
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const url = input instanceof Request ? input.url : String(input)
      if (!url.startsWith('file:')) return fetch(input, init)
      return new Response(await readFile(fileURLToPath(url)))
    },
    isOnline: () => true,
    online: true,
  })
}

function createPowerSaveBlocker(): object {
  const started = new Set<number>()
  let last = 0
  return loud('powerSaveBlocker', {
    start: (type: string): number => {
      if (type !== 'prevent-app-suspension' && type !== 'prevent-display-sleep') {
        throw new TypeError(`Error processing argument at index 0, conversion failure from ${type}`)
      }
      started.add(++last)
      return last
    },
    stop: (id: number) => started.delete(id),
    isStarted: (id: number) => started.has(id),
  })
}

/** Opens nothing; says what it would have opened. */
function createShell(): object {
  const say = (what: string, target: string): void => {
    console.error(`chromium host: shell.${what} ${target}`)
  }
  return loud('shell', {
    openExternal: (url: string): Promise<void> => {
      say('openExternal', url)
      return Promise.resolve()
    },
    openPath: (file: string): Promise<string> => {
      say('openPath', file)
      return Promise.resolve('')
    },
    showItemInFolder: (file: string): void => say('showItemInFolder', file),
    beep: () => undefined,
  })
}
