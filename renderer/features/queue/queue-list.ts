import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { OperationView, PersonAnswer } from '../../../shared/domain/operation.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import type { MessageId } from '../../i18n/messages/en.ts'
import { phrase } from '../../i18n/phrase.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { stillWorkedFor } from '../../stores/still-worked-for.ts'
import type { Till } from '../../stores/till.ts'
import { listLimit, recentLimit, withOperation, withReading } from './operation-list.ts'
import type { OperationMap } from './operation-list.ts'

/** What the queue screen lists. */
export interface QueueListState {
  readonly phase: 'reading' | 'ready' | 'failed'
  readonly operations: OperationMap
  /** Whether there are more open ones than one reading brings. */
  readonly cut: boolean
  readonly failure: RequestFailure | null
  /** "Try now" is on its way. */
  readonly probing: boolean
}

/** The list of the queue screen. Made when the screen opens, gone with it. */
export type QueueList = StoreApi<QueueListState>

/** An empty list. */
export function createQueueList(): QueueList {
  return createStore<QueueListState>(() => ({
    phase: 'reading',
    operations: new Map(),
    cut: false,
    failure: null,
    probing: false,
  }))
}

/** Reads the list. */
export async function readQueue(till: Till, list: QueueList): Promise<void> {
  const { call } = till.terminal
  const [open, needsYou, recent] = await Promise.all([
    call('operations', { filter: 'open', limit: listLimit }),
    call('operations', { filter: 'needs-you', limit: listLimit }),
    call('operations', { filter: 'recent', limit: recentLimit }),
  ])
  if (!open.ok || !needsYou.ok || !recent.ok) {
    const failure = [open, needsYou, recent].flatMap((answer) => (answer.ok ? [] : [answer.error]))[0] ?? null
    list.setState(({ operations }) => ({ phase: operations.size === 0 ? 'failed' : 'ready', failure }))
    return
  }
  const reading = [...open.value, ...needsYou.value, ...recent.value]
  list.setState(({ operations }) => ({
    phase: 'ready',
    operations: withReading(operations, reading),
    cut: open.value.length === listLimit || needsYou.value.length === listLimit,
    failure: null,
  }))
}

/** Follows what main tells while the screen is open; the answer ends it. */
export function followQueue(till: Till, list: QueueList): () => void {
  const stop = till.terminal.on('operation', (told) => {
    list.setState(({ operations }) => ({ operations: withOperation(operations, told) }))
  })
  void readQueue(till, list)
  return stop
}

/** Asks the provider at once whether it can be reached. */
export async function tryNow(till: Till, list: QueueList): Promise<void> {
  if (list.getState().probing) return
  list.setState({ probing: true })
  const isWorkedFor = stillWorkedFor(till)
  const answer = await till.terminal.call('probe')
  list.setState({ probing: false })
  // Of the shop that was asked about, which is not worked for any more.
  if (!isWorkedFor()) return
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  till.status.setState({ link: answer.value })
  if (answer.value.kind !== 'online') tell(till, 'info', phrase('queue.tryNow.still'))
}

/** One answer of a person to many questions, as they are on screen; null where it was done. */
export async function settleMany(
  till: Till,
  list: QueueList,
  operations: readonly OperationView[],
  answer: { readonly kind: 'retry' } | { readonly kind: 'confirm' },
): Promise<RequestFailure | null> {
  const questions = operations.map(({ id, changedAt }) => ({ id, changedAt }))
  const settled = await till.terminal.call('answerMany', { questions, answer })
  if (!settled.ok) return settled.error
  const { answered, passed } = settled.value
  list.setState((state) => ({
    operations: [...answered, ...passed].reduce(withOperation, state.operations),
  }))
  const changed = passed.filter(({ plain }) => plain === 'needs-you').length
  const tellCount = (what: MessageId, count: number, tone: 'good' | 'info'): void => {
    if (count > 0) tell(till, tone, phrase(what, { count }))
  }
  tellCount(`outage.answered.${answer.kind}`, answered.length, 'good')
  tellCount('outage.passed.settled', passed.length - changed, 'info')
  tellCount('outage.passed.changed', changed, 'info')
  return null
}

/** A person settles an operation; null where it was done. */
export async function settle(
  till: Till,
  list: QueueList,
  id: Ulid,
  answer: PersonAnswer,
): Promise<RequestFailure | null> {
  const settled = await till.terminal.call('answer', { id, answer })
  if (!settled.ok) return settled.error
  list.setState(({ operations }) => ({ operations: withOperation(operations, settled.value) }))
  tell(till, 'good', phrase(`queue.answered.${answer.kind}`))
  return null
}
