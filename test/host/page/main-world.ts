import type { makeBridge } from './bridge.ts'

/** Names that only this page load's two worlds know. */
export interface WorldNames {
  readonly toMain: string
  readonly toIsolated: string
  readonly popup: string
}

/**
 * Self-contained: run at document start in the page's own world. It receives what the preload exposes and keeps
 * popups from ever reaching Chromium, where closing one can block its opener.
 */
export function runMainWorld(bridge: typeof makeBridge, names: WorldNames): void {
  if (window.top !== window) return
  const freeze = <T>(value: T): T => {
    if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
      Object.freeze(value)
      Object.values(value).forEach(freeze)
    }
    return value
  }
  const askForPopup = (url: string): void => {
    const detail = new URL(url, location.href).href
    window.dispatchEvent(new CustomEvent(names.popup, { detail }))
  }
  window.open = (url = 'about:blank'): null => {
    askForPopup(String(url))
    return null
  }
  const onClick = (event: MouseEvent): void => {
    const link = event
      .composedPath()
      .find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.href !== '')
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1
    if (link === undefined || event.defaultPrevented) return
    if (elsewhere || (link.target !== '' && link.target !== '_self' && link.target !== '_top')) {
      event.preventDefault()
      askForPopup(link.href)
    }
  }
  window.addEventListener('click', onClick)
  window.addEventListener('auxclick', onClick)
  bridge(names.toIsolated, names.toMain, (key, value) => {
    Object.defineProperty(window, key, { value: freeze(value), enumerable: true })
  })
}
