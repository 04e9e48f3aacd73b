import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { readArguments } from '../support/arguments.ts'
import { makeFolder } from '../support/folder.ts'
import { createRandom } from '../support/random.ts'
import { checkImage } from './check.ts'
import { changeOf, imageOf } from './images.ts'
import type { Change } from './images.ts'
import { readRecording, replay } from './recording.ts'
import type { Files, Recording } from './recording.ts'
import { readTrace } from './trace.ts'
import type { Trace } from './trace.ts'

/** What became of many images. */
export interface Outcome {
  readonly images: number
  /** How many of each kind. */
  readonly kinds: Readonly<Record<Change, number>>
  /** Images that had lost something acknowledged. */
  readonly losing: number
  /** Acknowledged operations lost in all of them. */
  readonly lost: number
  readonly faults: readonly string[]
  readonly commits: number
  /** Null where system calls cannot be traced here. */
  readonly trace: Trace | null
}

/** Records a till at work and starts the product over `images` of what its disk may hold. */
export async function powerloss(given: {
  readonly images: number
  readonly seed: number
  readonly commits: number
  /** The contrast: the same with `synchronous=NORMAL`. */
  readonly normal?: boolean
}): Promise<Outcome> {
  const folder = makeFolder('powerloss')
  const side = makeFolder('powerloss-image', 'fast')
  try {
    const { recording, trace } = record({ ...given, folder })
    const wanted = given.normal === true ? 1 : 2
    if (recording.synchronous !== wanted)
      throw new Error(`synchronous is ${recording.synchronous}, not ${wanted}.`)
    return await checkAll(given, recording, trace, side)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(side, { recursive: true, force: true })
  }
}

function record(given: {
  readonly folder: string
  readonly commits: number
  readonly seed: number
  readonly normal?: boolean
}): { readonly recording: Recording; readonly trace: Trace | null } {
  const work = (folder: string, traced: boolean): boolean => {
    mkdirSync(folder)
    const writer = path.join(import.meta.dirname, 'writer.ts')
    const node = [process.execPath, writer, folder, String(given.commits), String(given.seed)]
    const own = given.normal === true ? [...node, 'normal'] : node
    const calls = 'trace=pwrite64,pwritev,write,fsync,fdatasync,ftruncate'
    const tracing = ['strace', '-f', '-y', '-s', '0', '-e', calls, '-o', path.join(folder, 'trace')]
    const [command = '', ...args] = traced ? [...tracing, ...own] : own
    const done = spawnSync(command, args, { stdio: ['ignore', 'ignore', traced ? 'ignore' : 'inherit'] })
    return done.status === 0 && existsSync(path.join(folder, 'recording'))
  }
  const traced = path.join(given.folder, 'traced')
  if (process.platform === 'linux' && work(traced, true)) {
    return {
      recording: readRecording(path.join(traced, 'recording')),
      trace: readTrace(path.join(traced, 'trace')),
    }
  }
  const plain = path.join(given.folder, 'plain')
  if (!work(plain, false)) throw new Error('The till at work could not be recorded.')
  return { recording: readRecording(path.join(plain, 'recording')), trace: null }
}

interface Moment extends Files {
  readonly index: number
}

