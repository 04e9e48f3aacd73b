import type { DirectoryProgress } from '../../../shared/domain/views.ts'
import type { Failure, Provider } from '../providers/provider.ts'
import { DirectoryFailure } from './failure.ts'
import { createPageWriter } from './page-writer.ts'
import type { PageWriter, ReadPage } from './page-writer.ts'
import type { Directory, PullState } from './types.ts'

/** What a pull is made of. */
export interface PullOptions {
  /** Null where the connection has no adapter or no key: nothing is pulled, what is there is counted. */
  readonly provider: Pick<Provider, 'members'> | null
  readonly directory: Directory
  readonly clock: { now(): number }
  /** Answers the function that cancels. */
  readonly timers: { set(callback: () => void, ms: number): () => void }
  readonly log: {
    info(event: string, fields?: Readonly<Record<string, unknown>>): void
    warn(event: string, fields?: Readonly<Record<string, unknown>>): void
  }
  readonly onProgress: (progress: DirectoryProgress) => void
  /** Whether the way to the provider is open, as far as anybody knows. */
  readonly isOpen: () => boolean
  /** After each call: whether the provider was reached. */
  readonly onReached: (reached: boolean) => void
  /** From the end of one pass to the beginning of the next, ms. */
  readonly refreshEveryMs?: number
}

/** Keeps the member copy like the provider's list: all of it once, then again and again, slowly. */
export interface Pull {
  /** Goes on where the last run of the program stopped. */
  start(): void
  /** The way to the provider is open again: ends any wait for it. */
  resume(): void
  /** Stops at once; the page on the wire is dropped and asked for again later. */
  stop(): void
  /** Forgets every member and reads the list from its beginning; settles when the copy is empty. */
  restart(): Promise<void>
}

/**
 * Members of pages that were read and are not written yet: a kill has them read again. More than the copy keeps
 * together, so that it is never out of work.
 */
const mostUnwritten = 4_000
/** Between pages of a refresh, which nobody waits for. */
const refreshPauseMs = 1_000
const refreshEvery = 6 * 3_600_000
const shortestWaitMs = 2_000
const longestWaitMs = 5 * 60_000
/** Failures in a row after which the screen says so. */
const failuresShown = 3

/** What to do after a failed page. */
type SetBack =
  | { readonly kind: 'gate'; readonly ms: number }
  | { readonly kind: 'wait'; readonly ms: number; readonly fromStart: boolean }

/** How a failed page goes on. Pure. `failures` counts in a row, this one included. */
export function setBackOf(failure: Failure, failures: number): SetBack {
  const ms = Math.min(shortestWaitMs * 2 ** Math.min(failures - 1, 20), longestWaitMs)
  switch (failure.kind) {
    case 'not-sent':
    case 'unauthorized':
    case 'forbidden':
      return { kind: 'gate', ms }
    case 'rate-limited':
      return { kind: 'wait', ms: Math.max(failure.retryAfterMs ?? 0, ms), fromStart: false }
    // The list has no such place any more.
    case 'not-found':
    case 'refused':
      return { kind: 'wait', ms, fromStart: true }
    case 'no-answer':
    case 'bad-answer':
    case 'server-error':
      return { kind: 'wait', ms, fromStart: false }
  }
}

/** When the next pass is due, UTC ms; a pass under way is due at once, and so is all after a clock set back. */
export function passDueAt(state: PullState, now: number, refreshEveryMs: number): number {
  const { startedAt, finishedAt } = state
  if (startedAt === null || isUnderWay(state)) return now
  return finishedAt === null || finishedAt > now ? now : finishedAt + refreshEveryMs
}

function isUnderWay({ startedAt, finishedAt }: PullState): boolean {
  return startedAt !== null && (finishedAt === null || finishedAt < startedAt)
}

/** Asked through a call: a signal changes while something is awaited. */
function stoppedBy(signal: AbortSignal): boolean {
  return signal.aborted
}

