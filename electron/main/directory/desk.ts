import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { CacheService } from './cache.ts'
import type { DirectoryFailureKind } from './failure.ts'
import type { PageRequest, WorkerReply, WorkerRequest } from './protocol.ts'

/** Takes the worker's calls and answers them. */
export interface Desk {
  take(request: WorkerRequest): void
}

/** What a desk is made of. */
export interface DeskOptions {
  readonly service: CacheService
  readonly post: (reply: WorkerReply) => void
  /** After whatever call has arrived meanwhile. */
  readonly soon: (work: () => void) => void
  /** Answers the function that cancels. */
  readonly later: (work: () => void, ms: number) => () => void
}

/** Pages are kept together: the fewer commits, the fewer times a page of the keys is written. Members at most ... */
const groupMembers = 2_500
/** ... and ms at most, for a list that comes slowly; what was not kept is read again after a kill. */
const groupMs = 150

/** A page that is being stored. */
interface Current {
  readonly request: PageRequest
  /** Portions that are stored. */
  readonly stored: number
}

/**
 * Pages wait in a queue of their own and are stored in portions, many pages in one transaction, each answered once it is
 * committed. Whoever only reads is answered in between and sees what is stored so far; whoever changes something does it
 * after what is stored is committed.
 */
export function createDesk({ service, post, soon, later }: DeskOptions): Desk {
  const waiting: PageRequest[] = []
  let current: Current | null = null
  let whole: PageRequest[] = []
  let members = 0
  let isComing = false
  let cancel: (() => void) | null = null

  function take(request: WorkerRequest): void {
    switch (request.name) {
      case 'applyPage':
        waiting.push(request)
        come()
        return
      case 'search':
      case 'exact':
      case 'byCode':
      case 'member':
      case 'members':
      case 'duplicates':
      case 'page':
      case 'count':
      case 'programme':
        break
      case 'apply':
      case 'saveProgramme':
      case 'eraseStep':
        settle()
        break
      // What was told to go, or asked about, was so after the pages that wait.
      case 'remove':
      case 'forget':
      case 'sweepStep':
      case 'unseenStep':
      case 'clear':
      case 'pullState':
        drain()
        break
      case 'close':
        settle()
    }
    post(service.handle(request))
    if (request.name === 'close') answerAll(waiting.splice(0), 'closed')
  }

  function come(): void {
    if (isComing) return
    isComing = true
    soon(() => {
      isComing = false
      if (service.mustWait(come)) return
      storePortion()
      if (current !== null || waiting.length > 0) come()
    })
  }

  /** The next portion of the page that is being stored, or of the one that waits. */
  function storePortion(): void {
    const request = current?.request ?? waiting.shift()
    if (request === undefined) return
    const stored = current?.stored ?? 0
    current = { request, stored: stored + 1 }
    const [portions, readAt, state] = request.args
    const part = JSON.parse(portions[stored] ?? '[]') as readonly RemoteMember[]
    const failure = service.storePart(part, readAt)
    if (failure !== null) {
      end(failure)
      return
    }
    members += part.length
    if (stored + 1 < portions.length) return
    whole.push(request)
    current = null
    // Only a first pull runs ahead: nobody waits for the next page of a refresh.
    const hasMore = portions.length > 0 && state.cursor !== null && state.finishedAt === null
    if (!hasMore || members >= groupMembers) commit()
    else cancel ??= later(settle, groupMs)
  }

  /** Stores the rest of the page that is being stored, and commits. */
  function settle(): void {
    while (current !== null) storePortion()
    commit()
  }

  function drain(): void {
    while (current !== null || waiting.length > 0) storePortion()
    commit()
  }

  function commit(): void {
    const last = whole.at(-1)
    if (last !== undefined) end(service.commitParts(last.args[2]))
  }

  /** Answers for the pages since the last commit. */
  function end(failure: DirectoryFailureKind | null): void {
    cancel?.()
    cancel = null
    const pages = current === null ? whole : [...whole, current.request]
    whole = []
    current = null
    members = 0
    answerAll(pages, failure)
  }

  function answerAll(pages: readonly PageRequest[], failure: DirectoryFailureKind | null): void {
    for (const { id } of pages)
      post(failure === null ? { kind: 'value', id, value: null } : { kind: 'failure', id, failure })
  }

  return { take }
}
