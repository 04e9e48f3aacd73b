import { phrase } from '../i18n/phrase.ts'
import { refreshMember, showMember } from './open-member.ts'
import { tell, tellFailure } from './notices.ts'
import { toIdle } from './navigation.ts'
import type { Till } from './till.ts'

/** A lost card was found: it opens its owner again, who is shown where the card was just scanned. */
export async function cardFound(till: Till, code: string): Promise<void> {
  const answer = await till.terminal.call('cardFound', { code })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  const { place } = till.counter.getState()
  const isHere = place.kind === 'replaced' && place.card.code === code
  if (answer.value !== null && isHere) showMember(till, answer.value)
  else if (answer.value !== null) refreshMember(till, answer.value)
  else if (isHere) toIdle(till)
  tell(till, 'good', phrase('lost.found.said'))
}
