import { parentPort, workerData } from 'node:worker_threads'
import { plantNamed } from '../../planted/plants.ts'
import { plantModules } from '../../planted/register.ts'
import type { Plant } from '../../planted/plant.ts'

/** What a worker is given: the mistakes to plant before the product is imported. */
export interface WorkerTask {
  readonly plants: readonly string[]
}

/** Schedules of one run, from number `from` to before `to`. */
export interface Batch {
  readonly seed: number
  readonly from: number
  readonly to: number
  /** Ends the batch at the first schedule with a violation. */
  readonly stopAtViolation: boolean
}

const port = parentPort
if (port === null) throw new Error('This file runs in a worker thread.')

const { plants } = workerData as WorkerTask
plantModules(plants.map((name): Plant => plantNamed(name)))
// Only now: what is imported here holds the planted mistake.
const { createTemplate } = await import('./disk.ts')
const { runSchedule } = await import('./run.ts')
const { mix } = await import('./random.ts')
const { addOutcome, createSummary } = await import('./tally.ts')
const template = createTemplate()

port.on('message', (batch: Batch) => {
  void (async () => {
    const summary = createSummary()
    for (let schedule = batch.from; schedule < batch.to; schedule += 1) {
      addOutcome(summary, schedule, await runSchedule(mix(batch.seed, schedule), template))
      if (batch.stopAtViolation && summary.violations.length > 0) break
    }
    port.postMessage(summary)
  })()
})
