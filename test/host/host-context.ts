import type { Chromium } from './chromium.ts'
import type { Invocation } from './command-line.ts'
import type { IpcMain } from './ipc-main.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { Schemes } from './schemes.ts'
import type { SessionModule } from './session.ts'

/** What windows need of the rest of the host. */
export interface HostContext {
  readonly invocation: Invocation
  readonly lifecycle: Lifecycle
  readonly schemes: Schemes
  readonly session: SessionModule
  readonly ipcMain: IpcMain
  readonly headed: boolean
  /** Only once the app is ready, which is the only time when a window may be made. */
  readonly chromium: () => Chromium
  /** What nativeTheme.themeSource makes of prefers-color-scheme. */
  readonly colorScheme: () => 'light' | 'dark' | undefined
}
