import type { MemberKey, Ulid } from '../../shared/domain/ids.ts'
import { memberName } from '../../shared/domain/member-name.ts'
import type { PairOffer } from '../../shared/domain/views.ts'
import { phrase } from '../i18n/phrase.ts'
import { tell, tellFailure } from './notices.ts'
import { putMember, showMember } from './open-member.ts'
import type { Till } from './till.ts'

/** What is answered of two members, and the rows by which they are shown, where those are others'. */
type Asked = Pick<PairOffer, 'keys'> & Partial<Pick<PairOffer, 'one' | 'other'>>

/** A cashier says whether two members are one person: who is opened from now on, or null for two. True once it is saved. */
export async function answerPair(
  till: Till,
  { keys, one, other }: Asked,
  keep: MemberKey | null,
): Promise<boolean> {
  const answer = await till.terminal.call('answerPair', { one: keys[0], other: keys[1], keep })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return false
  }
  const kept = answer.value
  if (keep === null) {
    tell(till, 'good', phrase('people.two.saved'))
    return true
  }
  const open = till.member.getState().view?.key
  const isMeant = open !== undefined && [...keys, one?.key, other?.key].includes(open)
  // The one whose panel is open leads to the other from now on.
  if (kept !== null && isMeant && open !== kept.key) {
    const isBefore =
      till.nav.getState().screen === 'counter' && till.counter.getState().place.kind === 'member'
    if (isBefore) showMember(till, kept)
    else putMember(till, kept)
  }
  const name = kept === null ? '' : memberName(kept.details)
  tell(till, 'good', phrase('people.one.saved', { name, named: name === '' ? 'no' : 'yes' }))
  return true
}

/** A cashier takes back that two entries are one person. */
export async function undoMerge(till: Till, id: Ulid, name: string): Promise<void> {
  const answer = await till.terminal.call('undoMerge', { id })
  if (!answer.ok) tellFailure(till, answer.error)
  else tell(till, 'info', phrase('people.parted', { name }))
}
