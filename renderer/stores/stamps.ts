import type { RequestFailure } from '../../shared/ipc/failure.ts'
import type { Result } from '../../shared/ipc/result.ts'
import { memberName } from '../../shared/domain/member-name.ts'
import type { MemberView, Saved } from '../../shared/domain/views.ts'
import { newIntent } from '../api/intent.ts'
import { markPainted } from '../api/perf.ts'
import { phrase } from '../i18n/phrase.ts'
import { cardName, cardOf, targetOf } from './card-choice.ts'
import { announce, tellFailure } from './notices.ts'
import { canUndo, takeSaved } from './operations.ts'
import type { Till } from './till.ts'

/**
 * Adds stamps to the chosen card. While the last stamps can still be changed, another number changes them and the
 * same number does nothing: a second tap never adds. Presses that come while one is being saved are not lost, the
 * last of them counts.
 */
export async function addStamps(till: Till, amount: number, again = false): Promise<void> {
  const { stamping, stamped, view } = till.member.getState()
  if (view === null) return
  if (stamping) {
    till.member.setState({ stampWanted: amount })
    return
  }
  const changeable = stamped !== null && canUndo(stamped, Date.now()) && stamped.facts.kind === 'stamps.add'
  if (changeable && stamped.facts.amount === amount) return
  till.member.setState({ stamping: true, stampWanted: null, question: null })
  const answer = changeable
    ? await till.terminal.call('changeStamps', { id: stamped.id, amount })
    : await askToAdd(till, view, amount, again)
  const here = till.member.getState().view?.key === view.key
  if (answer.ok) saved(till, view, answer.value, { amount, here, changed: changeable })
  else failed(till, amount, answer.error, here)
  if (!here) return
  const { stampWanted } = till.member.getState()
  till.member.setState({ stamping: false, stampWanted: null })
  if (stampWanted !== null && answer.ok) await addStamps(till, stampWanted)
}

async function askToAdd(
  till: Till,
  view: MemberView,
  amount: number,
  again: boolean,
): Promise<Result<Saved, RequestFailure>> {
  const { card, stampIntent } = till.member.getState()
  const target = targetOf(view, card)
  if (target === null) return { ok: false, error: { kind: 'choose-card' } }
  return till.terminal.call('addStamps', {
    intent: stampIntent,
    target: { kind: 'member', key: view.key },
    card: target,
    amount,
    again,
  })
}

function saved(
  till: Till,
  view: MemberView,
  value: Saved,
  { amount, here, changed }: { readonly amount: number; readonly here: boolean; readonly changed: boolean },
): void {
  if (here) {
    const { card, used } = till.member.getState()
    const chosen = cardOf(view, card)
    till.member.setState({
      stamped: value.operation,
      stampIntent: newIntent(),
      ...(chosen === null ? {} : { used: { ...used, [view.key]: cardName(chosen) } }),
    })
    markPainted('stamp:shown')
  }
  takeSaved(till, value)
  const name = memberName(view.details)
  announce(till, phrase(changed ? 'announce.changed' : 'announce.stamped', { count: amount, name }))
}

function failed(till: Till, amount: number, failure: RequestFailure, here: boolean): void {
  if (failure.kind === 'just-done' && here) {
    till.member.setState({ question: { kind: 'stamps', amount, earlier: failure.earlier } })
    return
  }
  // What could not be changed has left; the next press is a new operation.
  if (failure.kind === 'too-late' && here) till.member.setState({ stamped: null, stampIntent: newIntent() })
  tellFailure(till, failure)
}
