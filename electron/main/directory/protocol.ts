import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { SearchStage } from '../../../shared/domain/views.ts'
import type { FreshCause } from './cache-db.ts'
import type { KeptProgramme, SweepStep, UnseenStep } from './cache-writes.ts'
import type { DirectoryFailureKind } from './failure.ts'
import type { CachedMember, DuplicateHit, PullState, SearchResult } from './types.ts'

/** Members of a page of a first pull that are stored before somebody who reads has their turn: some milliseconds. */
export const portion = 200
/** Members that one step changes: some tens of milliseconds, should all of them have other names. */
export const changedTogether = 100

/** Each call that the worker answers: its arguments and its value. */
export interface WorkerCalls {
  readonly search: {
    readonly args: readonly [query: string, limit: number, stage: SearchStage]
    readonly value: SearchResult
  }
  readonly exact: {
    readonly args: readonly [query: string, limit: number]
    readonly value: SearchResult
  }
  readonly byCode: { readonly args: readonly [code: string]; readonly value: readonly CachedMember[] }
  readonly member: { readonly args: readonly [remoteId: string]; readonly value: CachedMember | null }
  readonly members: {
    readonly args: readonly [remoteIds: readonly string[]]
    readonly value: readonly CachedMember[]
  }
  readonly duplicates: {
    readonly args: readonly [details: MemberDetails, code: string | null]
    readonly value: readonly DuplicateHit[]
  }
  readonly apply: {
    readonly args: readonly [members: readonly RemoteMember[], readAt: number]
    readonly value: null
  }
  readonly applyPage: {
    /**
     * The members in portions, each as JSON text: that costs a fifth of what the thread's own copying does, and little
     * of it is alive at once.
     */
    readonly args: readonly [portions: readonly string[], readAt: number, state: PullState]
    readonly value: null
  }
  readonly sweepStep: {
    readonly args: readonly [unseenSince: number, from: number, only: readonly string[]]
    readonly value: SweepStep
  }
  /** Whom a `sweepStep` would take. */
  readonly unseenStep: {
    readonly args: readonly [unseenSince: number, from: number]
    readonly value: UnseenStep
  }
  readonly remove: { readonly args: readonly [remoteId: string]; readonly value: null }
  readonly forget: { readonly args: readonly [remoteId: string]; readonly value: null }
  /** After `forget`, until it answers that there is no more to do. */
  readonly eraseStep: { readonly args: readonly []; readonly value: boolean }
  readonly clear: { readonly args: readonly []; readonly value: null }
  readonly pullState: { readonly args: readonly []; readonly value: PullState }
  readonly count: { readonly args: readonly []; readonly value: number }
  readonly page: {
    readonly args: readonly [after: number, limit: number]
    readonly value: { readonly members: readonly CachedMember[]; readonly next: number | null }
  }
  readonly saveProgramme: { readonly args: readonly [programme: KeptProgramme]; readonly value: null }
  readonly programme: { readonly args: readonly []; readonly value: KeptProgramme | null }
  /** The last call: the file is closed and the worker ends after answering. */
  readonly close: { readonly args: readonly []; readonly value: null }
}

/** Name of a call. */
export type CallName = keyof WorkerCalls

/** A call on its way to the worker. */
export type WorkerRequest = {
  readonly [N in CallName]: { readonly id: number; readonly name: N; readonly args: WorkerCalls[N]['args'] }
}[CallName]

/** A page of a pull. */
export type PageRequest = Extract<WorkerRequest, { readonly name: 'applyPage' }>

/** The answer to one call. Answers come in the order of the calls, but those to pages once they are committed. */
export type WorkerReply =
  | { readonly kind: 'value'; readonly id: number; readonly value: WorkerCalls[CallName]['value'] }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: DirectoryFailureKind }

/**
 * What the worker says unasked. An error loses its code on the way between threads; its text, which may quote a row, is
 * for nobody: the log takes its class and its places.
 */
export type WorkerNotice =
  | { readonly kind: 'opened'; readonly fresh: FreshCause | null }
  | { readonly kind: 'not-opened'; readonly code: string | null; readonly error: unknown }
  | { readonly kind: 'rebuilt' }
  | {
      readonly kind: 'failed'
      readonly call: CallName | 'upkeep'
      readonly code: string | null
      readonly error: unknown
    }

/** Given to the worker when it starts. */
export interface WorkerSetup {
  readonly file: string
  /** Whether it takes the place of one that died, and may have lost pages. */
  readonly again: boolean
}

/** Whether other pages follow this one: of a first pull, which runs ahead of the copy. */
export function isOfMany(state: PullState): boolean {
  return state.cursor !== null && state.finishedAt === null
}

/** What is asked while somebody types or scans; codes are looked for at other times too. */
const counterCalls: ReadonlySet<CallName> = new Set(['search', 'exact', 'byCode'])

/** Whether somebody at the counter probably waits for the answer. */
export function isAsked({ name }: Pick<WorkerRequest, 'name'>): boolean {
  return counterCalls.has(name)
}

/** A page in the portions in which it is stored, each as JSON text. */
export function portionsOf(members: readonly RemoteMember[], state: PullState): readonly string[] {
  const together = isOfMany(state) ? portion : changedTogether
  const portions: string[] = []
  for (let at = 0; at < members.length; at += together)
    portions.push(JSON.stringify(members.slice(at, at + together)))
  return portions
}
