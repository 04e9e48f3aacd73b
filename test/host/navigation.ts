import type { EventEmitter } from 'node:events'
import type { OnBeforeRequestListenerDetails } from 'electron'
import type { DevTools } from './cdp.ts'
import { preventable } from './loud.ts'
import type { Schemes } from './schemes.ts'
import type { WebRequest } from './web-request.ts'

export interface NavigationOptions {
  readonly devTools: DevTools
  readonly mainFrameId: string
  readonly schemes: Schemes
  readonly webRequest: WebRequest
  readonly contents: EventEmitter
  /** The app's own id for these web contents. */
  readonly contentsId: number
  readonly currentUrl: () => string
}

/** The part of DevTools' Fetch.requestPaused that is used. */
interface Paused {
  readonly requestId: string
  readonly frameId: string
  readonly resourceType: string
  readonly redirectedRequestId?: string
  readonly request: { readonly url: string; readonly method: string }
}

/**
 * Holds every document request until main's will-navigate, will-frame-navigate and will-redirect listeners have
 * spoken. What main itself loads or reloads raises none of them, as in Electron.
 */
export class Navigation {
  /** The URL that main is loading right now; set by loadURL. */
  expected: string | undefined
  private requestedByPage: string | undefined
  private readonly options: NavigationOptions

  constructor(options: NavigationOptions) {
    this.options = options
    options.devTools.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
      if (frameId === options.mainFrameId) this.requestedByPage = options.schemes.toApp(url)
    })
    options.devTools.on('Fetch.requestPaused', (paused) => void this.decide(paused))
  }

  /** Interception of documents always, of everything while the app filters requests. */
  async watch(): Promise<void> {
    const all = this.options.webRequest.active
    const patterns = [
      {
        urlPattern: '*',
        requestStage: 'Request' as const,
        ...(all ? {} : { resourceType: 'Document' as const }),
      },
    ]
    await this.options.devTools.send('Fetch.enable', { patterns })
  }

  private async decide(paused: Paused): Promise<void> {
    const { devTools, schemes } = this.options
    const { requestId } = paused
    const url = schemes.toApp(paused.request.url)
    const stop = (): Promise<unknown> =>
      devTools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    try {
      if (paused.resourceType === 'Document' && this.prevented(paused, url)) {
        await stop()
        return
      }
      const answer = schemes.isOwn(url) ? {} : await this.options.webRequest.ask(this.details(paused, url))
      if (answer.cancel === true)
        await devTools.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
      else if (answer.redirectURL === undefined) await devTools.send('Fetch.continueRequest', { requestId })
      else
        await devTools.send('Fetch.continueRequest', {
          requestId,
          url: schemes.toChromium(answer.redirectURL),
        })
    } catch (error) {
      if (
        !(error instanceof Error) ||
        !/Chromium is gone|Invalid InterceptionId|Session with/.test(error.message)
      )
        throw error
    }
  }

  private prevented(paused: Paused, url: string): boolean {
    const { contents, mainFrameId } = this.options
    const isMainFrame = paused.frameId === mainFrameId
    const redirected = paused.redirectedRequestId !== undefined
    if (isMainFrame && !redirected && this.startedByMain(url)) return false
    const event = preventable({ url, isMainFrame, isSameDocument: false, initiator: null, frame: null })
    if (redirected) contents.emit('will-redirect', event, url, false, isMainFrame)
    else {
      contents.emit('will-frame-navigate', event)
      if (isMainFrame && !event.defaultPrevented) contents.emit('will-navigate', event, url, false, true)
    }
    return event.defaultPrevented
  }

  /** loadURL, or a reload that the page did not ask for. */
  private startedByMain(url: string): boolean {
    if (url === this.expected) return true
    const byPage = this.requestedByPage === url
    this.requestedByPage = undefined
    return !byPage && url === this.options.currentUrl().replace(/#.*$/s, '')
  }

  private details(paused: Paused, url: string): OnBeforeRequestListenerDetails {
    return {
      id: Number(paused.requestId.replace(/\D/g, '')) || 0,
      url,
      method: paused.request.method,
      webContentsId: this.options.contentsId,
      resourceType:
        paused.resourceType === 'Document' ? 'mainFrame' : (paused.resourceType.toLowerCase() as 'other'),
      referrer: '',
      timestamp: Date.now(),
      uploadData: [],
    }
  }
}
