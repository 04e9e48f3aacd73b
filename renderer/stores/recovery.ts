import type { RequestFailure } from '../../shared/ipc/failure.ts'
import { boot } from './session.ts'
import type { Till } from './till.ts'

/** Sets an unreadable database aside and starts with a new one; answers why it could not. */
export async function setDatabaseAside(till: Till): Promise<RequestFailure | null> {
  const answer = await till.terminal.call('setAsideDatabase')
  if (!answer.ok) return answer.error
  await boot(till)
  return null
}
