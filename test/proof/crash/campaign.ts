import { fork, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { makeFolder } from '../support/folder.ts'
import { createRandom } from '../support/random.ts'
import type { Random } from '../support/random.ts'
import { acknowledged, judgeEnd, judgeFile } from './judge.ts'
import type { FromServer, Report, ToServer } from './messages.ts'
import { proofKey } from './till.ts'

/** What one file went through. */
export interface Campaign {
  readonly kills: number
  /** Of these, while the file was opened or recovered. */
  readonly atStart: number
  /** Of these, by the provider: as a request came, after it took effect, after it was answered. */
  readonly onTheWire: number
  readonly operations: number
  readonly acknowledged: number
  readonly applied: number
  /** Settled by a person. */
  readonly asked: number
  readonly violations: readonly string[]
  /** Kept where something was violated. */
  readonly folder: string | null
}

/** What a till must never say about itself here. */
const defects =
  /^outbox\.(defect|not-recovered|tick-failed|pump-failed|outcome-not-written|release-failed|forgotten|not-owner)$/
/** However slow the machine is, a run ends after this long, ms. */
const longestRunMs = 2_000

/** One file, killed `kills` times under load and then drained and judged. The seed decides what is tried. */
export async function runCampaign(given: {
  readonly seed: number
  readonly kills: number
  readonly plant?: string
}): Promise<Campaign> {
  const folder = makeFolder('crash')
  const random = createRandom(given.seed)
  const server = await startServer(given.seed)
  const violations: string[] = []
  let atStart = 0
  try {
    for (let run = 0; run < given.kills && violations.length === 0; run += 1) {
      // The first start, which makes the file, is killed in each campaign.
      const moment: Moment = run === 0 ? opening(random) : momentOf(random)
      if (moment.kind === 'opening') atStart += 1
      violations.push(...(await liveAndDie({ folder, server, run, moment, ...given })))
      violations.push(...judgeFile(folder).map((line) => `after kill ${run + 1}: ${line}`))
      violations.push(...(await reportOf(server.process)).violations)
    }
    if (violations.length === 0) violations.push(...(await drain({ folder, server, ...given })))
    const report = await reportOf(server.process)
    // With work left over the book says nothing yet.
    if (violations.length === 0) violations.push(...judgeEnd(folder, report))
    const { arrived, applied, replied } = report.kills
    return {
      kills: given.kills,
      atStart,
      onTheWire: arrived + applied + replied,
      ...figuresOf(folder),
      applied: report.applied.length,
      violations,
      folder: violations.length > 0 ? folder : null,
    }
  } finally {
    server.process.disconnect()
    if (violations.length === 0) rmSync(folder, { recursive: true, force: true })
  }
}

type Moment =
  /** So many ms after it begins to open the file. */
  | { readonly kind: 'opening'; readonly ms: number }
  /** When so many operations were acknowledged, and a moment more. */
  | { readonly kind: 'working'; readonly saved: number; readonly ms: number }
  /** When the provider says so. */
  | { readonly kind: 'wire' }

function momentOf(random: Random): Moment {
  const drawn = random.between(0, 100)
  if (drawn < 20) return opening(random)
  return drawn < 60
    ? { kind: 'working', saved: random.between(1, 40), ms: random.between(0, 8) }
    : { kind: 'wire' }
}

function opening(random: Random): Moment {
  return { kind: 'opening', ms: random.between(0, 12) }
}

interface Server {
  readonly process: ChildProcess
  readonly origin: string
}

interface Run {
  readonly folder: string
  readonly server: Server
  readonly seed: number
  readonly plant?: string
}

async function startServer(seed: number): Promise<Server> {
  const file = path.join(import.meta.dirname, 'server.ts')
  const child = fork(file, [String(seed), proofKey], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [told] = (await once(child, 'message')) as [FromServer]
  if (told.kind !== 'listening') throw new Error('The server did not start.')
  return { process: child, origin: `http://127.0.0.1:${told.port}` }
}

async function reportOf(server: ChildProcess): Promise<Report> {
  server.send({ kind: 'report' } satisfies ToServer)
  const [told] = (await once(server, 'message')) as [FromServer]
  if (told.kind !== 'report') throw new Error('The server told something else.')
  return told.report
}

interface Till {
  readonly process: ChildProcess
  readonly opening: Promise<void>
  readonly ready: Promise<void>
  /** Resolves once the till has said "saved" so often. */
  readonly saved: (times: number) => Promise<void>
  readonly gone: Promise<unknown>
  readonly said: () => readonly string[]
}

function startTill(run: Run, mode: 'work' | 'drain', n: number): Till {
  const file = path.join(import.meta.dirname, 'child.ts')
  const args = [file, run.folder, run.server.origin, mode, String(run.seed), String(n)]
  const child = spawn(process.execPath, run.plant === undefined ? args : [...args, run.plant], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  let complained = ''
  const waiting: { heard: () => boolean; tell: () => void }[] = []
  child.stdout.on('data', (bytes: Buffer) => {
    told += bytes.toString()
    for (const each of waiting) if (each.heard()) each.tell()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    complained += bytes.toString()
  })
  const gone = once(child, 'close')
  // A till that dies before it says so must not be waited for.
  const when = (heard: () => boolean): Promise<void> =>
    Promise.race([new Promise<void>((tell) => waiting.push({ heard, tell })), gone.then(() => undefined)])
  return {
    process: child,
    opening: when(() => told.includes('opening\n')),
    ready: when(() => told.includes('ready\n')),
    saved: (times) => when(() => told.split('.').length > times),
    gone,
    said: () => complained.split('\n'),
  }
}

async function liveAndDie(
  run: Run & { readonly run: number; readonly moment: Moment },
): Promise<readonly string[]> {
  const { moment, server } = run
  const till = startTill(run, 'work', run.run)
  const wire = moment.kind === 'wire'
  tell(server, {
    kind: 'till',
    file: fileOf(run.folder),
    pid: till.process.pid ?? null,
    rough: true,
    kills: wire,
  })
  if (moment.kind === 'opening') await till.opening
  else await till.ready
  // A signal of the server's own may come at any time before.
  if (moment.kind === 'working') await Promise.race([till.saved(moment.saved), sleep(longestRunMs)])
  if (moment.kind === 'wire') await Promise.race([till.gone, sleep(longestRunMs)])
  else await sleep(moment.ms)
  till.process.kill('SIGKILL')
  await till.gone
  const found = till.said().filter((line) => defects.test(line))
  if (till.process.signalCode !== 'SIGKILL')
    found.push(`ended by itself: ${till.said().slice(-12).join(' | ')}`)
  return found
}

async function drain(run: Run): Promise<readonly string[]> {
  const till = startTill(run, 'drain', -1)
  tell(run.server, {
    kind: 'till',
    file: fileOf(run.folder),
    pid: till.process.pid ?? null,
    rough: false,
    kills: false,
  })
  await till.gone
  const found = till.said().filter((line) => defects.test(line))
  const { exitCode } = till.process
  return exitCode === 0
    ? found
    : [...found, `not drained (${String(exitCode)}): ${till.said().slice(-12).join(' | ')}`]
}

function tell(server: Server, message: ToServer): void {
  server.process.send(message)
}

function fileOf(folder: string): string {
  return path.join(folder, 'outbox.db')
}

function figuresOf(folder: string): Pick<Campaign, 'operations' | 'acknowledged' | 'asked'> {
  if (!existsSync(fileOf(folder))) return { operations: 0, acknowledged: 0, asked: 0 }
  const db = new Database(fileOf(folder), { readonly: true })
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0
  try {
    return {
      operations: count('select count(*) from op'),
      acknowledged: acknowledged(folder).length,
      asked: count("select count(*) from op where state = 'discarded' or proof = 'person'"),
    }
  } finally {
    db.close()
  }
}
