// The main process of a till that reads its first list of members, while a cashier searches and stamps.
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import { createPull } from '../../../electron/main/directory/pull.ts'
import { sparing } from '../../../electron/main/directory/sparing.ts'
import { keepHeapSmall } from '../../../electron/main/heap.ts'
import { createTransport } from '../../../electron/main/outbound/fetch.ts'
import { createProvider } from '../../../electron/main/providers/registry.ts'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import { openFile, outboxOver, shop, stamp } from '../outbox/shop.ts'
import { connectionTo } from './dialects.ts'

/** What a pull cost. */
export interface PullTold {
  readonly members: number
  readonly ms: number
  /** Processor time of the main thread, and of all others of this process: the directory's worker above all. */
  readonly cpuMs: { readonly main: number; readonly others: number }
  /** Largest resident memory, MB; before the pull, and until its end. */
  readonly before: number
  readonly memory: number
  /** Longest that the event loop was late, ms. */
  readonly late: number
  readonly searches: readonly number[]
  readonly stamps: readonly number[]
}

/** A cashier's letters, and how long one pauses between them, ms. */
const queries = ['an', 'anna', 'kov', 'nag', 'mar', 'jur', '0142', 'STW0000', 'pet', 'sh']
const everyMs = 50
/** Of the timer that the delay is measured with; it is in each measurement. */
const resolution = 1

const [provider = 'leal', baseUrl = '', folder = '', workerFile = ''] = process.argv.slice(2)
keepHeapSmall()

const log = { info: () => undefined, warn: () => undefined }
const clock = { now: Date.now }
const timers = {
  set: (callback: () => void, ms: number) => {
    const timer = setTimeout(callback, ms)
    return () => {
      clearTimeout(timer)
    }
  },
}

const db = openFile(path.join(folder, 'outbox.db'))
const outbox = outboxOver(db, null)
const directory = openDirectory({
  file: path.join(folder, 'cache.db'),
  workerUrl: pathToFileURL(workerFile),
  log,
})
const adapter = createProvider(connectionTo(provider as ProviderId, baseUrl), {
  transport: createTransport(),
  key: () => 'bench:key',
  clock,
  sleep: (ms, signal) => delay(ms, undefined, signal === null ? {} : { signal }).catch(() => undefined),
})
await directory.count()
// Modules and files are there in a till that somebody has been using.
outbox.enqueue(stamp(1))

const searches: number[] = []
const stamps: number[] = []
let working = true
let memory = 0
const megabytes = (): number => process.memoryUsage.rss() / 1e6
const before = megabytes()

async function searchOn(): Promise<void> {
  for (let at = 0; working; at += 1) {
    const from = performance.now()
    await directory.search(queries[at % queries.length] ?? '', 50)
    const ms = performance.now() - from
    searches.push(ms)
    memory = Math.max(memory, megabytes())
    await delay(Math.max(0, everyMs - ms))
  }
}

async function stampOn(): Promise<void> {
  for (let member = 2; working; member += 1) {
    await delay(everyMs * 2)
    const from = performance.now()
    outbox.enqueue(stamp(member))
    stamps.push(performance.now() - from)
  }
}

const lateness = monitorEventLoopDelay({ resolution })
const finished = Promise.withResolvers<number>()
const pull = createPull({
  provider: adapter,
  directory: sparing(directory, {
    busy: () => outbox.onTheWire(shop.id),
    owed: () => outbox.owedTo(shop.id),
  }),
  clock,
  timers,
  log,
  onProgress: ({ phase, members }) => {
    if (phase === 'complete') finished.resolve(members)
  },
  isOpen: () => true,
  onReached: () => undefined,
})
const cpu = { all: process.cpuUsage(), main: process.threadCpuUsage() }
const from = performance.now()
lateness.enable()
pull.start()
const cashier = Promise.all([searchOn(), stampOn()])
const members = await finished.promise
const ms = performance.now() - from
lateness.disable()
const millis = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000
const mainMs = millis(process.threadCpuUsage(cpu.main))
const allMs = millis(process.cpuUsage(cpu.all))
working = false
await cashier
pull.stop()
const told: PullTold = {
  members,
  ms,
  cpuMs: { main: mainMs, others: allMs - mainMs },
  before,
  memory: Math.max(memory, megabytes()),
  late: Math.max(0, lateness.max / 1e6 - resolution),
  searches,
  stamps,
}
await directory.close()
db.close()
process.send?.(told)
process.disconnect()
