import { phrase } from '../../i18n/phrase.ts'
import { leaveMember } from '../../stores/leave-member.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { boot } from '../../stores/session.ts'
import type { Till } from '../../stores/till.ts'

/** Starts practice over; everything that was on screen is asked for anew. */
export async function resetPractice(till: Till): Promise<void> {
  const answer = await till.terminal.call('practiceReset')
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  leaveMember(till)
  till.undo.setState({ operations: [] })
  till.counter.setState({ place: { kind: 'idle' }, recents: [] })
  await boot(till)
  tell(till, 'good', phrase('practice.reset.done'))
}
