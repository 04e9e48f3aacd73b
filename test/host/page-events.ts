import type { EventEmitter } from 'node:events'
import type { HostContext } from './host-context.ts'
import type { PageSession } from './page-session.ts'

/** What is known of the page that a WebContents shows. */
export interface PageState {
  url: string
  loading: boolean
  crashed: boolean
}

/** Turns DevTools' page events into Electron's, and keeps the state up to date. */
export function followPage(
  page: PageSession,
  contents: EventEmitter,
  state: PageState,
  context: HostContext,
): void {
  const { devTools, targetId } = page
  const { toApp } = context.schemes
  // Chromium's first empty page is no page of the app.
  const emit = (event: string, ...args: unknown[]): void => {
    if (state.url !== '' && state.url !== 'about:blank') contents.emit(event, ...args)
  }
  devTools.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return
    state.url = toApp(frame.url + (frame.urlFragment ?? ''))
    if (frame.unreachableUrl === undefined) emit('did-navigate', {}, state.url, 200, 'OK')
  })
  devTools.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId !== targetId) return
    state.url = toApp(url)
    emit('did-navigate-in-page', {}, state.url, true)
  })
  devTools.on('Page.frameStartedLoading', ({ frameId }) => {
    if (frameId !== targetId) return
    state.loading = true
    contents.emit('did-start-loading')
  })
  devTools.on('Page.frameStoppedLoading', ({ frameId }) => {
    if (frameId !== targetId) return
    state.loading = false
    contents.emit('did-stop-loading')
  })
  devTools.on('Page.domContentEventFired', () => emit('dom-ready', {}))
  devTools.on('Page.loadEventFired', () => emit('did-finish-load', {}))
  devTools.on('Inspector.targetCrashed', () => {
    state.crashed = true
    contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  })
  devTools.on('Inspector.targetReloadedAfterCrash', () => {
    state.crashed = false
  })
  devTools.on('Page.javascriptDialogOpening', ({ message }) => {
    if (context.headed || context.invocation.remoteDebugging) return // a person or a test answers it
    console.error(`chromium host: nobody is here to answer a page's dialog: ${message}`)
    devTools.send('Page.handleJavaScriptDialog', { accept: false }).catch(() => undefined)
  })
}
