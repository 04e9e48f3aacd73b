import { listOldAfterMs } from '../../../shared/domain/list-age.ts'
import type { ListKeeping, ListTrouble } from '../../../shared/domain/views.ts'
import type { ChangesFacet, Failure } from '../providers/provider.ts'
import type { DirectoryFailureKind } from './failure.ts'
import type { Keeping, Missing, PullState } from './types.ts'

/** At most a page a second is read of a list that nobody waits for. */
export const slowestPauseMs = 1_000
/** A list whose order does not tell what is new is looked at again after this. */
export const noOrderMs = 3_600_000
const shortestWaitMs = 2_000
const longestWaitMs = 5 * 60_000
/** Nobody is asked to wait for longer than this: a time further ahead was written by a clock that was set back. */
const longestRestMs = 3_600_000

const unkept: Keeping = {
  pages: 0,
  told: 0,
  lastPages: null,
  place: null,
  isAmidst: false,
  changesAt: null,
  missing: null,
}

/** A copy with nobody in it. */
export const nothingPulled: PullState = {
  cursor: null,
  startedAt: null,
  finishedAt: null,
  total: null,
  lastStartedAt: null,
}

/** What keeping the copy fresh goes by, also where nothing was kept of it yet. */
export function keepingOf({ keeping }: PullState): Keeping {
  return { ...unkept, ...keeping }
}

/** Whether a pass was begun and not ended. A clock set back between the two is no reason to begin it anew. */
export function isUnderWay({ startedAt, finishedAt, cursor }: PullState): boolean {
  return startedAt !== null && (finishedAt === null || finishedAt < startedAt || cursor !== null)
}

/** The state of a pass that begins. */
export function begun(state: PullState, now: number): PullState {
  return { ...state, startedAt: now, cursor: null, keeping: { ...keepingOf(state), pages: 0, told: 0 } }
}

/** A page that was read, as the state after it. */
export function afterPage(
  state: PullState,
  page: { readonly members: readonly unknown[]; readonly next: string | null; readonly total: number | null },
  now: number,
): PullState {
  const { next, total, members } = page
  const before = keepingOf(state)
  const keeping = { ...before, pages: before.pages + 1, told: before.told + members.length }
  if (next !== null) return { ...state, cursor: next, total, keeping }
  const startedAt = state.startedAt ?? now
  return {
    cursor: null,
    startedAt,
    finishedAt: Math.max(now, startedAt),
    total,
    lastStartedAt: startedAt,
    keeping: { ...keeping, lastPages: keeping.pages },
  }
}

/** What to do after a failed page. */
type SetBack =
  | { readonly kind: 'gate'; readonly ms: number }
  | { readonly kind: 'wait'; readonly ms: number; readonly fromStart: boolean }

/** How long is waited after so many failures in a row, this one included. */
export function waitAfter(failures: number): number {
  return Math.min(shortestWaitMs * 2 ** Math.min(failures - 1, 20), longestWaitMs)
}

