import type { DirectoryProgress, ListTrouble } from '../../../shared/domain/views.ts'
import type { ChangesPage, Failure, Provider } from '../providers/provider.ts'
import { DirectoryFailure } from './failure.ts'
import type { DirectoryFailureKind } from './failure.ts'
import { endPass, readListPage, runPass, stoppedBy } from './pull-pass.ts'
import type { PullTools } from './pull-pass.ts'
import {
  afterPage,
  begun,
  isUnderWay,
  keepingOf,
  keepingView,
  nextStep,
  noOrderMs,
  nothingPulled,
  passesBy,
  setBackOf,
  troubleOf,
  waitAfter,
} from './pull-state.ts'
import type { Tried } from './pull-state.ts'
import type { Directory, PullState } from './types.ts'

/** The provider's list, as a pull reads it. */
export type MemberSource = Pick<Provider, 'members' | 'changes'>

/** What a pull is made of. */
export interface PullOptions {
  /** Null where the connection has no adapter or no key: nothing is pulled, what is there is counted. */
  readonly provider: MemberSource | null
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
  /** What a pass through a complete list takes, ms, and how often what is new is asked for between. */
  readonly passMs?: number
  readonly changesMs?: number
}

/** Keeps the member copy like the provider's list: all of it once, then what is new, and slowly all of it again. */
export interface Pull {
  /** Goes on where the last run of the program stopped. */
  start(): void
  /** The way to the provider is open again: ends any wait for it. */
  resume(): void
  /** The copy was begun anew: nothing that was known of it holds, and it is read from the beginning of the list. */
  lost(): void
  /** Stops at once; the page on the wire is dropped and asked for again later. */
  stop(): void
  /** Forgets every member and reads the list from its beginning; settles when the copy is empty. */
  restart(): Promise<void>
  /** Reads the whole list again from its beginning, now; false where it is not complete, or not read at all. */
  again(): boolean
}

const passPeriod = 6 * 3_600_000
const changesPeriod = 2 * 60_000
/** So long sleeps a pull at most: a computer that slept with it, or a clock that was set, is noticed then. */
const longestNapMs = 10 * 60_000
/** Failures in a row after which the screen says so. */
const failuresShown = 3
/** So often it is asked where what is new begins; then the list is read without: it may be the one that is answered. */
const mostMarks = 4

const untried: Tried = { pageAt: null, changesAt: null, pageRestsUntil: 0, changesRestUntil: 0 }

