import type { RemoteMember } from '../../../shared/domain/member.ts'
import { sqliteCode } from '../db/open-cache.ts'
import type { CacheFile } from '../db/open-cache.ts'
import { discardCache, discardSetAside, isDamage, openCache, replaceDamaged } from './cache-db.ts'
import type { FreshCause } from './cache-db.ts'
import { prepareWrites } from './cache-writes.ts'
import type { CacheWrites, NotAsPrepared } from './cache-writes.ts'
import type { CardKind } from './card-kinds.ts'
import type { DirectoryFailureKind } from './failure.ts'
import { prepareLookUp } from './look-up.ts'
import type { LookUp } from './look-up.ts'
import { noLogKeeper } from './log-keeper.ts'
import type { LogKeeper } from './log-keeper.ts'
import type {
  CallName,
  PageRequest,
  WorkerCalls,
  WorkerNotice,
  WorkerReply,
  WorkerRequest,
} from './protocol.ts'
import type { PreparedPortion } from './prepared-portion.ts'
import type { PullState } from './types.ts'
import { createWordFilter } from './word-filter.ts'

interface OpenCache {
  readonly db: CacheFile
  readonly reads: LookUp
  readonly writes: CacheWrites
}

/** Calls that make the log longer by many pages. */
const lengthening: ReadonlySet<CallName> = new Set(['apply', 'sweepStep', 'remove', 'forget', 'eraseStep'])
/** Members whose tokens change between two looks of a copy that is at rest. */
const mostAtRest = 50

/** Answers calls from one member copy. A failure is an answer; nothing is thrown. */
export interface CacheService {
  /** Any call but a page. No part of a page may be stored and not committed where the call changes something. */
  handle(request: Exclude<WorkerRequest, PageRequest>): WorkerReply
  /**
   * Stores a part of a page, which the next commit keeps. Answers why it could not: then all parts since the last
   * commit are gone, and so is every page until somebody has read where the pull stands.
   */
  storePart(members: readonly RemoteMember[], readAt: number): DirectoryFailureKind | null
  /**
   * As `storePart`, of members who were prepared ahead. Where they cannot be stored so, none of them is; kinds of cards that
   * were new may have their numbers by then.
   */
  storePrepared(portion: PreparedPortion): NotAsPrepared | DirectoryFailureKind | null
  /** Kinds of cards that the copy has, in the order of their numbers. */
  cardKinds(): readonly CardKind[]
  /** Keeps the parts that were stored, and the place after them; otherwise as `storePart`. */
  commitParts(state: PullState): DirectoryFailureKind | null
  /** A few milliseconds of what makes answers faster and can wait; answers whether there is more of it. */
  upkeep(): boolean
  /** Whether pages should wait, as long as none is stored in part: then `over` is called once they need not any more. */
  mustWait(over: () => void): boolean
}

/**
 * Opens the copy of `file`, or answers every call with `unavailable` until it can be opened.
 *
 * @param pullMustLook Whether a worker before this one may have lost pages. A pull must not go on in the middle of its
 *   list then, nor after a rebuild: it reads first where it stands.
 * @param logs Who brings the log in; nobody has the file open where it is replaced or deleted.
 */
