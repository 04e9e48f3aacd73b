/** Time that only the simulation moves. Timers run on a steady clock; the wall clock beside it can jump. */
export interface VirtualTime {
  /** Steady, ms since the schedule began. */
  steady(): number
  /** What the till's clock shows, UTC ms. */
  wall(): number
  /** Sets the till's clock. */
  jump(ms: number): void
  after(ms: number, run: () => void): () => void
  /** Lets time pass until `until` (steady) or until `over` says so. */
  run(until: number, over: () => boolean): Promise<void>
  /** Whether it had to be ended: more happened in one moment than can have a reason. */
  isSpinning(): boolean
}

const mostInOneMoment = 5_000

interface Event {
  readonly at: number
  readonly n: number
  run: (() => void) | null
}

const epoch = Date.UTC(2026, 10, 20, 12)

/** Everything that promises have ready runs before the next turn of the event loop. */
const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A clock at its beginning and an empty agenda. */
export function createVirtualTime(): VirtualTime {
  let now = 0
  let offset = epoch
  let made = 0
  let atOnce = 0
  // A heap by time, then by order of making.
  const heap: Event[] = []
  const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.n < b.n)
  const push = (event: Event): void => {
    let i = heap.push(event) - 1
    while (i > 0) {
      const up = (i - 1) >> 1
      const parent = heap[up]
      if (parent === undefined || !before(event, parent)) break
      heap[i] = parent
      i = up
    }
    heap[i] = event
  }
  const pop = (): Event | undefined => {
    const top = heap[0]
    const last = heap.pop()
    if (top === undefined || last === undefined || heap.length === 0) return top
    let i = 0
    for (;;) {
      const left = heap[2 * i + 1]
      if (left === undefined) break
      const right = heap[2 * i + 2]
      const [child, at] = right !== undefined && before(right, left) ? [right, 2 * i + 2] : [left, 2 * i + 1]
      if (!before(child, last)) break
      heap[i] = child
      i = at
    }
    heap[i] = last
    return top
  }
  return {
    steady: () => now,
    wall: () => now + offset,
    jump: (ms) => {
      offset += ms
    },
    after: (ms, run) => {
      made += 1
      const event: Event = { at: now + Math.max(0, ms), n: made, run }
      push(event)
      return () => {
        event.run = null
      }
    },
    run: async (until, over) => {
      for (;;) {
        const next = heap[0]
        if (next === undefined || next.at > until || over()) break
        pop()
        if (next.run === null) continue
        atOnce = next.at === now ? atOnce + 1 : 0
        if (atOnce > mostInOneMoment) break
        now = next.at
        next.run()
        await drained()
      }
      if (!over()) now = Math.max(now, until)
    },
    isSpinning: () => atOnce > mostInOneMoment,
  }
}
