import type { DevTools } from './cdp.ts'

interface Listening {
  readonly emit: (event: string) => boolean
  readonly listenerCount: (event: string) => number
}

/** As long as Electron waits before it calls a page unresponsive. */
const patience = Number(process.env['STAMPWELL_HOST_UNRESPONSIVE_MS'] ?? 30_000)

/** 'unresponsive' and 'responsive' of a window: a page whose main thread does not answer in time. */
export class Heartbeat {
  private readonly timer: NodeJS.Timeout
  private askedAt: number | undefined
  private silent = false

  constructor(devTools: DevTools, window: Listening) {
    this.timer = setInterval(() => {
      if (window.listenerCount('unresponsive') === 0) return
      if (this.askedAt === undefined) {
        this.askedAt = performance.now()
        const answered = (): void => {
          this.askedAt = undefined
          if (this.silent) window.emit('responsive')
          this.silent = false
        }
        // An error is an answer too: the page crashed or navigated, which has events of its own.
        devTools.send('Runtime.evaluate', { expression: '0' }).then(answered, answered)
      } else if (!this.silent && performance.now() - this.askedAt > patience) {
        this.silent = true
        window.emit('unresponsive')
      }
    }, patience / 10)
    this.timer.unref()
  }

  stop(): void {
    clearInterval(this.timer)
  }
}
