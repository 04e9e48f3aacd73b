import type { Answer, Failure, MemberPage, Provider } from '../providers/provider.ts'
import { createPageWriter } from './page-writer.ts'
import type { PageWriter, ReadPage } from './page-writer.ts'
import { afterPage, isUnderWay, keepingOf, verdictOf } from './pull-state.ts'
import type { Directory, PullState } from './types.ts'

/** What every way of reading the list works with. */
export interface PullTools {
  readonly directory: Directory
  readonly clock: { now(): number }
  readonly log: {
    info(event: string, fields?: Readonly<Record<string, unknown>>): void
  }
  /** After each call: whether the provider was reached. */
  readonly onReached: (reached: boolean) => void
  readonly report: (state: PullState) => Promise<void>
  /** After a page of the list that failed: waits, and answers the state to go on with. */
  readonly standBack: (failure: Failure, state: PullState, openingsBefore: number) => Promise<PullState>
  /** A page came through. */
  readonly cameThrough: () => void
  /** How often the way to the provider has opened. */
  readonly openings: () => number
}

/**
 * Members of pages that were read and are not written yet: a kill has them read again. More than the copy keeps
 * together, so that it is never out of work.
 */
const mostUnwritten = 4_000

/** Asked through a call: a signal changes while something is awaited. */
export function stoppedBy(signal: AbortSignal): boolean {
  return signal.aborted
}

/** Reads one page. A list that leads back to the same page would be read for ever: that is a failure too. */
export async function readListPage(
  source: Pick<Provider, 'members'>,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Answer<MemberPage>> {
  const answer = await source.members(cursor, { priority: 'background', signal })
  if (!answer.ok || answer.value.next === null || answer.value.next !== cursor) return answer
  const { evidence } = answer
  return { ok: false, failure: { kind: 'bad-answer', status: evidence.http ?? 0 }, evidence }
}

/** The pass that `state` begins or stands in, as fast as pages come, to its end or to a stop. */
export async function runPass(
  tools: PullTools,
  source: Pick<Provider, 'members'>,
  state: PullState,
  signal: AbortSignal,
): Promise<void> {
  const { directory, report } = tools
  let telling: Promise<void> | null = null
  const tell = (after: PullState): Promise<void> | null => {
    if (!isUnderWay(after) || stoppedBy(signal)) return null
    // Pages that were kept together are told of together.
    telling ??= report(after).finally(() => {
      telling = null
    })
    return telling
  }
  // Not an async function: that would hold the members until they are written.
  const write = ({ members, readAt, state: after }: ReadPage): Promise<void> =>
    directory.applyPage(members, readAt, after).then(() => tell(after) ?? undefined)
  const writer = createPageWriter({ write, mostMembers: mostUnwritten })
  try {
    const last = await readPages(tools, source, state, writer, signal)
    if (last !== null) await endPass(tools, last, state.lastStartedAt)
  } finally {
    // Whoever waits for the end of this run must find nothing written after it.
    await writer.drop()
  }
}

/**
 * Asks for one page after the other, each while those before it are written. Answers the state at the end of the
 * list once all is written; null after a stop.
 */
async function readPages(
  tools: PullTools,
  source: Pick<Provider, 'members'>,
  stored: PullState,
  writer: PageWriter,
  signal: AbortSignal,
): Promise<PullState | null> {
  const { clock, onReached, standBack, cameThrough, openings } = tools
  let state = stored
  while (!signal.aborted) {
    const openingsBefore = openings()
    const answer = await readListPage(source, state.cursor, signal)
    if (stoppedBy(signal)) return null
    onReached(answer.ok || answer.failure.kind !== 'not-sent')
    if (!answer.ok) {
      state = await standBack(answer.failure, state, openingsBefore)
      continue
    }
    cameThrough()
    const { members, next } = answer.value
    state = afterPage(state, answer.value, clock.now())
    // As of when it was asked for: what the counter learned meanwhile is newer.
    await writer.add({ members, readAt: answer.evidence.startedAt, state })
    if (stored.finishedAt !== null || next === null) await writer.flush()
    if (next === null) return stoppedBy(signal) ? null : state
  }
  return null
}

/** After the last page was written: those who are gone go, unless they are too many to be believed. */
export async function endPass(
  { directory, clock, log }: PullTools,
  state: PullState,
  lastStartedAt: number | null,
): Promise<void> {
  const { startedAt, total } = state
  // A clock set back since the last pass tells nothing about who was seen when.
  if (lastStartedAt === null || startedAt === null || lastStartedAt > startedAt) {
    log.info('pull.complete', { total, gone: 0 })
    return
  }
  const counted = { members: await directory.count(), missing: await directory.unseen(startedAt) }
  const { mayGo, missing } = verdictOf(state, counted, clock.now())
  const keeping = keepingOf(state)
  if (missing !== null || keeping.missing !== null)
    await directory.applyPage([], startedAt, { ...state, keeping: { ...keeping, missing } })
  const gone = mayGo ? await directory.sweep(lastStartedAt) : 0
  log.info('pull.complete', { total, gone, count: counted.missing })
}
