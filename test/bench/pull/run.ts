import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { buildProcesses, workerSource } from '../build-processes.ts'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import type { PullTold } from './till-process.ts'

/** A provider's list in a process of its own. */
export interface ListServer {
  readonly baseUrl: string
  /** Processor time that its process took so far, ms. */
  readonly cpuMs: () => Promise<number>
  readonly close: () => void
}

/** What a child sends first, or an error where it ends without a word. */
async function word<T>(child: ChildProcess): Promise<T> {
  const silent = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the pull ended with ${String(code)}`)
  })
  const [message] = (await Promise.race([once(child, 'message'), silent])) as [T]
  silent.catch(() => undefined) // it may end now
  return message
}

/** Starts a list of so many members, every page rendered. */
export async function startList(provider: ProviderId, count: number): Promise<ListServer> {
  const child = fork(path.join(import.meta.dirname, 'pages-process.ts'), [provider, String(count)])
  const { port } = await word<{ readonly port: number }>(child)
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    cpuMs: async () => {
      const told = word<{ readonly cpuMs: number }>(child)
      child.send('cpu')
      return (await told).cpuMs
    },
    close: () => {
      child.disconnect()
    },
  }
}

/** The till and its worker, built as the app is: reading TypeScript takes memory that no shop's till takes. */
export interface BuiltTill {
  readonly till: string
  readonly worker: string
}

/** Builds both beside the app, where they find its modules. */
export async function buildTill(): Promise<BuiltTill> {
  const built = await buildProcesses('bench', {
    till: path.join(import.meta.dirname, 'till-process.ts'),
    worker: workerSource,
  })
  return { till: built('till'), worker: built('worker') }
}

/** A till with nothing in its copy reads the whole list, in a process of its own. */
export async function firstPull(
  { till, worker }: BuiltTill,
  provider: ProviderId,
  list: ListServer,
  folder: string,
): Promise<PullTold> {
  const child = fork(till, [provider, list.baseUrl, folder, worker])
  const ended = once(child, 'exit')
  const told = await word<PullTold>(child)
  await ended
  return told
}
