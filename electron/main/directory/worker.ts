// Entry of the directory worker: owns cache.db, so that no search ever waits for the outbox's fsync, nor the
// outbox for a search. And of the threads that it starts: for its log, and for what is to be stored.
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { createCacheService } from './cache.ts'
import { createDesk } from './desk.ts'
import { createLogKeeper } from './log-keeper.ts'
import { createLogThread, isLogThreadSetup, runLogThread } from './log-thread.ts'
import { createAhead } from './prepare-ahead.ts'
import { isPreparingSetup, preparingThreads, runPreparing } from './preparing-thread.ts'
import { isAsked } from './protocol.ts'
import type { WorkerNotice, WorkerReply, WorkerRequest, WorkerSetup } from './protocol.ts'
import { createUpkeep } from './upkeep.ts'
import { createYoungObjects, lookThroughYoung } from './young-objects.ts'

if (parentPort === null) throw new Error('the directory worker has no parent')
if (isLogThreadSetup(workerData)) runLogThread(workerData, parentPort)
else if (isPreparingSetup(workerData)) runPreparing(workerData, parentPort)
else run(workerData as WorkerSetup, parentPort)

function run({ file, again }: WorkerSetup, port: MessagePort): void {
  const post = (message: WorkerNotice | WorkerReply): void => {
    port.postMessage(message)
  }
  const itself = new URL(import.meta.url)
  const failed = (error: unknown, code: string | null): void => {
    post({ kind: 'failed', call: 'upkeep', code, error })
  }
  const logs = createLogKeeper(createLogThread(itself), ({ error, code }) => failed(error, code))
  const startThread = preparingThreads(itself)
  const service = createCacheService(file, post, again, logs)
  // After what has arrived meanwhile: messages are taken before an immediate is.
  const soon = (work: () => void): void => void setImmediate(work)
  const desk = createDesk({
    service,
    post,
    soon,
    later: (work, ms) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    prepareAhead: ({ gone, ...options }) => {
      try {
        return createAhead({
          ...options,
          start: startThread,
          gone: (error) => {
            failed(error, null)
            gone(error)
          },
        })
      } catch (error) {
        failed(error, null)
        return null
      }
    },
  })

  const upkeep = createUpkeep({
    step: () => service.upkeep(),
    now: () => performance.now(),
    later: (work, ms) => void setTimeout(work, ms).unref(),
  })
  upkeep.begin()
  const young = createYoungObjects({ soon, isStoring: () => desk.isStoring(), look: lookThroughYoung })

  port.on('message', (request: WorkerRequest) => {
    desk.take(request)
    if (isAsked(request)) {
      upkeep.asked()
      young.answered()
    }
    if (request.name === 'close') port.close()
  })
}
