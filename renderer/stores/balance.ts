import type { Ulid } from '../../shared/domain/ids.ts'
import { memberName } from '../../shared/domain/member-name.ts'
import { newIntent } from '../api/intent.ts'
import { operationPhrase } from '../i18n/failure-text.ts'
import { phrase } from '../i18n/phrase.ts'
import { cardName, cardOf, targetOf } from './card-choice.ts'
import { signal, signalSaved } from './feedback.ts'
import { announce, tellFailure } from './notices.ts'
import { takeSaved } from './operations.ts'
import type { Till } from './till.ts'

/** Opens or closes the form for another amount. */
export function setCounting(till: Till, counting: boolean): void {
  till.member.setState({ counting })
}

/**
 * Adds to the balance, or takes from it where the amount is negative; in the unit's smallest part. True where it is
 * saved. A press while one is being saved does nothing: the buttons say so.
 */
export async function adjust(
  till: Till,
  amount: number,
  note: string | null,
  again = false,
): Promise<boolean> {
  const { view, card, adjusting, adjustIntent, used } = till.member.getState()
  if (view === null || adjusting) return false
  const target = targetOf(view, card)
  const chosen = cardOf(view, card)
  if (target === null || chosen === null) {
    tellFailure(till, { kind: 'choose-card' })
    return false
  }
  till.member.setState({ adjusting: true, question: null })
  const answer = await till.terminal.call('adjust', {
    intent: adjustIntent,
    key: view.key,
    card: target,
    amount,
    note,
    again,
  })
  const here = till.member.getState().view?.key === view.key
  if (here) till.member.setState({ adjusting: false })
  if (answer.ok) {
    if (here) {
      till.member.setState({
        adjustIntent: newIntent(),
        counting: false,
        used: { ...used, [view.key]: cardName(chosen) },
      })
    }
    takeSaved(till, answer.value)
    signalSaved(till, view, answer.value.member)
    const what = operationPhrase(answer.value.operation.facts)
    announce(till, phrase('announce.adjusted', { what, name: memberName(view.details) }))
    return true
  }
  if (answer.error.kind === 'just-done' && here) {
    till.member.setState({ question: { kind: 'balance', amount, note, earlier: answer.error.earlier } })
    signal(till, 'question')
  } else tellFailure(till, answer.error)
  return false
}

/** Takes back what has arrived. */
export async function revert(till: Till, id: Ulid): Promise<void> {
  const { reverting } = till.member.getState()
  if (reverting) return
  till.member.setState({ reverting: true })
  const answer = await till.terminal.call('revert', { intent: newIntent(), id })
  till.member.setState({ reverting: false })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  takeSaved(till, answer.value)
  signal(till, 'undone')
  announce(till, phrase('announce.reverted', { what: operationPhrase(answer.value.operation.facts) }))
}
