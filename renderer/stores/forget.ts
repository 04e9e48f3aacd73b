import type { MemberKey } from '../../shared/domain/ids.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import { phrase } from '../i18n/phrase.ts'
import { toIdle } from './navigation.ts'
import { tell, tellFailure } from './notices.ts'
import type { Recent, Till } from './till.ts'

/** Opens or closes the question whether the member is to be forgotten here. */
export function setForgetting(till: Till, forgetting: boolean): void {
  till.member.setState({ forgetting })
}

/** Whether something of a member is unsent, as far as the panel shows it; main has the last word. */
export function hasWork({ remoteId, waitingFields, cards }: MemberView): boolean {
  const owes = cards.some(({ waiting, checking }) => waiting !== 0 || checking !== 0)
  return remoteId === null || waitingFields.length > 0 || owes
}

/** Forgets the member on this till: nothing on screen names them any more. */
export async function forgetMember(till: Till, key: MemberKey): Promise<void> {
  const shown = till.member.getState().view
  const mine = shown?.key === key ? shown : null
  const answer = await till.terminal.call('forgetMember', { key })
  if (!answer.ok) {
    // Another member may be open by now, with the same question.
    if (till.member.getState().view?.key === key) setForgetting(till, false)
    tellFailure(till, answer.error)
    return
  }
  const { view, used } = till.member.getState()
  // Who was said to be the same person goes with them, and so does a card that nobody knew at first.
  const keys = new Set([key, ...(mine?.people?.entries.map(({ row }) => row.key) ?? [])])
  const isTheirs = ({ key: who, code }: Recent): boolean =>
    who === null ? code !== null && mine?.codes.includes(code) === true : keys.has(who)
  till.counter.setState(({ recents }) => ({ recents: recents.filter((recent) => !isTheirs(recent)) }))
  const { [key]: _card, ...others } = used
  till.member.setState({ used: others })
  if (view?.key === key) toIdle(till)
  tell(till, 'good', phrase('forget.done'))
}
