import { phrase } from '../../i18n/phrase.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { workForOther } from '../../stores/switch-shop.ts'
import type { Till } from '../../stores/till.ts'

/** Starts practice over; everything that was on screen is asked for anew. */
export async function resetPractice(till: Till): Promise<void> {
  const answer = await till.terminal.call('practiceReset')
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  till.undo.setState({ operations: [] })
  // Nobody who was found, or is on the way, is there any more.
  await workForOther(till, till.nav.getState().screen)
  tell(till, 'good', phrase('practice.reset.done'))
}
