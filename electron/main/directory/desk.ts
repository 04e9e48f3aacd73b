import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { CacheService } from './cache.ts'
import type { DirectoryFailureKind } from './failure.ts'
import type { Ahead, AheadOptions, Given } from './prepare-ahead.ts'
import { isOfMany } from './protocol.ts'
import type { PageRequest, WorkerReply, WorkerRequest } from './protocol.ts'

/** Takes the worker's calls and answers them. */
export interface Desk {
  take(request: WorkerRequest): void
  /** Whether members of pages wait, or are stored and not committed. */
  isStoring(): boolean
}

/** What a desk is made of. */
export interface DeskOptions {
  readonly service: CacheService
  readonly post: (reply: WorkerReply) => void
  /** After whatever call has arrived meanwhile. */
  readonly soon: (work: () => void) => void
  /** Answers the function that cancels. */
  readonly later: (work: () => void, ms: number) => () => void
  /** Begins to prepare what waits; nothing is prepared where nobody can. */
  readonly prepareAhead?: (options: Omit<AheadOptions, 'start'>) => Ahead | null
}

/** Pages are kept together: the fewer commits, the fewer times a page of the keys is written. Members at most ... */
const groupMembers = 2_500
/** ... and ms at most, for a list that comes slowly; what was not kept is read again after a kill. */
const groupMs = 150

/** Portions that wait before another thread is worth its start: a list that comes slowly never has so many. */
const manyPortions = 8
/** Without a page for so long that thread ends: it has the texts of members in its memory. */
const aheadMs = 2_000

/** A page that waits. */
interface Page {
  readonly request: PageRequest
  /** Its portions as they are prepared; none where nobody prepares them. */
  ahead: readonly Given[]
}

/** A page that is being stored. */
interface Current extends Page {
  /** Portions that are stored. */
  readonly stored: number
}

/**
 * Pages wait in a queue of their own and are stored in portions, many pages in one transaction, each answered once it is
 * committed. Whoever only reads is answered in between and sees what is stored so far; whoever changes something does it
 * after what is stored is committed.
 */
export function createDesk(options: DeskOptions): Desk {
  const { service, post, soon, later } = options
  const waiting: Page[] = []
  let current: Current | null = null
  let whole: PageRequest[] = []
  let members = 0
  let isComing = false
  let cancel: (() => void) | null = null
  let ahead: Ahead | null = null
  /** Once it could not be begun, or ended by itself, it is done without. */
  let isAheadGone = options.prepareAhead === undefined
  let cancelRest: (() => void) | null = null
  let portionsStored = 0

  function take(request: WorkerRequest): void {
    switch (request.name) {
      case 'applyPage':
        waiting.push({ request, ahead: [] })
        if (isOfMany(request.args[2])) prepareWaiting()
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
      case 'sweepStep':
      case 'unseenStep':
      case 'pullState':
        drain()
        break
      case 'forget':
      case 'clear':
        drain()
        // Nobody who is gone is left in another thread's memory.
        endAhead()
        break
      case 'close':
        settle()
        endAhead()
    }
    post(service.handle(request))
    if (request.name === 'close')
      answerAll(
        waiting.splice(0).map((page) => page.request),
        'closed',
      )
  }

  function come(): void {
    if (isComing) return
    isComing = true
    soon(() => {
      isComing = false
      if (service.mustWait(come)) return
      const next = current === null ? waiting[0]?.ahead[0] : current.ahead[current.stored]
      if (next?.isComing() === true) {
        // Otherwise its answer comes here, or the time is over that it has.
        if (ahead?.helpOut() === true) come()
        return
      }
      storePortion()
      if (current !== null || waiting.length > 0) come()
    })
  }

  /** The next portion of the page that is being stored, or of the one that waits. */
  function storePortion(): void {
    const page = current ?? waiting.shift()
    if (page === undefined) return
    const stored = current?.stored ?? 0
    portionsStored += 1
    const { request } = page
    current = { request, ahead: page.ahead, stored: stored + 1 }
    const [portions, , state] = request.args
    const told = storeOne(page, stored)
    if (typeof told === 'string') {
      end(told)
      return
    }
    members += told
    if (stored + 1 < portions.length) return
    whole.push(request)
    current = null
    // Only a first pull runs ahead: nobody waits for the next page of a refresh.
    const hasMore = portions.length > 0 && isOfMany(state)
    if (!hasMore || members >= groupMembers) commit()
    else cancel ??= later(settle, groupMs)
  }

  /** Stores a portion; answers how many members are in it, or why it could not be stored. */
  function storeOne({ request, ahead: given }: Page, place: number): number | DirectoryFailureKind {
    const [portions, readAt] = request.args
    const prepared = given[place]?.take() ?? null
    if (prepared !== null) {
      const end = service.storePrepared(prepared)
      if (end === null) return prepared.size
      // It begins anew with the kinds that there are by then.
      if (end === 'other-kinds') endAhead()
      else if (end !== 'known') return end
    }
    const part = JSON.parse(portions[place] ?? '[]') as readonly RemoteMember[]
    return service.storePart(part, readAt) ?? part.length
  }

  /** Has everything prepared that waits, once that is much. */
  function prepareWaiting(): void {
    if (isAheadGone) return
    if (ahead === null) {
      const portions = waiting.reduce((sum, { request }) => sum + request.args[0].length, 0)
      if (portions >= manyPortions) beginAhead()
    }
    const preparing = ahead
    if (preparing === null) return
    restLater()
    for (const page of waiting) {
      const [portions, readAt, state] = page.request.args
      if (page.ahead.length > 0 || !isOfMany(state)) continue
      page.ahead = portions.map((text) => preparing.give(text, readAt))
    }
  }

  /** Ends the thread once no page comes and none waits; or nothing is stored any more, be it that it does not answer. */
  function restLater(isStuck = false): void {
    cancelRest?.()
    const before = portionsStored
    cancelRest = later(() => {
      const isStill = portionsStored === before
      if (waiting.length > 0 && !(isStill && isStuck)) restLater(isStill)
      else endAhead()
    }, aheadMs)
  }

  function beginAhead(): void {
    ahead = options.prepareAhead?.({ kinds: service.cardKinds(), ready: come, gone: loseAhead }) ?? null
    isAheadGone = ahead === null
  }

  function loseAhead(): void {
    isAheadGone = true
    endAhead()
  }

  function endAhead(): void {
    cancelRest?.()
    cancelRest = null
    ahead?.end()
    ahead = null
    // Whoever waited for it goes on without.
    if (current !== null || waiting.length > 0) come()
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
    // What follows is not stored either.
    if (failure !== null) endAhead()
    // What waited behind a portion that was stored from its text now has its turn.
    if (waiting.length > 0) come()
    answerAll(pages, failure)
  }

  function answerAll(pages: readonly PageRequest[], failure: DirectoryFailureKind | null): void {
    for (const { id } of pages)
      post(failure === null ? { kind: 'value', id, value: null } : { kind: 'failure', id, failure })
  }

  return { take, isStoring: () => current !== null || waiting.length > 0 || whole.length > 0 }
}
