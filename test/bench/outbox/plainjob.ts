import Database from 'better-sqlite3'
import { better, defineQueue, defineWorker } from 'plainjob'
import { stamp } from './shop.ts'

/** plainjob over a file of its own, made as durable as the outbox. */
export interface PlainQueue {
  readonly add: (member: number) => void
  /** Works on the next `count` jobs, each of which does `work`. */
  readonly drain: (count: number, work: () => Promise<void>) => Promise<void>
  readonly close: () => void
}

const silent = { error: quiet, warn: quiet, info: quiet, debug: quiet }
function quiet(): void {
  // plainjob tells of every job on the console where nothing else is given.
}

/** Opens one. What it is given is what the outbox is given: the same operation as JSON. */
export function plainQueue(file: string): PlainQueue {
  const db = new Database(file)
  const queue = defineQueue({ connection: better(db), logger: silent })
  // plainjob sets NORMAL when it opens; set again and read back, as nothing else would be the same promise.
  db.pragma('synchronous = full')
  queue.add('warm-up', {})
  if (db.pragma('synchronous', { simple: true }) !== 2) throw new Error('plainjob is not durable')
  return {
    add: (member) => {
      queue.add('stamp', stamp(member))
    },
    drain: async (count, work) => {
      let left = count
      const worker = defineWorker(
        'stamp',
        async () => {
          await work()
          left -= 1
          if (left === 0) await worker.stop()
        },
        { queue, logger: silent },
      )
      await worker.start()
    },
    close: () => {
      queue.close()
    },
  }
}
