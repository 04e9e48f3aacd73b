import type { Ulid } from '../../shared/domain/ids.ts'
import type { RequestFailure } from '../../shared/ipc/failure.ts'
import type { Result } from '../../shared/ipc/result.ts'
import { memberName } from '../../shared/domain/member-name.ts'
import type { MemberView, Saved } from '../../shared/domain/views.ts'
import { newIntent } from '../api/intent.ts'
import { markPainted } from '../api/perf.ts'
import { phrase } from '../i18n/phrase.ts'
import { cardName, cardOf, targetOf } from './card-choice.ts'
import { signal, signalSaved } from './feedback.ts'
import { announce, tellFailure } from './notices.ts'
import { canUndo, takeSaved } from './operations.ts'
import { freshStamp } from './stamp-intent.ts'
import type { Till } from './till.ts'

/** What the cashier has said to be meant. */
export interface Meant {
  /** The same once more. */
  readonly again?: true
  /** More than the shop's cap of a day. */
  readonly overCap?: true
}

/** Stamps that are being saved, and the number that was pressed meanwhile. */
interface Going {
  wanted: number | null
}

const going = new WeakMap<Till, Going>()

/**
 * Adds stamps to the chosen card. While the last stamps can still be changed, another number changes them and the
 * same number does nothing: a second tap never adds. Presses that come while one is being saved are not lost, the
 * last of them counts, also where the next card has come by then. A press after the member was opened anew, by another scan
 * of the card for one, changes nothing: it is a new operation, which main asks about.
 */
export async function addStamps(till: Till, amount: number, meant: Meant = {}): Promise<void> {
  const { stamping, stamped, stampIntent: opening, view } = till.member.getState()
  if (view === null) return
  if (stamping) {
    const before = going.get(till)
    if (before !== undefined) before.wanted = amount
    return
  }
  const changeable = stamped !== null && canUndo(stamped, Date.now()) && stamped.facts.kind === 'stamps.add'
  if (changeable && stamped.facts.amount === amount) return
  const call: Going = { wanted: null }
  going.set(till, call)
  till.member.setState({ stamping: true, question: null })
  const answer = changeable
    ? await till.terminal.call('changeStamps', { id: stamped.id, amount, ...overCap(meant) })
    : await askToAdd(till, view, amount, meant)
  const now = till.member.getState()
  const here = now.view?.key === view.key
  const isSame = here && now.stampIntent === opening
  if (answer.ok) saved(till, view, answer.value, { amount, here, opening, changed: changeable })
  else failed(till, amount, answer.error, { here, changes: changeable ? stamped.id : null })
  if (going.get(till) === call) {
    going.delete(till)
    if (here) till.member.setState({ stamping: false })
  }
  const { wanted } = call
  if (wanted === null || !answer.ok) return
  if (isSame) await addStamps(till, wanted)
  else await changeBehind(till, view, answer.value, wanted)
}

/** Changes stamps of a member who was left, or opened anew, while they were saved. */
async function changeBehind(
  till: Till,
  view: MemberView,
  { operation }: Saved,
  amount: number,
): Promise<void> {
  if (operation.facts.kind === 'stamps.add' && operation.facts.amount === amount) return
  const answer = await till.terminal.call('changeStamps', { id: operation.id, amount })
  if (answer.ok)
    saved(till, view, answer.value, { amount, here: false, opening: operation.id, changed: true })
  else failed(till, amount, answer.error, { here: false, changes: null })
}

function overCap(meant: Meant): { readonly overCap?: true } {
  return meant.overCap === true ? { overCap: true } : {}
}

async function askToAdd(
  till: Till,
  view: MemberView,
  amount: number,
  meant: Meant,
): Promise<Result<Saved, RequestFailure>> {
  const { card, stampIntent } = till.member.getState()
  const target = targetOf(view, card)
  if (target === null) return { ok: false, error: { kind: 'choose-card' } }
  return till.terminal.call('addStamps', {
    intent: stampIntent,
    target: { kind: 'member', key: view.key },
    card: target,
    amount,
    again: meant.again === true,
    ...overCap(meant),
  })
}

function saved(
  till: Till,
  view: MemberView,
  value: Saved,
  {
    amount,
    here,
    opening,
    changed,
  }: {
    readonly amount: number
    readonly here: boolean
    readonly opening: Ulid
    readonly changed: boolean
  },
): void {
  const now = till.member.getState().view
  const before = here && now !== null ? now : view
  if (here) {
    const { card, used, stampIntent } = till.member.getState()
    const chosen = cardOf(view, card)
    till.member.setState({
      // Opened anew meanwhile: what was given before is changed no more.
      ...(stampIntent === opening ? { stamped: value.operation, stampIntent: newIntent() } : {}),
      ...(chosen === null ? {} : { used: { ...used, [view.key]: cardName(chosen) } }),
    })
    markPainted('stamp:shown')
  }
  takeSaved(till, value)
  signalSaved(till, before, value.member)
  const name = memberName(view.details)
  announce(till, phrase(changed ? 'announce.changed' : 'announce.stamped', { count: amount, name }))
}

function failed(
  till: Till,
  amount: number,
  failure: RequestFailure,
  { here, changes }: { readonly here: boolean; readonly changes: Ulid | null },
): void {
  if (failure.kind === 'just-done' && here) {
    till.member.setState({ question: { kind: 'stamps', amount, earlier: failure.earlier } })
    signal(till, 'question')
    return
  }
  if (failure.kind === 'day-cap' && here) {
    till.member.setState({
      question: { kind: 'cap', amount, given: failure.given, cap: failure.cap, changes },
    })
    signal(till, 'question')
    return
  }
  // What could not be changed has left; the next press is a new operation.
  if (failure.kind === 'too-late' && here) till.member.setState(freshStamp())
  tellFailure(till, failure)
}
