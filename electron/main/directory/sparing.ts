import type { Directory } from './types.ts'

/** Provider's ids of members whom this till still owes something, asked when the copy is written. */
export interface Spared {
  /** Those with a mutation on the wire. */
  readonly busy: () => ReadonlySet<string>
  /** Those for whom anything waits. */
  readonly owed: () => ReadonlySet<string>
}

/**
 * The member copy as a pull writes it: whoever has a mutation on the wire is left as they are. A page read meanwhile
 * may include it already, and the panel would count it twice; what settles the mutation tells the new figure. And
 * whoever something waits for stays, also where the list does not tell them any more: what becomes of it is asked.
 */
export function sparing(directory: Directory, { busy, owed }: Spared): Directory {
  return {
    ...directory,
    applyPage(members, readAt, state) {
      const spared = busy()
      return directory.applyPage(
        members.filter((member) => !spared.has(member.remoteId)),
        readAt,
        state,
      )
    },
    sweep: (startedAt) => directory.sweep(startedAt, owed),
  }
}
