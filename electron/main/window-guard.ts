import type { WebContents } from 'electron'
import type { Log } from './log.ts'

export interface GuardOptions {
  readonly contents: WebContents
  /** Whether an address is our own page. */
  readonly isOurs: (address: string) => boolean
  readonly log: Log
}

/** Locks a page in: it goes nowhere else, opens nothing, embeds nothing. */
export function lockNavigation({ contents, isOurs, log }: GuardOptions): void {
  const refuse = (event: { preventDefault(): void }, url: string, kind: string): void => {
    if (isOurs(url)) return
    event.preventDefault()
    log.warn('window.navigation-refused', { kind, origin: url })
  }
  contents.on('will-navigate', (event) => refuse(event, event.url, 'navigate'))
  contents.on('will-frame-navigate', (event) => {
    // A frame of ours in our page is a frame too many: the counter has none.
    if (event.isMainFrame) return
    event.preventDefault()
    log.warn('window.navigation-refused', { kind: 'frame', origin: event.url })
  })
  contents.on('will-redirect', (event) => refuse(event, event.url, 'redirect'))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    log.warn('window.webview-refused')
  })
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('window.popup-refused', { origin: url })
    return { action: 'deny' }
  })
}

/** What to do about a page that died. */
export type CrashVerdict = 'reload' | 'give-up'

const patienceMs = 60_000

/** Once is bad luck, twice within a minute is a fault that a third start would only repeat. */
export function createCrashJudge(now: () => number): () => CrashVerdict {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    const at = now()
    const verdict = at - last < patienceMs ? 'give-up' : 'reload'
    last = at
    return verdict
  }
}
