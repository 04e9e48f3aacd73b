import type { LastAction } from '../../shared/ipc/counter-contract.ts'
import { newIntent } from '../api/intent.ts'
import { operationPhrase } from '../i18n/failure-text.ts'
import { phrase } from '../i18n/phrase.ts'
import { signal } from './feedback.ts'
import { closeOverlay, openOverlay } from './navigation.ts'
import { tell, tellFailure } from './notices.ts'
import { canUndo, lastOwn, takeSaved, undo } from './operations.ts'
import type { Till } from './till.ts'

/** Asks main what the cashier at the till did last; null where that could not be asked, which is told. */
export async function askLastAction(till: Till): Promise<{ readonly action: LastAction | null } | null> {
  const answer = await till.terminal.call('lastAction')
  if (answer.ok) return { action: answer.value }
  tellFailure(till, answer.error)
  return null
}

/**
 * Undoes the last action of the cashier at the till. Within its window that is done at once; what is older is shown first,
 * with what would become of it. So is what is not the one whose strip bears the key: another shop's may have come after it.
 */
export async function undoLast(till: Till): Promise<void> {
  const asked = await askLastAction(till)
  if (asked === null) return
  const { action } = asked
  const state = till.session.getState()
  const cashier = state.phase === 'ready' ? state.start.cashierId : null
  const marked = lastOwn(till.undo.getState().operations, cashier)
  if (action !== null && action.operation.id === marked && canUndo(action.operation, Date.now())) {
    await undo(till, action.operation.id)
    return
  }
  till.feedback.setState({ lastAction: action })
  openOverlay(till, 'take-back')
  signal(till, action?.way.kind === 'none' || action === null ? 'failed' : 'question')
}

/** The cashier said that what was shown is to be taken back. */
export async function takeBackShown(till: Till, action: LastAction): Promise<void> {
  const answer = await till.terminal.call('takeBack', { intent: newIntent(), id: action.operation.id })
  // A scan may have closed it, and something else may be open.
  if (till.nav.getState().overlay === 'take-back') closeOverlay(till)
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  takeSaved(till, answer.value)
  signal(till, 'undone')
  tell(till, 'info', phrase('back.done', { what: operationPhrase(action.operation.facts) }))
}
