/** A clock and timers that only a test moves. */
export interface FakeTime {
  now(): number
  /** What nobody can set. */
  steady(): number
  readonly timers: { set(callback: () => void, ms: number): () => void }
  /** Lets time pass, running what comes due in order. */
  advance(ms: number): Promise<void>
  /** Lets everything run that needs no time. */
  settle(): Promise<void>
  /** Sets the clock itself, as a person or a time server does. */
  jump(ms: number): void
  /** Time passes, and nothing runs meanwhile: the machine was busy or slept. */
  pass(ms: number): void
  pending(): number
  /** The program was killed: its timers are gone. */
  forget(): void
}

async function flush(): Promise<void> {
  for (let i = 0; i < 12; i += 1) await new Promise((resolve) => setImmediate(resolve))
}

export function createFakeTime(start = Date.UTC(2026, 10, 20, 12)): FakeTime {
  // The wall clock can jump; timers run on a monotonic one.
  let wall = start
  let ran = 0
  let timers: { at: number; n: number; callback: () => void }[] = []
  let n = 0
  return {
    now: () => wall,
    steady: () => ran,
    timers: {
      set: (callback, ms) => {
        const timer = { at: ran + ms, n: (n += 1), callback }
        timers.push(timer)
        return () => {
          timers = timers.filter((other) => other !== timer)
        }
      },
    },
    advance: async (ms) => {
      const end = ran + ms
      await flush()
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.n - b.n)[0]
        if (next === undefined) break
        timers = timers.filter((other) => other !== next)
        const step = Math.max(0, next.at - ran)
        ran += step
        wall += step
        next.callback()
        await flush()
      }
      wall += end - ran
      ran = end
      await flush()
    },
    settle: flush,
    jump: (ms) => {
      wall += ms
    },
    pass: (ms) => {
      wall += ms
      ran += ms
    },
    pending: () => timers.length,
    forget: () => {
      timers = []
    },
  }
}