/** How a failed page goes on. Pure. `failures` counts in a row, this one included. */
export function setBackOf(failure: Failure, failures: number): SetBack {
  const ms = waitAfter(failures)
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

/** Whether a failure says nothing of what was asked, so that the same may be answered a little later. */
export function passesBy(kind: Failure['kind']): boolean {
  return kind === 'rate-limited' || kind === 'server-error' || kind === 'no-answer'
}

/** From one page of a slow pass to the next: so that a pass takes its time, and no more than a page a second. */
export function paceMs(state: PullState, now: number, passMs: number): number {
  const { lastPages } = keepingOf(state)
  if (isOld(state, now)) return slowestPauseMs
  // As many pages as a copy of an older version may have had: nobody knows.
  return Math.max(slowestPauseMs, lastPages === null ? 0 : Math.floor(passMs / Math.max(1, lastPages)))
}

/** What was not read whole for so long is read as fast as is polite. */
function isOld({ finishedAt }: PullState, now: number): boolean {
  return finishedAt === null || finishedAt > now || now - finishedAt > listOldAfterMs
}

/** What was tried lately, and until when it is left alone; UTC ms. */
export interface Tried {
  readonly pageAt: number | null
  readonly changesAt: number | null
  readonly pageRestsUntil: number
  readonly changesRestUntil: number
}

/** How often. */
export interface Periods {
  readonly passMs: number
  /** Null where what is new cannot be asked for. */
  readonly changesMs: number | null
}

/** What is read next of a complete copy's list, and when. */
export interface Step {
  readonly kind: 'page' | 'changes'
  readonly at: number
}

/** Pure. Of two that are due what is new goes first: it is short. */
export function nextStep(state: PullState, tried: Tried, periods: Periods, now: number): Step {
  const { passMs, changesMs } = periods
  const pageAfter = tried.pageAt ?? (isUnderWay(state) ? null : state.finishedAt)
  const page = notBefore(dueAt(pageAfter, paceMs(state, now, passMs), now), tried.pageRestsUntil, now)
  if (changesMs === null) return { kind: 'page', at: page }
  const { changesAt, isAmidst } = keepingOf(state)
  const changesAfter = isAmidst ? tried.changesAt : latest(changesAt, tried.changesAt)
  const due = dueAt(changesAfter, isAmidst ? slowestPauseMs : changesMs, now)
  const changes = notBefore(due, tried.changesRestUntil, now)
  return changes <= page ? { kind: 'changes', at: changes } : { kind: 'page', at: page }
}

/** A time ahead of now was written by a clock that was set back: then it is due. */
function dueAt(last: number | null, every: number, now: number): number {
  return last === null || last > now ? now : last + every
}

function notBefore(at: number, until: number, now: number): number {
  return until - now > longestRestMs ? at : Math.max(at, until)
}

function latest(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.max(a, b)
}

/** What the end of a pass says of those whom it did not tell. */
export interface Verdict {
  /** Whether those may go who were missing from the pass before as well. */
  readonly mayGo: boolean
  readonly missing: Missing | null
}

/** More than so many at once, and more than a tenth, are no people who left: a filter, a fault, another shop. */
const believable = 50
/** Complete passes in a row that must say so before it is believed all the same. */
const passesBelieved = 3

/** Pure. `missing` counts those in the copy whom this pass did not tell. */
export function verdictOf(
  state: PullState,
  counted: { readonly members: number; readonly missing: number },
  now: number,
): Verdict {
  const { told, missing: before } = keepingOf(state)
  const { members, missing } = counted
  const isMuch = (missing > believable && missing * 10 > members) || (told === 0 && members > 0)
  if (!isMuch) return { mayGo: true, missing: null }
  const passes = (before?.passes ?? 0) + 1
  return passes >= passesBelieved
    ? { mayGo: true, missing: null }
    : { mayGo: false, missing: { members: missing, passes, since: before?.since ?? now } }
}

/** What kept the list from being read, in the screen's words. */
export function troubleOf(kind: Failure['kind'] | DirectoryFailureKind): ListTrouble['kind'] {
  switch (kind) {
    case 'not-sent':
      return 'unreachable'
    case 'no-answer':
      return 'no-answer'
    case 'unauthorized':
      return 'signed-out'
    case 'forbidden':
      return 'not-allowed'
    case 'rate-limited':
      return 'slow-down'
    case 'bad-answer':
    case 'not-found':
    case 'refused':
      return 'not-understood'
    case 'server-error':
      return 'failing'
    case 'disk-full':
      return 'disk-full'
    case 'crashed':
    case 'unavailable':
    case 'rebuilt':
    case 'closed':
    case 'internal':
      return 'copy'
  }
}

/** What a person is told of it. */
export function keepingView(
  state: PullState,
  now: {
    readonly changes: ChangesFacet['tells'] | null
    readonly isHurried: boolean
    readonly trouble: ListTrouble | null
  },
): ListKeeping {
  const { changesAt, told, missing } = keepingOf(state)
  const { changes, isHurried, trouble } = now
  const { startedAt, finishedAt } = state
  const isAgain = finishedAt !== null && startedAt !== null && isUnderWay(state)
  return {
    changes: changes ?? 'none',
    changesAt,
    pass: isAgain ? { told, startedAt, isHurried } : null,
    trouble,
    missing: missing === null ? null : { members: missing.members, passes: missing.passes },
  }
}
