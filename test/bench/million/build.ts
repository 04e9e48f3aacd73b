import { statSync } from 'node:fs'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import { createPageWriter } from '../../../electron/main/directory/page-writer.ts'
import type { Directory, PullState } from '../../../electron/main/directory/types.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { person } from '../people/people.ts'
import type { Distribution } from '../people/people.ts'

/** Members of a page, as Leal gives them. */
const perPage = 250
/** Read and not written yet: as many as the product's pull lets run ahead. */
const mostUnwritten = 4_000
/** Made up together, before the clock runs. */
const atOnce = 50_000

/** What making the copy took. */
export interface Built {
  readonly members: number
  readonly ms: number
  /** The last hundred thousand, or all where there are fewer. */
  readonly last: { readonly members: number; readonly ms: number }
  /** Processor time of all threads but the bench's own: the worker's, and what it makes the collector do, ms. */
  readonly cpuMs: number
  /** The file once it is closed, its log brought in. */
  readonly bytes: number
}

/** A log for the directory that says nothing but what must not happen. */
export const quiet = {
  info: () => undefined,
  warn: (event: string, fields?: Readonly<Record<string, unknown>>) => {
    throw new Error(`the directory says ${event} ${JSON.stringify(fields)}`)
  },
}

/** Makes or fills the copy with the product's own worker, page after page as a first pull hands them over. */
export async function buildCopy(options: {
  readonly file: string
  readonly workerUrl: URL
  readonly distribution: Distribution
  readonly members: number
}): Promise<Built> {
  const { file, workerUrl, distribution, members } = options
  const directory = openDirectory({ file, workerUrl, log: quiet })
  const before = await directory.count()
  const kept = await directory.pullState()
  const startedAt = Date.now()
  // As in a first pull, pages share their commits.
  const begun: PullState = { ...kept, startedAt, finishedAt: null, total: members, cursor: '1' }
  let cpuMs = 0
  const chunks: { readonly members: number; readonly ms: number }[] = []
  for (let from = 0; from < members; from += atOnce) {
    const chunk: RemoteMember[] = []
    for (let number = from; number < Math.min(from + atOnce, members); number += 1)
      chunk.push(person(distribution, number))
    const cpu = { all: process.cpuUsage(), own: process.threadCpuUsage() }
    const started = performance.now()
    await feed(directory, chunk, begun)
    cpuMs += millis(process.cpuUsage(cpu.all)) - millis(process.threadCpuUsage(cpu.own))
    chunks.push({ members: chunk.length, ms: performance.now() - started })
  }
  const finishedAt = Date.now()
  const complete = { ...kept, cursor: null, startedAt, finishedAt, lastStartedAt: startedAt }
  await directory.applyPage([], finishedAt, complete)
  if ((await directory.count()) !== before + members) throw new Error('not everybody is in the copy')
  await directory.close()
  const sum = (some: typeof chunks): Built['last'] => ({
    members: some.reduce((all, one) => all + one.members, 0),
    ms: some.reduce((all, one) => all + one.ms, 0),
  })
  return { ...sum(chunks), last: sum(chunks.slice(-2)), cpuMs, bytes: statSync(file).size }
}

function millis({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000
}

async function feed(directory: Directory, members: readonly RemoteMember[], state: PullState): Promise<void> {
  const writer = createPageWriter({
    write: (page) => directory.applyPage(page.members, page.readAt, page.state),
    mostMembers: mostUnwritten,
  })
  for (let at = 0; at < members.length; at += perPage)
    await writer.add({ members: members.slice(at, at + perPage), readAt: Date.now(), state })
  await writer.flush()
}
