import { randomBytes } from 'node:crypto'
import type { ProviderId } from '../../shared/domain/connection.ts'
import { systems } from '../../shared/domain/systems.ts'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import type { Transport } from '../../electron/main/outbound/transport.ts'
import type { ProviderTools } from '../../electron/main/providers/http.ts'
import type { Failure } from '../../electron/main/providers/provider.ts'
import { listStores } from '../../electron/main/providers/registry.ts'
import { readAsked, usage } from './arguments.ts'
import type { Asked } from './arguments.ts'
import { createBench, quietly } from './bench.ts'
import type { Bench, Probe } from './bench.ts'
import { inveterateProbe } from './inveterate.ts'
import { lealProbe } from './leal.ts'
import { lokeProbe } from './loke.ts'
import { createReport } from './report.ts'
import type { Report } from './report.ts'
import { sellAuthProbe } from './sellauth.ts'
import { isRow, listed } from './shape.ts'
import { tapReads } from './tap.ts'
import type { Tap } from './tap.ts'
import { lost, wordsOf } from './verdict.ts'

/** Every assumption that could be seen holds. */
export const allHold = 0
/** Something differs from what the documents say. */
export const somethingDiffers = 1
/** The command line or the environment is not what the probe understands. */
export const wrongArguments = 2
/** The provider could not be reached (at all, or for some of the reads), or it let nobody in. */
export const notLetIn = 3

/** What the probe is given from outside. */
export interface Surroundings {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly print: (line: string) => void
  readonly printError: (line: string) => void
  /** The product's own where absent. */
  readonly transport?: Transport
}

const probes: Readonly<Record<ProviderId, Probe>> = {
  leal: lealProbe,
  loke: lokeProbe,
  inveterate: inveterateProbe,
  sellauth: sellAuthProbe,
}

/** Checks a live account by reading alone. Answers the exit code. */
export async function probe(surroundings: Surroundings): Promise<number> {
  const { args, env, print, printError } = surroundings
  const asked = readAsked(args, env)
  if (typeof asked === 'string') {
    printError(`probe: ${asked}\n${usage}`)
    return wrongArguments
  }
  const { provider: id, baseUrl, key } = asked
  const subject = probes[id]
  const tap = tapReads(surroundings.transport ?? createTransport(), subject.signInUrl(baseUrl))
  const tools: ProviderTools = { transport: tap.transport, key: () => key, clock: Date, sleep }
  const nobody = `stampwell-probe-${randomBytes(8).toString('hex')}`
  const at = createBench(id, subject, { tools, tap, baseUrl, nobody })
  const report = createReport(print, tap.secrets, asked.unspoken)
  report.line(`${subject.name} at ${new URL(baseUrl).origin}: reading only, with the terminal's own adapter.`)

  const store = await storeOf(subject, asked, tools)
  if (typeof store !== 'string') {
    printError(`probe: ${store.sentence}`)
    return store.code
  }
  const bench = at(store)
  const closed = await knock(subject, bench)
  if (closed !== null) {
    printError(`probe: ${closed}`)
    return notLetIn
  }
  await run(subject, bench, report)
  return sumUp(report, tap)
}

async function run(subject: Probe, bench: Bench, report: Report): Promise<void> {
  for (const { assumes, look } of subject.checks(bench)) {
    // Bodies may be of any shape. The error's message stays behind: it may quote one.
    const verdict = await look().catch((error: unknown) =>
      lost(`the look itself failed (${error instanceof Error ? error.name : 'no error'})`),
    )
    report.verdict(assumes, verdict)
  }
}

function sumUp(report: Report, tap: Tap): number {
  const { holds, differs: different, unseen, lost: failedOnTheWay } = report.tally()
  const signIns = tap.signIns.length === 0 ? '' : `, and ${tap.signIns.length} to sign in`
  report.line(`${holds} hold, ${different} differ, ${unseen} could not be seen.`)
  report.line(`${tap.answers.length} answers to GET${signIns}; nothing was changed.`)
  // A check that tried to write is a mistake in the probe itself; it was held back, and is not passed over.
  if (tap.heldBack() > 0) throw new Error(`${tap.heldBack()} requests that were no reads were held back`)
  if (different > 0) return somethingDiffers
  return failedOnTheWay > 0 ? notLetIn : allHold
}

/** The store that was named, or the only one that the key opens. */
async function storeOf(
  subject: Probe,
  { provider, baseUrl, store }: Asked,
  tools: ProviderTools,
): Promise<string | { readonly code: number; readonly sentence: string }> {
  if (store !== null || systems[provider].store.chosen === 'by-key') return store ?? ''
  const stores = await listStores(provider, baseUrl, tools, quietly)
  if (!stores.ok) {
    return {
      code: notLetIn,
      sentence: `${subject.name} did not tell its stores: ${wordsOf(stores.failure)}.`,
    }
  }
  const told = stores.value
  if (told === null) {
    const sentence = `This key does not tell which store it opens: name it with --store.\n${usage}`
    return { code: wrongArguments, sentence }
  }
  const [only] = told
  if (only !== undefined && told.length === 1) return only.id
  return {
    code: wrongArguments,
    sentence: `This key opens ${told.length} stores: name one with --store.\n${usage}`,
  }
}

/** Why the probe must stop at the door; null where it may go in. */
async function knock(subject: Probe, bench: Bench): Promise<string | null> {
  const { paths, speaksAsOurs } = subject.door(bench.store)
  let reason = ''
  for (const path of paths) {
    const got = await bench.get(path)
    if (!got.ok) return `${subject.name} ${notReached(got.failure, bench.tap)}.`
    const { status, body } = got.exchange
    if (status === 200 && speaksAsOurs(body)) return null
    reason = closedBecause(status, body)
    // A wrong key may be answered as a bad request: the adapter knows its provider's words for that.
    const ping = status === 400 ? await bench.provider.ping(quietly) : null
    if (ping?.ok === false && ping.failure.kind === 'unauthorized') reason = 'the key was refused (400)'
  }
  return `${subject.name} let nobody in: ${reason}.`
}

function notReached(failure: Failure, tap: Tap): string {
  const signIn = tap.signIns.at(-1)
  if (failure.kind === 'unauthorized') return 'let nobody in: the key was refused'
  if (signIn !== undefined && signIn.status !== 200)
    return `let nobody in: signing in was answered ${signIn.status}`
  return `could not be reached: ${wordsOf(failure)}`
}

function closedBecause(status: number, body: unknown): string {
  if (body === undefined) return `${status} without JSON, so that somebody else is answering there`
  if (status === 401 || status === 403) return `the key was refused (${status})`
  if (status === 404) return 'there is no such store, or nothing of the kind at this address (404)'
  if (status !== 200) return `it answered ${status}`
  const fields = isRow(body) ? `fields: ${listed(Object.keys(body))}` : 'a list'
  return `what answers there is another product (200, ${fields})`
}

function sleep(ms: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    const wake = (): void => {
      clearTimeout(timer)
      resolve()
    }
    signal?.addEventListener('abort', wake, { once: true })
  })
}
