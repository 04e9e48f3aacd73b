/** Moments that the bench measures between. */
export type Moment = 'scan:ready' | 'scan:terminator' | 'member:painted' | 'results:painted' | 'stamp:shown'

/** Marks this instant. Entries of the same name are dropped first: the page lives for weeks. */
export function mark(moment: Moment, at?: number): void {
  performance.clearMarks(moment)
  performance.mark(moment, at === undefined ? {} : { startTime: at })
}

/** Does something once the next frame was painted; the answer is the function that keeps it from being done. */
export function afterPaint(work: () => void): () => void {
  let isWanted = true
  requestAnimationFrame(() => {
    // A message posted from a frame's callback is handled after that frame is drawn.
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      channel.port1.close()
      if (isWanted) work()
    }
    channel.port2.postMessage(null)
  })
  return () => {
    isWanted = false
  }
}

/** Marks the instant after the next frame was painted. */
export function markPainted(moment: Moment): void {
  afterPaint(() => {
    mark(moment)
  })
}