async function checkAll(
  given: { readonly images: number; readonly seed: number; readonly normal?: boolean },
  recording: Recording,
  trace: Trace | null,
  side: string,
): Promise<Outcome> {
  const random = createRandom(given.seed)
  const faults: string[] = [...(given.normal === true ? [] : (trace?.violations ?? []))]
  if (trace !== null && trace.commits !== recording.steps.length)
    faults.push('the trace tells of other commits')
  // What is held to be flushed at a new log rests on what the trace shows of new logs.
  if (trace?.heads === 0) faults.push('the trace shows no log that began')
  const plan = planOf(recording, given, random)
  const kinds = { append: 0, checkpoint: 0, restart: 0 }
  let [images, losing, lost] = [0, 0, 0]
  let base: Moment | null = null
  let last: Moment | null = null
  let stale: Uint8Array | null = null
  for (const { step, db, wal } of replay(recording)) {
    const now: Moment = { db, wal, index: (last?.index ?? -1) + 1 }
    // What had been said by the time of the failure: everything up to the commit before.
    const spoken = last === null ? undefined : recording.steps[last.index]
    for (let n = plan.get(now.index) ?? 0; n > 0 && base !== null && spoken !== undefined; n -= 1) {
      const image = imageOf(random, base, now, stale)
      const told = {
        event: spoken.event,
        acknowledged: recording.acknowledged.slice(0, spoken.acknowledged),
      }
      const verdict = await checkImage(path.join(side, 'image'), image, told)
      images += 1
      kinds[changeOf(base, now)] += 1
      if (verdict.lost > 0) losing += 1
      lost += verdict.lost
      faults.push(
        ...verdict.faults.map((line) => `commit ${now.index}, image ${images} (${image.kind}): ${line}`),
      )
    }
    stale = step.shm ?? stale
    // By the calls themselves where they were traced; else by what SQLite promises of the two modes.
    const flushed =
      trace?.flushed[now.index] ?? (given.normal !== true || last === null || !last.db.equals(db))
    if (flushed) base = now
    else if (given.normal !== true) faults.push(`commit ${now.index} returned before it was flushed`)
    last = now
  }
  return { images, kinds, losing, lost, faults, commits: recording.steps.length, trace }
}

/** How many images are made at which commit: a third where the log is copied into the file or begins anew. */
function planOf(
  recording: Recording,
  given: { readonly images: number; readonly normal?: boolean },
  random: ReturnType<typeof createRandom>,
): ReadonlyMap<number, number> {
  const by: Record<Change, number[]> = { append: [], checkpoint: [], restart: [] }
  let before: Files | null = null
  let index = 0
  for (const { db, wal } of replay(recording)) {
    if (before !== null && index > 1) by[changeOf(before, { db, wal })].push(index)
    before = { db, wal }
    index += 1
  }
  const plan = new Map<number, number>()
  for (let n = 0; n < given.images; n += 1) {
    const drawn = random.between(0, 100)
    const rare = drawn < 22 ? by.checkpoint : drawn < 34 ? by.restart : []
    // In the contrast the failure comes while commits lie in a log that nobody flushed.
    const at = random.pick(given.normal === true || rare.length === 0 ? by.append : rare)
    plan.set(at, (plan.get(at) ?? 0) + 1)
  }
  return plan
}

/** What may be typed. */
export const usage = 'npm run powerloss -- [--images N] [--seed S]'

/** Starts the till over what its disk may hold after a power failure. */
export async function prove(args: readonly string[]): Promise<number> {
  const given = readArguments(args, { numbers: ['images', 'seed'] })
  const images = given.number('images', 2_500, 1)
  const seed = given.number('seed', 1)
  const startedAt = performance.now()
  const full = await powerloss({ images, seed, commits: 420 })
  const normal = await powerloss({ images: Math.ceil(images / 10), seed, commits: 420, normal: true })
  for (const line of full.faults.slice(0, 40)) console.error(line)
  if (full.trace === null)
    console.log('powerloss: system calls cannot be traced here (strace): flushes were not counted.')
  if (normal.losing === 0) console.error('powerloss: the contrast lost nothing: this proof would be blind.')
  const { trace, kinds } = full
  console.log(
    `powerloss: ${full.images} images (${kinds.append} of a log cut or torn, ${kinds.checkpoint} at a checkpoint, ` +
      `${kinds.restart} at a new log) of ${full.commits} commits` +
      (trace === null ? '' : ` with ${(trace.syncs / trace.commits).toFixed(2)} flushes of the log each`) +
      `: ${full.lost} acknowledged operations lost, ${full.faults.length} faults; ` +
      `with synchronous=NORMAL ${normal.losing} of ${normal.images} images lost ${normal.lost}; ` +
      `seed ${seed}, ${Math.round((performance.now() - startedAt) / 1_000)} s`,
  )
  return full.lost === 0 && full.faults.length === 0 && normal.losing > 0 ? 0 : 1
}
