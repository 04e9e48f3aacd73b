import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { Directory } from './types.ts'

/**
 * The member copy, with somebody who looks at whoever is written into it.
 *
 * @param sighted Answers what is to be done once they are in the copy.
 */
export function noticing(
  directory: Directory,
  sighted: (members: readonly RemoteMember[]) => () => void,
): Directory {
  return {
    ...directory,
    apply(members, readAt) {
      const then = sighted(members)
      return directory.apply(members, readAt).then(then)
    },
    applyPage(members, readAt, state) {
      const then = sighted(members)
      return directory.applyPage(members, readAt, state).then(then)
    },
  }
}
