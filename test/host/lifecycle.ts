import { spawn } from 'node:child_process'
import type { EventEmitter } from 'node:events'
import { preventable } from './loud.ts'

/** What the lifecycle needs to know of a window. */
export interface ClosableWindow {
  /** Asks; false when a 'close' listener prevented it. */
  close: () => boolean
  destroy: () => void
}

export interface LifecycleOptions {
  readonly events: () => EventEmitter
  readonly windows: () => ClosableWindow[]
  /** Ends Chromium and the loopback server. */
  readonly release: () => Promise<void>
  /** How this very app is started again. */
  readonly self: { readonly command: string; readonly args: readonly string[] }
}

export interface RelaunchOptions {
  readonly args?: string[]
  readonly execPath?: string
}

/** ready, quit, exit and relaunch in Electron's order of events. */
export class Lifecycle {
  ready = false
  private quitting = false
  private exiting = false
  private relaunches: RelaunchOptions[] = []
  private readonly whenReady = Promise.withResolvers<object>()
  private readonly options: LifecycleOptions

  constructor(options: LifecycleOptions) {
    this.options = options
  }

  isEnding(): boolean {
    return this.exiting
  }

  readonly readiness = (): Promise<object> => this.whenReady.promise

  becomeReady(): void {
    this.options.events().emit('will-finish-launching')
    this.ready = true
    this.whenReady.resolve({})
    this.options.events().emit('ready', preventable({}), {})
  }

  /** before-quit, then every window's 'close', then will-quit, then quit: each of them may stop it, save the last. */
  readonly quit = (): void => {
    if (this.exiting || this.quitting) return
    const beforeQuit = preventable({})
    this.options.events().emit('before-quit', beforeQuit)
    if (beforeQuit.defaultPrevented) return
    this.quitting = true
    const stayed = this.options.windows().some((window) => !window.close())
    if (stayed) {
      this.quitting = false
      return
    }
    const willQuit = preventable({})
    this.options.events().emit('will-quit', willQuit)
    this.quitting = false
    if (!willQuit.defaultPrevented) this.exit(0)
  }

  readonly exit = (code = 0): void => {
    if (this.exiting) return
    this.exiting = true
    for (const window of this.options.windows()) window.destroy()
    this.options.events().emit('quit', preventable({}), code)
    void this.leave(code)
  }

  readonly relaunch = (options: RelaunchOptions = {}): void => {
    this.relaunches.push(options)
  }

  /** The last window is gone. */
  readonly allWindowsClosed = (): void => {
    if (this.quitting || this.exiting) return
    if (!this.options.events().emit('window-all-closed')) this.quit()
  }

  private async leave(code: number): Promise<void> {
    await this.options.release()
    const { command, args } = this.options.self
    for (const relaunch of this.relaunches) {
      spawn(relaunch.execPath ?? command, relaunch.args ?? args, { detached: true, stdio: 'inherit' }).unref()
    }
    process.exit(code)
  }
}