export function createCacheService(
  file: string,
  notify: (notice: WorkerNotice) => void,
  pullMustLook = false,
  logs: LogKeeper = noLogKeeper,
): CacheService {
  let cache: OpenCache | null = null
  let closed = false
  let indexedBefore = 0
  let upkeepFailed = false

  tryToOpen()

  function tryToOpen(): OpenCache | null {
    try {
      const { opened, fresh } = openOrRebuild(file, logs)
      cache = opened
      notify({ kind: 'opened', fresh })
    } catch (error) {
      notify({ kind: 'not-opened', code: codeOf(error), error })
    }
    return cache
  }

  function rebuild(damaged: OpenCache): void {
    cache = null
    pullMustLook = true
    try {
      logs.letGo()
      cache = prepared(replaceDamaged(damaged.db, file), logs)
      notify({ kind: 'rebuilt' })
    } catch (error) {
      notify({ kind: 'not-opened', code: codeOf(error), error })
    }
  }

  /** Whatever state the file is in, damaged or never opened. */
  function clear(): boolean {
    const before = cache
    cache = null
    pullMustLook = true
    try {
      logs.letGo()
      before?.db.close()
      discardCache(file)
      discardSetAside(file)
    } catch (error) {
      notify({ kind: 'not-opened', code: codeOf(error), error })
      return false
    }
    return tryToOpen() !== null
  }

  function openNow(): OpenCache | DirectoryFailureKind {
    if (closed) return 'closed'
    if (cache === null) pullMustLook = true
    return cache ?? tryToOpen() ?? 'unavailable'
  }

  /** Why a call failed; a damaged copy is begun anew. */
  function failureOf(open: OpenCache, call: CallName | 'upkeep', error: unknown): DirectoryFailureKind {
    const code = codeOf(error)
    notify({ kind: 'failed', call, code, error })
    if (isDamage(error)) {
      rebuild(open)
      // Who was to be forgotten is in what was set aside.
      return call !== 'forget' && !open.writes.isErasing() ? 'rebuilt' : withoutSetAside()
    }
    if (!open.writes.isSound()) letGo(open)
    return code?.startsWith('SQLITE_FULL') === true ? 'disk-full' : 'internal'
  }

  /** What is in memory is not what the file has, and could not be read: the next call opens it anew. */
  function letGo({ db }: OpenCache): void {
    cache = null
    pullMustLook = true
    logs.letGo()
    db.close()
  }

  /** That a member is gone may only be said where nothing is left of the damaged copy either. */
  function withoutSetAside(): DirectoryFailureKind {
    try {
      discardSetAside(file)
      return cache === null ? 'unavailable' : 'rebuilt'
    } catch (error) {
      notify({ kind: 'failed', call: 'forget', code: codeOf(error), error })
      return 'internal'
    }
  }

  function handle(request: Exclude<WorkerRequest, PageRequest>): WorkerReply {
    const { id } = request
    if (request.name === 'close' && !closed) {
      closed = true
      if (cache !== null) close(cache)
      return { kind: 'value', id, value: null }
    }
    if (request.name === 'clear' && !closed) {
      return clear() ? { kind: 'value', id, value: null } : { kind: 'failure', id, failure: 'unavailable' }
    }
    const open = openNow()
    if (typeof open === 'string' || request.name === 'close' || request.name === 'clear')
      return { kind: 'failure', id, failure: typeof open === 'string' ? open : 'closed' }
    if (request.name === 'pullState') pullMustLook = false
    try {
      // Who is forgotten is in what was set aside as well.
      if (request.name === 'forget') discardSetAside(file)
      return { kind: 'value', id, value: answer(open, request) }
    } catch (error) {
      return { kind: 'failure', id, failure: failureOf(open, request.name, error) }
    } finally {
      if (lengthening.has(request.name)) look(open)
    }
  }

  function close({ db, writes }: OpenCache): void {
    try {
      writes.flush()
    } catch (error) {
      // The next opening does it.
      notify({ kind: 'failed', call: 'close', code: codeOf(error), error })
    }
    logs.letGo()
    db.close()
  }

  function inParts(work: (writes: CacheWrites) => void): DirectoryFailureKind | null {
    const open = openNow()
    if (typeof open === 'string') return open
    if (pullMustLook) return 'rebuilt'
    try {
      work(open.writes)
      return null
    } catch (error) {
      pullMustLook = true
      const failure = failureOf(open, 'applyPage', error)
      return cache === open ? dropped(open, failure) : failure
    }
  }

  function dropped(open: OpenCache, failure: DirectoryFailureKind): DirectoryFailureKind {
    try {
      open.writes.dropParts()
      return failure
    } catch (error) {
      return failureOf(open, 'applyPage', error)
    }
  }

  /** A log that is long is brought in. */
  function look({ db }: OpenCache): void {
    if (!db.open || db.inTransaction) return
    try {
      logs.look(db)
    } catch (error) {
      notify({ kind: 'failed', call: 'upkeep', code: codeOf(error), error })
    }
  }

  /** Nobody asked for it: where it fails, and not by damage, everything else is done all the same. */
  function rehearse({ reads }: OpenCache): boolean {
    try {
      return reads.rehearse()
    } catch (error) {
      if (isDamage(error)) throw error
      notify({ kind: 'failed', call: 'upkeep', code: codeOf(error), error })
      return true
    }
  }

  function upkeep(): boolean {
    if (closed || upkeepFailed || cache === null || cache.db.inTransaction) return false
    const open = cache
    try {
      look(open)
      if (logs.isEnding()) return true
      if (open.writes.isErasing()) return open.writes.eraseStep()
      if (rehearse(open) || open.writes.settle() || open.reads.warmUp()) return true
      // While members are told in number, whatever is brought together now would be again a moment later. Of a list that
      // comes slowly, there are many parts before that.
      const indexed = open.writes.indexed()
      const isBusy = indexed - indexedBefore > mostAtRest && !open.writes.merge.isUrgent()
      indexedBefore = indexed
      return !isBusy && open.writes.merge.step()
    } catch (error) {
      // It can be done without: a full disk is not told of again every second.
      upkeepFailed = failureOf(open, 'upkeep', error) !== 'rebuilt' && cache === open
      return false
    }
  }

  return {
    handle,
    upkeep,
    storePart: (members, readAt) => inParts((writes) => writes.storePart(members, readAt)),
    storePrepared(portion) {
      let why: NotAsPrepared | null = null
      const failure = inParts((writes) => {
        why = writes.storePrepared(portion)
      })
      return failure ?? why
    },
    cardKinds: () => cache?.writes.cardKinds() ?? [],
    commitParts(state) {
      const failure = inParts((writes) => writes.commitParts(state))
      if (cache !== null) look(cache)
      return failure
    },
    mustWait(over) {
      if (cache === null || cache.db.inTransaction) return false
      // Nobody else may look any more: parts that were dropped ended their transaction, and upkeep may have failed.
      look(cache)
      return logs.isEnding(over)
    },
  }
}

