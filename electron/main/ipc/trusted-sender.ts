/** What an IPC event says about where it came from. */
export interface Sender {
  readonly sender: { readonly id: number }
  /** Null once the frame has navigated away or is gone. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

export interface Trust {
  /** The till's own window; null while there is none. */
  readonly windowContentsId: () => number | null
  /** Whether an address is our own page. */
  readonly isOurs: (address: string) => boolean
}

/** Only our window's top frame, and only while it shows our page. */
export function isTrusted(event: Sender, { windowContentsId, isOurs }: Trust): boolean {
  const frame = event.senderFrame
  return frame?.parent === null && event.sender.id === windowContentsId() && isOurs(frame.url)
}
