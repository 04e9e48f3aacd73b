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

const desk = createDesk({
  service: createCacheService(file, post, again),
  post,
  // After what has arrived meanwhile: messages are taken before an immediate is.
  soon: (work) => void setImmediate(work),
  later: (work, ms) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
})
port.on('message', (request: WorkerRequest) => {
  desk.take(request)
  if (request.name === 'close') port.close()
})
