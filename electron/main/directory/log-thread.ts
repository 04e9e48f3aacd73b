import { Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { bringLogIn, sqliteCode } from '../db/open-cache.ts'
import type { LogEnd, LogThread } from './log-keeper.ts'

/** Given to the thread when it starts. */
export interface LogThreadSetup {
  /** One number in memory of both threads: how often something is asked for that has not been done. */
  readonly isBusy: Int32Array<SharedArrayBuffer>
}

interface Told {
  readonly error: unknown
  readonly code: string | null
}

const idle = 0
/** A disk that takes longer is broken. */
const longestWaitMs = 60_000
/** All that lives in it are a few strings. */
const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 }

/** Prepares a thread that is started once it is needed: most copies never have a long log. */
export function createLogThread(workerUrl: URL): LogThread {
  const isBusy = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  let worker: Worker | null = null
  /** Who is told, in the order in which the thread ends what it was asked for. */
  let asked: ((told: LogEnd) => void)[] = []

  function gone(error: unknown): void {
    worker = null
    Atomics.store(isBusy, 0, idle)
    const all = asked
    asked = []
    for (const ended of all) ended({ kind: 'gone', error, code: null })
  }

  function start(): Worker {
    const setup: LogThreadSetup = { isBusy }
    const started = new Worker(workerUrl, { workerData: setup, name: 'directory-log', resourceLimits })
    started.on('message', ({ error, code }: Told) => {
      asked.shift()?.(error === null ? { kind: 'done' } : { kind: 'failed', error, code })
    })
    started.on('error', (error) => {
      if (worker === started) gone(error)
    })
    started.on('exit', () => {
      if (worker === started) gone(new Error('the thread of the log ended'))
    })
    // It does not keep the copy's thread from ending.
    started.unref()
    return started
  }

  return {
    begin(file, ended) {
      asked.push(ended)
      Atomics.add(isBusy, 0, 1)
      try {
        worker ??= start()
        worker.postMessage(file)
      } catch (error) {
        gone(error)
      }
    },
    wait() {
      for (let left = Atomics.load(isBusy, 0); left > idle; left = Atomics.load(isBusy, 0))
        if (Atomics.wait(isBusy, 0, left, longestWaitMs) === 'timed-out') return
    },
  }
}

/** Whether this is what a thread of a log is started with. */
export function isLogThreadSetup(data: unknown): data is LogThreadSetup {
  return typeof data === 'object' && data !== null && 'isBusy' in data
}

/** What the thread does: brings in whenever it is asked. */
export function runLogThread({ isBusy }: LogThreadSetup, port: MessagePort): void {
  port.on('message', (file: string) => {
    const told = bringIn(file)
    Atomics.sub(isBusy, 0, 1)
    Atomics.notify(isBusy, 0)
    port.postMessage(told)
  })
}

function bringIn(file: string): Told {
  try {
    bringLogIn(file)
    return { error: null, code: null }
  } catch (error) {
    return { error, code: sqliteCode(error) }
  }
}
