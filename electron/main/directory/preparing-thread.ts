import { Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { buffersOf, packPortion } from './packed-portion.ts'
import type { PackedPortion } from './packed-portion.ts'
import { createReader } from './prepare-ahead.ts'
import type { PreparingSetup, StartThread } from './prepare-ahead.ts'

interface Asked {
  readonly number: number
  readonly text: string
}

interface Told {
  readonly number: number
  readonly portion: PackedPortion | null
}

/** Starts threads that prepare, by the entry of the directory worker. */
export function preparingThreads(workerUrl: URL): StartThread {
  return (setup, { prepared, gone }) => {
    const worker = new Worker(workerUrl, { workerData: setup, name: 'directory-ahead' })
    worker.on('message', ({ number, portion }: Told) => prepared(number, portion))
    worker.on('error', gone)
    worker.on('exit', () => gone(new Error('the thread that prepares ended')))
    // It does not keep the copy's thread from ending.
    worker.unref()
    return {
      prepare(number, text) {
        const asked: Asked = { number, text }
        worker.postMessage(asked)
      },
      end: () => void worker.terminate(),
    }
  }
}

/** Whether this is what a thread that prepares is started with. */
export function isPreparingSetup(data: unknown): data is PreparingSetup {
  return typeof data === 'object' && data !== null && 'next' in data && 'kinds' in data
}

/** What the thread does: whatever it is given and nobody else has begun. */
export function runPreparing({ next, kinds }: PreparingSetup, port: MessagePort): void {
  const prepare = createReader(kinds)
  port.on('message', ({ number, text }: Asked) => {
    if (Atomics.compareExchange(next, 0, number, number + 1) !== number) return
    // Whoever stores it knows when it was told.
    const portion = prepare(text, 0)
    const told: Told = { number, portion: portion === null ? null : packPortion(portion) }
    port.postMessage(told, told.portion === null ? [] : buffersOf(told.portion))
  })
}
