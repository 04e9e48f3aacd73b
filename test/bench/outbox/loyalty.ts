import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** What the loyalty system saw since it was last asked. */
export interface Seen {
  /** When each request arrived, ms since 1970. */
  readonly arrivals: readonly number[]
  readonly connections: number
}

/** A loyalty system in a process of its own, so that its work does not count as the till's. */
export interface Loyalty {
  readonly baseUrl: string
  readonly seen: () => Promise<Seen>
  readonly close: () => void
}

/** Starts one on a free port of this machine. */
export async function startLoyalty(perSecond: number | null = null): Promise<Loyalty> {
  const file = path.join(import.meta.dirname, 'loyalty-process.ts')
  const args = perSecond === null ? [] : [String(perSecond)]
  const child = fork(file, args, { serialization: 'advanced' })
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    seen: async () => {
      child.send('seen')
      const [seen] = (await once(child, 'message')) as [Seen]
      return seen
    },
    close: () => {
      child.disconnect()
    },
  }
}

/** The most arrivals in any second, wherever it begins. */
export function busiestSecond(arrivals: readonly number[]): number {
  const sorted = arrivals.toSorted((one, other) => one - other)
  let most = 0
  let from = 0
  sorted.forEach((at, index) => {
    while ((sorted[from] ?? at) <= at - 1_000) from += 1
    most = Math.max(most, index - from + 1)
  })
  return most
}
