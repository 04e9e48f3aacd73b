import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { looksOfThreads, youngSpaceOfThreads } from '../../../electron/main/heap.ts'
import { buildProcesses, workerSource } from '../build-processes.ts'
import type { Distribution } from '../people/people.ts'
import type { Built } from './build.ts'
import type { MiniTold } from './mini-process.ts'
import type { ShopOrder, ShopTold } from './shop-process.ts'

/** The shop's process, those of its judge and of MiniSearch, and the worker, built as the app is. */
export interface BuiltShop {
  readonly shop: string
  readonly judge: string
  readonly mini: string
  readonly fill: string
  readonly worker: string
}

/** Builds them beside the app, where they find its modules. */
export async function buildShop(): Promise<BuiltShop> {
  const built = await buildProcesses('bench-million', {
    shop: path.join(import.meta.dirname, 'shop-process.ts'),
    judge: path.join(import.meta.dirname, 'judge-process.ts'),
    mini: path.join(import.meta.dirname, 'mini-process.ts'),
    fill: path.join(import.meta.dirname, 'fill-process.ts'),
    worker: workerSource,
  })
  return {
    shop: built('shop'),
    judge: built('judge'),
    mini: built('mini'),
    fill: built('fill'),
    worker: built('worker'),
  }
}

/** The first word of a process that says one. */
async function told<T>(
  file: string,
  args: readonly string[],
  who: string,
  execArgv: readonly string[] = [],
): Promise<T> {
  const child = fork(file, args, {
    stdio: ['ignore', 2, 2, 'ipc'],
    execArgv: [...process.execArgv, ...execArgv],
  })
  const silent = once(child, 'exit').then(([code]) => {
    throw new Error(`${who} ended with ${String(code)}`)
  })
  const [word] = (await Promise.race([once(child, 'message'), silent])) as [T]
  silent.catch(() => undefined) // it may end now
  return word
}

/** Measures one shop. Its copy lies in the order's folder afterwards. */
export async function measureShop(
  { shop, judge }: BuiltShop,
  order: ShopOrder,
  lookUps: number,
): Promise<ShopTold> {
  mkdirSync(order.folder, { recursive: true })
  const { distribution, members, judged } = order
  await told(judge, [distribution, String(members), String(lookUps), judged], `the judge of ${distribution}`)
  // It asks in its own thread, which is to be as the product's worker is.
  return told(shop, [JSON.stringify(order)], `the shop ${order.distribution}`, [
    youngSpaceOfThreads,
    looksOfThreads,
  ])
}

/** Puts so many more into a copy that no till has open. */
export function fillCopy(
  { fill, worker }: BuiltShop,
  file: string,
  distribution: Distribution,
  members: number,
): Promise<Built> {
  return told(fill, [file, worker, distribution, String(members)], 'the filling of a copy')
}

/** What a shop left. */
export function removeShop(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** MiniSearch at the largest size that it says it can hold in so much heap. */
export async function measureMini(
  { mini }: BuiltShop,
  order: Pick<ShopOrder, 'distribution' | 'members' | 'folder'>,
  heapMB: number,
): Promise<{ readonly told: MiniTold; readonly filled: boolean }> {
  const child = fork(
    mini,
    [order.distribution, String(order.members), path.join(order.folder, 'look-ups.json')],
    {
      execArgv: [`--max-old-space-size=${heapMB}`, '--expose-gc'],
      // Where the heap is full the engine says much about it.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    },
  )
  const sizes: MiniTold[] = []
  child.on('message', (message: MiniTold) => {
    sizes.push(message)
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  const told = sizes.at(-1)
  if (told === undefined) throw new Error(`MiniSearch could hold nobody: ${String(code)}`)
  return { told, filled: code === 0 }
}
