import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { PullState } from './types.ts'

/** A page that was read, and the place after it. */
export interface ReadPage {
  readonly members: readonly RemoteMember[]
  /** When it was asked for, UTC ms. */
  readonly readAt: number
  readonly state: PullState
}

/** Writes pages in their order, each with the place after it, while the next ones are read. */
export interface PageWriter {
  /** Settles once another page may be asked for; rejects, now and from then on, when a page could not be written. */
  add(page: ReadPage): Promise<void>
  /** Until everything is written; rejects when something could not be. */
  flush(): Promise<void>
  /** Drops what is not being written, and waits for what is. Never rejects. */
  drop(): Promise<void>
}

/** What a writer of pages is made of. */
export interface PageWriterOptions {
  /** Writes a page in one transaction. */
  readonly write: (page: ReadPage) => Promise<void>
  readonly clock: { now(): number }
  /** Members that wait at most, and that are written together at most. */
  readonly mostMembers: number
}

/** How long one transaction should take, ms: a search waits for it. */
const writeMs = 40
/** Fewer at once cost more than they give back. */
const leastTogether = 100

/**
 * Pages that arrived while others were written are written together: a transaction of a thousand members costs little
 * more than one of a hundred. Where pages come slowly each is written alone, as soon as it is there; on a machine that
 * writes slowly fewer are written at once. Little waits, so that what is read again after a kill is little, and so is
 * the memory.
 */
export function createPageWriter({ write, clock, mostMembers }: PageWriterOptions): PageWriter {
  let together = mostMembers
  let waiting: readonly ReadPage[] = []
  let writing: Promise<void> | null = null
  let failed: { readonly error: unknown } | null = null
  let step = Promise.withResolvers<undefined>()

  const bounded = (members: number): number =>
    Math.min(mostMembers, Math.max(Math.min(leastTogether, mostMembers), members))

  const hasRoom = (): boolean => waiting.reduce((sum, { members }) => sum + members.length, 0) < mostMembers

  async function writeAll(): Promise<void> {
    try {
      for (;;) {
        const [page, rest] = takeTogether(waiting, together)
        if (page === null) return
        waiting = rest
        stepped()
        const from = clock.now()
        await write(page)
        together = bounded((page.members.length * writeMs) / Math.max(1, clock.now() - from))
      }
    } catch (error) {
      failed = { error }
      waiting = []
    } finally {
      writing = null
      stepped()
    }
  }

  function stepped(): void {
    step.resolve(undefined)
    step = Promise.withResolvers()
  }

  async function until(met: () => boolean): Promise<void> {
    for (;;) {
      if (failed !== null) throw failed.error
      if (met()) return
      await step.promise
    }
  }

  return {
    add(page) {
      waiting = failed === null ? [...waiting, page] : []
      if (failed === null) writing ??= writeAll()
      return until(hasRoom)
    },
    flush: () => until(() => writing === null),
    async drop() {
      waiting = []
      await writing
    },
  }
}

/** The first pages as one, and those that are left. */
function takeTogether(
  pages: readonly ReadPage[],
  mostMembers: number,
): readonly [ReadPage | null, readonly ReadPage[]] {
  const [first, ...others] = pages
  if (first === undefined) return [null, []]
  let together = first
  let taken = 0
  for (const page of others) {
    const members = [...together.members, ...page.members]
    if (members.length > mostMembers) break
    // The earlier of the two times: what the counter learned since is the newer for both.
    together = { members, readAt: Math.min(together.readAt, page.readAt), state: page.state }
    taken += 1
  }
  return [together, others.slice(taken)]
}
