import type { App, PowerMonitor } from 'electron'
import type { Log } from '../log.ts'

/** Longer than anything that closing waits for; a worker that hangs must not keep a till from being shut down, ms. */
const longestClosingMs = 10_000

/** What closing before a quit works with. */
export interface CloseBeforeQuitOptions {
  readonly app: Pick<App, 'on' | 'quit'>
  /** Whether a person is asked first. */
  readonly holds: () => boolean
  /** Records what is on the wire and closes the files. */
  readonly close: () => Promise<void>
  readonly timers: { set(callback: () => void, ms: number): () => void }
  readonly log: Log
}

/**
 * Quits once what is on the wire has been recorded, or the patience for it has run out.
 *
 * An impatient second quit changes nothing: cut short, a stamp on its way would be one that a person must look up.
 */
export function closeBeforeQuit({ app, holds, close, timers, log }: CloseBeforeQuitOptions): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing' || holds()) return
    state = 'closing'
    const done = (): void => {
      if (state === 'closed') return
      state = 'closed'
      cancel()
      app.quit()
    }
    const cancel = timers.set(() => {
      log.warn('terminal.close-too-long')
      done()
    }, longestClosingMs)
    close()
      .catch((error: unknown) => {
        log.error('terminal.close-failed', { error })
      })
      .finally(done)
  })
}

/** Quits when the system ends, which waits for it as far as it ever waits for a program. */
export function quitWithSystem({
  powerMonitor,
  process,
  quit,
}: {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly process: { on(signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP', listener: () => void): unknown }
  readonly quit: () => void
}): void {
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    // Only then does the system wait until what is on the wire has been recorded.
    event?.preventDefault()
    quit()
  })
  // How Linux and macOS end a session, and how a terminal ends a program that was started in it.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, quit)
}
