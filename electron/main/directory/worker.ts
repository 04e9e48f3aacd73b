// Entry of the directory worker: owns cache.db, so that no search ever waits for the outbox's fsync, nor the
// outbox for a search. And of the thread that it starts for its log.
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { createCacheService } from './cache.ts'
import { createDesk } from './desk.ts'
import { createLogKeeper } from './log-keeper.ts'
import { createLogThread, isLogThreadSetup, runLogThread } from './log-thread.ts'
import type { WorkerNotice, WorkerReply, WorkerRequest, WorkerSetup } from './protocol.ts'

if (parentPort === null) throw new Error('the directory worker has no parent')
if (isLogThreadSetup(workerData)) runLogThread(workerData, parentPort)
else run(workerData as WorkerSetup, parentPort)

function run({ file, again }: WorkerSetup, port: MessagePort): void {
  const post = (message: WorkerNotice | WorkerReply): void => {
    port.postMessage(message)
  }
  const logs = createLogKeeper(createLogThread(new URL(import.meta.url)), ({ error, code }) => {
    post({ kind: 'failed', call: 'upkeep', code, error })
  })
  const service = createCacheService(file, post, again, logs)
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
}
