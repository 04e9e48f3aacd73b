import type { BrowserWindowConstructorOptions } from 'electron'
import { HostWindow } from './browser-window.ts'
import { loud } from './loud.ts'
import type { Windows } from './windows.ts'

/** The `BrowserWindow` class and the `webContents` module. */
export function createWindowModules(windows: Windows): { BrowserWindow: object; webContents: object } {
  const facadeOf = (window: HostWindow | undefined): object | null => window?.facade ?? null
  class BrowserWindow extends HostWindow {
    constructor(options?: BrowserWindowConstructorOptions) {
      super(windows, options)
      return this.facade as this
    }

    static getAllWindows(): object[] {
      return windows.list().map((window) => window.facade)
    }

    static getFocusedWindow(): object | null {
      return facadeOf(windows.list().find((window) => window.isFocused()))
    }

    static fromId(id: number): object | null {
      return facadeOf(windows.all.get(id))
    }

    static fromWebContents(contents: object): object | null {
      return facadeOf(windows.list().find((window) => window.webContents === contents))
    }
  }
  const webContents = loud('webContents', {
    getAllWebContents: () => windows.list().map((window) => window.webContents),
    getFocusedWebContents: () => windows.list().find((window) => window.isFocused())?.webContents ?? null,
    fromId: (id: number) => windows.list().find((window) => window.contents.id === id)?.webContents,
    fromDevToolsTargetId: (id: string) => windows.byTarget(id)?.webContents, // Playwright finds windows by it
  })
  return { BrowserWindow: loud('BrowserWindow', BrowserWindow), webContents }
}
