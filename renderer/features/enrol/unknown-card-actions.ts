import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { MemberRow } from '../../../shared/domain/views.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { phrase } from '../../i18n/phrase.ts'
import { openMember, showMember } from '../../stores/open-member.ts'
import { toIdle } from '../../stores/navigation.ts'
import { tell } from '../../stores/notices.ts'
import { takeSaved } from '../../stores/operations.ts'
import type { Till } from '../../stores/till.ts'

/** What came of stamping a card whose owner is not known. */
export type StampOutcome =
  | { readonly kind: 'saved' }
  /** The same was done moments ago: ask, then call again with `again`. */
  | { readonly kind: 'ask'; readonly earlier: OperationView }
  /** More than the shop's cap of a day: ask, then call again with `overCap`. */
  | { readonly kind: 'cap'; readonly given: number; readonly cap: number }
  | { readonly kind: 'failed'; readonly failure: RequestFailure }

/** Stamps a card whose owner this till does not know; whose it is comes out when it is sent. */
export async function stampCode(
  till: Till,
  stamp: {
    readonly intent: Ulid
    readonly code: string
    readonly amount: number
    readonly again: boolean
    readonly overCap: boolean
  },
): Promise<StampOutcome> {
  const { intent, code, amount, again, overCap } = stamp
  const answer = await till.terminal.call('addStamps', {
    intent,
    target: { kind: 'code', code },
    card: { kind: 'only' },
    amount,
    again,
    ...(overCap ? { overCap } : {}),
  })
  if (!answer.ok) {
    if (answer.error.kind === 'just-done') return { kind: 'ask', earlier: answer.error.earlier }
    if (answer.error.kind === 'day-cap') {
      const { given, cap } = answer.error
      return { kind: 'cap', given, cap }
    }
    return { kind: 'failed', failure: answer.error }
  }
  takeSaved(till, answer.value)
  if (isStillHere(till, code)) toIdle(till)
  tell(till, 'good', phrase('enrol.stamp.saved', { amount }))
  return { kind: 'saved' }
}

/** Gives the card to a member. */
export async function attachCode(
  till: Till,
  attach: { readonly intent: Ulid; readonly code: string; readonly row: MemberRow },
): Promise<RequestFailure | null> {
  const { intent, code, row } = attach
  const answer = await till.terminal.call('attach', { intent, key: row.key, code })
  if (!answer.ok) return answer.error
  await show(till, { code, key: row.key, member: answer.value.member })
  takeSaved(till, answer.value)
  tell(till, 'good', phrase('enrol.attached', { name: row.name }))
  return null
}

/** Gives the card to a member in the place of cards that were lost. */
export async function replaceCode(
  till: Till,
  replace: {
    readonly intent: Ulid
    readonly code: string
    readonly row: MemberRow
    readonly lost: readonly string[]
  },
): Promise<RequestFailure | null> {
  const { intent, code, row, lost } = replace
  const answer = await till.terminal.call('replaceCard', { intent, key: row.key, code, lost })
  if (!answer.ok) return answer.error
  await show(till, { code, key: row.key, member: answer.value.member })
  takeSaved(till, answer.value)
  tell(till, 'good', phrase(lost.length === 0 ? 'enrol.attached' : 'lost.done', { name: row.name }))
  return null
}

/** The member opens in the place of the card's screen; nobody where they cannot be opened: the card is no stranger any more. */
async function show(
  till: Till,
  {
    code,
    key,
    member,
  }: {
    readonly code: string
    readonly key: MemberKey
    readonly member: Parameters<typeof showMember>[1] | null
  },
): Promise<void> {
  if (!isStillHere(till, code)) return
  if (member === null) await openMember(till, key)
  else showMember(till, member)
  if (isStillHere(till, code)) toIdle(till)
}

/** Whether this card's screen is still the one in front: the next customer's scan may have come meanwhile. */
function isStillHere(till: Till, code: string): boolean {
  const { place } = till.counter.getState()
  return till.nav.getState().screen === 'counter' && place.kind === 'unknown-card' && place.card.code === code
}
