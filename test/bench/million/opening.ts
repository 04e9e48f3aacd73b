import { execFileSync } from 'node:child_process'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import { openCopy } from './ask.ts'
import { quiet } from './build.ts'

/** From the call that opens a copy until a search is answered, ms. */
export interface Opening {
  /** The file in the system's cache: the worker's thread, its modules, the file, and one search. */
  readonly worker: readonly number[]
  /** The same without the thread and its modules. */
  readonly file: readonly number[]
  /** As `worker`, with the file out of the system's cache; empty where the system offers no way. */
  readonly cold: readonly number[]
}

const rounds = 7

async function openOnce(file: string, workerUrl: URL): Promise<number> {
  const started = performance.now()
  const directory = openDirectory({ file, workerUrl, log: quiet })
  await directory.search('mar', 50)
  const took = performance.now() - started
  await directory.close()
  return took
}

function dropFromCache(file: string): boolean {
  try {
    // With no count of blocks it copies none, and tells the system that the file's pages are not needed.
    execFileSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' })
    return true
  } catch {
    return false // no Linux, or another dd
  }
}

/** Opens a copy several times, each time from closed. */
export async function measureOpening(file: string, workerUrl: URL): Promise<Opening> {
  await openOnce(file, workerUrl)
  const worker: number[] = []
  const inThread: number[] = []
  const cold: number[] = []
  for (let at = 0; at < rounds; at += 1) worker.push(await openOnce(file, workerUrl))
  for (let at = 0; at < rounds; at += 1) {
    const started = performance.now()
    const copy = openCopy(file)
    copy.one('mar')
    inThread.push(performance.now() - started)
    copy.close()
  }
  for (let at = 0; at < rounds && dropFromCache(file); at += 1) cold.push(await openOnce(file, workerUrl))
  await openOnce(file, workerUrl)
  return { worker, file: inThread, cold }
}
