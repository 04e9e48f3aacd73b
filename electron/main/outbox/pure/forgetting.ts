import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import type { Result } from '../../../../shared/ipc/result.ts'

/** Who was asked to be forgotten on this till. */
export interface Forgetting {
  /** Whether nothing of a member is to be kept here. */
  isForgotten(connectionId: Ulid, remoteId: string): boolean
  /**
   * Takes what the records tell of a member, one whom somebody said to be the same person included: payloads of what is
   * settled and, where they are kept elsewhere too, cards. Refused while anything waits. Answers the provider's ids, which
   * are {@link unfinished} from then on.
   */
  forget(
    connectionId: Ulid,
    key: MemberKey,
    cards: 'keep' | 'forget',
  ): Result<readonly string[], RequestFailure>
  /** Whom the member copy has still to let go of: begun by this run, or by one that ended before it had. */
  unfinished(connectionId: Ulid): readonly string[]
  /** The member copy holds nothing of them any more. Never throws. */
  finished(connectionId: Ulid, remoteIds: readonly string[]): void
  /** They were at the counter again: they are kept from now on. Never throws. */
  comeBack(connectionId: Ulid, remoteId: string): void
}
