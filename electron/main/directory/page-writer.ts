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
  /** Takes no more, and waits for what is being written. Never rejects. */
  drop(): Promise<void>
}

/** What a writer of pages is made of. */
export interface PageWriterOptions {
  /** Hands a page to the copy, which takes them in this order; settles once it is written. After a failure all fail. */
  readonly write: (page: ReadPage) => Promise<void>
  /** Members that may be on their way into the copy before the reader has to wait. */
  readonly mostMembers: number
}

/**
 * Hands pages on as they come; the copy keeps many of them together. Little is on its way, so that what is read again
 * after a kill is little, and so is the memory.
 */
export function createPageWriter({ write, mostMembers }: PageWriterOptions): PageWriter {
  let members = 0
  let pages = 0
  let failed: { readonly error: unknown } | null = null
  let dropped = false
  let step = Promise.withResolvers<undefined>()

  /** Keeps a page's size alone: its members are the copy's now. */
  function hand(page: ReadPage): void {
    const size = page.members.length
    members += size
    pages += 1
    write(page)
      .catch((error: unknown) => {
        failed ??= { error }
      })
      .finally(() => {
        members -= size
        pages -= 1
        step.resolve(undefined)
        step = Promise.withResolvers()
      })
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
      if (failed === null && !dropped) hand(page)
      return until(() => members < mostMembers)
    },
    flush: () => until(() => pages === 0),
    async drop() {
      dropped = true
      while (pages > 0) await step.promise
    },
  }
}
