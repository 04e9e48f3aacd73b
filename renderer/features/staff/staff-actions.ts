import type { Ulid } from '../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { closeOverlay } from '../../stores/navigation.ts'
import { tellFailure } from '../../stores/notices.ts'
import { patchStart } from '../../stores/session.ts'
import type { Till } from '../../stores/till.ts'

/** This person is at the till from now on. */
export async function chooseCashier(till: Till, id: Ulid): Promise<void> {
  const answer = await till.terminal.call('chooseCashier', { id })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  patchStart(till, { cashierId: answer.value.id })
  closeOverlay(till)
}

/** Adds a name and puts that person at the till; null where it was done. */
export async function addCashier(till: Till, name: string): Promise<RequestFailure | null> {
  const answer = await till.terminal.call('addCashier', { name: name.trim() })
  if (!answer.ok) return answer.error
  const { session } = till
  const state = session.getState()
  if (state.phase === 'ready') {
    const others = state.start.cashiers.filter((cashier) => cashier.id !== answer.value.id)
    patchStart(till, { cashiers: [...others, answer.value] })
  }
  await chooseCashier(till, answer.value.id)
  return null
}
