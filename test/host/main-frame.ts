interface FrameContents {
  readonly send: (channel: string, ...args: unknown[]) => void
  readonly isDestroyed: () => boolean
  readonly getURL: () => string
}

/** A WebFrameMain: what event.senderFrame and webContents.mainFrame are. */
export function describeMainFrame(contents: FrameContents): object {
  const frame = {
    parent: null,
    frames: [],
    detached: false,
    name: '',
    processId: 1,
    routingId: 1,
    send: (channel: string, ...args: unknown[]) => contents.send(channel, ...args),
    isDestroyed: () => contents.isDestroyed(),
  }
  Object.defineProperty(frame, 'url', { get: () => contents.getURL(), enumerable: true })
  Object.defineProperty(frame, 'origin', { get: () => originOf(contents.getURL()), enumerable: true })
  return Object.defineProperty(frame, 'top', { get: () => frame })
}

function originOf(url: string): string {
  const { protocol, host } = new URL(url === '' ? 'about:blank' : url)
  return host === '' ? 'null' : `${protocol}//${host}`
}
