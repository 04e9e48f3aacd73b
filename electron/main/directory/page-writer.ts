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

/**
 * Pages that arrived while others were written are written together: a transaction of a thousand members costs little
 * more than one of a hundred. Where pages come slowly each is written alone, as soon as it is there. At most
 * `mostMembers` wait, so that what is read again after a kill is little, and so is the memory.
 *
 * @param write Writes a page in one transaction.
 */
export function createPageWriter(write: (page: ReadPage) => Promise<void>, mostMembers: number): PageWriter {
  let waiting: readonly ReadPage[] = []
  let writing: Promise<void> | null = null
  let failed: { readonly error: unknown } | null = null
  let step = Promise.withResolvers<undefined>()

  const hasRoom = (): boolean => waiting.reduce((sum, { members }) => sum + members.length, 0) < mostMembers

  async function writeAll(): Promise<void> {
    try {
      for (;;) {
        const [page, rest] = takeTogether(waiting, mostMembers)
        if (page === null) return
        waiting = rest
        stepped()
        await write(page)
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
