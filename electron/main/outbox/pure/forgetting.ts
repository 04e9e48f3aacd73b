import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import type { Result } from '../../../../shared/ipc/result.ts'

/** Who was asked to be forgotten on this till. */
export interface Forgetting {
  /** Whether nothing of a member is to be kept here. */
  isForgotten(connectionId: Ulid, remoteId: string): boolean
  /**
   * Takes what the records tell of a member, one whom somebody said to be the same person included: payloads of what is
   * settled and, where they are kept elsewhere too, cards. Refused while anything waits. Answers the provider's ids.
   */
  forget(
    connectionId: Ulid,
    key: MemberKey,
    cards: 'keep' | 'forget',
  ): Result<readonly string[], RequestFailure>
  /** They were at the counter again: they are kept from now on. Never throws. */
  comeBack(connectionId: Ulid, remoteId: string): void
}
