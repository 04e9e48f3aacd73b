import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import { openMember, showMember } from '../../stores/open-member.ts'
import type { Place, Till } from '../../stores/till.ts'

/**
 * What is saved is no form any more: its member opens in its place, or nobody where there is none to open, or another screen
 * is in front. Whatever the cashier has opened instead meanwhile stays.
 *
 * @param form what the counter showed when it was saved
 */
export async function leaveForm(
  till: Till,
  form: Place,
  { member, key }: { readonly member: MemberView | null; readonly key: MemberKey | null },
): Promise<void> {
  if (till.counter.getState().place !== form) return
  if (till.nav.getState().screen === 'counter') {
    if (member !== null) showMember(till, member)
    else if (key !== null) await openMember(till, key)
  }
  if (till.counter.getState().place === form) till.counter.setState({ place: { kind: 'idle' } })
}
