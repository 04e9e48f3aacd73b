import type { Core } from './core.ts'

/**
 * Turns of the event loop whose writes share a commit. Answers that arrive together are read in turns that follow each
 * other; each turn more saves flushes, and costs a lone operation some microseconds.
 */
const turns = 4

/** Gathers durable writes of a few turns into one commit. */
export interface Committer {
  /** Resolves after the commit; rejects when nothing could be written. */
  run<T>(work: () => T): Promise<T>
}

interface Job {
  /** Runs inside the transaction and answers what to do after its commit. */
  readonly work: () => () => void
  readonly fail: (error: unknown) => void
}

/**
 * Group commit: claims and outcomes of a few turns of the event loop share one flush to disk.
 *
 * A group that cannot be committed is tried one by one, so that a defect in one write never harms another's.
 */
export function createCommitter(core: Core): Committer {
  let jobs: Job[] = []
  const attempt = (group: readonly Job[]): void => {
    const settled = core.space.write(() => core.transact(() => group.map((job) => job.work())))
    for (const settle of settled) settle()
  }
  const flush = (): void => {
    const group = jobs
    jobs = []
    try {
      attempt(group)
    } catch (error) {
      const [only] = group
      if (group.length === 1 && only !== undefined) {
        only.fail(error)
        return
      }
      for (const job of group) {
        try {
          attempt([job])
        } catch (own) {
          job.fail(own)
        }
      }
    }
  }
  const after = (left: number): void => {
    if (left === 0) flush()
    else core.soon(() => after(left - 1))
  }
  return {
    run: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        jobs.push({
          work: () => {
            const value = work()
            return () => resolve(value)
          },
          fail: reject,
        })
        if (jobs.length === 1) after(turns)
      }),
  }
}
