import { DirectoryFailure } from './failure.ts'
import type { Directory } from './types.ts'

/**
 * The member copy as the counter uses it: a copy that cannot be read knows nobody, and one that cannot be written
 * learns nothing. Stamping never depends on it; the directory itself has told the log what is wrong.
 *
 * A search still rejects: "nobody found" must not be said of a list that was not read. So does everything once the
 * copy is closed, because then the shop is.
 */
export function bestEffort(directory: Directory): Directory {
  return {
    ...directory,
    member: (remoteId) => directory.member(remoteId).catch(instead(null)),
    members: (remoteIds) => directory.members(remoteIds).catch(instead([])),
    byCode: (code) => directory.byCode(code).catch(instead([])),
    duplicates: (details, code) => directory.duplicates(details, code).catch(instead([])),
    apply: (members, readAt) => directory.apply(members, readAt).catch(instead(undefined)),
    saveProgramme: (cards, fetchedAt) => directory.saveProgramme(cards, fetchedAt).catch(instead(undefined)),
  }
}

function instead<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof DirectoryFailure && error.kind !== 'closed') return value
    throw error
  }
}
