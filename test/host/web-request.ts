import type { OnBeforeRequestListenerDetails, CallbackResponse } from 'electron'
import { loud } from './loud.ts'

type Listener = (
  details: OnBeforeRequestListenerDetails,
  callback: (response: CallbackResponse) => void,
) => void
interface Filter {
  readonly urls: string[]
}

/** session.webRequest: only onBeforeRequest, for what the page itself asks (not for its workers). */
export class WebRequest {
  private listener: { readonly matches: (url: string) => boolean; readonly call: Listener } | undefined
  private readonly changed: () => void

  constructor(changed: () => void) {
    this.changed = changed
  }

  get active(): boolean {
    return this.listener !== undefined
  }

  readonly module = loud('session.webRequest', {
    onBeforeRequest: (filter: Filter | Listener | null, listener?: Listener | null): void => {
      const call = typeof filter === 'function' ? filter : listener
      const urls = typeof filter === 'function' || filter === null ? ['<all_urls>'] : filter.urls
      this.listener = call ? { call, matches: matcher(urls) } : undefined
      this.changed()
    },
  })

  ask(details: OnBeforeRequestListenerDetails): Promise<CallbackResponse> {
    const { listener } = this
    if (!listener?.matches(details.url)) return Promise.resolve({})
    return new Promise((resolve) => listener.call(details, resolve))
  }
}

/** Chrome's match patterns, as far as a glob goes. */
function matcher(patterns: string[]): (url: string) => boolean {
  const expressions = patterns.map((pattern) => {
    if (pattern === '<all_urls>') return /^/
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`^${escaped.replace(/^\*:/, '[a-z]+:').replaceAll('*', '.*')}$`, 'i')
  })
  return (url) => expressions.some((expression) => expression.test(url))
}
