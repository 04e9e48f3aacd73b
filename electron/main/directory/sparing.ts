import type { Directory } from './types.ts'

/**
 * The member copy as a pull writes it: whoever has a mutation on the wire is left as they are. A page read meanwhile
 * may include it already, and the panel would count it twice; what settles the mutation tells the new figure.
 *
 * @param busy The provider's ids of those members, asked when a page is written.
 */
export function sparing(directory: Directory, busy: () => ReadonlySet<string>): Directory {
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
  }
}
