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
export type CrashVerdict =
  | { readonly kind: 'reload' }
  /** Load it once more, to say so instead of the counter. */
  | { readonly kind: 'say-so' }
  /** Not even that lives: load it again only after a rest, or the machine would start processes for ever. */
  | { readonly kind: 'rest'; readonly ms: number }

const patienceMs = 60_000
const shortestRestMs = 5_000
const longestRestMs = 5 * 60_000

/** Judges the deaths of a page. */
export interface CrashJudge {
  /** It is loaded again now. */
  loaded(): void
  died(): CrashVerdict
}

/** Once is bad luck; twice within a minute of a load is a fault that a third start would only repeat. */
export function createCrashJudge(now: () => number): CrashJudge {
  let loadedAt = Number.NEGATIVE_INFINITY
  let deaths = 0
  return {
    loaded: () => {
      loadedAt = now()
    },
    died: () => {
      deaths = now() - loadedAt < patienceMs ? deaths + 1 : 1
      if (deaths === 1) return { kind: 'reload' }
      if (deaths === 2) return { kind: 'say-so' }
      return { kind: 'rest', ms: Math.min(shortestRestMs * 2 ** Math.min(deaths - 3, 20), longestRestMs) }
    },
  }
}

/** What holds for the page of every window: it is a page and nothing more, and has its preload alone. */
export const lockedPage = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
} as const
