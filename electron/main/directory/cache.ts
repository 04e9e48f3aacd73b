import type { RemoteMember } from '../../../shared/domain/member.ts'
import { sqliteCode } from '../db/open-cache.ts'
import type { CacheFile } from '../db/open-cache.ts'
import { isDamage, openCache, replaceDamaged } from './cache-db.ts'
import type { FreshCause } from './cache-db.ts'
import { prepareWrites } from './cache-writes.ts'
import type { CacheWrites } from './cache-writes.ts'
import type { DirectoryFailureKind } from './failure.ts'
import { prepareLookUp } from './look-up.ts'
import type { LookUp } from './look-up.ts'
import type { WorkerCalls, WorkerNotice, WorkerReply, WorkerRequest } from './protocol.ts'

interface OpenCache {
  readonly db: CacheFile
  readonly reads: LookUp
  readonly writes: CacheWrites
}

/** Answers calls from one member copy. A failure is an answer; nothing is thrown. */
export interface CacheService {
  handle(request: WorkerRequest): WorkerReply
}

/** Opens the copy of `file`, or answers every call with `unavailable` until it can be opened. */
export function createCacheService(file: string, notify: (notice: WorkerNotice) => void): CacheService {
  let cache: OpenCache | null = null
  let closed = false
  // After a rebuild a pull must not go on in the middle of its list: it reads first where it stands.
  let pullMustLook = false

  tryToOpen()

  function tryToOpen(): OpenCache | null {
    try {
      const { opened, fresh } = openOrRebuild(file)
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
      cache = prepared(replaceDamaged(damaged.db, file))
      notify({ kind: 'rebuilt' })
    } catch (error) {
      notify({ kind: 'not-opened', code: codeOf(error), error })
    }
  }

  function handle(request: WorkerRequest): WorkerReply {
    const { id } = request
    const failed = (failure: DirectoryFailureKind): WorkerReply => ({ kind: 'failure', id, failure })
    if (closed) return failed('closed')
    if (request.name === 'close') {
      closed = true
      cache?.db.close()
      return { kind: 'value', id, value: null }
    }
    if (cache === null) pullMustLook = true
    const open = cache ?? tryToOpen()
    if (open === null) return failed('unavailable')
    if (request.name === 'pullState') pullMustLook = false
    if (request.name === 'applyPage' && pullMustLook) return failed('rebuilt')
    try {
      return { kind: 'value', id, value: answer(open, request) }
    } catch (error) {
      const code = codeOf(error)
      notify({ kind: 'failed', call: request.name, code, error })
      if (isDamage(error)) {
        rebuild(open)
        return failed('rebuilt')
      }
      return failed(code?.startsWith('SQLITE_FULL') === true ? 'disk-full' : 'internal')
    }
  }

  return { handle }
}

/** Damage may lie where only the first statements meet it. */
function openOrRebuild(file: string): { readonly opened: OpenCache; readonly fresh: FreshCause | null } {
  const { db, fresh } = openCache(file)
  try {
    return { opened: prepared(db), fresh }
  } catch (error) {
    if (!isDamage(error)) throw error
    return { opened: prepared(replaceDamaged(db, file)), fresh: 'damaged' }
  }
}

function prepared(db: CacheFile): OpenCache {
  try {
    return { db, reads: prepareLookUp(db), writes: prepareWrites(db) }
  } catch (error) {
    db.close()
    throw error
  }
}

function answer(
  { reads, writes }: OpenCache,
  request: Exclude<WorkerRequest, { name: 'close' }>,
): WorkerCalls[typeof request.name]['value'] {
  switch (request.name) {
    case 'search':
      return reads.search(...request.args)
    case 'byCode':
      return reads.byCode(...request.args)
    case 'member':
      return reads.member(...request.args)
    case 'duplicates':
      return reads.duplicates(...request.args)
    case 'page':
      return reads.page(...request.args)
    case 'apply':
      writes.apply(...request.args)
      return null
    case 'applyPage': {
      const [members, readAt, state] = request.args
      writes.applyPage(JSON.parse(members) as readonly RemoteMember[], readAt, state)
      return null
    }
    case 'sweepStep':
      return writes.sweepStep(...request.args)
    case 'remove':
      writes.remove(...request.args)
      return null
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
