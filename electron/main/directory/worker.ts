// Entry of the directory worker: owns cache.db, so that no search ever waits for the outbox's fsync, nor the
// outbox for a search.
import { parentPort, workerData } from 'node:worker_threads'
import { createCacheService } from './cache.ts'
import { createDesk } from './desk.ts'
import type { WorkerNotice, WorkerReply, WorkerRequest, WorkerSetup } from './protocol.ts'

const port = parentPort
if (port === null) throw new Error('the directory worker has no parent')
const { file, again } = workerData as WorkerSetup
const post = (message: WorkerNotice | WorkerReply): void => {
  port.postMessage(message)
}

const service = createCacheService(file, post, again)
const desk = createDesk({
  service,
  post,
  // After what has arrived meanwhile: messages are taken before an immediate is.
  soon: (work) => void setImmediate(work),
  later: (work, ms) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
})

/** Between what can wait, somebody who types has their turn. */
const pauseMs = 10
const restMs = 1_000
const upkeep = (): void => {
  setTimeout(upkeep, service.upkeep() ? pauseMs : restMs).unref()
}
setTimeout(upkeep, pauseMs).unref()

port.on('message', (request: WorkerRequest) => {
  desk.take(request)
  if (request.name === 'close') port.close()
})
