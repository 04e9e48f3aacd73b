// Entry of the directory worker: owns cache.db, so that no search ever waits for the outbox's fsync, nor the
// outbox for a search.
import { parentPort, workerData } from 'node:worker_threads'
import { createCacheService } from './cache.ts'
import type { WorkerNotice, WorkerReply, WorkerRequest, WorkerSetup } from './protocol.ts'

const port = parentPort
if (port === null) throw new Error('the directory worker has no parent')
const { file } = workerData as WorkerSetup
const post = (message: WorkerNotice | WorkerReply): void => {
  port.postMessage(message)
}

const service = createCacheService(file, post)
port.on('message', (request: WorkerRequest) => {
  post(service.handle(request))
  if (request.name === 'close') port.close()
})
