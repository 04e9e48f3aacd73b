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
    apply: (members, readAt) => directory.apply(kept(members), readAt),
    applyPage: (members, readAt, state) => directory.applyPage(kept(members), readAt, state),
  }
}