/** Creates a pull that has not started. */
export function createPull(options: PullOptions): Pull {
  const { provider, directory, clock, timers, log, onProgress, isOpen, onReached } = options
  const periods = {
    passMs: options.passMs ?? passPeriod,
    changesMs: provider?.changes === undefined ? null : (options.changesMs ?? changesPeriod),
  }
  let current: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null
  let failures = 0
  let changesFailures = 0
  let listTrouble: ListTrouble | null = null
  let changesTrouble: ListTrouble | null = null
  /** False where the order of the list did not tell what is new. */
  let hasOrder = true
  let openings = 0
  let isComplete = false
  /** What is known of the copy is of one that is gone. */
  let isGone = false
  let wish: 'none' | 'again' | 'reading' = 'none'
  let last: DirectoryProgress | null = null
  let said = ''
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
    if (isGone) return
    const { finishedAt, startedAt, total } = state
    isComplete = finishedAt !== null
    const begunOrNot = startedAt === null ? 'empty' : failures >= failuresShown ? 'failed' : 'pulling'
    const isHurried = wish === 'reading'
    const changes = hasOrder ? (provider?.changes?.tells ?? null) : null
    const trouble = listTrouble ?? changesTrouble
    const progress: DirectoryProgress = {
      phase: finishedAt === null ? begunOrNot : 'complete',
      members,
      total,
      finishedAt,
      ...(provider === null ? {} : { keeping: keepingView(state, { changes, isHurried, trouble }) }),
    }
    say(progress)
  }

  /** A page that draws itself anew for nothing would flicker. */
  function say(progress: DirectoryProgress): void {
    const saying = JSON.stringify(progress)
    last = progress
    if (saying === said) return
    said = saying
    onProgress(progress)
  }

  /** What keeps the copy from being written, without asking the copy for anything. */
  function sayTrouble(): void {
    if (last?.keeping !== undefined) say({ ...last, keeping: { ...last.keeping, trouble: listTrouble } })
  }

  function told(kind: Failure['kind'] | DirectoryFailureKind, nextAt: number | null): ListTrouble {
    return { kind: troubleOf(kind), at: clock.now(), nextAt }
  }

  function cameThrough(): void {
    failures = 0
    listTrouble = null
  }

  const toolsOf = (signal: AbortSignal): PullTools => ({
    directory,
    clock,
    log,
    onReached,
    report,
    openings: () => openings,
    cameThrough,
    standBack: (failure, state, openingsBefore) => standBack(failure, state, signal, openingsBefore),
  })

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        isGone = false
        const state = await directory.pullState()
        await report(state)
        if (provider === null) return
        if (state.finishedAt === null) {
          // The whole of it is read anyway.
          wish = 'none'
          await first(provider, state, signal)
        } else if (wish === 'none') await keep(provider, state, signal)
        else await hurry(provider, state, signal)
      } catch (error) {
        if (stoppedBy(signal)) return
        const kind = error instanceof DirectoryFailure ? error.kind : 'internal'
        log.warn('pull.copy-failed', { kind, error })
        if (kind === 'closed') return
        failures += 1
        const ms = waitAfter(failures)
        listTrouble = told(kind, clock.now() + ms)
        sayTrouble()
        await wait(ms, signal)
      }
    }
  }

  /** The first pass. What is new is marked before it, so that nothing that happens meanwhile is passed over. */
  async function first(source: MemberSource, stored: PullState, signal: AbortSignal): Promise<void> {
    let state = stored
    if (!isUnderWay(stored)) {
      state = begun(stored, clock.now())
      const mark = await marked(source, state, signal)
      if (signal.aborted) return
      if (mark !== null) {
        const { place, isLast } = mark
        state = { ...state, keeping: { ...keepingOf(state), place, isAmidst: !isLast } }
      }
      await directory.applyPage([], state.startedAt ?? 0, state)
    }
    await report(state)
    await runPass(toolsOf(signal), source, state, signal)
  }

  /** Where what is new begins, as soon as it can be asked; null where it cannot be told. */
  async function marked(
    { changes }: MemberSource,
    state: PullState,
    signal: AbortSignal,
  ): Promise<ChangesPage | null> {
    for (let asks = 1; changes !== undefined && !signal.aborted;) {
      const openingsBefore = openings
      const answer = await changes.read(null, { priority: 'background', signal })
      if (answer.ok) return answer.value
      if (stoppedBy(signal)) return null
      const { kind } = answer.failure
      const isShut = kind === 'not-sent' || kind === 'unauthorized'
      if (!isShut) {
        if (!passesBy(kind) || asks >= mostMarks) return null
        asks += 1
      }
      onReached(kind !== 'not-sent')
      await standBack(answer.failure, state, signal, openingsBefore)
    }
    return null
  }

  /** A whole pass from its beginning, because somebody wished for it. */
  async function hurry(source: MemberSource, stored: PullState, signal: AbortSignal): Promise<void> {
    const state = wish === 'reading' && isUnderWay(stored) ? stored : begun(stored, clock.now())
    wish = 'reading'
    await directory.applyPage([], state.startedAt ?? 0, state)
    await report(state)
    await runPass(toolsOf(signal), source, state, signal)
    if (!signal.aborted) wish = 'none'
  }

  /** Slowly again and again, and what is new in between, until a stop or a wish. */
  async function keep(source: MemberSource, stored: PullState, signal: AbortSignal): Promise<void> {
    let state = stored
    let tried = untried
    while (!signal.aborted && wish === 'none' && !isGone) {
      const openingsBefore = openings
      if (!isOpen()) {
        await wait(null, signal, openingsBefore)
        continue
      }
      const now = clock.now()
      const step = nextStep(state, tried, periods, now)
      if (step.at > now) {
        await wait(Math.min(step.at - now, longestNapMs), signal, openingsBefore)
        continue
      }
      const done =
        step.kind === 'page'
          ? await slowPage(source, state, tried, signal)
          : await newOnes(source, state, tried, signal)
      if (done === null) return
      ;({ state, tried } = done)
      await report(state)
    }
  }

  interface Done {
    readonly state: PullState
    readonly tried: Tried
  }

  async function slowPage(
    source: MemberSource,
    stored: PullState,
    tried: Tried,
    signal: AbortSignal,
  ): Promise<Done | null> {
    const now = clock.now()
    const state = isUnderWay(stored) && stored.cursor !== null ? stored : begun(stored, now)
    const answer = await readListPage(source, state.cursor, signal)
    if (signal.aborted || wish !== 'none') return null
    onReached(answer.ok || answer.failure.kind !== 'not-sent')
    if (!answer.ok) {
      failures += 1
      const setBack = setBackOf(answer.failure, failures)
      const rests = clock.now() + setBack.ms
      log.info('pull.page-failed', { kind: answer.failure.kind, failures })
      listTrouble = told(answer.failure.kind, setBack.kind === 'gate' ? null : rests)
      const isLost = setBack.kind === 'wait' && setBack.fromStart
      return {
        state: isLost ? { ...stored, cursor: null } : stored,
        tried: { ...tried, pageRestsUntil: rests, ...(isLost ? { pageAt: null } : {}) },
      }
    }
    cameThrough()
    const after = afterPage(state, answer.value, clock.now())
    await directory.applyPage(answer.value.members, answer.evidence.startedAt, after)
    if (answer.value.next === null) {
      await endPass(toolsOf(signal), after, stored.lastStartedAt)
      return { state: await directory.pullState(), tried: { ...tried, pageAt: clock.now() } }
    }
    return { state: after, tried: { ...tried, pageAt: clock.now() } }
  }

  async function newOnes(
    source: MemberSource,
    state: PullState,
    tried: Tried,
    signal: AbortSignal,
  ): Promise<Done | null> {
    const { changes } = source
    if (changes === undefined) return null
    const keeping = keepingOf(state)
    const answer = await changes.read(keeping.place, { priority: 'background', signal })
    if (signal.aborted) return null
    onReached(answer.ok || answer.failure.kind !== 'not-sent')
    const now = clock.now()
    if (!answer.ok) {
      changesFailures += 1
      const setBack = setBackOf(answer.failure, changesFailures)
      log.info('pull.changes-failed', { kind: answer.failure.kind, failures: changesFailures })
      changesTrouble = told(answer.failure.kind, setBack.kind === 'gate' ? null : now + setBack.ms)
      return { state, tried: { ...tried, changesRestUntil: now + setBack.ms } }
    }
    changesFailures = 0
    changesTrouble = null
    const { members, place, isLast } = answer.value
    hasOrder = place !== null
    if (!hasOrder) log.info('pull.no-order')
    const after: PullState = {
      ...state,
      keeping: {
        ...keeping,
        place,
        isAmidst: !isLast,
        changesAt: isLast && place !== null ? now : keeping.changesAt,
      },
    }
    await directory.applyPage(members, answer.evidence.startedAt, after)
    const changesRestUntil = place === null ? now + noOrderMs : 0
    return { state: after, tried: { ...tried, changesAt: now, changesRestUntil } }
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
    listTrouble = told(failure.kind, setBack.kind === 'gate' ? null : clock.now() + setBack.ms)
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
    lost() {
      isGone = true
      isComplete = false
      if (last !== null) {
        const { keeping: _before, ...rest } = last
        say({ ...rest, phase: 'empty', members: 0, total: null, finishedAt: null })
      }
      openings += 1
      wake()
    },
    resume() {
      openings += 1
      wake()
    },
    async restart() {
      const ended = current?.ended
      stop()
      await ended
      cameThrough()
      changesFailures = 0
      changesTrouble = null
      wish = 'none'
      try {
        await directory.clear()
        // After that the copy takes no page from somebody who has not looked where the pull stands.
        await directory.pullState()
        await directory.applyPage([], clock.now(), nothingPulled)
        await report(nothingPulled)
      } finally {
        // Whatever of it is left is kept like the list.
        start()
      }
    },
    again() {
      if (provider === null || current === null || !isComplete) return false
      if (wish === 'none') wish = 'again'
      wake()
      return true
    },
  }
}
