import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { Directory } from './types.ts'

/**
 * The member copy that takes nobody in who was asked to be forgotten here, whoever tells of them.
 *
 * @param isForgotten By the provider's id, asked when something is written.
 */
export function withoutForgotten(
  directory: Directory,
  isForgotten: (remoteId: string) => boolean,
): Directory {
  const kept = (members: readonly RemoteMember[]): readonly RemoteMember[] =>
    members.filter((member) => !isForgotten(member.remoteId))
  return {
    ...directory,
    async apply(members, readAt) {
      const taken = kept(members)
      await directory.apply(taken, readAt)
      // Many go in portions: whoever was to be forgotten in between may have come with a later one.
      for (const { remoteId } of taken) if (isForgotten(remoteId)) await directory.forget(remoteId)
    },
    applyPage: (members, readAt, state) => directory.applyPage(kept(members), readAt, state),
  }
}