/** Damage may lie where only the first statements meet it. */
function openOrRebuild(
  file: string,
  logs: LogKeeper,
): { readonly opened: OpenCache; readonly fresh: FreshCause | null } {
  const { db, fresh } = openCache(file)
  try {
    return { opened: prepared(db, logs), fresh }
  } catch (error) {
    if (!isDamage(error)) throw error
    return { opened: prepared(replaceDamaged(db, file), logs), fresh: 'damaged' }
  }
}

function prepared(db: CacheFile, logs: LogKeeper): OpenCache {
  try {
    logs.adopt(db)
    const filter = createWordFilter()
    return {
      db,
      reads: prepareLookUp(db, filter),
      writes: prepareWrites(db, filter, () => logs.letGo()),
    }
  } catch (error) {
    db.close()
    throw error
  }
}

function answer(
  { reads, writes }: OpenCache,
  request: Exclude<WorkerRequest, { name: 'close' | 'clear' } | PageRequest>,
): WorkerCalls[typeof request.name]['value'] {
  switch (request.name) {
    case 'search':
      return reads.search(...request.args)
    case 'exact':
      return reads.exact(...request.args)
    case 'byCode':
      return reads.byCode(...request.args)
    case 'member':
      return reads.member(...request.args)
    case 'members':
      return reads.members(...request.args)
    case 'duplicates':
      return reads.duplicates(...request.args)
    case 'page':
      return reads.page(...request.args)
    case 'apply':
      writes.apply(...request.args)
      return null
    case 'sweepStep':
      return writes.sweepStep(...request.args)
    case 'unseenStep':
      return writes.unseenStep(...request.args)
    case 'remove':
      writes.remove(...request.args)
      return null
    case 'forget':
      writes.forget(...request.args)
      return null
    case 'eraseStep':
      return writes.eraseStep()
    case 'pullState':
      return writes.pullState()
    case 'count':
      return writes.count()
    case 'saveProgramme':
      writes.saveProgramme(...request.args)
      return null
    case 'programme':
      return writes.programme()
  }
}

/** What SQLite or the system calls it; null where they do not. */
function codeOf(error: unknown): string | null {
  const code = sqliteCode(error) ?? (error instanceof Error && 'code' in error ? error.code : null)
  return typeof code === 'string' ? code : null
}
