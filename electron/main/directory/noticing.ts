import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { Directory } from './types.ts'

/** Somebody who hears of whoever is written into a member copy, and taken out of it. */
export interface Notices {
  /** Answers what is to be done once they are in the copy. */
  sighted(members: readonly RemoteMember[]): () => void
  gone(remoteId: string): void
  /** Members were taken out, nobody says who. */
  thinned(): void
}

/** The member copy, with somebody who looks at what is written into it. */
export function noticing(directory: Directory, notices: Notices): Directory {
  return {
    ...directory,
    apply(members, readAt) {
      const then = notices.sighted(members)
      return directory.apply(members, readAt).then(then)
    },
    applyPage(members, readAt, state) {
      const then = notices.sighted(members)
      return directory.applyPage(members, readAt, state).then(then)
    },
    async sweep(startedAt, spared) {
      const gone = await directory.sweep(startedAt, spared)
      if (gone > 0) notices.thinned()
      return gone
    },
    async clear() {
      await directory.clear()
      notices.thinned()
    },
    remove(remoteId) {
      notices.gone(remoteId)
      return directory.remove(remoteId)
    },
    forget(remoteId) {
      notices.gone(remoteId)
      return directory.forget(remoteId)
    },
  }
}
