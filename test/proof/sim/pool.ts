import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { addSummary, createSummary } from './tally.ts'
import type { Summary } from './tally.ts'
import type { Batch, WorkerTask } from './worker.ts'

/** What is to be run. */
export interface Run {
  readonly schedules: number
  readonly seed: number
  /** Mistakes to plant, by name. */
  readonly plants?: readonly string[]
  readonly workers?: number
  readonly stopAtViolation?: boolean
}

const batchSize = 100

/** Runs schedules 0 to N of a seed, on all cores where it is not told otherwise. */
export async function runMany(run: Run): Promise<Summary & { readonly seconds: number }> {
  const { schedules, seed, plants = [], stopAtViolation = false } = run
  const workers = Math.min(run.workers ?? availableParallelism(), Math.ceil(schedules / batchSize))
  const started = performance.now()
  const total = createSummary()
  let next = 0
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const task: WorkerTask = { plants }
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task })
      const give = (): void => {
        const over = next >= schedules || (stopAtViolation && total.violations.length > 0)
        if (over) {
          void worker.terminate().then(() => resolve())
          return
        }
        const batch: Batch = { seed, from: next, to: Math.min(schedules, next + batchSize), stopAtViolation }
        next = batch.to
        worker.postMessage(batch)
      }
      worker.on('message', (summary: Summary) => {
        addSummary(total, summary)
        give()
      })
      worker.on('error', reject)
      worker.on('exit', (code) => {
        if (code !== 0 && code !== 1) reject(new Error(`A worker ended with ${code}.`))
      })
      give()
    })
  await Promise.all(Array.from({ length: workers }, work))
  return { ...total, seconds: (performance.now() - started) / 1_000 }
}
