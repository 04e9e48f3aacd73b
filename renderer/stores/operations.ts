import type { Ulid } from '../../shared/domain/ids.ts'
import type { OperationView } from '../../shared/domain/operation.ts'
import type { Saved } from '../../shared/domain/views.ts'
import { attentionPhrase, operationPhrase } from '../i18n/failure-text.ts'
import { phrase } from '../i18n/phrase.ts'
import { momentUndone, signal } from './feedback.ts'
import { announce, tell, tellFailure } from './notices.ts'
import { refreshMember } from './open-member.ts'
import { freshStamp } from './stamp-intent.ts'
import type { Till } from './till.ts'

/** Whether the cashier can still take it back. */
export function canUndo(operation: OperationView, now: number): boolean {
  return operation.choices.undo && operation.undoUntil !== null && operation.undoUntil > now
}

/** Of those that can still be taken back, the last one of whoever is at the till: the key takes it. Null where there is none. */
export function lastOwn(operations: readonly OperationView[], cashier: Ulid | null): Ulid | null {
  return cashier === null ? null : (operations.findLast(({ actor }) => actor === cashier)?.id ?? null)
}

/** Takes what an action saved: the member as it is now, and the operation for as long as it can be undone. */
export function takeSaved(till: Till, saved: Saved): void {
  if (saved.member !== null) refreshMember(till, saved.member)
  operationChanged(till, saved.operation)
}

/** Takes a newer state of an operation. */
export function operationChanged(till: Till, operation: OperationView): void {
  const open = canUndo(operation, Date.now())
  till.undo.setState(({ operations }) => {
    const at = operations.findIndex((other) => other.id === operation.id)
    if (at === -1) return open ? { operations: [...operations, operation] } : { operations }
    return { operations: open ? operations.with(at, operation) : operations.toSpliced(at, 1) }
  })
  const { target, plain } = operation
  if (target.kind === 'member' && plain === 'undone') momentUndone(till, target.key)
  const { stamped, redeemed } = till.member.getState()
  if (stamped?.id === operation.id) till.member.setState(open ? { stamped: operation } : freshStamp())
  if (redeemed?.id === operation.id) redemptionChanged(till, redeemed, operation)
  else if (operation.facts.kind === 'reward.redeem') redemptionElsewhere(till, operation)
}

function redemptionChanged(till: Till, before: OperationView, operation: OperationView): void {
  const over = operation.plain === 'undone' || operation.plain === 'dropped' || operation.plain === 'moved'
  till.member.setState({ redeemed: over ? null : operation })
  if (before.plain === operation.plain || operation.facts.kind !== 'reward.redeem') return
  if (operation.plain === 'sent') {
    announce(till, phrase('announce.redeem.confirmed', { reward: operation.facts.rewardName }), 'assertive')
    signal(till, 'reward')
  } else if (operation.plain === 'needs-you' && operation.reason !== null) {
    announce(till, attentionPhrase(operation.reason), 'assertive')
    signal(till, 'failed')
  } else if (operation.plain === 'checking' && !operation.facts.provisional) {
    announce(till, phrase('member.redeem.checking.more'), 'assertive')
    signal(till, 'question')
  }
}

/** A redemption whose member is no longer on screen still owes the cashier an answer. */
function redemptionElsewhere(till: Till, operation: OperationView): void {
  if (operation.facts.kind !== 'reward.redeem' || operation.facts.provisional) return
  // A person who looks into an old question says that it was booked, not that it is to be given now.
  if (operation.proof === 'person') return
  const who = operation.who.name
  if (operation.plain === 'sent') {
    tell(till, 'good', phrase('redeem.elsewhere.confirmed', { who, reward: operation.facts.rewardName }), {
      stays: true,
    })
  } else if (operation.plain === 'needs-you' && operation.reason !== null) {
    tell(till, 'bad', phrase('redeem.elsewhere.refused', { who, why: attentionPhrase(operation.reason) }), {
      stays: true,
    })
  }
}

/** Ends the undo windows whose time is over. */
export function expireUndos(till: Till, now: number): void {
  till.undo.setState(({ operations }) => ({
    operations: operations.filter((operation) => canUndo(operation, now)),
  }))
  const { stamped } = till.member.getState()
  if (stamped !== null && !canUndo(stamped, now)) till.member.setState(freshStamp())
}

/** Takes an action back. */
export async function undo(till: Till, id: Ulid): Promise<void> {
  const answer = await till.terminal.call('undo', { id })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    if (answer.error.kind === 'too-late') {
      till.undo.setState(({ operations }) => ({ operations: operations.filter((other) => other.id !== id) }))
    }
    return
  }
  takeSaved(till, answer.value)
  signal(till, 'undone')
  tell(till, 'info', phrase('undo.undone', { what: operationPhrase(answer.value.operation.facts) }))
}