/** Creates a pull that has not started. */
export function createPull(options: PullOptions): Pull {
  const { provider, directory, clock, timers, log, onProgress, isOpen, onReached } = options
  const refreshEveryMs = options.refreshEveryMs ?? refreshEvery
  let current: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null
  let failures = 0
  let openings = 0
  let wake: () => void = () => undefined

  /** Until `ms` have passed, the gate opens or the run is stopped; null waits without a clock. */
  function wait(ms: number | null, signal: AbortSignal, openingsBefore = openings): Promise<void> {
    if (signal.aborted || openings !== openingsBefore) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = ms === null ? () => undefined : timers.set(() => end(), ms)
      const end = (): void => {
        cancel()
        wake = () => undefined
        signal.removeEventListener('abort', end)
        resolve()
      }
      wake = end
      signal.addEventListener('abort', end)
    })
  }

  async function report(state: PullState): Promise<void> {
    const members = await directory.count()
    const { finishedAt, startedAt, total } = state
    const begun = startedAt === null ? 'empty' : failures >= failuresShown ? 'failed' : 'pulling'
    onProgress({ phase: finishedAt === null ? begun : 'complete', members, total, finishedAt })
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const state = await directory.pullState()
        await report(state)
        const now = clock.now()
        const due = passDueAt(state, now, refreshEveryMs)
        if (provider === null) return
        if (due > now) await wait(due - now, signal)
        else await pass(provider, state, signal)
      } catch (error) {
        if (stoppedBy(signal)) return
        const kind = error instanceof DirectoryFailure ? error.kind : 'internal'
        log.warn('pull.copy-failed', { kind, error })
        if (kind === 'closed') return
        failures += 1
        await wait(Math.min(shortestWaitMs * 2 ** Math.min(failures - 1, 20), longestWaitMs), signal)
      }
    }
  }

  /** One pass through the list, from where it stands to its end or to a stop. */
  async function pass(
    source: Pick<Provider, 'members'>,
    stored: PullState,
    signal: AbortSignal,
  ): Promise<void> {
    const startedAt = isUnderWay(stored) && stored.startedAt !== null ? stored.startedAt : clock.now()
    const state: PullState = { ...stored, startedAt, cursor: isUnderWay(stored) ? stored.cursor : null }
    if (!isUnderWay(stored)) await directory.applyPage([], startedAt, state)
    await report(state)
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
      const last = await readPages(source, state, writer, signal)
      if (last === null) return
      const gone = await sweep(stored.lastStartedAt, startedAt)
      log.info('pull.complete', { total: last.total, gone })
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
    source: Pick<Provider, 'members'>,
    stored: PullState,
    writer: PageWriter,
    signal: AbortSignal,
  ): Promise<PullState | null> {
    const refreshing = stored.finishedAt !== null
    const startedAt = stored.startedAt ?? clock.now()
    let state = stored
    while (!signal.aborted) {
      const openingsBefore = openings
      const answer = await source.members(state.cursor, { priority: 'background', signal })
      if (stoppedBy(signal)) return null
      onReached(answer.ok || answer.failure.kind !== 'not-sent')
      // A list that leads back to the same page would be read for ever.
      const stuck = answer.ok && answer.value.next !== null && answer.value.next === state.cursor
      if (!answer.ok || stuck) {
        const failure: Failure = answer.ok
          ? { kind: 'bad-answer', status: answer.evidence.http ?? 0 }
          : answer.failure
        state = await standBack(failure, state, signal, openingsBefore)
        continue
      }
      failures = 0
      const { members, next, total } = answer.value
      state =
        next === null
          ? {
              cursor: null,
              startedAt,
              finishedAt: Math.max(clock.now(), startedAt),
              total,
              lastStartedAt: startedAt,
            }
          : { ...state, cursor: next, total }
      // As of when it was asked for: what the counter learned meanwhile is newer.
      await writer.add({ members, readAt: answer.evidence.startedAt, state })
      if (refreshing || next === null) await writer.flush()
      if (next === null) return stoppedBy(signal) ? null : state
      if (refreshing) await wait(refreshPauseMs, signal)
    }
    return null
  }

  /** A clock set back since the last pass tells nothing about who was seen when. */
  function sweep(lastStartedAt: number | null, startedAt: number): Promise<number> {
    return lastStartedAt === null || lastStartedAt > startedAt
      ? Promise.resolve(0)
      : directory.sweep(lastStartedAt)
  }

  async function standBack(
    failure: Failure,
    state: PullState,
    signal: AbortSignal,
    openingsBefore: number,
  ): Promise<PullState> {
    failures += 1
    const setBack = setBackOf(failure, failures)
    log.info('pull.page-failed', { kind: failure.kind, failures })
    await report(state)
    await wait(setBack.ms, signal, openingsBefore)
    // Who watches a way that is shut says when it opens; of one that never shut nobody will ever say so.
    if (setBack.kind === 'gate' && !isOpen()) await wait(null, signal, openingsBefore)
    return setBack.kind === 'wait' && setBack.fromStart ? { ...state, cursor: null } : state
  }

  function start(): void {
    if (current !== null) return
    const abort = new AbortController()
    current = { abort, ended: run(abort.signal) }
  }

  function stop(): void {
    current?.abort.abort()
    current = null
  }

  return {
    start,
    stop,
    resume() {
      openings += 1
      wake()
    },
    async restart() {
      const ended = current?.ended
      stop()
      await ended
      failures = 0
      // After a failure the copy takes no page from somebody who has not looked where the pull stands.
      await directory.clear()
      await directory.pullState()
      const nothing: PullState = {
        cursor: null,
        startedAt: null,
        finishedAt: null,
        total: null,
        lastStartedAt: null,
      }
      await directory.applyPage([], clock.now(), nothing)
      await report(nothing)
      start()
    },
  }
}
