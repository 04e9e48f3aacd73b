import { Worker } from 'node:worker_threads'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { UnseenStep } from './cache-writes.ts'
import { DirectoryFailure } from './failure.ts'
import type { DirectoryFailureKind } from './failure.ts'
import { changedTogether, portionsOf } from './protocol.ts'
import type {
  CallName,
  WorkerCalls,
  WorkerNotice,
  WorkerReply,
  WorkerRequest,
  WorkerSetup,
} from './protocol.ts'
import type { FreshCause } from './cache-db.ts'
import type { Directory } from './types.ts'

/** Where the directory writes what happened to it: kinds and codes, never a member. */
export interface DirectoryLog {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void
}

/** What a directory is opened with. */
export interface DirectoryOptions {
  /** The connection's `cache.db`; made where there is none. */
  readonly file: string
  /** The built worker (`directory-worker.js` beside the main bundle), or its source under Node. */
  readonly workerUrl: URL
  readonly log: DirectoryLog
  /** The copy was begun anew, because it was damaged or is of another version: all that was in it is to be read again. */
  readonly onBegunAnew?: (cause: FreshCause) => void
  /** A worker that dies again within this time is left alone until it has passed. */
  readonly restartPauseMs?: number
}

interface Pending {
  readonly resolve: (value: WorkerCalls[CallName]['value']) => void
  readonly reject: (failure: DirectoryFailure) => void
}

interface Running {
  readonly worker: Worker
  readonly pending: Map<number, Pending>
}

const patience = 60_000

/**
 * Opens the member copy in a worker of its own. Never throws: where the copy cannot be used, its calls reject
 * with a {@link DirectoryFailure} and the counter goes on without it.
 */
export function openDirectory(options: DirectoryOptions): Directory {
  const { file, workerUrl, log, restartPauseMs = patience } = options
  let nextId = 1
  let closing: Promise<void> | null = null
  let restartedAt = Number.NEGATIVE_INFINITY
  let running: Running | null = start(false)

  function start(again: boolean): Running {
    const setup: WorkerSetup = { file, again }
    const worker = new Worker(workerUrl, { workerData: setup, name: 'directory' })
    const started: Running = { worker, pending: new Map() }
    worker.on('message', (message: WorkerReply | WorkerNotice) => take(started, message))
    // 'exit' follows: it alone decides what happens next.
    worker.on('error', (error) => log.warn('directory.worker-error', { error }))
    worker.on('exit', (code) => ended(started, code))
    return started
  }

  function take(from: Running, message: WorkerReply | WorkerNotice): void {
    switch (message.kind) {
      case 'value':
        from.pending.get(message.id)?.resolve(message.value)
        from.pending.delete(message.id)
        return
      case 'failure':
        from.pending.get(message.id)?.reject(new DirectoryFailure(message.failure))
        from.pending.delete(message.id)
        return
      case 'opened':
        if (message.fresh === null || message.fresh === 'new')
          log.info('directory.opened', { fresh: message.fresh })
        else log.warn('directory.begun-anew', { cause: message.fresh })
        if (message.fresh !== null) options.onBegunAnew?.(message.fresh)
        return
      case 'not-opened':
        log.warn('directory.not-opened', { code: message.code, error: message.error })
        return
      case 'rebuilt':
        log.warn('directory.rebuilt')
        options.onBegunAnew?.('damaged')
        return
      case 'failed':
        log.warn('directory.call-failed', { call: message.call, code: message.code, error: message.error })
        return
    }
  }

  function ended(which: Running, code: number): void {
    const lost = [...which.pending.values()]
    which.pending.clear()
    if (running === which) running = null
    if (closing === null) {
      log.warn('directory.worker-died', { code, pending: lost.length })
      running ??= restart()
    }
    const kind: DirectoryFailureKind =
      closing !== null ? 'closed' : running === null ? 'unavailable' : 'crashed'
    for (const call of lost) call.reject(new DirectoryFailure(kind))
  }

  /** Once at once; a worker that keeps dying would otherwise keep the machine busy for nothing. */
  function restart(): Running | null {
    if (performance.now() - restartedAt < restartPauseMs) return null
    restartedAt = performance.now()
    return start(true)
  }

  function call<N extends CallName>(
    name: N,
    ...args: WorkerCalls[N]['args']
  ): Promise<WorkerCalls[N]['value']> {
    if (closing !== null && name !== 'close') return Promise.reject(new DirectoryFailure('closed'))
    running ??= restart()
    const to = running
    if (to === null) return Promise.reject(new DirectoryFailure('unavailable'))
    return new Promise((resolve, reject) => {
      const id = nextId
      nextId += 1
      to.pending.set(id, { resolve, reject })
      const request = { id, name, args } as WorkerRequest
      to.worker.postMessage(request)
    })
  }

  /** In portions, so that a keystroke waits for none of them long; answers the sum. */
  async function inSteps(
    since: number,
    work: (remoteIds: readonly string[], from: number) => number | Promise<number>,
  ): Promise<number> {
    let sum = 0
    let from: number | null = 0
    while (from !== null) {
      const { remoteIds, next }: UnseenStep = await call('unseenStep', since, from)
      if (remoteIds.length > 0) sum += await work(remoteIds, from)
      from = next
    }
    return sum
  }

  function sweep(startedAt: number, spared: () => ReadonlySet<string>): Promise<number> {
    return inSteps(startedAt, async (remoteIds, from) => {
      // Asked with each portion: it takes minutes until the last of a million, and somebody may be owed something since.
      const stay = spared()
      const go = remoteIds.filter((remoteId) => !stay.has(remoteId))
      return go.length === 0 ? 0 : (await call('sweepStep', startedAt, from, go)).removed
    })
  }

  /** Many at once go in portions, each once the one before is stored: whoever searches has their turn between them. */
  async function apply(members: readonly RemoteMember[], readAt: number): Promise<void> {
    for (let at = 0; at === 0 || at < members.length; at += changedTogether)
      await call('apply', members.slice(at, at + changedTogether), readAt)
  }

  async function forget(remoteId: string): Promise<void> {
    await call('forget', remoteId)
    while (await call('eraseStep'));
  }

  async function close(): Promise<void> {
    const last = running
    if (last === null) return
    const exited = new Promise<void>((resolve) => last.worker.once('exit', () => resolve()))
    // A worker that dies while it closes has closed.
    await call('close').catch(() => undefined)
    await exited
  }

  return {
    search: (query, limit, stage = 'whole') => call('search', query, limit, stage),
    exact: (query, limit) => call('exact', query, limit),
    byCode: (code) => call('byCode', code),
    member: (remoteId) => call('member', remoteId),
    members: (remoteIds) => call('members', remoteIds),
    duplicates: (details, code) => call('duplicates', details, code),
    apply,
    applyPage: (members, readAt, state) =>
      call('applyPage', portionsOf(members, state), readAt, state).then(nothing),
    sweep: (startedAt, spared = () => new Set()) => sweep(startedAt, spared),
    unseen: (since) => inSteps(since, ({ length }) => length),
    remove: (remoteId) => call('remove', remoteId).then(nothing),
    forget,
    clear: () => call('clear').then(nothing),
    pullState: () => call('pullState'),
    count: () => call('count'),
    saveProgramme: (cards, fetchedAt) => call('saveProgramme', { cards, fetchedAt }).then(nothing),
    page: (after, limit) => call('page', after, limit),
    programme: () => call('programme'),
    close() {
      closing ??= close()
      return closing
    },
  }
}

function nothing(): void {
  // The worker answers null where the caller is promised nothing.
}
